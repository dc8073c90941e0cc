-- include "domain/failure/failure.h"

-- failure_insert: change (id failure_id, merchant_id merchant_id, failed_on day, reason text, trustee text, noted_by person_id, noted_at instant)
INSERT INTO failure (territory_id, id, merchant_id, failed_on, reason, trustee, noted_by, noted_at)
VALUES (:territory, :id, :merchant_id, :failed_on, :reason, :trustee, :noted_by, :noted_at)
    ON CONFLICT DO NOTHING;

-- failure_batch: one (merchant_id merchant_id) -> id int
SELECT id FROM payout WHERE territory_id = :territory AND merchant_id = :merchant_id AND state = 1;

-- failure_shop_insert: run (failure_id failure_id, shop_id shop_id)
INSERT INTO failure_shop (territory_id, failure_id, shop_id)
VALUES (:territory, :failure_id, :shop_id);

-- failure_shop_list: many (failure_id failure_id) -> shop_id shop_id
SELECT shop_id FROM failure_shop
 WHERE territory_id = :territory AND failure_id = :failure_id ORDER BY shop_id LIMIT 200;

-- failure_set_lifted: change (id failure_id, lifted_by person_id, lifted_at instant, note text)
UPDATE failure SET lifted_by = :lifted_by, lifted_at = :lifted_at, lift_note = :note
 WHERE territory_id = :territory AND id = :id AND lifted_at IS NULL;

-- failure_page: many () -> id failure_id, merchant_id merchant_id, name text, siren text, failed_on day, reason text, trustee text, noted_at instant, lifted_at instant?, lift_note text
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.noted_at,
       f.lifted_at, f.lift_note
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory ORDER BY f.id DESC LIMIT 200;

-- failure_by_id: many (id failure_id) -> as failure_page
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.noted_at,
       f.lifted_at, f.lift_note
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory AND f.id = :id LIMIT 1;

-- failure_of: many (merchant_id merchant_id) -> as failure_page
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.noted_at,
       f.lifted_at, f.lift_note
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory AND f.merchant_id = :merchant_id AND f.lifted_at IS NULL LIMIT 1;

-- failure_freeze: change (id voucher_id, now instant)
UPDATE voucher SET blocked_at = :now, blocked_why = 5
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NULL AND ended = 0;

-- failure_thaw: change (id voucher_id)
UPDATE voucher SET blocked_at = NULL, blocked_why = 0
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NOT NULL AND blocked_why = 5;

-- What is left on the vouchers of a merchant's shops.
-- failure_open: many (merchant_id merchant_id, after_id voucher_id) -> id voucher_id, balance_minor int, issued_at instant, buyer_name text, buyer_email text, recipient_name text
SELECT v.id, a.balance_minor, v.issued_at, o.buyer_name, o.buyer_email, o.recipient_name
  FROM shop AS s
  JOIN voucher AS v ON v.territory_id = s.territory_id AND v.shop_id = s.id
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
 WHERE s.territory_id = :territory AND s.merchant_id = :merchant_id AND v.ended = 0
   AND v.id > :after_id AND a.balance_minor > 0 AND a.kind = 100
 ORDER BY v.id LIMIT 500;
