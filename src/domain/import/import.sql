-- include "domain/shop/shop.h"
-- include "domain/import/import.h"

-- import_key_insert: run (run import_id, number int, source text, source_id text, siret text, siren text, slug text, slug_town text)
INSERT INTO import_key (territory_id, run_id, number, source, source_id, siret, siren, slug,
                        slug_town)
VALUES (:territory, :run, :number, :source, :source_id, :siret, :siren, :slug, :slug_town);

-- import_key_clear: run (run import_id)
DELETE FROM import_key WHERE territory_id = :territory AND run_id = :run;

-- The order of the tables is the order of the walk, on SQLite by the word CROSS.
-- import_links: many (run import_id) -> number int, shop shop_id, digest int, gave text, missing bool
-- bounded "one row a place of a batch"
SELECT k.number, l.shop_id AS shop, l.digest, l.gave, l.missing_on IS NOT NULL AS missing
  FROM import_key k CROSS JOIN shop_source l
 WHERE k.territory_id = :territory AND k.run_id = :run
   AND l.territory_id = :territory AND l.source = k.source AND l.source_id = k.source_id;

-- import_known: many (run import_id) -> number int, first_source text, edited_fields text, closed bool, slug text, sources int
-- bounded "one row a place of a batch"
SELECT k.number, s.source AS first_source, s.edited_fields, s.closed_at IS NOT NULL AS closed,
       s.slug,
       (SELECT count(*) FROM shop_source o
         WHERE o.territory_id = :territory AND o.shop_id = l.shop_id) AS sources
  FROM import_key k CROSS JOIN shop_source l CROSS JOIN shop s
 WHERE k.territory_id = :territory AND k.run_id = :run
   AND l.territory_id = :territory AND l.source = k.source AND l.source_id = k.source_id
   AND s.territory_id = :territory AND s.id = l.shop_id;

-- Shops with the same establishment number that this source does not know yet. Not sorted: SQLite
-- would walk all shops in the order of their ids.
-- import_by_siret: many (run import_id) -> number int, shop shop_id, first_source text, edited_fields text, slug text
-- bounded "few shops share a number"
SELECT k.number, s.id AS shop, s.source AS first_source, s.edited_fields, s.slug
  FROM import_key k CROSS JOIN shop s
 WHERE k.territory_id = :territory AND k.run_id = :run AND k.siret <> ''
   AND s.territory_id = :territory AND s.siret = k.siret AND s.siret <> ''
   AND s.closed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM shop_source l
                    WHERE l.territory_id = :territory AND l.shop_id = s.id AND l.source = k.source);

-- import_merchants: many (run import_id) -> number int, merchant merchant_id
-- bounded "one row a place of a batch"
SELECT k.number, min(m.id) AS merchant
  FROM import_key k CROSS JOIN merchant m
 WHERE k.territory_id = :territory AND k.run_id = :run AND k.siren <> ''
   AND m.territory_id = :territory AND m.siren = k.siren AND m.siren <> ''
 GROUP BY k.number;

-- import_slugs: many (run import_id) -> number int, second int
-- bounded "two rows a place of a batch"
SELECT k.number, 0 AS second FROM import_key k CROSS JOIN shop s
 WHERE k.territory_id = :territory AND k.run_id = :run
   AND s.territory_id = :territory AND s.slug = k.slug
UNION ALL
SELECT k.number, 1 AS second FROM import_key k CROSS JOIN shop s
 WHERE k.territory_id = :territory AND k.run_id = :run
   AND s.territory_id = :territory AND s.slug = k.slug_town;

-- import_link_put: run (source text, source_id text, shop shop_id, gave text, digest int, extract_on day)
INSERT INTO shop_source (territory_id, source, source_id, shop_id, gave, digest, extract_on)
VALUES (:territory, :source, :source_id, :shop, :gave, :digest, :extract_on)
    ON CONFLICT (territory_id, source, source_id) DO UPDATE
   SET gave = excluded.gave, digest = excluded.digest, extract_on = excluded.extract_on,
       missing_on = NULL;

-- import_link_found: run (source text, source_id text)
UPDATE shop_source SET missing_on = NULL
 WHERE territory_id = :territory AND source = :source AND source_id = :source_id;

-- import_link_missing: run (source text, source_id text, missing_on day)
UPDATE shop_source SET missing_on = :missing_on
 WHERE territory_id = :territory AND source = :source AND source_id = :source_id;

-- import_link_drop: change (source text, source_id text)
DELETE FROM shop_source
 WHERE territory_id = :territory AND source = :source AND source_id = :source_id;

-- import_link_gave: run (source text, source_id text, gave text)
UPDATE shop_source SET gave = :gave
 WHERE territory_id = :territory AND source = :source AND source_id = :source_id;

