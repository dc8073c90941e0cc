-- include "domain/ledger/ledger.h"

-- ledger_account_find: one (kind int, owner_id int, currency text) -> id account_id
SELECT id FROM account
 WHERE territory_id = :territory AND kind = :kind AND owner_id = :owner_id
   AND currency = :currency AND kind < 100;

-- Three look-ups in one statement. With OR, SQLite would walk all accounts of the territory.
-- ledger_accounts_find: one (currency text, kind1 int, owner1 int, kind2 int, owner2 int, kind3 int, owner3 int) -> first account_id?, second account_id?, third account_id?
SELECT (SELECT a.id FROM account AS a
         WHERE a.territory_id = :territory AND a.kind = :kind1 AND a.owner_id = :owner1
           AND a.currency = :currency AND a.kind < 100) AS first,
       (SELECT b.id FROM account AS b
         WHERE b.territory_id = :territory AND b.kind = :kind2 AND b.owner_id = :owner2
           AND b.currency = :currency AND b.kind < 100) AS second,
       (SELECT c.id FROM account AS c
         WHERE c.territory_id = :territory AND c.kind = :kind3 AND c.owner_id = :owner3
           AND c.currency = :currency AND c.kind < 100) AS third;

-- ledger_account_open: run (id account_id, kind int, owner_id int, currency text, balance_minor int)
INSERT INTO account (territory_id, id, kind, owner_id, currency, balance_minor)
VALUES (:territory, :id, :kind, :owner_id, :currency, :balance_minor);

-- The floor: no row changed is a refusal.
-- ledger_take: change (id account_id, amount_minor int, currency text)
UPDATE account SET balance_minor = balance_minor - :amount_minor
 WHERE territory_id = :territory AND id = :id AND currency = :currency AND kind >= 100
   AND balance_minor >= :amount_minor;

-- ledger_give: change (id account_id, amount_minor int, currency text)
UPDATE account SET balance_minor = balance_minor + :amount_minor
 WHERE territory_id = :territory AND id = :id AND currency = :currency AND kind >= 100;

-- ledger_balance_of: one (id account_id) -> balance_minor int
SELECT balance_minor FROM account WHERE territory_id = :territory AND id = :id;

-- ledger_insert: run (id transfer_id, debit_id account_id, credit_id account_id, debit_kind int, credit_kind int, amount_minor int, currency text, reason int, cause_id int, phase int, pending_id transfer_id?, created_at instant)
INSERT INTO transfer (territory_id, id, debit_id, credit_id, debit_kind, credit_kind, amount_minor,
                      currency, reason, cause_id, phase, pending_id, created_at)
VALUES (:territory, :id, :debit_id, :credit_id, :debit_kind, :credit_kind, :amount_minor,
        :currency, :reason, :cause_id, :phase, :pending_id, :created_at);

-- A pending transfer that nothing has resolved yet.
-- ledger_pending: one (id transfer_id) -> debit_id account_id, credit_id account_id, debit_kind int, credit_kind int, amount_minor int, reason int, cause_id int
SELECT debit_id, credit_id, debit_kind, credit_kind, amount_minor, reason, cause_id
  FROM transfer AS p
 WHERE p.territory_id = :territory AND p.id = :id AND p.phase = 1
   AND NOT EXISTS (SELECT 1 FROM transfer AS r
                    WHERE r.territory_id = :territory AND r.pending_id = p.id);

-- ledger_checkpoint: one (account_id account_id) -> debit_minor int, credit_minor int, debit_pending_minor int, credit_pending_minor int, transfer_count int
SELECT debit_minor, credit_minor, debit_pending_minor, credit_pending_minor, transfer_count
  FROM checkpoint WHERE territory_id = :territory AND account_id = :account_id;

