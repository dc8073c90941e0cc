-- include "domain/voucher/voucher.h"
-- include "domain/ledger/ledger.h"
-- include "domain/campaign/campaign.h"

-- figures_mark_find: one () -> seal_number int, transfer_id transfer_id
SELECT seal_number, transfer_id FROM figure_mark WHERE territory_id = :territory;

-- From one seal to the next; no row changed: another process was there before.
-- figures_mark_move: change (seal_number int, transfer_id transfer_id)
INSERT INTO figure_mark (territory_id, seal_number, transfer_id)
VALUES (:territory, :seal_number, :transfer_id)
    ON CONFLICT (territory_id) DO UPDATE
   SET seal_number = excluded.seal_number, transfer_id = excluded.transfer_id
 WHERE figure_mark.seal_number = excluded.seal_number - 1;

-- figures_unsealed: one (after_id transfer_id) -> created_at instant
SELECT created_at FROM transfer WHERE territory_id = :territory AND id > :after_id
 ORDER BY id LIMIT 1;

-- figures_seal: one (number int) -> last_id transfer_id, hash bytes, sealed_at instant
SELECT last_id, hash, sealed_at FROM seal WHERE territory_id = :territory AND number = :number;

-- Transfers in their order, each with the voucher on its debit side, else on its credit side, and
-- for a voucher of all shops with the shop of ours that took it, or took it by mistake.
-- figures_transfers: many (after_id transfer_id, until_id transfer_id, count int) -> id transfer_id, reason int, phase int, debit_kind int, credit_kind int, credit_id account_id, amount_minor int, created_at instant, campaign_id campaign_id?, shop_id shop_id?, issued_at instant?, top_up_minor int?, used_at shop_id?
SELECT t.id, t.reason, t.phase, t.debit_kind, t.credit_kind, t.credit_id, t.amount_minor,
       t.created_at, v.campaign_id, v.shop_id, v.issued_at, v.top_up_minor,
       (SELECT r.shop_id FROM redemption AS r
         WHERE r.territory_id = :territory AND r.voucher_id = v.id AND v.shop_id = 0
           AND r.shop_id <> 0
           AND (r.transfer_id = t.id OR (t.reason = 35 AND r.reversed_at = t.created_at
                                         AND r.amount_minor = t.amount_minor))
         LIMIT 1) AS used_at
  FROM transfer AS t
  LEFT JOIN voucher AS v ON v.territory_id = t.territory_id
       AND v.id = CASE WHEN t.debit_kind = 100 THEN t.debit_id
                       WHEN t.credit_kind = 100 THEN t.credit_id ELSE 0 END
 WHERE t.territory_id = :territory AND t.id > :after_id AND t.id <= :until_id
 ORDER BY t.id LIMIT :count;

-- figures_voucher: one (id voucher_id) -> campaign_id campaign_id, shop_id shop_id, issued_at instant
SELECT campaign_id, shop_id, issued_at FROM voucher WHERE territory_id = :territory AND id = :id;

-- figures_add: run (grain int, shop_id shop_id, campaign_id campaign_id, day_on day, voucher_count int, worth_minor int, top_up_minor int, redeemed_minor int, reversed_minor int, refunded_minor int, expired_minor int, moved_minor int, used_count int, used_minor int)
INSERT INTO figure_sum (territory_id, grain, shop_id, campaign_id, day_on, voucher_count,
                        worth_minor, top_up_minor, redeemed_minor, reversed_minor, refunded_minor,
                        expired_minor, moved_minor, used_count, used_minor)
VALUES (:territory, :grain, :shop_id, :campaign_id, :day_on, :voucher_count, :worth_minor,
        :top_up_minor, :redeemed_minor, :reversed_minor, :refunded_minor, :expired_minor,
        :moved_minor, :used_count, :used_minor)
    ON CONFLICT (territory_id, grain, shop_id, campaign_id, day_on) DO UPDATE
   SET voucher_count = figure_sum.voucher_count + excluded.voucher_count,
       worth_minor = figure_sum.worth_minor + excluded.worth_minor,
       top_up_minor = figure_sum.top_up_minor + excluded.top_up_minor,
       redeemed_minor = figure_sum.redeemed_minor + excluded.redeemed_minor,
       reversed_minor = figure_sum.reversed_minor + excluded.reversed_minor,
       refunded_minor = figure_sum.refunded_minor + excluded.refunded_minor,
       expired_minor = figure_sum.expired_minor + excluded.expired_minor,
       moved_minor = figure_sum.moved_minor + excluded.moved_minor,
       used_count = figure_sum.used_count + excluded.used_count,
       used_minor = figure_sum.used_minor + excluded.used_minor;

