-- include "domain/shop/shop.h"

-- Where each file of the site map begins: every 10,000th id.
-- open_feed_mark: one (after shop_id) -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND id > :after
 ORDER BY id LIMIT 1 OFFSET 9999;

-- open_feed_slugs: many (after shop_id, until shop_id) -> id shop_id, slug text, updated_at instant
SELECT id, slug, updated_at FROM shop
 WHERE territory_id = :territory AND id > :after AND id <= :until AND closed_at IS NULL
 ORDER BY id LIMIT 500;
