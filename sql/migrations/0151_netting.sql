-- What neighbours owe each other, netted every night and paid now and then. Each row stands on both
-- sides, with the same figures under the other sign.

CREATE TABLE netting (
  territory_id BIGINT NOT NULL,
  neighbour_id BIGINT NOT NULL,
  night_on INTEGER NOT NULL,           -- the day that ended in it; earlier uses that came late too
  owed_minor BIGINT NOT NULL,          -- our vouchers used there, less taken back
  earned_minor BIGINT NOT NULL,        -- theirs used here
  net_minor BIGINT NOT NULL,           -- earned less owed: above zero they owe us
  line_count BIGINT NOT NULL,
  settlement_id BIGINT NOT NULL DEFAULT 0, -- that pays it; 0: none yet
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, neighbour_id, night_on)
) WITHOUT ROWID;

CREATE TABLE netting_settlement (
  territory_id BIGINT NOT NULL,
  neighbour_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- the same on both sides
  state INTEGER NOT NULL,              -- enum settlement_state
  we_pay BOOLEAN NOT NULL,
  amount_minor BIGINT NOT NULL,
  reference TEXT NOT NULL,             -- as the payer's bank has it
  paid_on INTEGER NOT NULL,
  note TEXT NOT NULL,                  -- why it was given back
  announced_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, neighbour_id, id)
) WITHOUT ROWID;
CREATE INDEX netting_settlement_open ON netting_settlement (territory_id, id) WHERE state = 1;

-- What no statement counts yet.
CREATE INDEX neighbour_line_open ON neighbour_line (territory_id, neighbour_id, booked_on)
 WHERE night_on = 0;
