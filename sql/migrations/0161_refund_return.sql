-- A refund that left by transfer and came back, as the bank's file said: written with the line,
-- taken up by the room of refunds.
CREATE TABLE refund_return (
  territory_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL,             -- the bank's line: each is taken up once
  refund_id BIGINT NOT NULL,
  reason TEXT NOT NULL,                -- the bank's code, then perhaps its words
  created_at BIGINT NOT NULL,
  noted_at BIGINT,
  PRIMARY KEY (territory_id, line_id)
) WITHOUT ROWID;
CREATE INDEX refund_return_open ON refund_return (territory_id, line_id) WHERE noted_at IS NULL;
