-- include "domain/bulk/bulk.h"

-- issuer_by_name: one (name text) -> id issuer_id
SELECT id FROM issuer WHERE territory_id = :territory AND name = :name;

-- issuer_insert: run (id issuer_id, name text, email text, created_at instant)
INSERT INTO issuer (territory_id, id, name, email, created_at)
VALUES (:territory, :id, :name, :email, :created_at);

-- issuer_by_id: one (id issuer_id) -> id issuer_id, name text, email text
SELECT id, name, email FROM issuer WHERE territory_id = :territory AND id = :id;

-- issuer_all: many () -> id issuer_id, name text, email text
SELECT id, name, email FROM issuer WHERE territory_id = :territory ORDER BY name, id LIMIT 200;

-- bulk_list_insert: run (id bulk_id, issuer_id issuer_id, campaign_id campaign_id, shop_id shop_id, redeemable_on day, expires_on day, prepared_by person_id, prepared_at instant)
INSERT INTO bulk_issue (territory_id, id, issuer_id, campaign_id, shop_id, redeemable_on,
                        expires_on, state, prepared_by, prepared_at)
VALUES (:territory, :id, :issuer_id, :campaign_id, :shop_id, :redeemable_on,
        :expires_on, 1, :prepared_by, :prepared_at);

-- bulk_line_insert: run (bulk_id bulk_id, number int, name text, email text, amount_minor int, message text, problem int)
INSERT INTO bulk_line (territory_id, bulk_id, number, name, email, amount_minor, message, problem)
VALUES (:territory, :bulk_id, :number, :name, :email, :amount_minor, :message, :problem);

-- bulk_by_id: one (id bulk_id) -> id bulk_id, issuer_id issuer_id, campaign_id campaign_id, shop_id shop_id, redeemable_on day, expires_on day, state int, prepared_by person_id, prepared_at instant
SELECT id, issuer_id, campaign_id, shop_id, redeemable_on, expires_on, state, prepared_by,
       prepared_at
  FROM bulk_issue WHERE territory_id = :territory AND id = :id;

-- bulk_page: many () -> id bulk_id, issuer_id issuer_id, campaign_id campaign_id, shop_id shop_id, redeemable_on day, expires_on day, state int, prepared_by person_id, prepared_at instant
SELECT id, issuer_id, campaign_id, shop_id, redeemable_on, expires_on, state, prepared_by,
       prepared_at
  FROM bulk_issue WHERE territory_id = :territory ORDER BY id DESC LIMIT 50;

-- bulk_counts: one (id bulk_id) -> lines int, good int, issued int, amount_minor int, issued_minor int
SELECT COUNT(*) AS lines,
       CAST(COALESCE(SUM(CASE WHEN problem = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS good,
       CAST(COALESCE(SUM(CASE WHEN order_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS issued,
       CAST(COALESCE(SUM(CASE WHEN problem = 0 THEN amount_minor ELSE 0 END), 0) AS BIGINT)
         AS amount_minor,
       CAST(COALESCE(SUM(CASE WHEN order_id IS NOT NULL THEN amount_minor ELSE 0 END), 0) AS BIGINT)
         AS issued_minor
  FROM bulk_line WHERE territory_id = :territory AND bulk_id = :id;

-- bulk_set_state: change (id bulk_id, was int, state int, decided_by person_id, decided_at instant)
UPDATE bulk_issue SET state = :state, decided_by = :decided_by, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = :was;

-- bulk_line_page: many (id bulk_id, after int, only_wrong bool) -> number int, name text, email text, amount_minor int, message text, problem int, order_id order_id?
SELECT number, name, email, amount_minor, message, problem, order_id
  FROM bulk_line
 WHERE territory_id = :territory AND bulk_id = :id AND number > :after
   AND (problem <> 0 OR NOT :only_wrong)
 ORDER BY number LIMIT 200;

-- The next lines to issue.
-- bulk_line_due: many (id bulk_id) -> number int, name text, email text, amount_minor int, message text
SELECT number, name, email, amount_minor, message
  FROM bulk_line
 WHERE territory_id = :territory AND bulk_id = :id AND problem = 0 AND order_id IS NULL
 ORDER BY number LIMIT 100;

-- bulk_line_issued: change (id bulk_id, number int, order_id order_id)
UPDATE bulk_line SET order_id = :order_id
 WHERE territory_id = :territory AND bulk_id = :id AND number = :number AND order_id IS NULL;
