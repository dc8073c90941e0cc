-- include "domain/ledger/ledger.h"
-- include "domain/shop/shop.h"
-- include "domain/voucher/voucher.h"
-- include "domain/takings/takings_mail.h"

-- CROSS JOIN, here and below, makes SQLite begin at the account: by their time it would look at
-- the transfers of all others.

-- What an account held at an instant, credits less debits that count for good; and what of it was
-- then reserved to be paid out.
-- takings_balance: one (kind int, owner_id int, until instant) -> balance_minor int, reserved_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN m.phase IN (0, 2) THEN m.signed_minor ELSE 0 END), 0)
         AS BIGINT) AS balance_minor,
       CAST(COALESCE(SUM(CASE WHEN m.reason NOT IN (4, 61) OR m.phase = 0 THEN 0
                              WHEN m.phase = 1 THEN -m.signed_minor ELSE m.signed_minor END), 0)
         AS BIGINT) AS reserved_minor
  FROM (SELECT t.reason, t.phase, t.amount_minor AS signed_minor
          FROM account AS a
         CROSS JOIN transfer AS t
         WHERE t.territory_id = a.territory_id AND t.credit_id = a.id AND t.credit_kind < 100
           AND a.territory_id = :territory AND a.kind = :kind AND a.kind < 100
           AND a.owner_id = :owner_id AND t.created_at < :until
        UNION ALL
        SELECT t.reason, t.phase, -t.amount_minor
          FROM account AS a
         CROSS JOIN transfer AS t
         WHERE t.territory_id = a.territory_id AND t.debit_id = a.id AND t.debit_kind < 100
           AND a.territory_id = :territory AND a.kind = :kind AND a.kind < 100
           AND a.owner_id = :owner_id AND t.created_at < :until) AS m;

-- What moved on an account, oldest first, with the shop and the voucher it was about.
-- takings_moves: each (kind int, owner_id int, begins_at instant, ends_at instant) -> id transfer_id, reason int, signed_minor int, created_at instant, shop_id shop_id?, voucher_id voucher_id?
SELECT m.id, m.reason, m.signed_minor, m.created_at,
       CASE WHEN m.reason IN (34, 36, 46, 91)
            THEN (SELECT u.shop_id FROM redemption AS u
                   WHERE u.territory_id = :territory AND u.voucher_id = m.cause_id
                     AND u.amount_minor = ABS(m.signed_minor)
                     AND (u.created_at = m.created_at OR u.reversed_at = m.created_at) LIMIT 1)
            ELSE o.shop_id END AS shop_id,
       CASE WHEN m.debit_kind = 100 THEN m.debit_id WHEN m.credit_kind = 100 THEN m.credit_id
            WHEN m.reason IN (34, 36, 46, 91) THEN m.cause_id ELSE o.voucher_id END AS voucher_id
  FROM (SELECT t.id, t.reason, t.amount_minor AS signed_minor, t.created_at, t.cause_id,
               t.debit_id, t.debit_kind, t.credit_id, t.credit_kind
          FROM account AS a
         CROSS JOIN transfer AS t
         WHERE t.territory_id = a.territory_id AND t.credit_id = a.id AND t.credit_kind < 100
           AND a.territory_id = :territory AND a.kind = :kind AND a.kind < 100
           AND a.owner_id = :owner_id AND t.created_at >= :begins_at AND t.created_at < :ends_at
           AND t.phase IN (0, 2)
        UNION ALL
        SELECT t.id, t.reason, -t.amount_minor, t.created_at, t.cause_id, t.debit_id,
               t.debit_kind, t.credit_id, t.credit_kind
          FROM account AS a
         CROSS JOIN transfer AS t
         WHERE t.territory_id = a.territory_id AND t.debit_id = a.id AND t.debit_kind < 100
           AND a.territory_id = :territory AND a.kind = :kind AND a.kind < 100
           AND a.owner_id = :owner_id AND t.created_at >= :begins_at AND t.created_at < :ends_at
           AND t.phase IN (0, 2)) AS m
  LEFT JOIN refund AS f ON f.territory_id = :territory AND f.id = m.cause_id
  LEFT JOIN voucher_order AS o ON o.territory_id = :territory
                              AND o.id = COALESCE(f.order_id, m.cause_id)
 ORDER BY m.created_at, m.id;

-- What was still on vouchers of a merchant's shops, by the last day that they then had: that of
-- before the first change after it.
-- takings_left: many (merchant_id merchant_id, until instant) -> campaign text, expires_on day, left_minor int
-- bounded "one row a campaign and last day"
SELECT c.name AS campaign, m.expires_on, CAST(SUM(m.signed_minor) AS BIGINT) AS left_minor
  FROM (SELECT v.campaign_id, t.amount_minor AS signed_minor,
               COALESCE((SELECT w.expires_on FROM voucher_act AS w
                          WHERE w.territory_id = v.territory_id AND w.voucher_id = v.id
                            AND w.kind = 8 AND w.expires_on IS NOT NULL
                            AND w.created_at >= :until
                          ORDER BY w.id LIMIT 1), v.expires_on) AS expires_on
          FROM shop AS s
         CROSS JOIN account AS a
         CROSS JOIN transfer AS t
         CROSS JOIN voucher AS v
         WHERE a.territory_id = s.territory_id AND a.kind = 4 AND a.kind < 100
           AND a.owner_id = s.id
           AND t.territory_id = a.territory_id AND t.debit_id = a.id AND t.debit_kind < 100
           AND v.territory_id = t.territory_id AND v.id = t.credit_id
           AND s.territory_id = :territory AND s.merchant_id = :merchant_id
           AND t.created_at < :until AND t.phase IN (0, 2)
        UNION ALL
        SELECT v.campaign_id, -t.amount_minor,
               COALESCE((SELECT w.expires_on FROM voucher_act AS w
                          WHERE w.territory_id = v.territory_id AND w.voucher_id = v.id
                            AND w.kind = 8 AND w.expires_on IS NOT NULL
                            AND w.created_at >= :until
                          ORDER BY w.id LIMIT 1), v.expires_on)
          FROM shop AS s
         CROSS JOIN account AS a
         CROSS JOIN transfer AS t
         CROSS JOIN voucher AS v
         WHERE a.territory_id = s.territory_id AND a.kind = 4 AND a.kind < 100
           AND a.owner_id = s.id
           AND t.territory_id = a.territory_id AND t.credit_id = a.id AND t.credit_kind < 100
           AND v.territory_id = t.territory_id AND v.id = t.debit_id
           AND s.territory_id = :territory AND s.merchant_id = :merchant_id
           AND t.created_at < :until AND t.phase IN (0, 2)) AS m
  JOIN campaign AS c ON c.territory_id = :territory AND c.id = m.campaign_id
 GROUP BY m.campaign_id, c.name, m.expires_on HAVING SUM(m.signed_minor) <> 0
 ORDER BY m.expires_on, c.name, m.campaign_id;

