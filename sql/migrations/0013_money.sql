-- Vouchers that public money pays a part of, and vouchers for every shop of a territory.

-- Sold for all shops that take part (shop_id and merchant_id of its orders and vouchers are 0), not
-- for one: a shop is paid when such a voucher is used there.
ALTER TABLE campaign ADD COLUMN wide BOOLEAN NOT NULL DEFAULT FALSE;

-- What public money adds; the buyer pays the rest of amount_minor.
ALTER TABLE voucher_order ADD COLUMN top_up_minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE voucher_order ADD COLUMN top_up_id BIGINT; -- its transfer, pending until paid
ALTER TABLE voucher ADD COLUMN top_up_minor BIGINT NOT NULL DEFAULT 0;
