-- include "domain/payment/payment.h"
-- include "domain/payout/payout.h"

-- Refunds that were asked for and not sent yet.
-- stripe_refund_wanted: many () -> id int, payment_id payment_id, amount_minor int, intent text?
SELECT r.id, r.payment_id, r.amount_minor, s.intent FROM refund_ask AS r
  LEFT JOIN stripe_session AS s ON s.territory_id = r.territory_id AND s.payment_id = r.payment_id
 WHERE r.territory_id = :territory AND r.provider = 5 AND r.state = 1
   AND NOT EXISTS (SELECT 1 FROM stripe_refund AS f
                    WHERE f.territory_id = :territory AND f.refund_id = r.id)
 ORDER BY r.id LIMIT 50;

-- stripe_refund_insert: run (refund_id int, payment_id payment_id, made_at instant)
INSERT INTO stripe_refund (territory_id, refund_id, payment_id, refund, state, from_payout_id,
                           from_minor, made_at)
VALUES (:territory, :refund_id, :payment_id, '', 1, 0, 0, :made_at);

-- stripe_refund_row: one (refund_id int) -> payment_id payment_id, refund text, state int, from_payout_id payout_id, from_minor int
SELECT payment_id, refund, state, from_payout_id, from_minor FROM stripe_refund
 WHERE territory_id = :territory AND refund_id = :refund_id;

-- stripe_refund_set: change (refund_id int, state int, refund text)
UPDATE stripe_refund SET state = :state,
       refund = CASE WHEN :refund = '' THEN refund ELSE :refund END
 WHERE territory_id = :territory AND refund_id = :refund_id AND state <> :state AND state <> 4;

-- A transfer to the merchant of which so much is left, if there is one; else the one of which most
-- is left.
-- stripe_refund_from: one (merchant_id merchant_id, wanted_minor int) -> payout_id payout_id, transfer text, left_minor int
SELECT payout_id, transfer, amount_minor - reversed_minor AS left_minor FROM stripe_transfer
 WHERE territory_id = :territory AND merchant_id = :merchant_id AND state = 2
   AND amount_minor > reversed_minor
 ORDER BY CASE WHEN amount_minor - reversed_minor >= :wanted_minor THEN 0 ELSE 1 END,
          amount_minor - reversed_minor DESC, payout_id DESC LIMIT 1;

-- What is being fetched back from a merchant: asked for or looked up, and not answered yet.
-- stripe_refund_fetching: one (merchant_id merchant_id) -> minor int
SELECT CAST(COALESCE(SUM(r.from_minor), 0) AS BIGINT) AS minor FROM stripe_call AS c
  JOIN stripe_refund AS r ON r.territory_id = c.territory_id AND r.refund_id = c.noun_id
  JOIN stripe_transfer AS t ON t.territory_id = r.territory_id AND t.payout_id = r.from_payout_id
 WHERE c.territory_id = :territory AND c.kind IN (11, 12) AND c.state = 1
   AND t.merchant_id = :merchant_id;

-- stripe_refund_take_from: run (refund_id int, payout_id payout_id, minor int)
UPDATE stripe_refund SET from_payout_id = :payout_id, from_minor = :minor
 WHERE territory_id = :territory AND refund_id = :refund_id;

-- stripe_refund_reverse: run (payout_id payout_id, minor int)
UPDATE stripe_transfer SET reversed_minor = reversed_minor + :minor
 WHERE territory_id = :territory AND payout_id = :payout_id;

-- stripe_refund_transfer: one (payout_id payout_id) -> transfer text
SELECT transfer FROM stripe_transfer
 WHERE territory_id = :territory AND payout_id = :payout_id;
