-- include "domain/stripe/stripe_odd.h"

-- stripe_odd_insert: change (id stripe_odd_id, kind int, noun_id int, object text, intent text, amount_minor int, currency text, held_minor int, detail text, made_at instant)
INSERT INTO stripe_odd (territory_id, id, kind, noun_id, object, intent, amount_minor, currency,
                        held_minor, detail, state, note, made_at)
VALUES (:territory, :id, :kind, :noun_id, :object, :intent, :amount_minor, :currency,
        :held_minor, :detail, 1, '', :made_at)
    ON CONFLICT DO NOTHING;

-- stripe_odd_row: one (id stripe_odd_id) -> kind int, noun_id int, object text, intent text, amount_minor int, currency text, held_minor int, detail text, state int, note text, made_at instant
SELECT kind, noun_id, object, intent, amount_minor, currency, held_minor, detail, state, note,
       made_at
  FROM stripe_odd WHERE territory_id = :territory AND id = :id;

-- stripe_odd_open_ids: many () -> id stripe_odd_id
SELECT id FROM stripe_odd WHERE territory_id = :territory AND state <> 3 ORDER BY id LIMIT 100;

-- stripe_odd_ask: change (id stripe_odd_id, before int, after int)
UPDATE stripe_odd SET state = :after
 WHERE territory_id = :territory AND id = :id AND state = :before;

-- stripe_odd_end: change (id stripe_odd_id, before int, note text, decided_by person_id, decided_at instant)
UPDATE stripe_odd SET state = 3, held_minor = 0, note = :note, decided_by = :decided_by,
       decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = :before;
