-- include "domain/voucher/voucher.h"
-- include "domain/campaign/campaign.h"

-- figures_mark: one () -> voucher_id voucher_id
SELECT voucher_id FROM sale_mark WHERE territory_id = :territory;

-- figures_mark_set: run (voucher_id voucher_id)
INSERT INTO sale_mark (territory_id, voucher_id) VALUES (:territory, :voucher_id)
    ON CONFLICT (territory_id) DO UPDATE SET voucher_id = excluded.voucher_id;

-- What was passed on from one person to another was sold once.
-- figures_vouchers: many (after_id voucher_id, before_id voucher_id, count int) -> id voucher_id, campaign_id campaign_id, shop_id shop_id, amount_minor int, issued_at instant
SELECT id, campaign_id, shop_id, amount_minor, issued_at FROM voucher
 WHERE territory_id = :territory AND id > :after_id AND id < :before_id AND origin_id = 0
 ORDER BY id LIMIT :count;

-- figures_add: run (campaign_id campaign_id, day_on day, shop_id shop_id, voucher_count int, amount_minor int)
INSERT INTO sale_day (territory_id, campaign_id, day_on, shop_id, voucher_count, amount_minor)
VALUES (:territory, :campaign_id, :day_on, :shop_id, :voucher_count, :amount_minor)
    ON CONFLICT (territory_id, campaign_id, day_on, shop_id) DO UPDATE
   SET voucher_count = sale_day.voucher_count + excluded.voucher_count,
       amount_minor = sale_day.amount_minor + excluded.amount_minor;

-- figures_by_shop: many (from_on day, to_on day) -> shop_id shop_id, vouchers int, amount_minor int
-- bounded "one row a shop that has sold"
SELECT shop_id, CAST(SUM(voucher_count) AS BIGINT), CAST(SUM(amount_minor) AS BIGINT)
  FROM sale_day
 WHERE territory_id = :territory AND day_on >= :from_on AND day_on <= :to_on
 GROUP BY shop_id;

-- figures_by_day: many (from_on day) -> day_on day, vouchers int, amount_minor int
SELECT day_on, CAST(SUM(voucher_count) AS BIGINT), CAST(SUM(amount_minor) AS BIGINT)
  FROM sale_day WHERE territory_id = :territory AND day_on >= :from_on
 GROUP BY day_on ORDER BY day_on LIMIT 400;

-- figures_shop: one (id shop_id) -> slug text, name text, trade text, town_name text, town_id town_id, made_up bool
SELECT slug, name, trade, town_name, town_id, made_up FROM shop
 WHERE territory_id = :territory AND id = :id;

-- What the promise accounts were credited up to the last seal, and since.
-- figures_redeemed: one () -> sealed_minor int, tail_minor int
SELECT (SELECT CAST(COALESCE(SUM(c.credit_minor), 0) AS BIGINT)
          FROM account AS a JOIN checkpoint AS c ON c.territory_id = a.territory_id
                                                AND c.account_id = a.id
         WHERE a.territory_id = :territory AND a.kind = 4 AND a.kind < 100),
       (SELECT CAST(COALESCE(SUM(t.amount_minor), 0) AS BIGINT) FROM transfer AS t
         WHERE t.territory_id = :territory AND t.reason IN (3, 37, 40) AND t.credit_kind = 4
           AND t.id > (SELECT COALESCE(MAX(s.last_id), 0) FROM seal AS s
                        WHERE s.territory_id = :territory));
