-- include "domain/accounts/memory.h"

-- memory_word_each: each (archive_id archive_id) -> kind int, id int, number text, name text
SELECT kind, id, number, name FROM archive_word
 WHERE territory_id = :territory AND archive_id = :archive_id ORDER BY kind, id;

-- memory_word_insert: run (archive_id archive_id, kind int, id int, number text, name text)
INSERT INTO archive_word (territory_id, archive_id, kind, id, number, name)
VALUES (:territory, :archive_id, :kind, :id, :number, :name);

-- memory_line_each: each (archive_id archive_id) -> line_id bank_line_id, state int, outcome int, open_minor int
SELECT line_id, state, outcome, open_minor FROM archive_line
 WHERE territory_id = :territory AND archive_id = :archive_id ORDER BY line_id;

-- memory_line_insert: run (archive_id archive_id, line_id bank_line_id, state int, outcome int, open_minor int)
INSERT INTO archive_line (territory_id, archive_id, line_id, state, outcome, open_minor)
VALUES (:territory, :archive_id, :line_id, :state, :outcome, :open_minor);

-- memory_paper_all: many (archive_id archive_id) -> name text, bytes bytes
-- bounded "the papers of one archive"
SELECT name, bytes FROM archive_paper
 WHERE territory_id = :territory AND archive_id = :archive_id ORDER BY name;

-- memory_paper_insert: run (archive_id archive_id, name text, bytes bytes)
INSERT INTO archive_paper (territory_id, archive_id, name, bytes)
VALUES (:territory, :archive_id, :name, :bytes);

-- In steps, so that no till waits for a large one's; the words last, since they say that there is a
-- memory.
-- memory_shed_lines: change (archive_id archive_id, count int)
DELETE FROM archive_line
 WHERE territory_id = :territory AND archive_id = :archive_id
   AND line_id IN (SELECT l.line_id FROM archive_line AS l
                    WHERE l.territory_id = :territory AND l.archive_id = :archive_id
                    ORDER BY l.line_id LIMIT :count);

-- memory_shed_words: change (archive_id archive_id, count int)
DELETE FROM archive_word
 WHERE territory_id = :territory AND archive_id = :archive_id
   AND (kind, id) IN (SELECT w.kind, w.id FROM archive_word AS w
                       WHERE w.territory_id = :territory AND w.archive_id = :archive_id
                       ORDER BY w.kind, w.id LIMIT :count);

-- What a killed server had begun to keep of it.
-- memory_drop_words: run (archive_id archive_id)
DELETE FROM archive_word WHERE territory_id = :territory AND archive_id = :archive_id;

-- memory_drop_lines: run (archive_id archive_id)
DELETE FROM archive_line WHERE territory_id = :territory AND archive_id = :archive_id;

-- memory_drop_papers: run (archive_id archive_id)
DELETE FROM archive_paper WHERE territory_id = :territory AND archive_id = :archive_id;
