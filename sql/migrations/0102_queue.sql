-- Who waits in line for public money that has run out. First come, first served.
CREATE TABLE top_up_queue (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- by time: the order of the line
  campaign_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,             -- 0: all shops that take part
  value_minor BIGINT NOT NULL,         -- of the voucher he wants
  minor BIGINT NOT NULL,               -- what public money would add to it
  email TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum queue_state
  transfer_id BIGINT NOT NULL,         -- the reservation of an offer, pending; else 0
  offered_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX top_up_queue_open ON top_up_queue (territory_id, campaign_id, state, id)
 WHERE state < 3;
