-- include "domain/transit/transit.h"

-- transit_insert: change (id transit_id, provider int, name text, told int, trace text, descriptor text, due_on day, made_at instant)
INSERT INTO transit (territory_id, id, provider, name, open_minor, told, trace, descriptor, due_on,
                     made_at)
VALUES (:territory, :id, :provider, :name, 0, :told, :trace, :descriptor, :due_on,
        :made_at)
    ON CONFLICT DO NOTHING;

-- What was said later counts, except that nothing leads back from an end.
-- transit_learn: run (id transit_id, told int, trace text, descriptor text, due_on day)
UPDATE transit
   SET told = CASE WHEN told < :told THEN :told ELSE told END,
       trace = CASE WHEN :trace = '' THEN trace ELSE :trace END,
       descriptor = CASE WHEN :descriptor = '' THEN descriptor ELSE :descriptor END,
       due_on = CASE WHEN :due_on = 0 THEN due_on ELSE :due_on END
 WHERE territory_id = :territory AND id = :id;

-- transit_named: one (provider int, name text) -> id transit_id
SELECT id FROM transit WHERE territory_id = :territory AND provider = :provider AND name = :name;

-- transit_add: change (id transit_id, minor int)
UPDATE transit SET open_minor = open_minor + :minor WHERE territory_id = :territory AND id = :id;

-- transit_step_insert: run (id int, transit_id transit_id, kind int, amount_minor int, cause_id int, made_at instant)
INSERT INTO transit_step (territory_id, id, transit_id, kind, amount_minor, cause_id, made_at)
VALUES (:territory, :id, :transit_id, :kind, :amount_minor, :cause_id, :made_at);

-- transit_row: one (id transit_id) -> id transit_id, provider int, name text, open_minor int, told int, trace text, descriptor text, due_on day, made_at instant
SELECT id, provider, name, open_minor, told, trace, descriptor, due_on, made_at FROM transit
 WHERE territory_id = :territory AND id = :id;

-- transit_open_ids: many () -> id transit_id
SELECT id FROM transit
 WHERE territory_id = :territory AND open_minor <> 0 ORDER BY id LIMIT 200;
