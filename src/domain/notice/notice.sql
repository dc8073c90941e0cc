-- include "domain/notice/notice.h"

-- notice_insert: run (id notice_id, kind int, subject_id int, to_email text, to_name text, language text, next_try_at instant, created_at instant)
INSERT INTO notice (territory_id, id, kind, subject_id, to_email, to_name, language, state, tries,
                    next_try_at, failure, created_at)
VALUES (:territory, :id, :kind, :subject_id, :to_email, :to_name, :language, 1, 0,
        :next_try_at, '', :created_at);

-- notice_by_id: one (id notice_id) -> kind int, subject_id int, to_email text, to_name text, language text, state int, tries int, failure text, created_at instant
SELECT kind, subject_id, to_email, to_name, language, state, tries, failure, created_at
  FROM notice WHERE territory_id = :territory AND id = :id;

-- notice_page: many (before_id notice_id) -> id notice_id, kind int, subject_id int, to_email text, to_name text, language text, state int, tries int, failure text, created_at instant
SELECT id, kind, subject_id, to_email, to_name, language, state, tries, failure, created_at
  FROM notice WHERE territory_id = :territory AND id < :before_id ORDER BY id DESC LIMIT 50;

-- notice_waiting: one () -> count int
SELECT COUNT(*) FROM (SELECT id FROM notice
                       WHERE territory_id = :territory AND state = 1 LIMIT 1000) AS waiting;

-- Telephones have their own way out.
-- notice_due_page: many (due_at instant, phones bool) -> territory_id territory_id, id notice_id, kind int, subject_id int, to_email text, to_name text, language text, tries int, created_at instant
-- across territories: one sender serves the whole installation
SELECT territory_id, id, kind, subject_id, to_email, to_name, language, tries, created_at
  FROM notice
 WHERE state = 1 AND next_try_at <= :due_at AND (to_email LIKE 'tel:%') = :phones
 ORDER BY next_try_at, territory_id, id LIMIT 20;

-- notice_set: run (id notice_id, state int, tries int, next_try_at instant, failure text, sent_at instant?)
UPDATE notice SET state = :state, tries = :tries, next_try_at = :next_try_at, failure = :failure,
                  sent_at = :sent_at
 WHERE territory_id = :territory AND id = :id AND state = 1;
