-- Finding shops (docs/decisions/0018). Everything here is derived from `shop`, kept up to date with
-- each shop that changes, and rebuilt by `emplettes rebuild`. shop.search_text says what the tables
-- hold of a shop, so that it can be taken out again.

DROP TABLE shop_term;

-- For each term the shops that have it, in the order of the list, in blocks of at most 64 entries
-- (domain/shop/shop_entry.h). A term is a stem, a trade, a town, a service, a square of the map, or
-- "*". An entry says enough of its shop to filter, count and rank it without reading the shop.
CREATE TABLE shop_posting (
  territory_id BIGINT NOT NULL,
  term TEXT NOT NULL,
  position BIGINT NOT NULL,            -- of the first entry
  shop_id BIGINT NOT NULL,             -- likewise
  entries BYTES NOT NULL,
  PRIMARY KEY (territory_id, term, position, shop_id)
);
-- on postgresql
ALTER TABLE shop_posting ALTER COLUMN entries SET STORAGE PLAIN;
-- on both

-- How many shops have a term: a search walks the rarest.
CREATE TABLE shop_term (
  territory_id BIGINT NOT NULL,
  term TEXT NOT NULL,
  shops BIGINT NOT NULL,
  PRIMARY KEY (territory_id, term)
) WITHOUT ROWID;

-- Whole words, for what is half typed; and each word with one letter left out, for what is typed
-- wrongly.
CREATE TABLE shop_word (
  territory_id BIGINT NOT NULL,
  word TEXT NOT NULL,
  shops BIGINT NOT NULL,
  PRIMARY KEY (territory_id, word)
) WITHOUT ROWID;

CREATE TABLE shop_spelling (
  territory_id BIGINT NOT NULL,
  spelling TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (territory_id, spelling, word)
) WITHOUT ROWID;

-- The opening hours that shops have, each text once; the id is the beginning of its digest.
CREATE TABLE opening (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

-- What a card shows is read by id and kept in memory (domain/search/search_shelf.h).
DROP INDEX shop_order;
CREATE INDEX shop_order ON shop (territory_id, sort_key);
