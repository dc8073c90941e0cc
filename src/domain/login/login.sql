-- include "domain/person/person.h"

-- password_ask_insert: run (id int, email text, language text)
INSERT INTO password_ask (territory_id, id, email, language)
VALUES (:territory, :id, :email, :language);

-- password_ask_list: many () -> id int, email text, language text
SELECT id, email, language FROM password_ask
 WHERE territory_id = :territory ORDER BY id LIMIT 100;

-- password_ask_take: change (id int)
DELETE FROM password_ask WHERE territory_id = :territory AND id = :id;
