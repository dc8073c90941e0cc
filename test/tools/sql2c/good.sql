-- include "good.h"
-- Everything that a statement may be, in one file. This line is prose: it has no name before a colon.

-- good_find: one (id shop_id) -> name text, closed_at instant?
SELECT name, /* a comment; with a semicolon */ NULL AS closed_at -- and another; one
  FROM shop WHERE territory_id = :territory AND id = :id AND name <> 'it''s :not -- one';

-- good_list: many bounded "a handful" () -> id int
SELECT id FROM trade ORDER BY id;

-- good_page: many (after_id trade_id,
--   count int) -> id trade_id,
--   slug text
SELECT id, slug FROM trade WHERE id > :after_id ORDER BY id LIMIT :count;

-- good_page_down: many (before_id trade_id, count int) -> as good_page
SELECT id, slug FROM trade WHERE id < :before_id ORDER BY id DESC LIMIT :count;

-- Read across, written nowhere.
-- good_each: each () -> id int, name text
-- across territories: an export of everything
WITH chosen AS (SELECT id, name FROM shop WHERE id IS DISTINCT FROM 7)
SELECT c.id, c.name FROM chosen AS c, trade AS t WHERE t.id = c.id ORDER BY c.id;

-- good_move: run (id shop_id, name text, closed_on day?)
INSERT INTO shop (territory_id, id, name)
SELECT :territory, t.id, :name FROM trade AS t WHERE t.id = :id AND :closed_on IS NULL
    ON CONFLICT (territory_id, id) DO UPDATE SET name = excluded.name;

-- good_rename: change (slug text)
UPDATE new_name SET id = id + 1 FROM trade WHERE trade.slug = :slug;

-- good_exists: one (text text)
-- on sqlite
SELECT 1 FROM trade WHERE slug LIKE :text;
-- on postgresql
SELECT 1 FROM trade WHERE slug ILIKE :text;
