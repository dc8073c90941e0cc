-- Sold in a test campaign: worth nothing, and counted nowhere.
ALTER TABLE voucher ADD COLUMN test BOOLEAN NOT NULL DEFAULT FALSE;
