-- include "domain/shop/shop.h"

-- The shop behind the demonstration's counter: the first of the list.
-- demo_shop: one () -> id shop_id, merchant_id merchant_id, slug text
SELECT id, merchant_id, slug FROM shop WHERE territory_id = :territory ORDER BY sort_key LIMIT 1;

-- demo_shops: many () -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND closed_at IS NULL
 ORDER BY sort_key LIMIT 2000;

-- demo_merchants: many () -> id merchant_id, name text
SELECT id, name FROM merchant WHERE territory_id = :territory ORDER BY id LIMIT 5000;