-- figures_flow_add: run (day_on day, reason int, debit_kind int, credit_kind int, phase int, transfer_count int, amount_minor int)
INSERT INTO figure_flow (territory_id, day_on, reason, debit_kind, credit_kind, phase,
                         transfer_count, amount_minor)
VALUES (:territory, :day_on, :reason, :debit_kind, :credit_kind, :phase, :transfer_count,
        :amount_minor)
    ON CONFLICT (territory_id, day_on, reason, debit_kind, credit_kind, phase) DO UPDATE
   SET transfer_count = figure_flow.transfer_count + excluded.transfer_count,
       amount_minor = figure_flow.amount_minor + excluded.amount_minor;

-- figures_forget_mark: run ()
DELETE FROM figure_mark WHERE territory_id = :territory;

-- figures_forget_sums: run ()
DELETE FROM figure_sum WHERE territory_id = :territory;

-- figures_forget_flows: run ()
DELETE FROM figure_flow WHERE territory_id = :territory;

-- A page of shops in the order of their ids, with what a league table says about them; nothing for
-- shop 0 and for shops that are gone.
-- figures_by_shop: many (grain int, campaign_id campaign_id, from_on day, to_on day, after_id shop_id, count int) -> shop_id shop_id, slug text?, name text?, trade text?, town_name text?, town_id town_id?, town_slug text?, made_up bool?, voucher_count int, worth_minor int, top_up_minor int, redeemed_minor int, reversed_minor int, refunded_minor int, expired_minor int, moved_minor int, used_count int, used_minor int
SELECT f.shop_id, s.slug, s.name, s.trade, s.town_name, s.town_id, t.slug AS town_slug, s.made_up,
       f.voucher_count, f.worth_minor, f.top_up_minor, f.redeemed_minor, f.reversed_minor,
       f.refunded_minor, f.expired_minor, f.moved_minor, f.used_count, f.used_minor
  FROM (SELECT shop_id, CAST(SUM(voucher_count) AS BIGINT) AS voucher_count,
               CAST(SUM(worth_minor) AS BIGINT) AS worth_minor,
               CAST(SUM(top_up_minor) AS BIGINT) AS top_up_minor,
               CAST(SUM(redeemed_minor) AS BIGINT) AS redeemed_minor,
               CAST(SUM(reversed_minor) AS BIGINT) AS reversed_minor,
               CAST(SUM(refunded_minor) AS BIGINT) AS refunded_minor,
               CAST(SUM(expired_minor) AS BIGINT) AS expired_minor,
               CAST(SUM(moved_minor) AS BIGINT) AS moved_minor,
               CAST(SUM(used_count) AS BIGINT) AS used_count,
               CAST(SUM(used_minor) AS BIGINT) AS used_minor
          FROM figure_sum
         WHERE territory_id = :territory AND grain = :grain AND shop_id > :after_id
           AND day_on >= :from_on AND day_on <= :to_on
           AND (:campaign_id = 0 OR campaign_id = :campaign_id)
         GROUP BY shop_id ORDER BY shop_id LIMIT :count) AS f
  LEFT JOIN shop AS s ON s.territory_id = :territory AND s.id = f.shop_id
  LEFT JOIN town AS t ON t.territory_id = :territory AND t.id = s.town_id
 ORDER BY f.shop_id LIMIT :count;

-- figures_sum_of: one (grain int) -> voucher_count int, worth_minor int, top_up_minor int, redeemed_minor int, reversed_minor int, refunded_minor int, expired_minor int, moved_minor int, used_count int, used_minor int
SELECT CAST(COALESCE(SUM(voucher_count), 0) AS BIGINT) AS voucher_count,
       CAST(COALESCE(SUM(worth_minor), 0) AS BIGINT) AS worth_minor,
       CAST(COALESCE(SUM(top_up_minor), 0) AS BIGINT) AS top_up_minor,
       CAST(COALESCE(SUM(redeemed_minor), 0) AS BIGINT) AS redeemed_minor,
       CAST(COALESCE(SUM(reversed_minor), 0) AS BIGINT) AS reversed_minor,
       CAST(COALESCE(SUM(refunded_minor), 0) AS BIGINT) AS refunded_minor,
       CAST(COALESCE(SUM(expired_minor), 0) AS BIGINT) AS expired_minor,
       CAST(COALESCE(SUM(moved_minor), 0) AS BIGINT) AS moved_minor,
       CAST(COALESCE(SUM(used_count), 0) AS BIGINT) AS used_count,
       CAST(COALESCE(SUM(used_minor), 0) AS BIGINT) AS used_minor
  FROM figure_sum WHERE territory_id = :territory AND grain = :grain;

