-- include "domain/shop/shop.h"

-- listing_page: many (after shop_id) -> id shop_id, merchant merchant_id, slug text, name text, trade text, town_id town_id, town text, street text, postcode text, latitude real?, longitude real?, phone text, website text, opening_hours text, siret text, siret_valid bool, description text, services text, made_up bool, takes_vouchers bool, source text, source_id text, licence text, source_on day, updated_at instant
SELECT id, merchant_id AS merchant, slug, name, trade, town_id, town_name AS town, street, postcode,
       latitude, longitude, phone, website, opening_hours, siret, siret_valid, description,
       services, made_up, takes_vouchers, source, source_id, licence, source_on, updated_at
  FROM shop WHERE territory_id = :territory AND id > :after AND closed_at IS NULL
 ORDER BY id LIMIT 500;

-- listing_newest: many () -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND closed_at IS NULL
 ORDER BY updated_at DESC, id DESC LIMIT 50;

-- listing_former_slug: one (slug text) -> id shop_id
SELECT shop_id AS id FROM shop_former_slug WHERE territory_id = :territory AND slug = :slug;

-- listing_keep_former: run (slug text, id shop_id)
INSERT INTO shop_former_slug (territory_id, slug, shop_id) VALUES (:territory, :slug, :id)
    ON CONFLICT (territory_id, slug) DO UPDATE SET shop_id = excluded.shop_id;

-- listing_forget_former: run (slug text)
DELETE FROM shop_former_slug WHERE territory_id = :territory AND slug = :slug;

-- listing_slug_owner: one (slug text) -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND slug = :slug;

-- listing_set_slug: run (id shop_id, slug text, now instant)
UPDATE shop SET slug = :slug, updated_at = :now WHERE territory_id = :territory AND id = :id;
