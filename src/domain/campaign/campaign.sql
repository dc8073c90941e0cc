-- include "domain/campaign/campaign.h"

-- campaign_by_id: one (id campaign_id) -> id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only
  FROM campaign WHERE territory_id = :territory AND id = :id;

-- The newest campaign that sells at an instant.
-- campaign_selling: one (now instant, measured bool) -> as campaign_by_id
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only
  FROM campaign
 WHERE territory_id = :territory AND state = 1 AND opens_at <= :now AND closes_at > :now
   AND (:measured OR NOT measured_only)
 ORDER BY id DESC LIMIT 1;

-- campaign_all: many () -> id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool
SELECT id, slug, name, conditions, state, face_values, min_minor, max_minor, opens_at, closes_at,
       redeemable_on, expires_on, measured_only
  FROM campaign WHERE territory_id = :territory ORDER BY id DESC LIMIT 100;

-- campaign_insert: run (id campaign_id, slug text, name text, conditions text, state int, face_values text, min_minor int, max_minor int, opens_at instant, closes_at instant, redeemable_on day, expires_on day, measured_only bool, created_at instant)
INSERT INTO campaign (territory_id, id, slug, name, conditions, state, face_values, min_minor,
                      max_minor, opens_at, closes_at, redeemable_on, expires_on, measured_only,
                      created_at)
VALUES (:territory, :id, :slug, :name, :conditions, :state, :face_values, :min_minor,
        :max_minor, :opens_at, :closes_at, :redeemable_on, :expires_on, :measured_only,
        :created_at);
