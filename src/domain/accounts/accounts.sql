-- include "domain/ledger/ledger.h"
-- include "domain/shop/shop.h"
-- include "domain/campaign/campaign.h"
-- include "domain/bank/bank.h"
-- include "domain/payout/payout.h"

-- accounts_merchant: one (id merchant_id) -> name text, siren text
SELECT name, siren FROM merchant WHERE territory_id = :territory AND id = :id;

-- accounts_shop: one (id shop_id) -> name text, siret text
SELECT name, siret FROM shop WHERE territory_id = :territory AND id = :id;

-- accounts_funder: one (id int) -> name text
SELECT name FROM funder WHERE territory_id = :territory AND id = :id;

-- accounts_count: one (begins_at instant, ends_at instant) -> transfers int
SELECT CAST(count(*) AS BIGINT) AS transfers FROM transfer
 WHERE territory_id = :territory AND created_at >= :begins_at AND created_at < :ends_at;

-- accounts_account: one (id account_id) -> kind int, owner_id int
SELECT kind, owner_id FROM account WHERE territory_id = :territory AND id = :id;

-- Transfers in the order of their date, with the campaign and the last day of vouchers they touch.
-- Test campaigns (kinds 30, 102, 103) are played beside the books.
-- accounts_page: many (after_at instant, after_id transfer_id, until instant, count int) -> id transfer_id, debit_id account_id, credit_id account_id, debit_kind int, credit_kind int, amount_minor int, reason int, cause_id int, phase int, created_at instant, debit_campaign campaign_id?, debit_expires day?, credit_campaign campaign_id?, credit_expires day?
SELECT t.id, t.debit_id, t.credit_id, t.debit_kind, t.credit_kind, t.amount_minor, t.reason,
       t.cause_id, t.phase, t.created_at, d.campaign_id AS debit_campaign,
       d.expires_on AS debit_expires, c.campaign_id AS credit_campaign,
       c.expires_on AS credit_expires
  FROM transfer AS t
  LEFT JOIN voucher AS d ON d.territory_id = t.territory_id AND d.id = t.debit_id
                        AND t.debit_kind = 100
  LEFT JOIN voucher AS c ON c.territory_id = t.territory_id AND c.id = t.credit_id
                        AND t.credit_kind = 100
 WHERE t.territory_id = :territory AND (t.created_at, t.id) > (:after_at, :after_id)
   AND t.created_at < :until AND t.debit_kind NOT IN (30, 102, 103)
 ORDER BY t.created_at, t.id LIMIT :count;

-- When the bank moved the money of a line.
-- accounts_booked: one (id bank_line_id) -> booked_on day
SELECT booked_on FROM bank_line WHERE territory_id = :territory AND id = :id;

-- When the transfer came that paid an order, or the last part of it.
-- accounts_booked_payment: one (payment_id payment_id) -> booked_on day
SELECT l.booked_on
  FROM bank_paid AS p
  JOIN bank_line AS l ON l.territory_id = p.territory_id AND l.id = p.line_id
 WHERE p.territory_id = :territory AND p.payment_id = :payment_id;

-- accounts_payout: one (id payout_id) -> batch_id batch_id, iban text, account_holder text, executed_on day?
SELECT p.batch_id, p.iban, p.account_holder, b.executed_on
  FROM payout AS p
  JOIN payout_batch AS b ON b.territory_id = p.territory_id AND b.id = p.batch_id
 WHERE p.territory_id = :territory AND p.id = :id;

-- What the bank said of these days, once it was applied; 1: was only read.
-- accounts_bank_page: many (after_id bank_line_id, first_on day, last_on day, count int) -> id bank_line_id, file_id bank_file_id, file_name text, message_id text, number int, booked_on day, credit bool, amount_minor int, currency text, reference text, party text, outcome int, state int, open_minor int, note text, decided_at instant?
SELECT l.id, l.file_id, f.file_name, f.message_id, l.number, l.booked_on, l.credit, l.amount_minor,
       l.currency, l.reference, l.party, l.outcome, l.state, l.open_minor, l.note, l.decided_at
  FROM bank_line AS l
  JOIN bank_file AS f ON f.territory_id = l.territory_id AND f.id = l.file_id
 WHERE l.territory_id = :territory AND l.id > :after_id AND l.booked_on >= :first_on
   AND l.booked_on <= :last_on AND l.state IN (1, 3, 4, 5, 6, 7)
 ORDER BY l.id LIMIT :count;

-- accounts_seal_page: many (after_number int, first_id transfer_id, last_id transfer_id, count int) -> number int, first_id transfer_id, last_id transfer_id, transfer_count int, merkle_root bytes, balance_root bytes, previous_hash bytes, hash bytes, sealed_at instant
SELECT number, first_id, last_id, transfer_count, merkle_root, balance_root, previous_hash, hash,
       sealed_at
  FROM seal
 WHERE territory_id = :territory AND number > :after_number AND last_id >= :first_id
   AND first_id <= :last_id
 ORDER BY number LIMIT :count;

-- What was on its way at the end of these days, or moved in them; provider, names and steps never
-- change.
-- accounts_transit_page: many (begins_at instant, ends_at instant, after_id int, count int) -> id int, provider int, name text, since instant, opening_minor int, left_minor int, arrived_minor int, closed_minor int
SELECT t.id, t.provider, t.name, MIN(s.made_at) AS since,
       CAST(SUM(CASE WHEN s.made_at < :begins_at THEN s.amount_minor ELSE 0 END) AS BIGINT)
         AS opening_minor,
       CAST(SUM(CASE WHEN s.made_at >= :begins_at AND s.kind = 1 THEN s.amount_minor ELSE 0 END)
         AS BIGINT) AS left_minor,
       CAST(SUM(CASE WHEN s.made_at >= :begins_at AND s.kind = 2 THEN s.amount_minor ELSE 0 END)
         AS BIGINT) AS arrived_minor,
       CAST(SUM(CASE WHEN s.made_at >= :begins_at AND s.kind = 3 THEN s.amount_minor ELSE 0 END)
         AS BIGINT) AS closed_minor
  FROM transit AS t
  JOIN transit_step AS s ON s.territory_id = t.territory_id AND s.transit_id = t.id
 WHERE t.territory_id = :territory AND t.id > :after_id AND s.made_at < :ends_at
 GROUP BY t.id, t.provider, t.name
HAVING SUM(s.amount_minor) <> 0 OR MAX(s.made_at) >= :begins_at
 ORDER BY t.id LIMIT :count;

-- accounts_setting_row: one () -> siren text
SELECT siren FROM accounts_setting WHERE territory_id = :territory;

-- accounts_setting_set: run (siren text, changed_by person_id, changed_at instant)
INSERT INTO accounts_setting (territory_id, siren, changed_by, changed_at)
VALUES (:territory, :siren, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET siren = excluded.siren, changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- accounts_plan: many () -> kind int, number text
-- bounded "one row a kind of account"
SELECT kind, number FROM plan_number WHERE territory_id = :territory ORDER BY kind;

-- accounts_plan_drop: run ()
DELETE FROM plan_number WHERE territory_id = :territory;

-- accounts_plan_add: run (kind int, number text, changed_by person_id, changed_at instant)
INSERT INTO plan_number (territory_id, kind, number, changed_by, changed_at)
VALUES (:territory, :kind, :number, :changed_by, :changed_at);
