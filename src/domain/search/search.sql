-- include "domain/shop/shop.h"
-- One page of the list, 24 and one more to know whether there is another. Each statement walks an
-- index in the order of the list from where the last page ended; a card needs no other table.

-- search_all: many (after text) -> slug text, name text, trade text, town text, street text, services text, made_up bool, takes_vouchers bool, sort_key text
SELECT slug, name, trade, town_name AS town, street, services, made_up, takes_vouchers, sort_key
  FROM shop
 WHERE territory_id = :territory AND sort_key > :after AND closed_at IS NULL
 ORDER BY sort_key LIMIT 25;

-- search_by_trade: many (trade text, after text) -> as search_all
SELECT slug, name, trade, town_name AS town, street, services, made_up, takes_vouchers, sort_key
  FROM shop
 WHERE territory_id = :territory AND trade = :trade AND sort_key > :after AND closed_at IS NULL
 ORDER BY sort_key LIMIT 25;

-- search_by_town: many (town_id town_id, trade text, after text) -> as search_all
SELECT slug, name, trade, town_name AS town, street, services, made_up, takes_vouchers, sort_key
  FROM shop
 WHERE territory_id = :territory AND town_id = :town_id AND sort_key > :after
   AND (:trade = '' OR trade = :trade) AND closed_at IS NULL
 ORDER BY sort_key LIMIT 25;

-- Walks one term and compares: `word1` to `word3` are '% stem %'; the last word may be the beginning
-- of one, `begins` '% word%', or have that stem. A pattern is '' where the term already says it. The
-- text is folded, so that LIKE means the same on both engines.
-- search_by_term: many (term text, word1 text, word2 text, word3 text, begins text, stem text, town_id town_id, trade text, after text, until text) -> as search_all
SELECT s.slug, s.name, s.trade, s.town_name AS town, s.street, s.services, s.made_up,
       s.takes_vouchers, s.sort_key
  FROM shop_term t JOIN shop s ON s.territory_id = t.territory_id AND s.id = t.shop_id
 WHERE t.territory_id = :territory AND t.term = :term AND t.sort_key > :after
   AND (:until = '' OR t.sort_key <= :until)
   AND (:begins = '' OR s.search_text LIKE :begins OR s.search_text LIKE :stem)
   AND (:word1 = '' OR s.search_text LIKE :word1)
   AND (:word2 = '' OR s.search_text LIKE :word2)
   AND (:word3 = '' OR s.search_text LIKE :word3)
   AND (:town_id = 0 OR s.town_id = :town_id) AND (:trade = '' OR s.trade = :trade)
   AND s.closed_at IS NULL
 ORDER BY t.sort_key LIMIT 25;

-- How common a term is, up to a bound: the rarest of the words is the one to walk.
-- search_term_spread: one (term text) -> rows int
SELECT count(*) AS rows
  FROM (SELECT 1 AS one FROM shop_term
         WHERE territory_id = :territory AND term = :term LIMIT 400) AS some_rows;

-- Where a walk ends that finds nothing for long: so many rows further on.
-- search_term_reach: one (term text, after text) -> sort_key text
SELECT sort_key FROM shop_term
 WHERE territory_id = :territory AND term = :term AND sort_key > :after
 ORDER BY sort_key LIMIT 1 OFFSET 9999;
