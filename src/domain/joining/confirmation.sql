-- include "domain/shop/shop.h"

-- confirmation_months: one () -> months int
-- across territories: the row of the territory itself
SELECT confirm_months AS months FROM territory WHERE id = :territory;

-- confirmation_set_months: run (months int)
-- across territories: the row of the territory itself
UPDATE territory SET confirm_months = :months WHERE id = :territory;

-- Shops whose merchant has an address, unconfirmed and unasked for long.
-- confirmation_due: many (stale_at instant, asked_at instant) -> id shop_id, name text, email text, merchant text
-- CROSS JOIN begins at the merchants that have an address: most shops of a large territory have
-- none, and looking at 500,000 of them takes a second.
SELECT s.id, s.name, m.email, m.name AS merchant
  FROM merchant AS m CROSS JOIN shop AS s
 WHERE s.territory_id = m.territory_id AND s.merchant_id = m.id
   AND m.territory_id = :territory AND m.email <> '' AND s.closed_at IS NULL
   AND COALESCE(s.confirmed_at, s.created_at) < :stale_at
   AND COALESCE(s.asked_at, 0) < :asked_at
 ORDER BY s.id LIMIT 50;

-- confirmation_asked: run (id shop_id, now instant)
UPDATE shop SET asked_at = :now WHERE territory_id = :territory AND id = :id;
