-- The end of a voucher: who has what is left, who is reminded before, and a later last day for many.

ALTER TABLE campaign ADD COLUMN remainder INTEGER NOT NULL DEFAULT 1; -- enum campaign_remainder
ALTER TABLE voucher ADD COLUMN remainder INTEGER NOT NULL DEFAULT 1;  -- as it was sold
-- Alive ones in the order in which they end: walked by the job that ends them.
CREATE INDEX voucher_due ON voucher (territory_id, expires_on, id) WHERE ended = 0;
-- Who owes for a voucher that was given away.
CREATE INDEX bulk_line_order ON bulk_line (territory_id, order_id) WHERE order_id IS NOT NULL;

-- How far the reminders have come, so many days before one last day.
CREATE TABLE reminder_mark (
  territory_id BIGINT NOT NULL,
  expires_on INTEGER NOT NULL,
  days INTEGER NOT NULL,
  voucher_id BIGINT NOT NULL,          -- the last one looked at
  done BOOLEAN NOT NULL,
  PRIMARY KEY (territory_id, expires_on, days)
) WITHOUT ROWID;

-- Another last day for many vouchers: counted first, then applied, each in small steps.
CREATE TABLE extension (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,         -- 0: of every campaign
  shop_id BIGINT NOT NULL,             -- 0: of every shop
  first_on INTEGER,                    -- that would end from this day
  last_on INTEGER,                     -- to this one
  revive BOOLEAN NOT NULL,             -- expired ones too
  until_on INTEGER NOT NULL,           -- the new last day
  reason TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum extension_state
  voucher_id BIGINT NOT NULL,          -- the last one looked at
  alive_count BIGINT NOT NULL,
  alive_minor BIGINT NOT NULL,
  revived_count BIGINT NOT NULL,
  revived_minor BIGINT NOT NULL,
  lost_count BIGINT NOT NULL,          -- expired, and the rule or the money forbids
  lost_minor BIGINT NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX extension_open ON extension (territory_id, id) WHERE state IN (1, 3);
