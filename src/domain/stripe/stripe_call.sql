-- include "domain/stripe/stripe_call.h"

-- stripe_call_insert: change (id stripe_call_id, kind int, noun_id int, path text, body text, next_at instant, made_at instant)
INSERT INTO stripe_call (territory_id, id, kind, noun_id, path, body, state, tries, next_at,
                         status, failure, request, made_at)
VALUES (:territory, :id, :kind, :noun_id, :path, :body, 1, 0, :next_at,
        0, '', '', :made_at)
    ON CONFLICT DO NOTHING;

-- stripe_call_due_page: many (now instant) -> territory_id territory_id, id stripe_call_id, kind int, noun_id int, path text, body text, tries int, next_at instant, made_at instant
-- across territories: the job that speaks to Stripe serves all of them
SELECT territory_id, id, kind, noun_id, path, body, tries, next_at, made_at FROM stripe_call
 WHERE state = 1 AND next_at <= :now ORDER BY next_at, territory_id, id LIMIT 8;

-- stripe_call_claim: change (id stripe_call_id, seen_at instant, until_at instant, now instant)
UPDATE stripe_call SET next_at = :until_at, tries = tries + 1,
       tried_at = CASE WHEN tried_at IS NULL THEN :now ELSE tried_at END
 WHERE territory_id = :territory AND id = :id AND state = 1 AND next_at = :seen_at;

-- stripe_call_begun: one (id stripe_call_id) -> tries int, tried_at instant?
SELECT tries, tried_at FROM stripe_call
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- stripe_call_wait: run (id stripe_call_id, next_at instant, status int, failure text, request text)
UPDATE stripe_call
   SET next_at = :next_at, status = :status, failure = :failure, request = :request
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- What it said may name people: it is forgotten as soon as it is over.
-- stripe_call_end: change (id stripe_call_id, state int, status int, failure text, request text, over_at instant)
UPDATE stripe_call
   SET state = :state, status = :status, failure = :failure, request = :request, body = '',
       over_at = :over_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- stripe_call_row: one (id stripe_call_id) -> kind int, noun_id int, path text, state int, tries int, next_at instant, made_at instant, status int, failure text, request text
SELECT kind, noun_id, path, state, tries, next_at, made_at, status, failure, request
  FROM stripe_call WHERE territory_id = :territory AND id = :id;

-- stripe_call_trouble_ids: many () -> id stripe_call_id
SELECT id FROM stripe_call WHERE territory_id = :territory AND state IN (3, 4)
 ORDER BY id DESC LIMIT 50;

-- stripe_call_set_seen: change (id stripe_call_id)
UPDATE stripe_call SET state = 5 WHERE territory_id = :territory AND id = :id AND state IN (3, 4);

-- stripe_call_drop: run (before_at instant)
DELETE FROM stripe_call
 WHERE territory_id = :territory AND state = 2 AND over_at < :before_at;