-- import_links_of: many (shop shop_id) -> source text, source_id text, gave text, extract_on day, missing bool
SELECT source, source_id, gave, extract_on, missing_on IS NOT NULL AS missing FROM shop_source
 WHERE territory_id = :territory AND shop_id = :shop LIMIT 50;

-- A stretch of what a source knows, in the order of its key.
-- import_ids_after: many (source text, after text) -> source_id text
SELECT source_id FROM shop_source
 WHERE territory_id = :territory AND source = :source AND source_id > :after
 ORDER BY source_id LIMIT 2000;

-- The same stretch with the shops.
-- import_links_after: many (source text, after text) -> source_id text, shop shop_id, missing bool, name text, open bool
SELECT l.source_id, l.shop_id AS shop, l.missing_on IS NOT NULL AS missing, s.name,
       s.closed_at IS NULL AS open
  FROM shop_source l JOIN shop s ON s.territory_id = l.territory_id AND s.id = l.shop_id
 WHERE l.territory_id = :territory AND l.source = :source AND l.source_id > :after
 ORDER BY l.source_id LIMIT 2000;

-- import_missing_shops: many () -> source text, source_id text, missing_on day, title text, slug text, name text, town text
SELECT l.source, l.source_id, l.missing_on, src.title, s.slug, s.name, s.town_name AS town
  FROM shop_source l
  JOIN shop s ON s.territory_id = l.territory_id AND s.id = l.shop_id
  JOIN source src ON src.territory_id = l.territory_id AND src.name = l.source
 WHERE l.territory_id = :territory AND l.missing_on > 0 AND s.closed_at IS NULL
 ORDER BY l.source, l.source_id LIMIT 200;

-- import_missing_size: one () -> shops int
SELECT count(*) AS shops FROM shop_source l
  JOIN shop s ON s.territory_id = l.territory_id AND s.id = l.shop_id
 WHERE l.territory_id = :territory AND l.missing_on > 0 AND s.closed_at IS NULL;

-- source_size: one (source text) -> shops int
SELECT count(*) AS shops FROM shop_source WHERE territory_id = :territory AND source = :source;

-- source_row: one (name text) -> name text, title text, licence text, attribution text, url text, mapping text, extract_on day, imported_at instant, shops int
SELECT name, title, licence, attribution, url, mapping, extract_on, imported_at, shops FROM source
 WHERE territory_id = :territory AND name = :name;

-- source_rows: many () -> name text, title text, licence text, attribution text, url text, mapping text, extract_on day, imported_at instant, shops int
SELECT name, title, licence, attribution, url, mapping, extract_on, imported_at, shops FROM source
 WHERE territory_id = :territory ORDER BY shops DESC, name LIMIT 100;

-- source_put: run (name text, title text, licence text, attribution text, url text, mapping text, extract_on day, now instant, shops int)
INSERT INTO source (territory_id, name, title, licence, attribution, url, mapping, extract_on,
                    imported_at, shops)
VALUES (:territory, :name, :title, :licence, :attribution, :url, :mapping, :extract_on, :now,
        :shops)
    ON CONFLICT (territory_id, name) DO UPDATE
   SET title = excluded.title, licence = excluded.licence, attribution = excluded.attribution,
       url = excluded.url,
       mapping = CASE WHEN excluded.mapping = '' THEN source.mapping ELSE excluded.mapping END,
       extract_on = excluded.extract_on, imported_at = excluded.imported_at, shops = excluded.shops;

-- run_insert: run (id import_id, source text, title text, licence text, attribution text, url text, extract_on day, format int, latin1 bool, file_name text, file text, file_bytes int, mapping text, whole bool, state int, broken int, broken_at int, person_id person_id, now instant)
INSERT INTO import_run (territory_id, id, source, title, licence, attribution, url, extract_on,
                        format, latin1, file_name, file, file_bytes, mapping, whole, state,
                        read_bytes, places, added, changed, unchanged, refused, warned, missing,
                        lines, broken, broken_at, broken_line, broken_detail, person_id, created_at,
                        beat_at)
VALUES (:territory, :id, :source, :title, :licence, :attribution, :url, :extract_on, :format,
        :latin1, :file_name, :file, :file_bytes, :mapping, :whole, :state,
        0, 0, 0, 0, 0, 0, 0, 0, 0, :broken, :broken_at, 0, '', :person_id, :now, :now);

