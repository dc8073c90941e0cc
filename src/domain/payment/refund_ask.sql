-- include "domain/payment/payment.h"

-- refund_ask_insert: run (id int, payment_id payment_id, provider int, amount_minor int, asked_at instant)
INSERT INTO refund_ask (territory_id, id, payment_id, provider, amount_minor, state, reason,
                        asked_at)
VALUES (:territory, :id, :payment_id, :provider, :amount_minor, 1, '', :asked_at);

-- refund_ask_row: one (id int) -> payment_id payment_id, provider int, amount_minor int, state int, reason text
SELECT payment_id, provider, amount_minor, state, reason FROM refund_ask
 WHERE territory_id = :territory AND id = :id;

-- Failed ones do not count: the money is still here.
-- refund_ask_sum: one (payment_id payment_id) -> amount_minor int
SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS amount_minor FROM refund_ask
 WHERE territory_id = :territory AND payment_id = :payment_id AND state <> 3;

-- refund_ask_set_sent: change (id int, decided_at instant)
UPDATE refund_ask SET state = 2, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- refund_ask_set_failed: change (id int, reason text, decided_at instant)
UPDATE refund_ask SET state = 3, reason = :reason, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state IN (1, 2);

-- refund_news_insert: run (line_id int, refund_id int, gone bool, reason text, created_at instant)
INSERT INTO refund_news (territory_id, line_id, refund_id, gone, reason, created_at)
VALUES (:territory, :line_id, :refund_id, :gone, :reason, :created_at);
