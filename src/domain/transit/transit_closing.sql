-- include "domain/transit/transit.h"

-- transit_closing_row: one (transit_id transit_id) -> minor int, note text, asked_by person_id
SELECT minor, note, asked_by FROM transit_closing
 WHERE territory_id = :territory AND transit_id = :transit_id;

-- transit_closing_insert: change (transit_id transit_id, minor int, note text, asked_by person_id, asked_at instant)
INSERT INTO transit_closing (territory_id, transit_id, minor, note, asked_by, asked_at)
VALUES (:territory, :transit_id, :minor, :note, :asked_by, :asked_at)
    ON CONFLICT DO NOTHING;

-- transit_closing_drop: change (transit_id transit_id)
DELETE FROM transit_closing WHERE territory_id = :territory AND transit_id = :transit_id;
