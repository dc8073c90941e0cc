-- include "domain/payment/payment.h"

-- Orders that wait for a card and have no page yet.
-- stripe_session_wanted: many () -> id payment_id, order_id int, amount_minor int, created_at instant
SELECT p.id, p.order_id, p.amount_minor, p.created_at FROM payment AS p
 WHERE p.territory_id = :territory AND p.provider = 5 AND p.state = 1
   AND NOT EXISTS (SELECT 1 FROM stripe_session AS s
                    WHERE s.territory_id = :territory AND s.payment_id = p.id)
 ORDER BY p.created_at, p.id LIMIT 50;

-- Pages of orders that were decided otherwise.
-- stripe_session_unwanted: many () -> payment_id payment_id, session text
SELECT s.payment_id, s.session FROM stripe_session AS s
  JOIN payment AS p ON p.territory_id = s.territory_id AND p.id = s.payment_id
 WHERE s.territory_id = :territory AND s.state IN (1, 2, 3) AND s.state = 2 AND p.state <> 1
   AND NOT EXISTS (SELECT 1 FROM stripe_call AS c
                    WHERE c.territory_id = :territory AND c.kind IN (2, 3)
                      AND c.noun_id = s.payment_id AND c.state = 1)
 LIMIT 50;

-- stripe_session_insert: change (payment_id payment_id, look_at instant, made_at instant)
INSERT INTO stripe_session (territory_id, payment_id, session, url, intent, state, looks, look_at,
                            made_at)
VALUES (:territory, :payment_id, '', '', '', 1, 0, :look_at, :made_at)
    ON CONFLICT DO NOTHING;

-- stripe_session_row: one (payment_id payment_id) -> session text, url text, intent text, state int, made_at instant
SELECT session, url, intent, state, made_at FROM stripe_session
 WHERE territory_id = :territory AND payment_id = :payment_id;

-- stripe_session_intent: one (intent text) -> payment_id payment_id
SELECT payment_id FROM stripe_session
 WHERE territory_id = :territory AND intent = :intent AND intent <> '';

-- stripe_session_open: change (payment_id payment_id, session text, url text)
UPDATE stripe_session SET state = 2, session = :session, url = :url
 WHERE territory_id = :territory AND payment_id = :payment_id AND state = 1;

-- stripe_session_set: change (payment_id payment_id, state int, intent text)
UPDATE stripe_session SET state = :state, url = '',
       intent = CASE WHEN :intent = '' THEN intent ELSE :intent END
 WHERE territory_id = :territory AND payment_id = :payment_id AND state IN (1, 2, 3)
   AND state <> :state;

-- stripe_session_due: many (now instant) -> payment_id payment_id, session text, looks int
SELECT payment_id, session, looks FROM stripe_session
 WHERE territory_id = :territory AND state IN (1, 2, 3) AND state <> 1 AND look_at <= :now
 ORDER BY look_at LIMIT 50;

-- stripe_session_looked: run (payment_id payment_id, look_at instant)
UPDATE stripe_session SET looks = looks + 1, look_at = :look_at
 WHERE territory_id = :territory AND payment_id = :payment_id;
