-- include "domain/stripe/stripe_odd.h"

-- stripe_saying_row: one (odd_id stripe_odd_id) -> meaning int, note text, said_by person_id, said_at instant
SELECT meaning, note, said_by, said_at FROM stripe_saying
 WHERE territory_id = :territory AND odd_id = :odd_id;

-- stripe_saying_insert: change (odd_id stripe_odd_id, meaning int, note text, said_by person_id, said_at instant)
INSERT INTO stripe_saying (territory_id, odd_id, meaning, note, said_by, said_at)
VALUES (:territory, :odd_id, :meaning, :note, :said_by, :said_at)
    ON CONFLICT DO NOTHING;

-- stripe_saying_drop: change (odd_id stripe_odd_id)
DELETE FROM stripe_saying WHERE territory_id = :territory AND odd_id = :odd_id;

-- stripe_saying_move: one (id int) -> source text, move text, amount_minor int
SELECT source, move, amount_minor FROM stripe_move
 WHERE territory_id = :territory AND id = :id AND NOT matched;

-- stripe_saying_match: change (id int)
UPDATE stripe_move SET matched = TRUE WHERE territory_id = :territory AND id = :id AND NOT matched;
