-- include "base/ctx.h"

-- audit_insert: run (id int, person person_id, act text, noun_id int, detail text, created_at instant)
INSERT INTO audit (territory_id, id, person_id, act, noun_id, detail, created_at)
VALUES (:territory, :id, :person, :act, :noun_id, :detail, :created_at);

-- audit_page: many (before int) -> id int, at instant, person text?, act text, noun_id int, detail text
SELECT a.id, a.created_at AS at, p.name AS person, a.act, a.noun_id, a.detail
  FROM audit a LEFT JOIN person p ON p.id = a.person_id
 WHERE a.territory_id = :territory AND a.id < :before
 ORDER BY a.id DESC LIMIT 50;
