-- A shop to try a test campaign in.
-- selling_some_shop: one () -> slug text
SELECT slug FROM shop WHERE territory_id = :territory AND takes_vouchers AND closed_at IS NULL
 ORDER BY id LIMIT 1;
