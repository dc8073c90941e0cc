-- include "domain/shop/shop.h"

-- person_by_email: one (email text) -> id person_id, name text, email text, language text, password text
SELECT id, name, email, language, password FROM person
 WHERE email = :email AND closed_at IS NULL;

-- person_email_known: one (email text) -> id person_id
SELECT id FROM person WHERE email = :email;

-- person_insert: run (id person_id, email text, name text, password text, language text, created_at instant)
INSERT INTO person (id, email, name, password, language, created_at)
VALUES (:id, :email, :name, :password, :language, :created_at);

-- person_set_password: run (id person_id, password text, now instant)
UPDATE person SET password = :password, changed_at = :now WHERE id = :id;

-- role_insert: run (person person_id, role int, merchant merchant_id, created_at instant)
INSERT INTO role (territory_id, person_id, role, merchant_id, created_at)
VALUES (:territory, :person, :role, :merchant, :created_at)
    ON CONFLICT DO NOTHING;

-- role_list: many (person person_id) -> role int, merchant merchant_id
SELECT role, merchant_id AS merchant FROM role
 WHERE territory_id = :territory AND person_id = :person
 ORDER BY role, merchant_id LIMIT 100;

-- session_insert: run (id int, person person_id, secret_digest bytes, browser text, created_at instant, expires_at instant)
INSERT INTO session (id, person_id, territory_id, secret_digest, browser, created_at, expires_at)
VALUES (:id, :person, :territory, :secret_digest, :browser, :created_at, :expires_at);

-- session_row: one (id int) -> person person_id, name text, secret_digest bytes, expires_at instant
SELECT s.person_id AS person, p.name, s.secret_digest, s.expires_at
  FROM session s JOIN person p ON p.id = s.person_id
 WHERE s.territory_id = :territory AND s.id = :id AND s.ended_at IS NULL AND p.closed_at IS NULL;

-- session_close: change (id int, ended_at instant)
UPDATE session SET ended_at = :ended_at
 WHERE territory_id = :territory AND id = :id AND ended_at IS NULL;

-- session_close_all: run (person person_id, ended_at instant)
-- across territories: a person has one password in all of them
UPDATE session SET ended_at = :ended_at WHERE person_id = :person AND ended_at IS NULL;

-- session_first_shop: one (merchant merchant_id) -> id shop_id
SELECT id FROM shop
 WHERE territory_id = :territory AND merchant_id = :merchant
 ORDER BY state, id LIMIT 1;

-- staff_all: many (accountants_only bool) -> email text, name text
SELECT DISTINCT p.email, p.name
  FROM role AS r JOIN person AS p ON p.id = r.person_id
 WHERE r.territory_id = :territory AND p.closed_at IS NULL
   AND (r.role = 3 OR r.role = 2 AND NOT :accountants_only)
 ORDER BY p.email LIMIT 100;
