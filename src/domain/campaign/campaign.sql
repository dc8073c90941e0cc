-- include "domain/campaign/campaign.h"

-- campaign_by_id: one (id campaign_id) -> id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool, vat int, wide bool, test bool, remainder int
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only, vat, wide, test, remainder
  FROM campaign WHERE territory_id = :territory AND id = :id;

-- The newest campaign that sells at an instant, for one shop or for all together.
-- campaign_selling: one (now instant, measured bool, for_all bool, test bool) -> as campaign_by_id
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only, vat, wide, test, remainder
  FROM campaign
 WHERE territory_id = :territory AND state = 1 AND opens_at <= :now AND closes_at > :now
   AND (:measured OR NOT measured_only) AND wide = :for_all AND test = :test
 ORDER BY id DESC LIMIT 1;

-- campaign_all: many () -> id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool, vat int, wide bool, test bool, remainder int
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only, vat, wide, test, remainder
  FROM campaign WHERE territory_id = :territory ORDER BY id DESC LIMIT 100;

-- campaign_insert: run (id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool, vat int, wide bool, test bool, remainder int, created_at instant)
INSERT INTO campaign (territory_id, id, slug, name, conditions, state, face_values, min_minor,
                      max_minor, opens_at, closes_at, redeemable_on, expires_on, measured_only, vat,
                      wide, test, remainder, created_at)
VALUES (:territory, :id, :slug, :name, :conditions, :state, :face_values, :min_minor,
        :max_minor, :opens_at, :closes_at, :redeemable_on, :expires_on, :measured_only,
        :vat, :wide, :test, :remainder, :created_at);

-- campaign_slug_taken: one (slug text) -> id campaign_id
SELECT id FROM campaign WHERE territory_id = :territory AND slug = :slug;

-- One that has ended stays as it is; play money and real money are not mixed in one.
-- campaign_update: change (id campaign_id, name text, conditions text, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool, vat int, wide bool, test bool, remainder int)
UPDATE campaign
   SET name = :name, conditions = :conditions, face_values = :face_values, min_minor = :min_minor,
       max_minor = :max_minor, opens_at = :opens_at, closes_at = :closes_at,
       redeemable_on = :redeemable_on, expires_on = :expires_on, measured_only = :measured_only,
       vat = :vat, wide = :wide, test = :test, remainder = :remainder
 WHERE territory_id = :territory AND id = :id AND state <> 3
   AND (test = :test
        OR (NOT EXISTS (SELECT 1 FROM voucher_order AS o
                         WHERE o.territory_id = :territory AND o.campaign_id = :id)
            AND NOT EXISTS (SELECT 1 FROM envelope AS e
                             WHERE e.territory_id = :territory AND e.campaign_id = :id)));

-- campaign_set_state: change (id campaign_id, was int, state int)
UPDATE campaign SET state = :state WHERE territory_id = :territory AND id = :id AND state = :was;

-- Was one sold on or before this day? The third grain is by day: shop 0.
-- campaign_sold_until: one (id campaign_id, last_on day) -> day_on day
SELECT day_on FROM figure_sum
 WHERE territory_id = :territory AND grain = 2 AND shop_id = 0 AND campaign_id = :id
   AND day_on <= :last_on AND voucher_count > 0
 LIMIT 1;
