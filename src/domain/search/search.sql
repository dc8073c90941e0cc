-- include "domain/shop/shop.h"
-- Shops that a search has found and ranked: up to 24 by name. 0 where there are fewer.
-- search_cards: many (id1 shop_id, id2 shop_id, id3 shop_id, id4 shop_id, id5 shop_id, id6 shop_id, id7 shop_id, id8 shop_id, id9 shop_id, id10 shop_id, id11 shop_id, id12 shop_id, id13 shop_id, id14 shop_id, id15 shop_id, id16 shop_id, id17 shop_id, id18 shop_id, id19 shop_id, id20 shop_id, id21 shop_id, id22 shop_id, id23 shop_id, id24 shop_id) -> id shop_id, slug text, name text, trade text, town_id town_id, town text, street text, services text, made_up bool, takes_vouchers bool, latitude real?, longitude real?, opening_hours text
SELECT id, slug, name, trade, town_id, town_name AS town, street, services, made_up, takes_vouchers,
       latitude, longitude, opening_hours
  FROM shop
 WHERE territory_id = :territory AND closed_at IS NULL
   AND id IN (:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8, :id9, :id10, :id11, :id12,
              :id13, :id14, :id15, :id16, :id17, :id18, :id19, :id20, :id21, :id22, :id23, :id24)
 LIMIT 24;

-- search_towns: many (id1 town_id, id2 town_id, id3 town_id, id4 town_id, id5 town_id, id6 town_id, id7 town_id, id8 town_id, id9 town_id, id10 town_id) -> id town_id, slug text, name text
SELECT id, slug, name FROM town
 WHERE territory_id = :territory
   AND id IN (:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8, :id9, :id10)
 LIMIT 10;

-- Towns whose slug begins so.
-- search_towns_beginning: many (low text, high text) -> id town_id, slug text, name text
SELECT id, slug, name FROM town
 WHERE territory_id = :territory AND slug >= :low AND slug < :high
 ORDER BY slug LIMIT 6;
