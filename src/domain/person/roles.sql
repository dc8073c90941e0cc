-- include "domain/shop/shop.h"

-- role_holder_rows: many () -> person person_id, email text, name text, shop text?, role int, closed_at instant?
SELECT p.id AS person, p.email, p.name,
       (SELECT s.name FROM shop AS s
         WHERE s.territory_id = r.territory_id AND s.merchant_id = r.merchant_id
         ORDER BY s.state, s.id LIMIT 1) AS shop,
       r.role, p.closed_at
  FROM role AS r JOIN person AS p ON p.id = r.person_id
 WHERE r.territory_id = :territory
 ORDER BY r.role, p.email LIMIT 10000;

-- role_first: one (person person_id) -> territory territory_id
-- across territories: where somebody is written to
SELECT territory_id AS territory FROM role WHERE person_id = :person
 ORDER BY territory_id LIMIT 1;

-- role_delete: change (person person_id, role int, merchant merchant_id)
DELETE FROM role
 WHERE territory_id = :territory AND person_id = :person AND role = :role
   AND merchant_id = :merchant;

-- person_set_closed: change (id person_id, closed_at instant)
UPDATE person SET closed_at = :closed_at WHERE id = :id AND closed_at IS NULL;

-- person_set_open: change (id person_id)
UPDATE person SET closed_at = NULL WHERE id = :id AND closed_at IS NOT NULL;
