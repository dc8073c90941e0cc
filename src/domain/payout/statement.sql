-- include "domain/payout/payout.h"
-- include "domain/voucher/voucher.h"

-- What sold a voucher: which shop, and the word for it.
-- statement_order: one (id order_id) -> shop text, support text, voucher_id voucher_id?
SELECT s.name AS shop, CASE WHEN o.support_hidden THEN '' ELSE o.support END AS support,
       o.voucher_id
  FROM voucher_order AS o
  JOIN shop AS s ON s.territory_id = o.territory_id AND s.id = o.shop_id
 WHERE o.territory_id = :territory AND o.id = :id;

-- Why a payment came back.
-- statement_return: one (id payout_id) -> reason text
SELECT reason FROM payout WHERE territory_id = :territory AND id = :id;

-- A page of movements touches no more payouts than it has lines, and the one after it.
-- statement_payouts: many (merchant_id merchant_id, after_id payout_id) -> id payout_id, state int, decided_at instant?
SELECT p.id, p.state, b.decided_at
  FROM payout AS p
  JOIN payout_batch AS b ON b.territory_id = p.territory_id AND b.id = p.batch_id
 WHERE p.territory_id = :territory AND p.merchant_id = :merchant_id AND p.id > :after_id
   AND p.state NOT IN (3, 5)
 ORDER BY p.id LIMIT 60;
