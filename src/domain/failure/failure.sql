-- include "domain/failure/failure.h"

-- failure_insert: change (id failure_id, merchant_id merchant_id, failed_on day, reason text, trustee text, claims_until day?, noted_by person_id, noted_at instant)
INSERT INTO failure (territory_id, id, merchant_id, failed_on, reason, trustee, claims_until,
                     noted_by, noted_at, state)
VALUES (:territory, :id, :merchant_id, :failed_on, :reason, :trustee, :claims_until, :noted_by,
        :noted_at, 1)
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
UPDATE failure SET lifted_by = :lifted_by, lifted_at = :lifted_at, lift_note = :note, state = 3,
       walk_shop_id = 0, walk_voucher_id = 0, turned = 0
 WHERE territory_id = :territory AND id = :id AND lifted_at IS NULL;

-- failure_page: many () -> id failure_id, merchant_id merchant_id, name text, siren text, failed_on day, reason text, trustee text, claims_until day?, noted_at instant, lifted_at instant?, lift_note text, state int, turned int
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.claims_until,
       f.noted_at, f.lifted_at, f.lift_note, f.state, f.turned
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory ORDER BY f.id DESC LIMIT 200;

-- failure_by_id: many (id failure_id) -> as failure_page
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.claims_until,
       f.noted_at, f.lifted_at, f.lift_note, f.state, f.turned
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory AND f.id = :id LIMIT 1;

-- failure_of: many (merchant_id merchant_id) -> as failure_page
SELECT f.id, f.merchant_id, m.name, m.siren, f.failed_on, f.reason, f.trustee, f.claims_until,
       f.noted_at, f.lifted_at, f.lift_note, f.state, f.turned
  FROM failure AS f JOIN merchant AS m ON m.territory_id = f.territory_id AND m.id = f.merchant_id
 WHERE f.territory_id = :territory AND f.merchant_id = :merchant_id AND f.lifted_at IS NULL LIMIT 1;

-- failure_freeze: change (id voucher_id, now instant)
UPDATE voucher SET blocked_at = :now, blocked_why = 5
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NULL AND ended = 0;

-- failure_thaw: change (id voucher_id)
UPDATE voucher SET blocked_at = NULL, blocked_why = 0, late = FALSE
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NOT NULL AND blocked_why = 5;

-- failure_is_thawing: one (merchant_id merchant_id) -> id failure_id
SELECT id FROM failure
 WHERE territory_id = :territory AND state = 3 AND merchant_id = :merchant_id LIMIT 1;

-- failure_walking: one () -> id failure_id
SELECT id FROM failure WHERE territory_id = :territory AND state IN (1, 3) ORDER BY id LIMIT 1;

-- failure_walk: one (id failure_id) -> merchant_id merchant_id, state int, walk_shop_id shop_id, walk_voucher_id voucher_id, noted_by person_id, lifted_by person_id?, reason text, lift_note text
SELECT merchant_id, state, walk_shop_id, walk_voucher_id, noted_by, lifted_by, reason, lift_note
  FROM failure WHERE territory_id = :territory AND id = :id;

-- failure_next_shop: one (merchant_id merchant_id, from_id shop_id) -> id shop_id
SELECT id FROM shop
 WHERE territory_id = :territory AND merchant_id = :merchant_id AND id >= :from_id
 ORDER BY id LIMIT 1;

-- failure_open: many (shop_id shop_id, after_id voucher_id, count int) -> id voucher_id, balance_minor int
SELECT v.id, a.balance_minor
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
 WHERE v.territory_id = :territory AND v.shop_id = :shop_id AND v.ended = 0 AND v.id > :after_id
   AND a.balance_minor > 0 AND a.kind = 100
 ORDER BY v.id LIMIT :count;

-- failure_step: change (id failure_id, was_shop shop_id, was_voucher voucher_id, shop shop_id, voucher voucher_id, state int, turned int)
UPDATE failure SET walk_shop_id = :shop, walk_voucher_id = :voucher, state = :state,
       turned = turned + :turned
 WHERE territory_id = :territory AND id = :id AND walk_shop_id = :was_shop
   AND walk_voucher_id = :was_voucher AND state IN (1, 3);

-- What is left on the vouchers of a merchant's shops, and whose it is. A gift counts as sent (2)
-- once it went to whom it was for.
-- failure_claim: each (merchant_id merchant_id) -> id voucher_id, balance_minor int, amount_minor int, top_up_minor int, refunded_minor int, issued_at instant, buyer_name text, buyer_email text, recipient_name text, recipient_email text, gift_sent bool, holder_name text?, holder_email text?, giver text?
SELECT v.id, a.balance_minor, v.amount_minor, v.top_up_minor, v.refunded_minor, v.issued_at,
       o.buyer_name, o.buyer_email, o.recipient_name, o.recipient_email,
       COALESCE(g.state = 2, FALSE) AS gift_sent, h.name AS holder_name, h.email AS holder_email,
       h.giver
  FROM shop AS s
  JOIN voucher AS v ON v.territory_id = s.territory_id AND v.shop_id = s.id
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN gift AS g ON g.territory_id = o.territory_id AND g.order_id = o.id
  LEFT JOIN voucher_holder AS h ON h.territory_id = v.territory_id AND h.voucher_id = v.id
 WHERE s.territory_id = :territory AND s.merchant_id = :merchant_id AND v.ended = 0
   AND a.balance_minor > 0 AND a.kind = 100
 ORDER BY v.id;
