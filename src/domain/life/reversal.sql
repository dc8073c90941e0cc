-- include "domain/voucher/voucher.h"

-- Of a use at a neighbour's the side without a shop has no merchant either.
-- reversal_use: one (voucher_id voucher_id, transfer_id transfer_id) -> transfer_id transfer_id, amount_minor int, shop_id shop_id, shop_name text?, earner_id merchant_id, merchant_id merchant_id?, created_at instant, reversed_at instant?, neighbour_id territory_id, twin_id transfer_id
SELECT r.transfer_id, r.amount_minor, r.shop_id, s.name AS shop_name, r.earner_id, s.merchant_id,
       r.created_at, r.reversed_at, r.neighbour_id, r.twin_id
  FROM redemption AS r LEFT JOIN shop AS s ON s.territory_id = r.territory_id AND s.id = r.shop_id
 WHERE r.territory_id = :territory AND r.voucher_id = :voucher_id AND r.transfer_id = :transfer_id;

-- reversal_mark: change (voucher_id voucher_id, transfer_id transfer_id, reversed_at instant)
UPDATE redemption SET reversed_at = :reversed_at
 WHERE territory_id = :territory AND voucher_id = :voucher_id AND transfer_id = :transfer_id
   AND reversed_at IS NULL;

-- Used up or paid back: alive again.
-- reversal_revive: run (id voucher_id)
UPDATE voucher SET ended = 0, ended_at = NULL
 WHERE territory_id = :territory AND id = :id AND ended IN (1, 2);

-- reversal_setting: one () -> reversal_minutes int
SELECT reversal_minutes FROM voucher_setting WHERE territory_id = :territory;

-- reversal_set: run (minutes int, changed_by person_id, changed_at instant)
INSERT INTO voucher_setting (territory_id, reversal_minutes, changed_by, changed_at)
VALUES (:territory, :minutes, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET reversal_minutes = excluded.reversal_minutes, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at;

-- reversal_list: many (shop_id shop_id, since instant) -> voucher_id voucher_id, transfer_id transfer_id, amount_minor int, created_at instant, reversed_at instant?
SELECT voucher_id, transfer_id, amount_minor, created_at, reversed_at FROM redemption
 WHERE territory_id = :territory AND shop_id = :shop_id AND created_at >= :since
 ORDER BY transfer_id DESC LIMIT 200;
