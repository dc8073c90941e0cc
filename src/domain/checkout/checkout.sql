-- include "domain/checkout/checkout.h"

-- checkout_key_find: one (today_on day, yesterday_on day, key bytes) -> content bytes, noun_id int
SELECT content, noun_id FROM idempotency
 WHERE territory_id = :territory AND made_on = :today_on AND key = :key
 UNION ALL
SELECT content, noun_id FROM idempotency
 WHERE territory_id = :territory AND made_on = :yesterday_on AND key = :key;

-- checkout_key_insert: run (made_on day, key bytes, content bytes, noun_id int)
INSERT INTO idempotency (territory_id, made_on, key, content, noun_id)
VALUES (:territory, :made_on, :key, :content, :noun_id);

-- checkout_key_forget: run (before_on day)
DELETE FROM idempotency WHERE territory_id = :territory AND made_on < :before_on;

-- Everything that placing an order asks, in one look-up: the shop, by its slug where id is 0; the
-- newest campaign that sells to all; how many measures there are; an order with the same key. For
-- an IN of two days SQLite would build a table each time, which costs as much as all the rest.
-- checkout_ready: one (id shop_id, slug text, now instant, today_on day, yesterday_on day, key bytes) -> id shop_id, merchant_id merchant_id, takes_vouchers bool, trade text, town_id town_id, latitude real?, longitude real?, demonstration bool?, measures int, campaign_id campaign_id?, state int?, face_values text?, min_minor int?, max_minor int?, opens_at instant?, closes_at instant?, redeemable_on day?, expires_on day?, remainder int?, content bytes?, noun_id int?
SELECT s.id, s.merchant_id, s.takes_vouchers, s.trade, s.town_id, s.latitude, s.longitude,
       (SELECT i.demonstration FROM installation AS i WHERE i.id = 1) AS demonstration,
       (SELECT COUNT(*) FROM measure AS m WHERE m.territory_id = :territory
           AND m.until_on >= :today_on AND m.lifted_at IS NULL) AS measures,
       c.id AS campaign_id, c.state, c.face_values, c.min_minor, c.max_minor, c.opens_at,
       c.closes_at, c.redeemable_on, c.expires_on, c.remainder,
       COALESCE(k.content, y.content) AS content, COALESCE(k.noun_id, y.noun_id) AS noun_id
  FROM shop AS s
  LEFT JOIN campaign AS c ON c.territory_id = s.territory_id AND c.id =
       (SELECT MAX(d.id) FROM campaign AS d WHERE d.territory_id = :territory AND d.state = 1
           AND d.opens_at <= :now AND d.closes_at > :now AND NOT d.measured_only AND NOT d.wide
           AND NOT d.test)
  LEFT JOIN idempotency AS k ON k.territory_id = s.territory_id
       AND k.made_on = :today_on AND k.key = :key
  LEFT JOIN idempotency AS y ON y.territory_id = s.territory_id
       AND y.made_on = :yesterday_on AND y.key = :key
 WHERE s.territory_id = :territory AND s.closed_at IS NULL
   AND s.id = CASE WHEN :id > 0 THEN :id ELSE
       (SELECT n.id FROM shop AS n WHERE n.territory_id = :territory AND n.slug = :slug) END;

-- checkout_shop: one (id shop_id) -> merchant_id merchant_id, takes_vouchers bool, trade text, town_id town_id, latitude real?, longitude real?, demonstration bool?
SELECT merchant_id, takes_vouchers, trade, town_id, latitude, longitude,
       (SELECT i.demonstration FROM installation AS i WHERE i.id = 1) AS demonstration
  FROM shop
 WHERE territory_id = :territory AND id = :id AND closed_at IS NULL;

-- order_insert: run (id order_id, campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, amount_minor int, top_up_minor int, currency text, buyer_name text, buyer_email text, recipient_name text, recipient_email text, gift_on day?, message text, support text, language text, redeemable_on day, expires_on day, remainder int, created_at instant)
INSERT INTO voucher_order (territory_id, id, campaign_id, shop_id, merchant_id, amount_minor,
                           top_up_minor, currency, buyer_name, buyer_email,
                           recipient_name, recipient_email, gift_on, message, support, language,
                           redeemable_on, expires_on, remainder, state, created_at)
VALUES (:territory, :id, :campaign_id, :shop_id, :merchant_id, :amount_minor,
        :top_up_minor, :currency, :buyer_name, :buyer_email, :recipient_name,
        :recipient_email, :gift_on, :message, :support, :language,
        :redeemable_on, :expires_on, :remainder, 1, :created_at);

