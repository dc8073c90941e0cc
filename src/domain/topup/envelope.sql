-- include "domain/topup/envelope.h"

-- funder_all: many () -> id funder_id, name text
SELECT id, name FROM funder WHERE territory_id = :territory ORDER BY id LIMIT 100;

-- funder_insert: run (id funder_id, name text, created_at instant)
INSERT INTO funder (territory_id, id, name, created_at)
VALUES (:territory, :id, :name, :created_at);

-- envelope_by_campaign: one (campaign_id campaign_id) -> account_id account_id, test bool
SELECT e.account_id, c.test
  FROM envelope AS e JOIN campaign AS c ON c.territory_id = e.territory_id AND c.id = e.campaign_id
 WHERE e.territory_id = :territory AND e.campaign_id = :campaign_id;

-- envelope_insert: run (campaign_id campaign_id, account_id account_id)
INSERT INTO envelope (territory_id, campaign_id, account_id)
VALUES (:territory, :campaign_id, :account_id);

-- envelope_share_add: run (campaign_id campaign_id, funder_id funder_id, filled_minor int, emptied_minor int)
INSERT INTO envelope_share (territory_id, campaign_id, funder_id, filled_minor, emptied_minor)
VALUES (:territory, :campaign_id, :funder_id, :filled_minor, :emptied_minor)
    ON CONFLICT (territory_id, campaign_id, funder_id) DO UPDATE
   SET filled_minor = envelope_share.filled_minor + excluded.filled_minor,
       emptied_minor = envelope_share.emptied_minor + excluded.emptied_minor;

-- envelope_shares: many (campaign_id campaign_id) -> funder_id funder_id, name text, filled_minor int, emptied_minor int
-- bounded "as many as funders, a hundred at most"
SELECT s.funder_id, f.name, s.filled_minor, s.emptied_minor
  FROM envelope_share AS s
  JOIN funder AS f ON f.territory_id = s.territory_id AND f.id = s.funder_id
 WHERE s.territory_id = :territory AND s.campaign_id = :campaign_id ORDER BY s.funder_id;

-- envelope_reserved: one (campaign_id campaign_id) -> minor int
SELECT CAST(COALESCE((SELECT SUM(t.minor) FROM top_up AS t
                        WHERE t.territory_id = :territory AND t.state = 1
                          AND t.campaign_id = :campaign_id), 0)
          + COALESCE((SELECT SUM(q.minor) FROM top_up_queue AS q
                        WHERE q.territory_id = :territory AND q.state = 2 AND q.state < 3
                          AND q.campaign_id = :campaign_id), 0) AS BIGINT) AS minor;
