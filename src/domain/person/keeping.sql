-- include "domain/person/person.h"

-- person_row: one (id person_id) -> name text, email text, language text, password text, changed_at instant
SELECT name, email, language, password, changed_at FROM person
 WHERE id = :id AND closed_at IS NULL;

-- person_renew: change (id person_id, password text, now instant, before instant)
UPDATE person SET password = :password, changed_at = :now
 WHERE id = :id AND closed_at IS NULL AND changed_at < :before;

-- person_move: change (id person_id, email text, now instant, before instant)
UPDATE person SET email = :email, changed_at = :now
 WHERE id = :id AND closed_at IS NULL AND changed_at < :before;

-- session_open: many (person person_id, now instant) -> id int, browser text, territory text, created_at instant
-- across territories: a person has one login, and sees where it is used
SELECT s.id, s.browser, t.name AS territory, s.created_at
  FROM session s JOIN territory t ON t.id = s.territory_id
 WHERE s.person_id = :person AND s.ended_at IS NULL AND s.expires_at > :now
 ORDER BY s.id DESC LIMIT 50;

-- session_close_own: change (person person_id, id int, ended_at instant)
-- across territories: a person ends the own sessions wherever they are
UPDATE session SET ended_at = :ended_at
 WHERE person_id = :person AND id = :id AND ended_at IS NULL;

-- session_close_others: run (person person_id, keep int, ended_at instant)
-- across territories: a person has one password in all of them
UPDATE session SET ended_at = :ended_at
 WHERE person_id = :person AND id <> :keep AND ended_at IS NULL;
