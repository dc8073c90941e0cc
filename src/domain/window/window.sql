-- include "domain/shop/shop.h"

-- The shops of the newest vouchers: some come twice, a reader takes the first four different ones.
-- window_recent: many () -> shop shop_id
SELECT shop_id AS shop FROM voucher WHERE territory_id = :territory AND NOT test
 ORDER BY id DESC LIMIT 24;
