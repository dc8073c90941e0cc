-- include "domain/shop/shop.h"

-- fields_commune: one (name text) -> latitude real?, longitude real?
SELECT latitude, longitude FROM commune
 WHERE territory_id = :territory AND name = :name ORDER BY code LIMIT 1;

-- fields_streets: many (town town_id, word text) -> street text, latitude real, longitude real
SELECT street, latitude, longitude FROM shop
 WHERE territory_id = :territory AND town_id = :town AND latitude IS NOT NULL
   AND longitude IS NOT NULL AND lower(street) LIKE :word
 ORDER BY sort_key LIMIT 500;
