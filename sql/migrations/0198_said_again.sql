-- Who stands in line, whatever way the address was written: the name under which persons are counted.
ALTER TABLE top_up_queue ADD COLUMN person TEXT NOT NULL DEFAULT '';
CREATE INDEX top_up_queue_person ON top_up_queue (territory_id, campaign_id, person)
 WHERE state < 3;

-- What a sale at the counter said, so that the same form with other content is refused. Sales of
-- before have none.
ALTER TABLE counter_sale ADD COLUMN content TEXT NOT NULL DEFAULT '';
