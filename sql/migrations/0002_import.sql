-- Bringing shops in: where each fact comes from, the imports of a territory with what they refused,
-- and the communes by which a place without a town is found.

-- Words of SHOP_FIELDS (domain/shop/shop.h): what the shop or an agent wrote by hand. No import
-- touches these fields any more.
ALTER TABLE shop ADD COLUMN edited_fields TEXT NOT NULL DEFAULT '';
CREATE INDEX shop_by_siret ON shop (territory_id, siret);

-- The oldest merchant of a SIREN without a walk over all of them.
DROP INDEX merchant_siren;
CREATE INDEX merchant_siren ON merchant (territory_id, siren, id);

-- A place that lists of shops come from: OpenStreetMap, the register, the chamber of commerce.
CREATE TABLE source (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  name TEXT NOT NULL,                  -- "osm": stands in shop.source
  title TEXT NOT NULL,                 -- "OpenStreetMap"
  licence TEXT NOT NULL,               -- "ODbL 1.0"
  attribution TEXT NOT NULL,           -- as it must be shown
  url TEXT NOT NULL,                   -- where it can be read; "" if nowhere
  mapping TEXT NOT NULL,               -- of its CSV files, last confirmed: lines of field, column
  extract_on INTEGER NOT NULL,         -- day of the newest extract
  imported_at BIGINT NOT NULL,         -- 0: never yet
  shops BIGINT NOT NULL,               -- after the last import
  PRIMARY KEY (territory_id, name)
) WITHOUT ROWID;

-- What a source says of a shop. One shop may stand in several: OpenStreetMap and the register.
CREATE TABLE shop_source (
  territory_id BIGINT NOT NULL,
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,             -- "node/288846178"
  shop_id BIGINT NOT NULL,
  gave TEXT NOT NULL,                  -- words of SHOP_FIELDS that the shop has from here
  digest BIGINT NOT NULL,              -- of all it said: nothing to do while it stays the same
  extract_on INTEGER NOT NULL,         -- when it last said something new
  missing_on INTEGER,                  -- day of the first extract in which it is no more
  PRIMARY KEY (territory_id, source, source_id)
) WITHOUT ROWID;
-- All that is asked of it, else SQLite walks the table's own key: 25 ms for a shop's page of 50,000.
CREATE INDEX shop_source_by_shop ON shop_source (territory_id, shop_id, source, source_id, gave,
                                                extract_on, missing_on);
CREATE INDEX shop_source_missing ON shop_source (territory_id, missing_on)
 WHERE missing_on IS NOT NULL;
INSERT INTO shop_source (territory_id, source, source_id, shop_id, gave, digest, extract_on)
SELECT territory_id, source, source_id, id, '', 0, source_on FROM shop;
INSERT INTO source (territory_id, name, title, licence, attribution, url, mapping, extract_on,
                    imported_at, shops)
SELECT territory_id, source, source, min(licence), '', '', '', max(source_on), 0, count(*)
  FROM shop GROUP BY territory_id, source;

-- The keys of the batch at hand, to look them all up in one question. Empty between batches.
CREATE TABLE import_key (
  territory_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  number INTEGER NOT NULL,             -- within the batch
  source TEXT NOT NULL,
  source_id TEXT NOT NULL,
  siret TEXT NOT NULL,
  siren TEXT NOT NULL,
  slug TEXT NOT NULL,
  slug_town TEXT NOT NULL,             -- the next one to try
  PRIMARY KEY (territory_id, run_id, number)
) WITHOUT ROWID;

CREATE TABLE import_run (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  source TEXT NOT NULL,                -- "" until somebody said it
  title TEXT NOT NULL,
  licence TEXT NOT NULL,
  attribution TEXT NOT NULL,
  url TEXT NOT NULL,
  extract_on INTEGER NOT NULL,
  format INTEGER NOT NULL,             -- enum import_format
  latin1 BOOLEAN NOT NULL,             -- the file was not UTF-8
  file_name TEXT NOT NULL,             -- as the person calls it
  file TEXT NOT NULL,                  -- in the folder of uploads; "" from the command line
  file_bytes BIGINT NOT NULL,
  mapping TEXT NOT NULL,
  whole BOOLEAN NOT NULL,              -- all of the source: what is not in it is missing
  state INTEGER NOT NULL,              -- enum import_state
  read_bytes BIGINT NOT NULL,          -- progress of the present pass
  places BIGINT NOT NULL,
  added BIGINT NOT NULL,
  changed BIGINT NOT NULL,
  unchanged BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  warned BIGINT NOT NULL,              -- places with at least one warning
  missing BIGINT NOT NULL,
  lines BIGINT NOT NULL,               -- of the report; the first 10,000 are kept
  broken INTEGER NOT NULL,             -- enum import_broken
  broken_at BIGINT NOT NULL,           -- byte offset
  broken_line BIGINT NOT NULL,
  broken_detail TEXT NOT NULL,
  person_id BIGINT NOT NULL,           -- 0: the command line
  created_at BIGINT NOT NULL,
  beat_at BIGINT NOT NULL,             -- last sign of life of whoever works on it
  finished_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX import_run_waiting ON import_run (state, id) WHERE finished_at IS NULL;

CREATE TABLE import_line (
  territory_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- within the report, from 1
  kind INTEGER NOT NULL,               -- enum import_line_kind
  reason INTEGER NOT NULL,             -- enum import_reason
  place BIGINT NOT NULL,               -- of the file, from 1; 0: none
  line BIGINT NOT NULL,                -- of the file, from 1; 0: it has no lines
  at BIGINT NOT NULL,                  -- byte offset
  source_id TEXT NOT NULL,
  name TEXT NOT NULL,
  detail TEXT NOT NULL,                -- the value that was not understood
  PRIMARY KEY (territory_id, run_id, number)
) WITHOUT ROWID;

-- Where a place without a town lies. Of a territory: what stands outside is not its business.
CREATE TABLE commune (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  code TEXT NOT NULL,                  -- Insee or OFS
  name TEXT NOT NULL,
  postcodes TEXT NOT NULL,             -- "33000|33100"
  longitude DOUBLE,
  latitude DOUBLE,
  contour TEXT NOT NULL,               -- rings: "x y x y ...;x y ..."; "" if unknown
  PRIMARY KEY (territory_id, code)
) WITHOUT ROWID;
