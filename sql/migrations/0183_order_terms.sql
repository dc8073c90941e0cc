-- The terms that the buyer saw, kept with the order: its campaign may change before it is paid.
-- NULL in older orders: the campaign's.
ALTER TABLE voucher_order ADD COLUMN redeemable_on INTEGER;
ALTER TABLE voucher_order ADD COLUMN expires_on INTEGER;
ALTER TABLE voucher_order ADD COLUMN remainder INTEGER;
