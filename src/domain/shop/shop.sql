-- include "domain/shop/shop.h"

-- shop_row: one (id shop_id) -> id shop_id, merchant merchant_id, slug text, name text, trade text, town_id town_id, town text, street text, postcode text, latitude real?, longitude real?, phone text, website text, opening_hours text, siret text, siret_valid bool, description text, services text, made_up bool, takes_vouchers bool, source text, source_id text, licence text, source_on day, updated_at instant, state int, closed_at instant?, confirmed_at instant?, photo text, photo_text text
SELECT id, merchant_id AS merchant, slug, name, trade, town_id, town_name AS town, street, postcode,
       latitude, longitude, phone, website, opening_hours, siret, siret_valid, description,
       services, made_up, takes_vouchers, source, source_id, licence, source_on, updated_at,
       state, closed_at, confirmed_at, photo, photo_text
  FROM shop WHERE territory_id = :territory AND id = :id;

-- shop_id_by_slug: one (slug text) -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND slug = :slug;

-- A name that a shop had before is taken too: it leads to that shop.
-- shop_slug_owner: one (slug text) -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND slug = :slug
 UNION ALL
SELECT shop_id AS id FROM shop_former_slug WHERE territory_id = :territory AND slug = :slug
 LIMIT 1;

-- shop_by_source: one (source text, source_id text) -> id shop_id
SELECT id FROM shop
 WHERE territory_id = :territory AND source = :source AND source_id = :source_id;

-- shop_ids_by_merchant: many (merchant merchant_id) -> id shop_id
SELECT id FROM shop
 WHERE territory_id = :territory AND merchant_id = :merchant
 ORDER BY state, id LIMIT 200;

-- One whose merchant has failed takes none.
-- shop_set_vouchers: run (id shop_id, takes_vouchers bool)
UPDATE shop SET takes_vouchers = :takes_vouchers
 WHERE territory_id = :territory AND id = :id
   AND (NOT :takes_vouchers OR NOT EXISTS
        (SELECT 1 FROM failure AS f WHERE f.territory_id = :territory
            AND f.merchant_id = shop.merchant_id AND f.lifted_at IS NULL));

-- shop_set_vouchers_all: run (takes_vouchers bool)
UPDATE shop SET takes_vouchers = :takes_vouchers WHERE territory_id = :territory;

-- merchant_row: one (id merchant_id) -> id merchant_id, name text, siren text, email text, iban text, account_holder text
SELECT id, name, siren, email, iban, account_holder FROM merchant
 WHERE territory_id = :territory AND id = :id;

-- merchant_by_siren: one (siren text) -> id merchant_id
SELECT id FROM merchant
 WHERE territory_id = :territory AND siren = :siren AND siren <> ''
 ORDER BY id LIMIT 1;

-- merchant_insert: run (id merchant_id, name text, siren text, created_at instant)
INSERT INTO merchant (territory_id, id, name, siren, email, iban, account_holder, created_at)
VALUES (:territory, :id, :name, :siren, '', '', '', :created_at);

-- merchant_update_account: run (id merchant_id, email text, iban text, account_holder text)
UPDATE merchant SET email = :email, iban = :iban, account_holder = :account_holder
 WHERE territory_id = :territory AND id = :id;

-- town_by_slug: one (slug text) -> id town_id, slug text, name text
SELECT id, slug, name FROM town WHERE territory_id = :territory AND slug = :slug;

-- town_insert: run (id town_id, slug text, name text, code text)
INSERT INTO town (territory_id, id, slug, name, code)
VALUES (:territory, :id, :slug, :name, :code);

-- summary_row: one () -> towns text, trades text
SELECT towns, trades FROM shop_summary WHERE territory_id = :territory;

-- summary_put: run (towns text, trades text)
INSERT INTO shop_summary (territory_id, towns, trades) VALUES (:territory, :towns, :trades)
    ON CONFLICT (territory_id) DO UPDATE SET towns = excluded.towns, trades = excluded.trades;

-- summary_towns: many () -> id town_id, slug text, name text, shops int
SELECT t.id, t.slug, t.name, c.shops
  FROM (SELECT town_id, count(*) AS shops FROM shop
         WHERE territory_id = :territory AND closed_at IS NULL GROUP BY town_id) AS c
  JOIN town t ON t.territory_id = :territory AND t.id = c.town_id
 ORDER BY c.shops DESC, t.name LIMIT 2000;

-- summary_trades: many () -> trade text, shops int
SELECT trade, count(*) AS shops FROM shop
 WHERE territory_id = :territory AND closed_at IS NULL
 GROUP BY trade ORDER BY shops DESC, trade LIMIT 300;

-- commune_rows: many () -> code text, name text, postcodes text, longitude real?, latitude real?, contour text
-- bounded "all the communes of France are 35,000"
SELECT code, name, postcodes, longitude, latitude, contour FROM commune
 WHERE territory_id = :territory ORDER BY code;

-- commune_delete_all: run ()
DELETE FROM commune WHERE territory_id = :territory;

-- commune_insert: run (code text, name text, postcodes text, longitude real?, latitude real?, contour text)
INSERT INTO commune (territory_id, code, name, postcodes, longitude, latitude, contour)
VALUES (:territory, :code, :name, :postcodes, :longitude, :latitude, :contour)
    ON CONFLICT (territory_id, code) DO NOTHING;

-- What a shop has from its first source; an import that knows more says so (domain/import).
-- shop_link_insert: run (source text, source_id text, id shop_id, source_on day)
INSERT INTO shop_source (territory_id, source, source_id, shop_id, gave, digest, extract_on)
VALUES (:territory, :source, :source_id, :id, '', 0, :source_on)
    ON CONFLICT (territory_id, source, source_id) DO NOTHING;
