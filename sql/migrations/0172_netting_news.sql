-- What the payer's bank says about a transfer to a neighbour: that it has left, or that it was refused
-- or came back. Written with the line of the bank's file, taken up by the room of settlements.
CREATE TABLE netting_news (
  territory_id BIGINT NOT NULL,        -- the payer's
  line_id BIGINT NOT NULL,             -- the bank's line: each is taken up once
  settlement_id BIGINT NOT NULL,
  gone BOOLEAN NOT NULL,
  day_on INTEGER NOT NULL,             -- as the bank books it
  reason TEXT NOT NULL,                -- the bank's code, then perhaps its words
  created_at BIGINT NOT NULL,
  noted_at BIGINT,
  PRIMARY KEY (territory_id, line_id)
) WITHOUT ROWID;
CREATE INDEX netting_news_open ON netting_news (territory_id, line_id) WHERE noted_at IS NULL;

ALTER TABLE netting_settlement ADD COLUMN left_on INTEGER NOT NULL DEFAULT 0; -- the payer's account
ALTER TABLE netting_settlement ADD COLUMN rejected BOOLEAN NOT NULL DEFAULT FALSE; -- by its bank
CREATE INDEX netting_settlement_name ON netting_settlement (territory_id, id);