-- order_by_id: one (id order_id) -> campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, amount_minor int, top_up_minor int, buyer_name text, buyer_email text, recipient_name text, message text, support text, language text, state int, voucher_id voucher_id?, created_at instant
SELECT campaign_id, shop_id, merchant_id, amount_minor, top_up_minor, buyer_name, buyer_email,
       recipient_name, message, support, language, state, voucher_id, created_at
  FROM voucher_order WHERE territory_id = :territory AND id = :id;

-- Everything that settling needs to know of an undecided payment, in one look-up, with the three
-- accounts of the sale (clearing; payable or held; promise or pool) where they are open. Where the
-- campaign ends later by now than the order says, that day is the voucher's.
-- checkout_due: one (payment_id payment_id, late bool) -> provider int, paid_minor int, order_id order_id, campaign_id campaign_id, redeemable_on day, expires_on day, remainder int, shop_id shop_id, merchant_id merchant_id, amount_minor int, top_up_minor int, buyer_name text, buyer_email text, language text, test bool, recipient_email text, gift_on day?, clearing_id account_id?, credit_id account_id?, promise_id account_id?, failed bool
SELECT p.provider, p.amount_minor AS paid_minor, p.order_id, o.campaign_id,
       COALESCE(o.redeemable_on, c.redeemable_on) AS redeemable_on,
       CASE WHEN o.expires_on > c.expires_on THEN o.expires_on ELSE c.expires_on END AS expires_on,
       COALESCE(o.remainder, c.remainder) AS remainder, o.shop_id, o.merchant_id,
       o.amount_minor, o.top_up_minor, o.buyer_name, o.buyer_email, o.language, c.test,
       o.recipient_email, o.gift_on,
       (SELECT a.id FROM account AS a
         WHERE a.territory_id = p.territory_id AND a.kind = 1 AND a.owner_id = p.provider
           AND a.currency = o.currency AND a.kind < 100) AS clearing_id,
       (SELECT a.id FROM account AS a
         WHERE a.territory_id = o.territory_id
           AND a.kind = CASE WHEN o.shop_id = 0 THEN 6 ELSE 2 END
           AND a.owner_id = CASE WHEN o.shop_id = 0 THEN o.campaign_id ELSE o.merchant_id END
           AND a.currency = o.currency AND a.kind < 100) AS credit_id,
       (SELECT a.id FROM account AS a
         WHERE a.territory_id = o.territory_id
           AND a.kind = CASE WHEN o.shop_id = 0 THEN 5 ELSE 4 END
           AND a.owner_id = CASE WHEN o.shop_id = 0 THEN o.campaign_id ELSE o.shop_id END
           AND a.currency = o.currency AND a.kind < 100) AS promise_id,
       EXISTS (SELECT 1 FROM failure AS f
                WHERE f.territory_id = o.territory_id AND f.merchant_id = o.merchant_id
                  AND f.lifted_at IS NULL) AS failed
  FROM payment AS p
  JOIN voucher_order AS o ON o.territory_id = p.territory_id AND o.id = p.order_id
  JOIN campaign AS c ON c.territory_id = o.territory_id AND c.id = o.campaign_id
 WHERE p.territory_id = :territory AND p.id = :payment_id
   AND (p.state = 1 OR (p.state = 4 AND :late));

-- The last day of the voucher that a payment would buy.
-- checkout_last_day: one (payment_id payment_id) -> expires_on day
SELECT CASE WHEN o.expires_on > c.expires_on THEN o.expires_on ELSE c.expires_on END AS expires_on
  FROM payment AS p
  JOIN voucher_order AS o ON o.territory_id = p.territory_id AND o.id = p.order_id
  JOIN campaign AS c ON c.territory_id = o.territory_id AND c.id = o.campaign_id
 WHERE p.territory_id = :territory AND p.id = :payment_id;

-- order_decide: run (id order_id, state int, voucher_id voucher_id?, decided_at instant)
UPDATE voucher_order SET state = :state, voucher_id = :voucher_id, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state IN (1, 4);

-- order_payment: one (order_id int) -> id payment_id, provider int, amount_minor int
SELECT id, provider, amount_minor FROM payment
 WHERE territory_id = :territory AND id > :order_id AND order_id = :order_id
 ORDER BY id LIMIT 1;