-- A post or a void takes the reserved amount off the pending sum; a post adds it for good.
-- ledger_debit_tail: one (account_id account_id, after_id transfer_id) -> final_minor int, pending_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN phase IN (0, 2) THEN amount_minor ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN phase = 1 THEN amount_minor
                              WHEN phase IN (2, 3) THEN -amount_minor ELSE 0 END), 0) AS BIGINT)
  FROM transfer
 WHERE territory_id = :territory AND debit_id = :account_id AND debit_kind < 100
   AND id > :after_id;

-- ledger_credit_tail: one (account_id account_id, after_id transfer_id) -> final_minor int, pending_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN phase IN (0, 2) THEN amount_minor ELSE 0 END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN phase = 1 THEN amount_minor
                              WHEN phase IN (2, 3) THEN -amount_minor ELSE 0 END), 0) AS BIGINT)
  FROM transfer
 WHERE territory_id = :territory AND credit_id = :account_id AND credit_kind < 100
   AND id > :after_id;

-- The sums of many accounts at once: what is sealed, and what moved since, read in one pass.
-- ledger_owner_sums: many (kind int, currency text, after_owner int, sealed_id transfer_id) -> owner_id int, debit_minor int, credit_minor int, debit_pending_minor int, credit_pending_minor int
SELECT a.owner_id,
       CAST(COALESCE(c.debit_minor, 0) + COALESCE(d.final_minor, 0) AS BIGINT) AS debit_minor,
       CAST(COALESCE(c.credit_minor, 0) + COALESCE(k.final_minor, 0) AS BIGINT) AS credit_minor,
       CAST(COALESCE(c.debit_pending_minor, 0) + COALESCE(d.pending_minor, 0) AS BIGINT)
         AS debit_pending_minor,
       CAST(COALESCE(c.credit_pending_minor, 0) + COALESCE(k.pending_minor, 0) AS BIGINT)
         AS credit_pending_minor
  FROM account AS a
  LEFT JOIN checkpoint AS c ON c.territory_id = a.territory_id AND c.account_id = a.id
  LEFT JOIN (SELECT debit_id, SUM(CASE WHEN phase IN (0, 2) THEN amount_minor ELSE 0 END)
                    AS final_minor,
                    SUM(CASE WHEN phase = 1 THEN amount_minor
                             WHEN phase IN (2, 3) THEN -amount_minor ELSE 0 END) AS pending_minor
               FROM transfer
              WHERE territory_id = :territory AND id > :sealed_id AND debit_kind = :kind
              GROUP BY debit_id) AS d ON d.debit_id = a.id
  LEFT JOIN (SELECT credit_id, SUM(CASE WHEN phase IN (0, 2) THEN amount_minor ELSE 0 END)
                    AS final_minor,
                    SUM(CASE WHEN phase = 1 THEN amount_minor
                             WHEN phase IN (2, 3) THEN -amount_minor ELSE 0 END) AS pending_minor
               FROM transfer
              WHERE territory_id = :territory AND id > :sealed_id AND credit_kind = :kind
              GROUP BY credit_id) AS k ON k.credit_id = a.id
 WHERE a.territory_id = :territory AND a.kind = :kind AND a.kind < 100 AND a.currency = :currency
   AND a.owner_id > :after_owner
 ORDER BY a.owner_id LIMIT 500;

-- ledger_debit_entries: many (account_id account_id, before_id transfer_id, count int) -> id transfer_id, reason int, phase int, amount_minor int, cause_id int, created_at instant
SELECT id, reason, phase, amount_minor, cause_id, created_at FROM transfer
 WHERE territory_id = :territory AND debit_id = :account_id AND debit_kind < 100
   AND id < :before_id
 ORDER BY id DESC LIMIT :count;

-- ledger_credit_entries: many (account_id account_id, before_id transfer_id, count int) -> id transfer_id, reason int, phase int, amount_minor int, cause_id int, created_at instant
SELECT id, reason, phase, amount_minor, cause_id, created_at FROM transfer
 WHERE territory_id = :territory AND credit_id = :account_id AND credit_kind < 100
   AND id < :before_id
 ORDER BY id DESC LIMIT :count;

