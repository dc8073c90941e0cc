-- include "domain/payout/payout.h"

-- Merchants who can be paid at Stripe.
-- stripe_payout_receivers: many (after_id merchant_id) -> merchant_id merchant_id, account text, name text
SELECT a.merchant_id, a.account, m.name FROM stripe_account AS a
  JOIN merchant AS m ON m.territory_id = a.territory_id AND m.id = a.merchant_id
 WHERE a.territory_id = :territory AND a.able AND a.account <> '' AND a.merchant_id > :after_id
 ORDER BY a.merchant_id LIMIT 500;

-- What is to leave Stripe and has not yet: batches not carried out, less what was.
-- stripe_payout_leaving: one () -> amount_minor int
SELECT CAST(COALESCE(SUM(p.amount_minor), 0) AS BIGINT) AS amount_minor
  FROM payout_batch AS b JOIN payout AS p ON p.territory_id = b.territory_id AND p.batch_id = b.id
 WHERE b.territory_id = :territory AND b.provider <> 0 AND b.executed_on IS NULL
   AND b.provider = 5 AND p.state IN (1, 2)
   AND NOT EXISTS (SELECT 1 FROM stripe_transfer AS t WHERE t.territory_id = :territory
                    AND t.payout_id = p.id AND t.state = 2);

-- Confirmed payouts that were not asked for yet.
-- stripe_payout_wanted: many () -> id payout_id, batch_id batch_id, merchant_id merchant_id, amount_minor int, account text
SELECT p.id, p.batch_id, p.merchant_id, p.amount_minor, p.iban AS account
  FROM payout_batch AS b JOIN payout AS p ON p.territory_id = b.territory_id AND p.batch_id = b.id
 WHERE b.territory_id = :territory AND b.provider <> 0 AND b.executed_on IS NULL
   AND b.provider = 5 AND b.state = 2 AND p.state = 2
   AND NOT EXISTS (SELECT 1 FROM stripe_transfer AS t WHERE t.territory_id = :territory
                    AND t.payout_id = p.id)
 ORDER BY p.id LIMIT 100;

-- stripe_transfer_insert: run (payout_id payout_id, batch_id batch_id, merchant_id merchant_id, amount_minor int, made_at instant)
INSERT INTO stripe_transfer (territory_id, payout_id, batch_id, merchant_id, transfer,
                             amount_minor, reversed_minor, state, made_at)
VALUES (:territory, :payout_id, :batch_id, :merchant_id, '', :amount_minor, 0, 1, :made_at);

-- stripe_transfer_set: change (payout_id payout_id, state int, transfer text)
UPDATE stripe_transfer SET state = :state, transfer = :transfer
 WHERE territory_id = :territory AND payout_id = :payout_id AND state = 1;

-- stripe_transfer_named: one (transfer text) -> payout_id payout_id, reversed_minor int, amount_minor int
SELECT payout_id, reversed_minor, amount_minor FROM stripe_transfer
 WHERE territory_id = :territory AND transfer = :transfer AND transfer <> '';

-- stripe_transfer_row: one (payout_id payout_id) -> batch_id batch_id, amount_minor int, state int
SELECT batch_id, amount_minor, state FROM stripe_transfer
 WHERE territory_id = :territory AND payout_id = :payout_id;

-- Confirmed batches of which every payout has its answer.
-- stripe_payout_finished: many () -> id batch_id
SELECT b.id FROM payout_batch AS b
 WHERE b.territory_id = :territory AND b.provider <> 0 AND b.executed_on IS NULL
   AND b.provider = 5 AND b.state = 2
   AND NOT EXISTS (SELECT 1 FROM payout AS p
        LEFT JOIN stripe_transfer AS t ON t.territory_id = p.territory_id AND t.payout_id = p.id
       WHERE p.territory_id = :territory AND p.batch_id = b.id AND p.state = 2
         AND (t.state IS NULL OR t.state = 1))
 LIMIT 50;
