-- include "domain/voucher/voucher.h"

-- voucher_insert: run (id voucher_id, campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, order_id order_id, origin_id voucher_id, amount_minor int, top_up_minor int, currency text, redeemable_on day, expires_on day, remainder int, issued_at instant, test bool, late bool)
INSERT INTO voucher (territory_id, id, campaign_id, shop_id, merchant_id, order_id, origin_id,
                     amount_minor, top_up_minor, currency, redeemable_on, expires_on, remainder,
                     issued_at, test, late, blocked_at, blocked_why)
VALUES (:territory, :id, :campaign_id, :shop_id, :merchant_id, :order_id, :origin_id,
        :amount_minor, :top_up_minor, :currency, :redeemable_on, :expires_on, :remainder,
        :issued_at, :test, :late, CASE WHEN :late THEN :issued_at END,
        CASE WHEN :late THEN 5 ELSE 0 END);

-- No row changed: a voucher of this or another territory has it.
-- voucher_number_take: change (id voucher_id)
INSERT INTO voucher_number (id, territory_id) VALUES (:id, :territory) ON CONFLICT (id) DO NOTHING;

-- Has its merchant failed (domain/failure)? Then it is frozen, whether it says so itself yet or not.
-- voucher_by_id: one (id voucher_id) -> campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, order_id order_id, amount_minor int, top_up_minor int, redeemable_on day, expires_on day, remainder int, issued_at instant, blocked_at instant?, blocked_why int, ended int, ended_at instant?, refunded_minor int, origin_id voucher_id, heir_id voucher_id, test bool, late bool, failed_at instant?
SELECT campaign_id, shop_id, merchant_id, order_id, amount_minor, top_up_minor, redeemable_on,
       expires_on, remainder, issued_at, blocked_at, blocked_why, ended, ended_at, refunded_minor,
       origin_id, heir_id, test, late,
       (SELECT f.noted_at FROM shop AS s
          JOIN failure AS f ON f.territory_id = s.territory_id AND f.merchant_id = s.merchant_id
         WHERE s.territory_id = voucher.territory_id AND s.id = voucher.shop_id
           AND f.lifted_at IS NULL) AS failed_at
  FROM voucher WHERE territory_id = :territory AND id = :id;

-- voucher_elsewhere: one (id voucher_id) -> territory_id territory_id
-- across territories: whose it is, and nothing else of it; the rest is read over there, if agreed
SELECT n.territory_id FROM voucher_number AS n
  JOIN voucher AS v ON v.territory_id = n.territory_id AND v.id = n.id
 WHERE n.id = :id;

-- In stock (domain/stock), state 3: cancelled.
-- voucher_printed: one (id voucher_id) -> cancelled bool
SELECT state = 3 AS cancelled FROM stock_voucher
 WHERE territory_id = :territory AND voucher_id = :id;

-- voucher_taker: one (id shop_id) -> merchant_id merchant_id, name text
SELECT merchant_id, name FROM shop
 WHERE territory_id = :territory AND id = :id AND takes_vouchers AND closed_at IS NULL;

-- redemption_find: one (voucher_id voucher_id, nonce text) -> transfer_id transfer_id, twin_id transfer_id, amount_minor int, balance_minor int, reversed_at instant?
SELECT transfer_id, twin_id, amount_minor, balance_minor, reversed_at FROM redemption
 WHERE territory_id = :territory AND voucher_id = :voucher_id AND nonce = :nonce;

-- redemption_list: many (voucher_id voucher_id) -> transfer_id transfer_id, amount_minor int, balance_minor int, shop_id shop_id, place text, redeemed_at instant, created_at instant, reversed_at instant?
SELECT transfer_id, amount_minor, balance_minor, shop_id, place, redeemed_at, created_at,
       reversed_at
  FROM redemption
 WHERE territory_id = :territory AND voucher_id = :voucher_id ORDER BY transfer_id LIMIT 200;

-- redemption_last: one (voucher_id voucher_id) -> amount_minor int, balance_minor int, shop_id shop_id, redeemed_at instant, shop_name text
SELECT r.amount_minor, r.balance_minor, r.shop_id, r.redeemed_at,
       COALESCE(s.name, r.place) AS shop_name
  FROM redemption AS r LEFT JOIN shop AS s ON s.territory_id = r.territory_id AND s.id = r.shop_id
 WHERE r.territory_id = :territory AND r.voucher_id = :voucher_id AND r.reversed_at IS NULL
 ORDER BY r.transfer_id DESC LIMIT 1;

-- redemption_insert: run (voucher_id voucher_id, nonce text, transfer_id transfer_id, shop_id shop_id, earner_id merchant_id, till_id till_id, person_id person_id, amount_minor int, balance_minor int, redeemed_at instant, created_at instant, neighbour_id territory_id, twin_id transfer_id, place text)
INSERT INTO redemption (territory_id, voucher_id, nonce, transfer_id, shop_id, earner_id, till_id,
                        person_id, amount_minor, balance_minor, redeemed_at, created_at,
                        neighbour_id, twin_id, place)
VALUES (:territory, :voucher_id, :nonce, :transfer_id, :shop_id, :earner_id, :till_id,
        :person_id, :amount_minor, :balance_minor, :redeemed_at, :created_at, :neighbour_id,
        :twin_id, :place);

-- refused_scan_insert: run (id int, shop_id shop_id, till_id till_id, person_id person_id, voucher_id voucher_id, refusal text, created_at instant)
INSERT INTO refused_scan (territory_id, id, shop_id, till_id, person_id, voucher_id, refusal,
                          created_at)
VALUES (:territory, :id, :shop_id, :till_id, :person_id, :voucher_id, :refusal, :created_at);
