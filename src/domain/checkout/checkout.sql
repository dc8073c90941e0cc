-- include "domain/checkout/checkout.h"

-- checkout_key_find: one (today_on day, yesterday_on day, key bytes) -> content bytes, noun_id int
SELECT content, noun_id FROM idempotency
 WHERE territory_id = :territory AND made_on IN (:today_on, :yesterday_on) AND key = :key;

-- checkout_key_insert: run (made_on day, key bytes, content bytes, noun_id int)
INSERT INTO idempotency (territory_id, made_on, key, content, noun_id)
VALUES (:territory, :made_on, :key, :content, :noun_id);

-- checkout_key_forget: run (before_on day)
DELETE FROM idempotency WHERE territory_id = :territory AND made_on < :before_on;

-- checkout_shop: one (id shop_id) -> merchant_id merchant_id, takes_vouchers bool, trade text, town_id town_id, latitude real?, longitude real?, demonstration bool?
SELECT merchant_id, takes_vouchers, trade, town_id, latitude, longitude,
       (SELECT i.demonstration FROM installation AS i WHERE i.id = 1) AS demonstration
  FROM shop
 WHERE territory_id = :territory AND id = :id AND closed_at IS NULL;

-- order_insert: run (id order_id, campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, amount_minor int, currency text, buyer_name text, buyer_email text, recipient_name text, message text, support text, language text, created_at instant)
INSERT INTO voucher_order (territory_id, id, campaign_id, shop_id, merchant_id, amount_minor,
                           currency, buyer_name, buyer_email, recipient_name, message, support,
                           language, state, created_at)
VALUES (:territory, :id, :campaign_id, :shop_id, :merchant_id, :amount_minor,
        :currency, :buyer_name, :buyer_email, :recipient_name, :message, :support,
        :language, 1, :created_at);

-- order_by_id: one (id order_id) -> campaign_id campaign_id, shop_id shop_id, merchant_id merchant_id, amount_minor int, buyer_name text, buyer_email text, recipient_name text, message text, support text, language text, state int, voucher_id voucher_id?, created_at instant
SELECT campaign_id, shop_id, merchant_id, amount_minor, buyer_name, buyer_email, recipient_name,
       message, support, language, state, voucher_id, created_at
  FROM voucher_order WHERE territory_id = :territory AND id = :id;

-- Everything that settling needs to know of an undecided payment, in one look-up.
-- checkout_due: one (payment_id payment_id) -> provider int, paid_minor int, order_id order_id, campaign_id campaign_id, redeemable_on day, expires_on day, shop_id shop_id, merchant_id merchant_id, amount_minor int, buyer_name text, buyer_email text, language text
SELECT p.provider, p.amount_minor AS paid_minor, p.order_id, o.campaign_id, c.redeemable_on,
       c.expires_on, o.shop_id, o.merchant_id, o.amount_minor, o.buyer_name, o.buyer_email,
       o.language
  FROM payment AS p
  JOIN voucher_order AS o ON o.territory_id = p.territory_id AND o.id = p.order_id
  JOIN campaign AS c ON c.territory_id = o.territory_id AND c.id = o.campaign_id
 WHERE p.territory_id = :territory AND p.id = :payment_id AND p.state = 1;

-- order_decide: run (id order_id, state int, voucher_id voucher_id?, decided_at instant)
UPDATE voucher_order SET state = :state, voucher_id = :voucher_id, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- order_payment: one (order_id int) -> id payment_id, provider int
SELECT id, provider FROM payment
 WHERE territory_id = :territory AND id > :order_id AND order_id = :order_id
 ORDER BY id LIMIT 1;