-- figures_sellers: many (grain int) -> shop_id shop_id
-- bounded "one number a shop that has sold"
SELECT shop_id FROM figure_sum
 WHERE territory_id = :territory AND grain = :grain AND shop_id <> 0
 GROUP BY shop_id HAVING SUM(worth_minor) + SUM(used_minor) > 0 ORDER BY shop_id;

-- figures_brought_before: one (grain int, shop_id shop_id) -> brought_minor int
SELECT CAST(COALESCE(SUM(worth_minor + used_minor), 0) AS BIGINT) AS brought_minor
  FROM figure_sum
 WHERE territory_id = :territory AND grain = :grain AND shop_id = :shop_id;

-- figures_by_day: many (grain int, campaign_id campaign_id, from_on day, to_on day) -> day_on day, voucher_count int, worth_minor int, top_up_minor int, redeemed_minor int, reversed_minor int, refunded_minor int, expired_minor int, moved_minor int, used_count int, used_minor int
-- bounded "one row a day of sale"
SELECT day_on, CAST(SUM(voucher_count) AS BIGINT), CAST(SUM(worth_minor) AS BIGINT),
       CAST(SUM(top_up_minor) AS BIGINT), CAST(SUM(redeemed_minor) AS BIGINT),
       CAST(SUM(reversed_minor) AS BIGINT), CAST(SUM(refunded_minor) AS BIGINT),
       CAST(SUM(expired_minor) AS BIGINT), CAST(SUM(moved_minor) AS BIGINT),
       CAST(SUM(used_count) AS BIGINT), CAST(SUM(used_minor) AS BIGINT)
  FROM figure_sum
 WHERE territory_id = :territory AND grain = :grain AND day_on >= :from_on AND day_on <= :to_on
   AND (:campaign_id = 0 OR campaign_id = :campaign_id)
 GROUP BY day_on ORDER BY day_on;

-- The same of the shops of a trade, a town, or both.
-- figures_by_day_of: many (campaign_id campaign_id, from_on day, to_on day, trade text, town_id town_id) -> as figures_by_day
-- bounded "one row a day of sale"
SELECT f.day_on, CAST(SUM(f.voucher_count) AS BIGINT) AS voucher_count,
       CAST(SUM(f.worth_minor) AS BIGINT) AS worth_minor,
       CAST(SUM(f.top_up_minor) AS BIGINT) AS top_up_minor,
       CAST(SUM(f.redeemed_minor) AS BIGINT) AS redeemed_minor,
       CAST(SUM(f.reversed_minor) AS BIGINT) AS reversed_minor,
       CAST(SUM(f.refunded_minor) AS BIGINT) AS refunded_minor,
       CAST(SUM(f.expired_minor) AS BIGINT) AS expired_minor,
       CAST(SUM(f.moved_minor) AS BIGINT) AS moved_minor,
       CAST(SUM(f.used_count) AS BIGINT) AS used_count,
       CAST(SUM(f.used_minor) AS BIGINT) AS used_minor
  FROM shop AS s
  JOIN figure_sum AS f ON f.territory_id = s.territory_id AND f.grain = 0 AND f.shop_id = s.id
   AND f.day_on >= :from_on AND f.day_on <= :to_on
   AND (:campaign_id = 0 OR f.campaign_id = :campaign_id)
 WHERE s.territory_id = :territory AND (:trade = '' OR s.trade = :trade)
   AND (:town_id = 0 OR s.town_id = :town_id)
 GROUP BY f.day_on ORDER BY f.day_on;

-- figures_shop_about: one (id shop_id) -> slug text, name text, trade text, town_name text, town_id town_id, town_slug text, made_up bool
SELECT s.slug, s.name, s.trade, s.town_name, s.town_id, t.slug AS town_slug, s.made_up
  FROM shop AS s JOIN town AS t ON t.territory_id = s.territory_id AND t.id = s.town_id
 WHERE s.territory_id = :territory AND s.id = :id;

-- figures_by_flow: many () -> reason int, debit_kind int, credit_kind int, phase int, transfer_count int, amount_minor int
-- bounded "a row for each thing that a transfer does"
SELECT reason, debit_kind, credit_kind, phase, CAST(SUM(transfer_count) AS BIGINT),
       CAST(SUM(amount_minor) AS BIGINT)
  FROM figure_flow WHERE territory_id = :territory
 GROUP BY reason, debit_kind, credit_kind, phase
 ORDER BY reason, debit_kind, credit_kind, phase;
