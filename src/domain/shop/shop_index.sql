-- include "domain/shop/shop.h"

-- index_shop: many (id shop_id) -> id shop_id, name text, trade text, town_id town_id, town text, street text, description text, services text, takes_vouchers bool, latitude real?, longitude real?, phone text, website text, opening_hours text, sort_key text, search_text text, closed_at instant?, merchant merchant_id, failed bool, alone bool
SELECT id, name, trade, town_id, town_name AS town, street, description, services, takes_vouchers,
       latitude, longitude, phone, website, opening_hours, sort_key, search_text, closed_at,
       merchant_id AS merchant,
       EXISTS (SELECT 1 FROM failure AS f
                WHERE f.territory_id = :territory AND f.merchant_id = shop.merchant_id
                  AND f.lifted_at IS NULL) AS failed,
       NOT EXISTS (SELECT 1 FROM shop AS other
                    WHERE other.territory_id = :territory AND other.merchant_id = shop.merchant_id
                      AND other.id <> shop.id AND other.closed_at IS NULL) AS alone
  FROM shop WHERE territory_id = :territory AND id = :id LIMIT 1;

-- index_shops_after: many (after text) -> as index_shop
SELECT id, name, trade, town_id, town_name AS town, street, description, services, takes_vouchers,
       latitude, longitude, phone, website, opening_hours, sort_key, search_text, closed_at,
       merchant_id AS merchant,
       EXISTS (SELECT 1 FROM failure AS f
                WHERE f.territory_id = :territory AND f.merchant_id = shop.merchant_id
                  AND f.lifted_at IS NULL) AS failed,
       NOT EXISTS (SELECT 1 FROM shop AS other
                    WHERE other.territory_id = :territory AND other.merchant_id = shop.merchant_id
                      AND other.id <> shop.id AND other.closed_at IS NULL) AS alone
  FROM shop WHERE territory_id = :territory AND sort_key > :after
 ORDER BY sort_key LIMIT 500;

-- The other open shops of a business: two are enough to know.
-- index_siblings: many (merchant merchant_id, id shop_id) -> id shop_id
SELECT id FROM shop
 WHERE territory_id = :territory AND merchant_id = :merchant AND id <> :id AND closed_at IS NULL
 ORDER BY id LIMIT 2;

-- index_keep: run (id shop_id, sort_key text, search_text text)
UPDATE shop SET sort_key = :sort_key, search_text = :search_text
 WHERE territory_id = :territory AND id = :id;

-- index_note: run (id shop_id, search_text text)
UPDATE shop SET search_text = :search_text WHERE territory_id = :territory AND id = :id;

-- The block in which an entry stands or would stand.
-- posting_at: many (term text, position int, shop_id shop_id) -> position int, shop_id shop_id, entries bytes
SELECT position, shop_id, entries FROM shop_posting
 WHERE territory_id = :territory AND term = :term AND (position, shop_id) <= (:position, :shop_id)
 ORDER BY position DESC, shop_id DESC LIMIT 1;

-- posting_after: many (term text, position int, shop_id shop_id) -> as posting_at
SELECT position, shop_id, entries FROM shop_posting
 WHERE territory_id = :territory AND term = :term AND (position, shop_id) > (:position, :shop_id)
 ORDER BY position, shop_id LIMIT 8;

-- Where the next block begins.
-- posting_next: many (term text, position int, shop_id shop_id) -> position int, shop_id shop_id
SELECT position, shop_id FROM shop_posting
 WHERE territory_id = :territory AND term = :term AND (position, shop_id) > (:position, :shop_id)
 ORDER BY position, shop_id LIMIT 1;

-- posting_first: many (term text) -> as posting_at
SELECT position, shop_id, entries FROM shop_posting
 WHERE territory_id = :territory AND term = :term ORDER BY position, shop_id LIMIT 1;

-- posting_put: run (term text, position int, shop_id shop_id, entries bytes)
INSERT INTO shop_posting (territory_id, term, position, shop_id, entries)
VALUES (:territory, :term, :position, :shop_id, :entries)
    ON CONFLICT (territory_id, term, position, shop_id) DO UPDATE SET entries = excluded.entries;

-- posting_delete: run (term text, position int, shop_id shop_id)
DELETE FROM shop_posting
 WHERE territory_id = :territory AND term = :term AND position = :position AND shop_id = :shop_id;

-- term_add: run (term text, shops int)
INSERT INTO shop_term (territory_id, term, shops) VALUES (:territory, :term, :shops)
    ON CONFLICT (territory_id, term) DO UPDATE SET shops = shop_term.shops + excluded.shops;

-- term_shops: one (term text) -> shops int
SELECT shops FROM shop_term WHERE territory_id = :territory AND term = :term;

-- The terms of one kind, which is their first letter, as a range.
-- terms_between: many (low text, high text) -> term text, shops int
SELECT term, shops FROM shop_term
 WHERE territory_id = :territory AND term >= :low AND term < :high AND shops > 0
 ORDER BY term LIMIT 64;

-- word_row: one (word text) -> shops int
SELECT shops FROM shop_word WHERE territory_id = :territory AND word = :word;

-- word_add: run (word text, shops int)
INSERT INTO shop_word (territory_id, word, shops) VALUES (:territory, :word, :shops)
    ON CONFLICT (territory_id, word) DO UPDATE SET shops = shop_word.shops + excluded.shops;

-- words_beginning: many (low text, high text) -> word text, shops int
SELECT word, shops FROM shop_word
 WHERE territory_id = :territory AND word >= :low AND word < :high AND shops > 0
 ORDER BY word LIMIT 100;

-- spelling_add: run (spelling text, word text)
INSERT INTO shop_spelling (territory_id, spelling, word) VALUES (:territory, :spelling, :word)
    ON CONFLICT (territory_id, spelling, word) DO NOTHING;

-- words_spelt: many (spelling text) -> word text, shops int
SELECT w.word, w.shops
  FROM shop_spelling s JOIN shop_word w ON w.territory_id = s.territory_id AND w.word = s.word
 WHERE s.territory_id = :territory AND s.spelling = :spelling AND w.shops > 0
 ORDER BY s.word LIMIT 50;

-- opening_add: run (id int, value text)
INSERT INTO opening (territory_id, id, value) VALUES (:territory, :id, :value)
    ON CONFLICT (territory_id, id) DO NOTHING;

-- opening_value: one (id int) -> value text
SELECT value FROM opening WHERE territory_id = :territory AND id = :id;

-- index_clear_postings: run ()
DELETE FROM shop_posting WHERE territory_id = :territory;

-- index_clear_terms: run ()
DELETE FROM shop_term WHERE territory_id = :territory;

-- index_clear_words: run ()
DELETE FROM shop_word WHERE territory_id = :territory;

-- index_clear_spellings: run ()
DELETE FROM shop_spelling WHERE territory_id = :territory;

-- Exceptional days and hours of services, by shop, for those who index all shops.
-- index_exceptions: each (from_day day) -> shop shop_id, from_on day, to_on day, value text
SELECT shop_id AS shop, from_on, to_on, value FROM shop_exception
 WHERE territory_id = :territory AND to_on >= :from_day ORDER BY shop_id, from_on, id;

-- index_services: each () -> shop shop_id, service text, value text
SELECT shop_id AS shop, service, value FROM shop_service_hours
 WHERE territory_id = :territory ORDER BY shop_id, service;