-- run_row: one (id import_id) -> id import_id, source text, title text, licence text, attribution text, url text, extract_on day, format int, latin1 bool, file_name text, file text, file_bytes int, mapping text, whole bool, state int, read_bytes int, places int, added int, changed int, unchanged int, refused int, warned int, missing int, lines int, broken int, broken_at int, broken_line int, broken_detail text, person_id person_id, created_at instant, beat_at instant, finished_at instant?
SELECT id, source, title, licence, attribution, url, extract_on, format, latin1, file_name, file,
       file_bytes, mapping, whole, state, read_bytes, places, added, changed, unchanged, refused,
       warned, missing, lines, broken, broken_at, broken_line, broken_detail, person_id, created_at,
       beat_at, finished_at
  FROM import_run WHERE territory_id = :territory AND id = :id;

-- run_rows: many () -> id import_id, source text, title text, licence text, attribution text, url text, extract_on day, format int, latin1 bool, file_name text, file text, file_bytes int, mapping text, whole bool, state int, read_bytes int, places int, added int, changed int, unchanged int, refused int, warned int, missing int, lines int, broken int, broken_at int, broken_line int, broken_detail text, person_id person_id, created_at instant, beat_at instant, finished_at instant?
SELECT id, source, title, licence, attribution, url, extract_on, format, latin1, file_name, file,
       file_bytes, mapping, whole, state, read_bytes, places, added, changed, unchanged, refused,
       warned, missing, lines, broken, broken_at, broken_line, broken_detail, person_id, created_at,
       beat_at, finished_at
  FROM import_run WHERE territory_id = :territory ORDER BY id DESC LIMIT 50;

-- run_describe: change (id import_id, source text, title text, licence text, attribution text, url text, extract_on day, mapping text, whole bool, from_state int, state int, now instant)
UPDATE import_run
   SET source = :source, title = :title, licence = :licence, attribution = :attribution, url = :url,
       extract_on = :extract_on, mapping = :mapping, whole = :whole, state = :state,
       beat_at = 0, read_bytes = 0, created_at = :now
 WHERE territory_id = :territory AND id = :id AND state = :from_state;

-- run_move: change (id import_id, from_state int, state int)
UPDATE import_run SET state = :state, beat_at = 0, read_bytes = 0
 WHERE territory_id = :territory AND id = :id AND state = :from_state;

-- run_claim: change (id import_id, state int, seen instant, now instant)
UPDATE import_run SET beat_at = :now
 WHERE territory_id = :territory AND id = :id AND state = :state AND beat_at = :seen;

-- run_waiting: many (checking int, applying int, stale instant) -> territory territory_id, id import_id, state int, beat_at instant, file text
-- across territories: one worker serves them all
SELECT territory_id AS territory, id, state, beat_at, file FROM import_run
 WHERE (state = :checking OR state = :applying) AND file <> '' AND beat_at < :stale
   AND finished_at IS NULL
 ORDER BY id LIMIT 10;

-- run_progress: run (id import_id, read_bytes int, places int, added int, changed int, unchanged int, refused int, warned int, missing int, lines int, now instant)
UPDATE import_run
   SET read_bytes = :read_bytes, places = :places, added = :added, changed = :changed,
       unchanged = :unchanged, refused = :refused, warned = :warned, missing = :missing,
       lines = :lines, beat_at = :now
 WHERE territory_id = :territory AND id = :id;

-- run_finish: run (id import_id, state int, finished_at instant?, broken int, broken_at int, broken_line int, broken_detail text)
UPDATE import_run
   SET state = :state, finished_at = :finished_at, broken = :broken, broken_at = :broken_at,
       broken_line = :broken_line, broken_detail = :broken_detail
 WHERE territory_id = :territory AND id = :id;

-- import_line_insert: run (run import_id, number int, kind int, reason int, place int, line int, at int, source_id text, name text, detail text)
INSERT INTO import_line (territory_id, run_id, number, kind, reason, place, line, at, source_id,
                         name, detail)
VALUES (:territory, :run, :number, :kind, :reason, :place, :line, :at, :source_id, :name, :detail);

-- import_line_clear: run (run import_id)
DELETE FROM import_line WHERE territory_id = :territory AND run_id = :run;

-- import_line_rows: many (run import_id, after int) -> number int, kind int, reason int, place int, line int, at int, source_id text, name text, detail text
SELECT number, kind, reason, place, line, at, source_id, name, detail FROM import_line
 WHERE territory_id = :territory AND run_id = :run AND number > :after
 ORDER BY number LIMIT 100;

-- import_line_each: each (run import_id) -> number int, kind int, reason int, place int, line int, at int, source_id text, name text, detail text
SELECT number, kind, reason, place, line, at, source_id, name, detail FROM import_line
 WHERE territory_id = :territory AND run_id = :run ORDER BY number;

-- import_reasons: many (run import_id) -> kind int, reason int, lines int
-- bounded "one row a reason"
SELECT kind, reason, count(*) AS lines FROM import_line
 WHERE territory_id = :territory AND run_id = :run
 GROUP BY kind, reason ORDER BY kind, lines DESC, reason;
