-- What was sold and what became of it, summed from sealed transfers; derived, can be rebuilt. The
-- sums before it came from vouchers and knew nothing of their use.
DROP TABLE sale_day;
DROP TABLE sale_mark;

-- Up to which seal the tables below have summed.
CREATE TABLE figure_mark (
  territory_id BIGINT PRIMARY KEY,
  seal_number BIGINT NOT NULL,
  transfer_id BIGINT NOT NULL          -- the last of that seal
);

-- Every voucher counts on the day of its sale, whatever happens to it later. A voucher for all
-- shops stands at shop 0; only the two last columns count it where it was used. The same sums stand
-- here three times, for what pages ask: by shop and day, by shop, by day.
CREATE TABLE figure_sum (
  territory_id BIGINT NOT NULL,
  grain INTEGER NOT NULL,              -- enum figures_grain
  shop_id BIGINT NOT NULL,             -- 0 by day
  campaign_id BIGINT NOT NULL,
  day_on INTEGER NOT NULL,             -- in the territory's zone; 0 by shop
  voucher_count BIGINT NOT NULL,
  worth_minor BIGINT NOT NULL,
  top_up_minor BIGINT NOT NULL,        -- what of it public money added
  redeemed_minor BIGINT NOT NULL,
  reversed_minor BIGINT NOT NULL,
  refunded_minor BIGINT NOT NULL,
  expired_minor BIGINT NOT NULL,
  moved_minor BIGINT NOT NULL,         -- what came from other vouchers, less what went to others
  used_count BIGINT NOT NULL,          -- of vouchers for all shops: in this one
  used_minor BIGINT NOT NULL,
  PRIMARY KEY (territory_id, grain, shop_id, campaign_id, day_on)
) WITHOUT ROWID;

-- Every transfer, on the day it was made, by what it did.
CREATE TABLE figure_flow (
  territory_id BIGINT NOT NULL,
  day_on INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  debit_kind INTEGER NOT NULL,
  credit_kind INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  transfer_count BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  PRIMARY KEY (territory_id, day_on, reason, debit_kind, credit_kind, phase)
) WITHOUT ROWID;
