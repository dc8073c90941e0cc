-- include "domain/voucher/voucher_offline.h"

-- offline_setting: one () -> voucher_minor int, day_minor int
SELECT voucher_minor, day_minor FROM till_setting WHERE territory_id = :territory;

-- offline_setting_keep: run (voucher_minor int, day_minor int, changed_by person_id, changed_at instant)
INSERT INTO till_setting (territory_id, voucher_minor, day_minor, changed_by, changed_at)
VALUES (:territory, :voucher_minor, :day_minor, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET voucher_minor = excluded.voucher_minor, day_minor = excluded.day_minor,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- offline_taken: one (till_id till_id, scanned_on day) -> minor int
SELECT CAST(coalesce(sum(amount_minor), 0) AS BIGINT) AS minor FROM offline_scan
 WHERE territory_id = :territory AND till_id = :till_id AND scanned_on = :scanned_on
   AND refusal = '';

-- A scan refused first may be taken later, when a ceiling was raised: then it is no conflict any
-- more. What was taken stays so, whatever else its nonce is used for.
-- offline_keep: run (till_id till_id, nonce text, shop_id shop_id, voucher_id voucher_id, amount_minor int, left_minor int, refusal text, scanned_on day, scanned_at instant, received_at instant)
INSERT INTO offline_scan (territory_id, till_id, nonce, shop_id, voucher_id, amount_minor,
                          left_minor, refusal, scanned_on, scanned_at, received_at)
VALUES (:territory, :till_id, :nonce, :shop_id, :voucher_id, :amount_minor, :left_minor, :refusal,
        :scanned_on, :scanned_at, :received_at)
    ON CONFLICT (territory_id, till_id, nonce) DO UPDATE
   SET left_minor = excluded.left_minor, refusal = excluded.refusal
 WHERE offline_scan.refusal <> '';

-- offline_by_shop: many (shop_id shop_id) -> till_id till_id, nonce text, device text?, shop text, voucher_id voucher_id, amount_minor int, left_minor int, refusal text, scanned_at instant, received_at instant, closed_at instant?
SELECT o.till_id, o.nonce, t.name AS device, s.name AS shop, o.voucher_id, o.amount_minor,
       o.left_minor, o.refusal, o.scanned_at, o.received_at, o.closed_at
  FROM offline_scan AS o
  JOIN shop AS s ON s.territory_id = o.territory_id AND s.id = o.shop_id
  LEFT JOIN till AS t ON t.territory_id = o.territory_id AND t.id = o.till_id
 WHERE o.territory_id = :territory AND o.shop_id = :shop_id
 ORDER BY o.received_at DESC, o.nonce LIMIT 100;

-- offline_open: many () -> as offline_by_shop
SELECT o.till_id, o.nonce, t.name AS device, s.name AS shop, o.voucher_id, o.amount_minor,
       o.left_minor, o.refusal, o.scanned_at, o.received_at, o.closed_at
  FROM offline_scan AS o
  JOIN shop AS s ON s.territory_id = o.territory_id AND s.id = o.shop_id
  LEFT JOIN till AS t ON t.territory_id = o.territory_id AND t.id = o.till_id
 WHERE o.territory_id = :territory AND o.refusal <> '' AND o.closed_at IS NULL
 ORDER BY o.received_at, o.nonce LIMIT 200;

-- offline_open_count: one (shop_id shop_id) -> conflicts int
SELECT CAST(count(*) AS BIGINT) AS conflicts FROM offline_scan
 WHERE territory_id = :territory AND shop_id = :shop_id AND refusal <> '' AND closed_at IS NULL;

-- offline_settle: change (shop_id shop_id, till_id till_id, nonce text, closed_by person_id, closed_at instant)
UPDATE offline_scan SET closed_by = :closed_by, closed_at = :closed_at
 WHERE territory_id = :territory AND till_id = :till_id AND nonce = :nonce AND shop_id = :shop_id
   AND refusal <> '' AND closed_at IS NULL;

-- refused_by_shop: many (shop_id shop_id) -> device text?, voucher_id voucher_id, refusal text, created_at instant
SELECT t.name AS device, r.voucher_id, r.refusal, r.created_at
  FROM refused_scan AS r
  LEFT JOIN till AS t ON t.territory_id = r.territory_id AND t.id = r.till_id
 WHERE r.territory_id = :territory AND r.shop_id = :shop_id
 ORDER BY r.id DESC LIMIT 50;