-- ledger_seal_head: one () -> number int, last_id transfer_id, hash bytes
SELECT number, last_id, hash FROM seal
 WHERE territory_id = :territory ORDER BY number DESC LIMIT 1;

-- Transfers in the order of their ids, a page at a time: for sealing, checking, exporting.
-- ledger_page: many (after_id transfer_id, count int) -> id transfer_id, debit_id account_id, credit_id account_id, debit_kind int, credit_kind int, amount_minor int, currency text, reason int, cause_id int, phase int, pending_id transfer_id?, created_at instant
SELECT id, debit_id, credit_id, debit_kind, credit_kind, amount_minor, currency, reason, cause_id,
       phase, pending_id, created_at
  FROM transfer WHERE territory_id = :territory AND id > :after_id
 ORDER BY id LIMIT :count;

-- ledger_seal_insert: change (number int, first_id transfer_id, last_id transfer_id, transfer_count int, merkle_root bytes, balance_root bytes, previous_hash bytes, hash bytes, sealed_at instant)
INSERT INTO seal (territory_id, number, first_id, last_id, transfer_count, merkle_root,
                  balance_root, previous_hash, hash, sealed_at)
VALUES (:territory, :number, :first_id, :last_id, :transfer_count, :merkle_root,
        :balance_root, :previous_hash, :hash, :sealed_at)
    ON CONFLICT (territory_id, number) DO NOTHING;

-- ledger_checkpoint_set: run (account_id account_id, debit_minor int, credit_minor int, debit_pending_minor int, credit_pending_minor int, transfer_count int)
INSERT INTO checkpoint (territory_id, account_id, debit_minor, credit_minor, debit_pending_minor,
                        credit_pending_minor, transfer_count)
VALUES (:territory, :account_id, :debit_minor, :credit_minor, :debit_pending_minor,
        :credit_pending_minor, :transfer_count)
    ON CONFLICT (territory_id, account_id) DO UPDATE
   SET debit_minor = excluded.debit_minor, credit_minor = excluded.credit_minor,
       debit_pending_minor = excluded.debit_pending_minor,
       credit_pending_minor = excluded.credit_pending_minor,
       transfer_count = excluded.transfer_count;

-- ledger_account_page: many (after_id account_id, count int) -> id account_id, kind int, owner_id int, currency text, balance_minor int
SELECT id, kind, owner_id, currency, balance_minor FROM account
 WHERE territory_id = :territory AND id > :after_id ORDER BY id LIMIT :count;

-- ledger_seal_page: many (after_number int, count int) -> number int, first_id transfer_id, last_id transfer_id, transfer_count int, merkle_root bytes, balance_root bytes, previous_hash bytes, hash bytes, sealed_at instant
SELECT number, first_id, last_id, transfer_count, merkle_root, balance_root, previous_hash, hash,
       sealed_at
  FROM seal WHERE territory_id = :territory AND number > :after_number ORDER BY number LIMIT :count;

-- ledger_checkpoint_page: many (after_id account_id, count int) -> account_id account_id, debit_minor int, credit_minor int, debit_pending_minor int, credit_pending_minor int, transfer_count int
SELECT account_id, debit_minor, credit_minor, debit_pending_minor, credit_pending_minor,
       transfer_count
  FROM checkpoint WHERE territory_id = :territory AND account_id > :after_id
 ORDER BY account_id LIMIT :count;

-- ledger_territories: many () -> id int, slug text, currency text
-- across territories: the check walks every territory
-- bounded "a few dozen territories"
SELECT id, slug, currency FROM territory ORDER BY id;

-- ledger_sealed_count: one () -> transfers int
SELECT CAST(COALESCE(SUM(transfer_count), 0) AS BIGINT) AS transfers FROM seal
 WHERE territory_id = :territory;
