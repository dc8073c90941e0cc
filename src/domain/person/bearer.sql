-- include "domain/person/bearer.h"

-- bearer_insert: run (id till_id, shop shop_id, name text, secret_digest bytes, created_at instant)
INSERT INTO till (territory_id, id, shop_id, name, secret_digest, created_at)
VALUES (:territory, :id, :shop, :name, :secret_digest, :created_at);

-- bearer_row: one (id till_id) -> shop shop_id, merchant merchant_id, name text, secret_digest bytes, created_at instant, used_at instant?, revoked_at instant?
SELECT t.shop_id AS shop, s.merchant_id AS merchant, t.name, t.secret_digest, t.created_at,
       t.used_at, t.revoked_at
  FROM till t JOIN shop s ON s.territory_id = t.territory_id AND s.id = t.shop_id
 WHERE t.territory_id = :territory AND t.id = :id;

-- bearer_by_shop: many (shop shop_id) -> id till_id, name text, created_at instant, used_at instant?, revoked_at instant?
SELECT id, name, created_at, used_at, revoked_at FROM till
 WHERE territory_id = :territory AND shop_id = :shop
 ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 200;

-- bearer_note: run (id till_id, used_at instant)
UPDATE till SET used_at = :used_at WHERE territory_id = :territory AND id = :id;

-- bearer_close: change (id till_id, revoked_at instant)
UPDATE till SET revoked_at = :revoked_at
 WHERE territory_id = :territory AND id = :id AND revoked_at IS NULL;
