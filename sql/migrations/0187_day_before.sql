-- The last day that a voucher had before it was given another: a statement of days before names it.
-- NULL for other acts, and for those before this column.
ALTER TABLE voucher_act ADD COLUMN expires_on INTEGER;
