-- include "domain/moderation/moderation.h"

-- moderation_row: many (id case_id) -> id case_id, kind int, state int, shop shop_id, subject int, field text, old_value text, new_value text, comment text, name text, email text, language text, answer text, created_at instant
SELECT id, kind, state, shop_id AS shop, subject_id AS subject, field, old_value, new_value,
       comment, name, email, language, answer, created_at
  FROM moderation WHERE territory_id = :territory AND id = :id LIMIT 1;

-- moderation_page: many (after case_id) -> as moderation_row
SELECT id, kind, state, shop_id AS shop, subject_id AS subject, field, old_value, new_value,
       comment, name, email, language, answer, created_at
  FROM moderation WHERE territory_id = :territory AND state < 3 AND id > :after
 ORDER BY id LIMIT 50;

-- moderation_count: one () -> count int
SELECT COUNT(*) FROM (SELECT id FROM moderation
                       WHERE territory_id = :territory AND state < 3 LIMIT 1000) AS open;

-- moderation_insert: run (id case_id, kind int, shop shop_id, subject int, field text, old_value text, new_value text, comment text, name text, email text, language text, created_at instant)
INSERT INTO moderation (territory_id, id, kind, state, shop_id, subject_id, field, old_value,
                        new_value, comment, name, email, language, answer, created_at)
VALUES (:territory, :id, :kind, 1, :shop, :subject, :field, :old_value,
        :new_value, :comment, :name, :email, :language, '', :created_at);

-- moderation_set: change (id case_id, state int, answer text, decided_at instant, decided_by person_id)
UPDATE moderation SET state = :state, answer = :answer, decided_at = :decided_at,
                      decided_by = :decided_by
 WHERE territory_id = :territory AND id = :id AND state < 3;

-- moderation_set_subject: run (kind int, subject int, state int, decided_at instant, decided_by person_id)
UPDATE moderation SET state = :state, decided_at = :decided_at, decided_by = :decided_by
 WHERE territory_id = :territory AND kind = :kind AND subject_id = :subject AND state < 3;
