-- include "domain/accounts/archive.h"

-- archive_waits: one (first_on day, last_on day) -> id archive_id
SELECT id FROM accounts_archive
 WHERE territory_id = :territory AND state = 1 AND first_on = :first_on AND last_on = :last_on
 LIMIT 1;

-- archive_insert: run (id archive_id, first_on day, last_on day, asked_by person_id, asked_at instant)
INSERT INTO accounts_archive (territory_id, id, first_on, last_on, state, asked_by, asked_at,
                              failure, file_bytes, entries, moved_minor, transfers, last_known,
                              whole)
VALUES (:territory, :id, :first_on, :last_on, 1, :asked_by, :asked_at, '', 0, 0, 0, 0, 0, FALSE);

-- archive_row: one (id archive_id) -> id archive_id, first_on day, last_on day, state int, asked_by person_id, asked_at instant, made_at instant?, failed_why int, failure text, needed_bytes int, free_bytes int, digest bytes?, file_bytes int, entries int, moved_minor int, transfers int, last_known transfer_id, whole bool
SELECT id, first_on, last_on, state, asked_by, asked_at, made_at, failed_why, failure,
       needed_bytes, free_bytes, digest, file_bytes, entries, moved_minor, transfers,
       last_known, whole
  FROM accounts_archive WHERE territory_id = :territory AND id = :id;

-- archive_row_of: one (first_on day, last_on day) -> id archive_id, first_on day, last_on day, state int, asked_by person_id, asked_at instant, made_at instant?, failed_why int, failure text, needed_bytes int, free_bytes int, digest bytes?, file_bytes int, entries int, moved_minor int, transfers int, last_known transfer_id, whole bool
SELECT id, first_on, last_on, state, asked_by, asked_at, made_at, failed_why, failure,
       needed_bytes, free_bytes, digest, file_bytes, entries, moved_minor, transfers,
       last_known, whole
  FROM accounts_archive
 WHERE territory_id = :territory AND first_on = :first_on AND last_on = :last_on AND state = 2
 ORDER BY id DESC LIMIT 1;

-- Of those with these bytes the first that was remembered.
-- archive_closed_with: one (first_on day, last_on day, digest bytes) -> id archive_id
SELECT a.id FROM accounts_archive AS a
 WHERE a.territory_id = :territory AND a.first_on = :first_on AND a.last_on = :last_on
   AND a.state = 2 AND a.digest = :digest
   AND EXISTS (SELECT 1 FROM archive_word AS w
                WHERE w.territory_id = a.territory_id AND w.archive_id = a.id)
 ORDER BY a.id LIMIT 1;

-- What remembers and need not: a failed one; of closed days one they were not closed with; one with
-- the same bytes as an older one that remembers.
-- archive_forgettable: one (closed_until day) -> id archive_id
SELECT a.id FROM accounts_archive AS a
 WHERE a.territory_id = :territory AND a.state <> 1
   AND EXISTS (SELECT 1 FROM archive_word AS w
                WHERE w.territory_id = :territory AND w.archive_id = a.id)
   AND (a.state = 3
        OR a.first_on <= :closed_until
           AND NOT EXISTS (SELECT 1 FROM period AS p
                            WHERE p.territory_id = :territory AND p.first_on = a.first_on
                              AND p.last_on = a.last_on AND p.archive_digest = a.digest)
        OR EXISTS (SELECT 1 FROM accounts_archive AS b
                    WHERE b.territory_id = :territory AND b.id < a.id AND b.state = 2
                      AND b.first_on = a.first_on AND b.last_on = a.last_on
                      AND b.digest = a.digest
                      AND EXISTS (SELECT 1 FROM archive_word AS v
                                   WHERE v.territory_id = :territory AND v.archive_id = b.id)))
 ORDER BY a.id LIMIT 1;

-- archive_rows: many () -> id archive_id, first_on day, last_on day, state int, asked_by person_id, asked_at instant, made_at instant?, failed_why int, failure text, needed_bytes int, free_bytes int, digest bytes?, file_bytes int, entries int, moved_minor int, transfers int, last_known transfer_id, whole bool
SELECT id, first_on, last_on, state, asked_by, asked_at, made_at, failed_why, failure,
       needed_bytes, free_bytes, digest, file_bytes, entries, moved_minor, transfers,
       last_known, whole
  FROM accounts_archive WHERE territory_id = :territory ORDER BY id DESC LIMIT 30;

-- archive_next: one () -> territory_id int, id archive_id, first_on day, last_on day
-- across territories: one job makes the archives of all
SELECT territory_id, id, first_on, last_on FROM accounts_archive
 WHERE state = 1 ORDER BY id LIMIT 1;

-- archive_decide: change (id archive_id, state int, made_at instant, failed_why int, failure text, needed_bytes int, free_bytes int, digest bytes, file_bytes int, entries int, moved_minor int, transfers int, last_known transfer_id, whole bool)
UPDATE accounts_archive
   SET state = :state, made_at = :made_at, failed_why = :failed_why, failure = :failure,
       needed_bytes = :needed_bytes, free_bytes = :free_bytes, digest = :digest,
       file_bytes = :file_bytes, entries = :entries, moved_minor = :moved_minor,
       transfers = :transfers, last_known = :last_known, whole = :whole
 WHERE territory_id = :territory AND id = :id AND state = 1;
