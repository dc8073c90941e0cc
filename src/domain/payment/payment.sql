-- include "domain/payment/payment.h"

-- payment_insert: run (id payment_id, provider int, order_id int, amount_minor int, currency text, created_at instant)
INSERT INTO payment (territory_id, id, provider, order_id, amount_minor, currency, state,
                     created_at)
VALUES (:territory, :id, :provider, :order_id, :amount_minor, :currency, 1, :created_at);

-- payment_set: change (id payment_id, state int, decided_at instant)
UPDATE payment SET state = :state, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- payment_end: run (id payment_id, state int, decided_at instant)
UPDATE payment SET state = :state, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- The money came after the order had expired.
-- payment_set_late: change (id payment_id, decided_at instant)
UPDATE payment SET state = 2, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND provider IN (4, 5) AND state = 4;

-- payment_set_provider: change (id payment_id, provider int)
UPDATE payment SET provider = :provider
 WHERE territory_id = :territory AND id = :id AND provider = 4 AND state = 1;

-- payment_by_id: one (id payment_id) -> provider int, order_id int, amount_minor int, state int, created_at instant
SELECT provider, order_id, amount_minor, state, created_at FROM payment
 WHERE territory_id = :territory AND id = :id;