-- Whose account moved.
-- takings_of_all: many (begins_at instant, ends_at instant) -> id merchant_id, name text, in_minor int, out_minor int
SELECT h.id, h.name, CAST(SUM(m.in_minor) AS BIGINT) AS in_minor,
       CAST(SUM(m.out_minor) AS BIGINT) AS out_minor
  FROM (SELECT credit_id AS account_id, amount_minor AS in_minor, 0 AS out_minor FROM transfer
         WHERE territory_id = :territory AND created_at >= :begins_at AND created_at < :ends_at
           AND credit_kind = 2 AND phase IN (0, 2)
        UNION ALL
        SELECT debit_id, 0, amount_minor FROM transfer
         WHERE territory_id = :territory AND created_at >= :begins_at AND created_at < :ends_at
           AND debit_kind = 2 AND phase IN (0, 2)) AS m
  JOIN account AS a ON a.territory_id = :territory AND a.id = m.account_id
  JOIN merchant AS h ON h.territory_id = :territory AND h.id = a.owner_id
 GROUP BY h.id, h.name ORDER BY h.name, h.id LIMIT 1000;

-- Mail.

-- takings_weekly: one (merchant_id merchant_id) -> weekly bool
SELECT weekly FROM takings_setting
 WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- takings_set_weekly: run (merchant_id merchant_id, weekly bool, changed_by person_id, changed_at instant)
INSERT INTO takings_setting (territory_id, merchant_id, weekly, changed_by, changed_at)
VALUES (:territory, :merchant_id, :weekly, :changed_by, :changed_at)
    ON CONFLICT (territory_id, merchant_id) DO UPDATE
   SET weekly = excluded.weekly, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at;

-- Merchants with an account and an address, whose week was not looked at.
-- takings_due: many (first_on day) -> id merchant_id, name text, email text
SELECT m.id, m.name, m.email
  FROM account AS a JOIN merchant AS m ON m.territory_id = a.territory_id AND m.id = a.owner_id
 WHERE a.territory_id = :territory AND a.kind = 2 AND a.kind < 100 AND m.email <> ''
   AND NOT EXISTS (SELECT 1 FROM takings_setting AS s
                    WHERE s.territory_id = :territory AND s.merchant_id = m.id AND NOT s.weekly)
   AND NOT EXISTS (SELECT 1 FROM takings_mail AS t
                    WHERE t.territory_id = :territory AND t.merchant_id = m.id
                      AND t.first_on = :first_on)
 ORDER BY m.id LIMIT 100;

-- Did anything move?
-- takings_moved: one (merchant_id merchant_id, begins_at instant, ends_at instant) -> id transfer_id
SELECT m.id FROM
 (SELECT t.id FROM account AS a
    JOIN transfer AS t ON t.territory_id = a.territory_id AND t.credit_id = a.id
                      AND t.credit_kind < 100
   WHERE a.territory_id = :territory AND a.kind < 100
     AND (a.kind = 2 AND a.owner_id = :merchant_id
          OR a.kind = 4 AND a.owner_id IN (SELECT id FROM shop WHERE territory_id = :territory
                                              AND merchant_id = :merchant_id))
     AND t.created_at >= :begins_at AND t.created_at < :ends_at
  UNION ALL
  SELECT t.id FROM account AS a
    JOIN transfer AS t ON t.territory_id = a.territory_id AND t.debit_id = a.id
                      AND t.debit_kind < 100
   WHERE a.territory_id = :territory AND a.kind < 100
     AND (a.kind = 2 AND a.owner_id = :merchant_id
          OR a.kind = 4 AND a.owner_id IN (SELECT id FROM shop WHERE territory_id = :territory
                                              AND merchant_id = :merchant_id))
     AND t.created_at >= :begins_at AND t.created_at < :ends_at) AS m
 LIMIT 1;

-- No row changed: somebody looked at that week before.
-- takings_mail_insert: change (id takings_mail_id, merchant_id merchant_id, first_on day, mailed bool, created_at instant)
INSERT INTO takings_mail (territory_id, id, merchant_id, first_on, mailed, created_at)
VALUES (:territory, :id, :merchant_id, :first_on, :mailed, :created_at)
    ON CONFLICT (territory_id, merchant_id, first_on) DO NOTHING;

-- takings_mail_row: one (id takings_mail_id) -> merchant_id merchant_id, first_on day
SELECT merchant_id, first_on FROM takings_mail WHERE territory_id = :territory AND id = :id;
