-- include "domain/care/care_search.h"

-- One statement for each index that a search may begin with.
-- care_all: many (before_id voucher_id) -> id voucher_id, campaign_id campaign_id, shop_id shop_id, order_id order_id, amount_minor int, redeemable_on day, expires_on day, issued_at instant, blocked_at instant?, ended int, balance_minor int, buyer_name text, buyer_email text, shop_name text?
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.id < :before_id ORDER BY v.id DESC LIMIT 200;

-- care_one: many (id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.id = :id LIMIT 1;

-- care_by_shop: many (shop_id shop_id, before_id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.shop_id = :shop_id AND v.id < :before_id
 ORDER BY v.id DESC LIMIT 200;

-- care_by_campaign: many (campaign_id campaign_id, before_id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.campaign_id = :campaign_id AND v.id < :before_id
 ORDER BY v.id DESC LIMIT 200;

-- care_by_end: many (ended int, before_id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.ended = :ended AND v.ended > 0 AND v.id < :before_id
 ORDER BY v.id DESC LIMIT 200;

-- care_blocked: many (before_id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher AS v
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE v.territory_id = :territory AND v.blocked_at IS NOT NULL AND v.id < :before_id
 ORDER BY v.id DESC LIMIT 200;

-- care_by_address: many (email text, before_id voucher_id) -> as care_all
SELECT v.id, v.campaign_id, v.shop_id, v.order_id, v.amount_minor, v.redeemable_on, v.expires_on,
       v.issued_at, v.blocked_at, v.ended, a.balance_minor, o.buyer_name, o.buyer_email,
       s.name AS shop_name
  FROM voucher_address AS e
  JOIN voucher AS v ON v.territory_id = e.territory_id AND v.id = e.voucher_id
  JOIN account AS a ON a.territory_id = v.territory_id AND a.id = v.id
  JOIN voucher_order AS o ON o.territory_id = v.territory_id AND o.id = v.order_id
  LEFT JOIN shop AS s ON s.territory_id = v.territory_id AND s.id = v.shop_id
 WHERE e.territory_id = :territory AND e.email = :email AND e.voucher_id < :before_id
 ORDER BY e.voucher_id DESC LIMIT 200;

-- The words that an order brought to its shop.
-- care_support: one (order_id order_id) -> support text, support_hidden bool
SELECT support, support_hidden FROM voucher_order
 WHERE territory_id = :territory AND id = :order_id;

-- care_support_hide: change (order_id order_id, hidden bool)
UPDATE voucher_order SET support_hidden = :hidden
 WHERE territory_id = :territory AND id = :order_id AND support <> '';

-- Who acted, by name.
-- care_person: one (id person_id) -> name text
-- across territories: people belong to none
SELECT name FROM person WHERE id = :id;
