-- Public money that pays a part of a voucher: who gives it, under which rule, out of which envelope.

-- Sells for play money only, to people of the house, and says so on its vouchers.
ALTER TABLE campaign ADD COLUMN test BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE funder (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,                  -- also the owner of its account in the ledger
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

-- How much is added. A campaign without a row adds nothing.
CREATE TABLE top_up_rule (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  campaign_id BIGINT NOT NULL,
  form INTEGER NOT NULL,               -- enum topup_form
  give BIGINT NOT NULL,                -- basis points of the voucher's value, or an amount
  step_minor BIGINT NOT NULL,          -- the amount for each so much of the value; 0: once
  least_minor BIGINT NOT NULL,         -- a voucher below gets nothing
  counts INTEGER NOT NULL,             -- enum topup_counts: what the ceilings are about
  voucher_most_minor BIGINT NOT NULL,  -- ceilings; 0: none
  person_most_minor BIGINT NOT NULL,
  person INTEGER NOT NULL,             -- enum topup_person: who counts as one person
  hold_minutes INTEGER NOT NULL,       -- how long money is kept for an order that is not paid
  PRIMARY KEY (territory_id, campaign_id)
) WITHOUT ROWID;

-- Who gets another rate or amount.
CREATE TABLE top_up_case (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  campaign_id BIGINT NOT NULL,
  number INTEGER NOT NULL,             -- 1, 2, ...: orders keep which one applied
  kind INTEGER NOT NULL,               -- enum topup_case_kind
  give BIGINT NOT NULL,
  from_age INTEGER NOT NULL,
  to_age INTEGER NOT NULL,
  places TEXT NOT NULL,                -- postcodes and communes, separated by commas
  fragility INTEGER NOT NULL,          -- the shop's score is at least that
  PRIMARY KEY (territory_id, campaign_id, number)
) WITHOUT ROWID;

-- The guarded account that a campaign's top-ups are paid from, once it was filled.
CREATE TABLE envelope (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  campaign_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, campaign_id)
) WITHOUT ROWID;

-- What each funder has put in and got back; the ledger has the single transfers.
CREATE TABLE envelope_share (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  campaign_id BIGINT NOT NULL,
  funder_id BIGINT NOT NULL,
  filled_minor BIGINT NOT NULL,
  emptied_minor BIGINT NOT NULL,
  PRIMARY KEY (territory_id, campaign_id, funder_id)
) WITHOUT ROWID;

-- What public money adds to one order, and why so much.
CREATE TABLE top_up (
  territory_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  person TEXT NOT NULL,                -- keyed digest of a verified address; "" where nobody counts
  minor BIGINT NOT NULL,
  counted_minor BIGINT NOT NULL,       -- what it takes of the person's ceiling
  returned_minor BIGINT NOT NULL,      -- back in the envelope after a refund
  form INTEGER NOT NULL,               -- the rule as it was: enum topup_form,
  give BIGINT NOT NULL,                -- its rate or amount,
  number INTEGER NOT NULL,             -- the case that applied; 0: the rule itself
  cut INTEGER NOT NULL,                -- by a ceiling: enum topup_cut
  state INTEGER NOT NULL,              -- enum topup_state
  transfer_id BIGINT NOT NULL,         -- its transfer, pending while it is reserved
  release_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, order_id)
) WITHOUT ROWID;
CREATE INDEX top_up_reserved ON top_up (territory_id, release_at, campaign_id, minor)
 WHERE state = 1;

-- What a person has had of his ceiling.
CREATE TABLE top_up_person (
  territory_id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  person TEXT NOT NULL,
  counted_minor BIGINT NOT NULL CHECK (counted_minor >= 0),
  PRIMARY KEY (territory_id, campaign_id, person)
) WITHOUT ROWID;
