-- An order's public money stands in top_up, with the transfer that was reserved for it.
ALTER TABLE voucher_order DROP COLUMN top_up_id;
