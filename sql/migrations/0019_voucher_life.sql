-- What happens to a voucher after its sale: used by mistake, blocked, paid back, passed on.

ALTER TABLE voucher ADD COLUMN blocked_why INTEGER NOT NULL DEFAULT 0; -- enum voucher_block
ALTER TABLE voucher ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;       -- enum voucher_end
ALTER TABLE voucher ADD COLUMN ended_at BIGINT;
ALTER TABLE voucher ADD COLUMN refunded_minor BIGINT NOT NULL DEFAULT 0; -- taken off, not used
ALTER TABLE voucher ADD COLUMN origin_id BIGINT NOT NULL DEFAULT 0;    -- came from this voucher
ALTER TABLE voucher ADD COLUMN heir_id BIGINT NOT NULL DEFAULT 0;      -- went on as this voucher
CREATE INDEX voucher_by_shop ON voucher (territory_id, shop_id, id);
CREATE INDEX voucher_blocked ON voucher (territory_id, id) WHERE blocked_at IS NOT NULL;
CREATE INDEX voucher_ended ON voucher (territory_id, ended, id) WHERE ended > 0;

-- Taken back: what was used is on the voucher again.
ALTER TABLE redemption ADD COLUMN reversed_at BIGINT;
-- Who earned the money, of a voucher for all shops; 0 of one whose shop had it before.
ALTER TABLE redemption ADD COLUMN earner_id BIGINT NOT NULL DEFAULT 0;
CREATE INDEX redemption_by_shop ON redemption (territory_id, shop_id, transfer_id);

-- What somebody did to a voucher, beside using it. Never changed.
CREATE TABLE voucher_act (
  territory_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum voucher_act_kind
  shop_id BIGINT NOT NULL,             -- of the voucher; 0: every shop that takes part
  amount_minor BIGINT NOT NULL,        -- that moved, or 0
  balance_minor BIGINT NOT NULL,       -- what was left after it
  noun_id BIGINT NOT NULL,             -- the transfer of a use, the refund, the other voucher
  person_id BIGINT NOT NULL,           -- 0: a holder, a till or the program
  till_id BIGINT NOT NULL,
  note TEXT NOT NULL,                  -- why, in somebody's words
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, voucher_id, id)
) WITHOUT ROWID;
CREATE INDEX voucher_act_sums ON voucher_act (territory_id, shop_id, kind, amount_minor)
 WHERE amount_minor > 0;

-- How long a shop may take a use back by itself. Without a row, half an hour.
CREATE TABLE voucher_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  reversal_minutes INTEGER NOT NULL,
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Money on its way back to a buyer.
CREATE TABLE refund (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  provider INTEGER NOT NULL,           -- that took the money
  via INTEGER NOT NULL,                -- that sends it back
  cause INTEGER NOT NULL,              -- enum refund_cause
  state INTEGER NOT NULL,              -- enum refund_stage
  value_minor BIGINT NOT NULL,         -- off the voucher: the sum of the next two
  paid_minor BIGINT NOT NULL,          -- to the buyer
  public_minor BIGINT NOT NULL,        -- to where public money came from
  note TEXT NOT NULL,                  -- why, in the agent's words
  iban TEXT NOT NULL,                  -- by transfer: to which account
  holder TEXT NOT NULL,
  ask_id BIGINT NOT NULL,              -- what the provider was last asked; 0: nothing
  asked_by BIGINT NOT NULL,            -- 0: the buyer, or the program
  asked_at BIGINT NOT NULL,
  decided_by BIGINT,                   -- the second pair of eyes
  sent_at BIGINT,
  failure TEXT NOT NULL,               -- what the provider said
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX refund_open ON refund (territory_id, id) WHERE state <> 3;
CREATE INDEX refund_by_voucher ON refund (territory_id, voucher_id, id);
