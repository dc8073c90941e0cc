-- include "domain/shop/shop.h"

-- bulk_insert: run (id shop_id, merchant merchant_id, slug text, name text, trade text, town_id town_id, town text, street text, postcode text, latitude real?, longitude real?, phone text, website text, opening_hours text, siret text, siret_valid bool, description text, services text, made_up bool, source text, source_id text, source_on day, licence text, sort_key text, search_text text, now instant)
INSERT INTO shop (territory_id, id, merchant_id, slug, name, trade, town_id, town_name, street,
                  postcode, latitude, longitude, phone, website, opening_hours, siret, siret_valid,
                  description, services, made_up, takes_vouchers, source, source_id, source_on,
                  licence, sort_key, search_text, created_at, updated_at)
VALUES (:territory, :id, :merchant, :slug, :name, :trade, :town_id, :town, :street,
        :postcode, :latitude, :longitude, :phone, :website, :opening_hours, :siret, :siret_valid,
        :description, :services, :made_up, FALSE, :source, :source_id, :source_on,
        :licence, :sort_key, :search_text, :now, :now);

-- Merchant, slug, source and taking part in vouchers stay what they were: an import lists a shop,
-- its merchant decides the rest. search_text is the index's own (shop_index.h); "" forgets what the
-- index holds of the shop.
-- bulk_update: run (id shop_id, name text, trade text, town_id town_id, town text, street text, postcode text, latitude real?, longitude real?, phone text, website text, opening_hours text, siret text, siret_valid bool, description text, services text, made_up bool, source_on day, licence text, sort_key text, forget bool, now instant)
UPDATE shop
   SET name = :name, trade = :trade, town_id = :town_id, town_name = :town, street = :street,
       postcode = :postcode, latitude = :latitude, longitude = :longitude, phone = :phone,
       website = :website, opening_hours = :opening_hours, siret = :siret,
       siret_valid = :siret_valid, description = :description, services = :services,
       made_up = :made_up, source_on = :source_on, licence = :licence, sort_key = :sort_key,
       search_text = CASE WHEN :forget THEN '' ELSE search_text END, updated_at = :now
 WHERE territory_id = :territory AND id = :id;

-- Closed ones stand in no list.
-- bulk_open: one () -> shops int, unindexed int
SELECT count(*) AS shops, count(CASE WHEN search_text = '' THEN 1 END) AS unindexed
  FROM shop WHERE territory_id = :territory AND closed_at IS NULL;
