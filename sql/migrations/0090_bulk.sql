-- Vouchers that an employer, a welfare office or a tourist office gives away: who owes for them, the
-- list that was sent in, and what became of each line.

CREATE TABLE issuer (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,                 -- where the invoice goes
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);

CREATE TABLE bulk_issue (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  issuer_id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,         -- whose vouchers, and whose conditions
  shop_id BIGINT NOT NULL,             -- 0: those that all shops take
  redeemable_on INTEGER NOT NULL,      -- the issuer's own terms
  expires_on INTEGER NOT NULL,
  state INTEGER NOT NULL,              -- enum bulk_state
  prepared_by BIGINT NOT NULL,
  prepared_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
);

CREATE TABLE bulk_line (
  territory_id BIGINT NOT NULL,
  bulk_id BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- of the file, from 1
  name TEXT NOT NULL,
  email TEXT NOT NULL,                 -- "": printed, not mailed
  amount_minor BIGINT NOT NULL,
  message TEXT NOT NULL,
  problem INTEGER NOT NULL,            -- enum bulk_problem: why it is left out
  order_id BIGINT,                     -- once issued: a second run passes it by
  PRIMARY KEY (territory_id, bulk_id, number)
) WITHOUT ROWID;
