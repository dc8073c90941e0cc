-- include "domain/payout/payout.h"
-- include "domain/ledger/ledger.h"

-- Merchants that were ever credited, with their bank account. Who stands in a prepared batch
-- waits for the next one with what was sold since; who has failed is paid nothing.
-- payout_candidates: many (after_id merchant_id) -> id merchant_id, name text, iban text, account_holder text
SELECT m.id, m.name, m.iban, m.account_holder
  FROM account AS a JOIN merchant AS m ON m.territory_id = a.territory_id AND m.id = a.owner_id
 WHERE a.territory_id = :territory AND a.kind = 2 AND a.kind < 100 AND a.owner_id > :after_id
   AND NOT EXISTS (SELECT 1 FROM payout AS p
                    WHERE p.territory_id = :territory AND p.merchant_id = m.id AND p.state = 1)
   AND NOT EXISTS (SELECT 1 FROM failure AS f WHERE f.territory_id = :territory
                      AND f.merchant_id = m.id AND f.lifted_at IS NULL)
 ORDER BY a.owner_id LIMIT 500;

-- Who stands in a prepared batch waits for the next one.
-- payout_free: one (merchant_id merchant_id) -> id merchant_id
SELECT m.id FROM merchant AS m WHERE m.territory_id = :territory AND m.id = :merchant_id
   AND NOT EXISTS (SELECT 1 FROM payout AS p
                    WHERE p.territory_id = :territory AND p.merchant_id = m.id AND p.state = 1)
   AND NOT EXISTS (SELECT 1 FROM failure AS f WHERE f.territory_id = :territory
                      AND f.merchant_id = m.id AND f.lifted_at IS NULL);

-- payout_insert: run (batch_id batch_id, id payout_id, merchant_id merchant_id, amount_minor int, iban text, account_holder text, pending_id transfer_id)
INSERT INTO payout (territory_id, batch_id, id, merchant_id, amount_minor, iban, account_holder,
                    state, pending_id)
VALUES (:territory, :batch_id, :id, :merchant_id, :amount_minor, :iban, :account_holder,
        1, :pending_id);

-- batch_insert: run (id batch_id, provider int, currency text, execute_on day, payout_count int, amount_minor int, prepared_by person_id, prepared_at instant)
INSERT INTO payout_batch (territory_id, id, provider, state, currency, execute_on, payout_count,
                          amount_minor, prepared_by, prepared_at)
VALUES (:territory, :id, :provider, 1, :currency, :execute_on, :payout_count,
        :amount_minor, :prepared_by, :prepared_at);

-- batch_decide: change (id batch_id, state int, decided_by person_id, decided_at instant)
UPDATE payout_batch SET state = :state, decided_by = :decided_by, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- payout_decide: run (batch_id batch_id, state int)
UPDATE payout SET state = :state
 WHERE territory_id = :territory AND batch_id = :batch_id AND state = 1;

-- batch_by_id: one (id batch_id) -> provider int, state int, execute_on day, payout_count int, amount_minor int, prepared_by person_id, prepared_at instant, decided_by person_id?, decided_at instant?, executed_on day?
SELECT provider, state, execute_on, payout_count, amount_minor, prepared_by, prepared_at,
       decided_by, decided_at, executed_on
  FROM payout_batch WHERE territory_id = :territory AND id = :id;

-- batch_page: many () -> id batch_id, provider int, state int, execute_on day, payout_count int, amount_minor int, prepared_by person_id, prepared_at instant, decided_by person_id?, decided_at instant?, executed_on day?
SELECT id, provider, state, execute_on, payout_count, amount_minor, prepared_by, prepared_at,
       decided_by, decided_at, executed_on
  FROM payout_batch WHERE territory_id = :territory ORDER BY id DESC LIMIT 50;

-- payout_of_batch: many (batch_id batch_id) -> id payout_id, merchant_id merchant_id, name text, amount_minor int, iban text, account_holder text, state int, pending_id transfer_id, reason text
SELECT p.id, p.merchant_id, m.name, p.amount_minor, p.iban, p.account_holder, p.state, p.pending_id,
       p.reason
  FROM payout AS p
  JOIN merchant AS m ON m.territory_id = p.territory_id AND m.id = p.merchant_id
 WHERE p.territory_id = :territory AND p.batch_id = :batch_id ORDER BY p.id LIMIT 5000;

-- payout_by_id: one (id payout_id) -> batch_id batch_id, merchant_id merchant_id, name text, amount_minor int, state int, pending_id transfer_id, reason text, provider int
SELECT p.batch_id, p.merchant_id, m.name, p.amount_minor, p.state, p.pending_id, p.reason,
       b.provider
  FROM payout AS p
  JOIN payout_batch AS b ON b.territory_id = p.territory_id AND b.id = p.batch_id
  JOIN merchant AS m ON m.territory_id = p.territory_id AND m.id = p.merchant_id
 WHERE p.territory_id = :territory AND p.id = :id;

-- payout_set_returned: change (id payout_id, before int, after int, reason text, returned_at instant)
UPDATE payout SET state = :after, reason = :reason, returned_at = :returned_at
 WHERE territory_id = :territory AND id = :id AND state = :before;

-- batch_set_executed: change (id batch_id, executed_on day)
UPDATE payout_batch SET executed_on = :executed_on
 WHERE territory_id = :territory AND id = :id AND executed_on IS NULL;

-- payout_fetch: run (id payout_id, minor int)
UPDATE payout SET fetched_minor = fetched_minor + :minor
 WHERE territory_id = :territory AND id = :id;

-- What left and came back: whole payments that the bank returned, and parts that were fetched.
-- payout_came_back: one (merchant_id merchant_id) -> returned_minor int, fetched_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN state = 4 THEN amount_minor ELSE 0 END), 0) AS BIGINT)
         AS returned_minor,
       CAST(COALESCE(SUM(fetched_minor), 0) AS BIGINT) AS fetched_minor
  FROM payout
 WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- What was taken from what a merchant is owed, otherwise than by paying it: sales paid back, uses
-- taken back. A merchant's account is debited seldom.
-- payout_taken_back: one (merchant_id merchant_id) -> amount_minor int
SELECT CAST(COALESCE(SUM(t.amount_minor), 0) AS BIGINT) AS amount_minor
  FROM account AS a
  JOIN transfer AS t ON t.territory_id = a.territory_id AND t.debit_id = a.id AND t.debit_kind < 100
 WHERE a.territory_id = :territory AND a.kind = 2 AND a.kind < 100 AND a.owner_id = :merchant_id
   AND t.phase IN (0, 2) AND t.reason NOT IN (4, 61);

-- payout_shops: many (merchant_id merchant_id) -> id shop_id
SELECT id FROM shop WHERE territory_id = :territory AND merchant_id = :merchant_id LIMIT 200;
