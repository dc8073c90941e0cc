-- include "domain/topup/queue.h"

-- queue_insert: run (id queue_id, campaign_id campaign_id, shop_id shop_id, value_minor int, minor int, email text, person text, created_at instant)
INSERT INTO top_up_queue (territory_id, id, campaign_id, shop_id, value_minor, minor, email, person,
                          state, transfer_id, offered_until, created_at)
VALUES (:territory, :id, :campaign_id, :shop_id, :value_minor, :minor, :email, :person,
        1, 0, 0, :created_at);

-- queue_standing: one (campaign_id campaign_id, person text) -> id queue_id
SELECT id FROM top_up_queue
 WHERE territory_id = :territory AND campaign_id = :campaign_id AND state < 3 AND person = :person
 ORDER BY id LIMIT 1;

-- queue_by_id: one (id queue_id) -> campaign_id campaign_id, shop_id shop_id, value_minor int, minor int, email text, state int, transfer_id transfer_id, offered_until instant
SELECT campaign_id, shop_id, value_minor, minor, email, state, transfer_id, offered_until
  FROM top_up_queue WHERE territory_id = :territory AND id = :id;

-- queue_before: one (campaign_id campaign_id, id queue_id) -> count int
SELECT COUNT(*) AS count FROM (
  SELECT id FROM top_up_queue
   WHERE territory_id = :territory AND campaign_id = :campaign_id AND state = 1 AND state < 3
     AND id < :id
   LIMIT 1000) AS before;

-- From one state to the next, if it was still in it.
-- queue_turn: change (id queue_id, was int, state int, transfer_id transfer_id, offered_until instant)
UPDATE top_up_queue SET state = :state, transfer_id = :transfer_id, offered_until = :offered_until
 WHERE territory_id = :territory AND id = :id AND state = :was;

-- queue_unused: many (now instant) -> id queue_id
SELECT id FROM top_up_queue
 WHERE territory_id = :territory AND state = 2 AND state < 3 AND offered_until <= :now
 ORDER BY id LIMIT 100;

-- Those that come next, of campaigns that can still sell and of those that cannot.
-- queue_waiting: many (now instant) -> id queue_id, campaign_id campaign_id, minor int, email text, account_id account_id?, test bool, sells bool
SELECT q.id, q.campaign_id, q.minor, q.email, e.account_id, c.test,
       (c.state <> 3 AND c.closes_at > :now) AS sells
  FROM top_up_queue AS q
  JOIN campaign AS c ON c.territory_id = q.territory_id AND c.id = q.campaign_id
  LEFT JOIN envelope AS e ON e.territory_id = q.territory_id AND e.campaign_id = q.campaign_id
 WHERE q.territory_id = :territory AND q.state = 1 AND q.state < 3 ORDER BY q.id LIMIT 200;
