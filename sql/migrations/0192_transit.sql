-- Money on its way between a payment provider and the territory's own account at its bank.
CREATE TABLE transit (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  provider INTEGER NOT NULL,           -- enum provider
  name TEXT NOT NULL,                  -- the provider's: "po_..."
  open_minor BIGINT NOT NULL,          -- still on its way; below zero: to the provider
  told INTEGER NOT NULL,               -- enum transit_told
  trace TEXT NOT NULL,                 -- how the bank may name it
  descriptor TEXT NOT NULL,            -- what may stand on the statement
  due_on INTEGER NOT NULL,             -- when the provider says it is there
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE UNIQUE INDEX transit_name ON transit (territory_id, provider, name);
CREATE INDEX transit_open ON transit (territory_id, id) WHERE open_minor <> 0;

-- How it moved; each is a transfer of the ledger, too.
CREATE TABLE transit_step (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  transit_id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum transit_step_kind
  amount_minor BIGINT NOT NULL,        -- what it adds to what is on its way
  cause_id BIGINT NOT NULL,            -- movement at the provider, line of the bank's file
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX transit_step_of ON transit_step (territory_id, transit_id, id);
