-- The job that makes offers looks at those who wait and at those who were offered something, of all
-- campaigns together.
CREATE INDEX top_up_queue_line ON top_up_queue (territory_id, state, id) WHERE state < 3;
