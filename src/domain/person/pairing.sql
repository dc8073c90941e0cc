-- include "domain/person/pairing.h"

-- pairing_insert: change (id int, shop shop_id, name text, code_digest bytes, made_by person_id, made_at instant, expires_at instant)
INSERT INTO till_pairing (territory_id, id, shop_id, name, code_digest, made_by, made_at,
                          expires_at)
VALUES (:territory, :id, :shop, :name, :code_digest, :made_by, :made_at, :expires_at)
    ON CONFLICT (territory_id, code_digest) DO NOTHING;

-- pairing_row: one (code_digest bytes) -> id int, shop shop_id, name text, expires_at instant, till_id till_id?
SELECT id, shop_id AS shop, name, expires_at, till_id FROM till_pairing
 WHERE territory_id = :territory AND code_digest = :code_digest;

-- pairing_close: change (id int, till_id till_id)
UPDATE till_pairing SET till_id = :till_id
 WHERE territory_id = :territory AND id = :id AND till_id IS NULL;
