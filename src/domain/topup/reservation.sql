-- include "domain/topup/reservation.h"

-- topup_person_find: one (campaign_id campaign_id, person text) -> counted_minor int
SELECT counted_minor FROM top_up_person
 WHERE territory_id = :territory AND campaign_id = :campaign_id AND person = :person;

-- Everything that an order for public money asks.
-- topup_asked: one (campaign_id campaign_id, email text, phone text, credit_kind int, owner_id int, currency text) -> form int, give int, step_minor int, least_minor int, counts int, voucher_most_minor int, person_most_minor int, person int, hold_minutes int, cases int, envelope_id account_id?, credit_id account_id?, used_minor int?, queued bool
SELECT r.form, r.give, r.step_minor, r.least_minor, r.counts, r.voucher_most_minor,
       r.person_most_minor, r.person, r.hold_minutes,
       (SELECT COUNT(*) FROM top_up_case AS k
         WHERE k.territory_id = :territory AND k.campaign_id = :campaign_id) AS cases,
       e.account_id AS envelope_id, a.id AS credit_id, p.counted_minor AS used_minor,
       EXISTS (SELECT 1 FROM top_up_queue AS q
                WHERE q.territory_id = :territory AND q.campaign_id = :campaign_id
                  AND q.state = 1 AND q.state < 3) AS queued
  FROM top_up_rule AS r
  LEFT JOIN envelope AS e ON e.territory_id = r.territory_id AND e.campaign_id = r.campaign_id
  LEFT JOIN account AS a ON a.territory_id = r.territory_id AND a.kind = :credit_kind
       AND a.owner_id = :owner_id AND a.currency = :currency AND a.kind < 100
  LEFT JOIN top_up_person AS p ON p.territory_id = r.territory_id
       AND p.campaign_id = r.campaign_id
       AND p.person = CASE r.person WHEN 2 THEN :phone ELSE :email END
 WHERE r.territory_id = :territory AND r.campaign_id = :campaign_id;

-- The ceiling: no row changed is a refusal. `most_minor` 0: none.
-- topup_person_take: change (campaign_id campaign_id, person text, counted_minor int, most_minor int)
INSERT INTO top_up_person (territory_id, campaign_id, person, counted_minor)
SELECT :territory, :campaign_id, :person, :counted_minor
 WHERE :most_minor = 0 OR :counted_minor <= :most_minor
    ON CONFLICT (territory_id, campaign_id, person) DO UPDATE
   SET counted_minor = top_up_person.counted_minor + excluded.counted_minor
 WHERE :most_minor = 0 OR top_up_person.counted_minor + excluded.counted_minor <= :most_minor;

-- topup_person_give: run (campaign_id campaign_id, person text, counted_minor int)
UPDATE top_up_person SET counted_minor = counted_minor - :counted_minor
 WHERE territory_id = :territory AND campaign_id = :campaign_id AND person = :person;

-- topup_insert: run (order_id int, campaign_id campaign_id, person text, minor int, counted_minor int, form int, give int, number int, cut int, transfer_id transfer_id, release_at instant)
INSERT INTO top_up (territory_id, order_id, campaign_id, person, minor, counted_minor,
                    returned_minor, form, give, number, cut, state, transfer_id, release_at)
VALUES (:territory, :order_id, :campaign_id, :person, :minor, :counted_minor,
        0, :form, :give, :number, :cut, 1, :transfer_id, :release_at);

-- topup_by_order: one (order_id int) -> campaign_id campaign_id, person text, minor int, counted_minor int, returned_minor int, form int, give int, number int, cut int, state int, transfer_id transfer_id, release_at instant
SELECT campaign_id, person, minor, counted_minor, returned_minor, form, give, number, cut, state,
       transfer_id, release_at
  FROM top_up WHERE territory_id = :territory AND order_id = :order_id;

-- topup_turn: change (order_id int, was int, state int, transfer_id transfer_id)
UPDATE top_up SET state = :state, transfer_id = :transfer_id
 WHERE territory_id = :territory AND order_id = :order_id AND state = :was;

-- topup_returned: change (order_id int, minor int)
UPDATE top_up SET returned_minor = returned_minor + :minor
 WHERE territory_id = :territory AND order_id = :order_id AND state = 2
   AND returned_minor + :minor <= minor;

-- topup_due: many (now instant) -> order_id int
SELECT order_id FROM top_up
 WHERE territory_id = :territory AND state = 1 AND release_at <= :now
 ORDER BY release_at, order_id LIMIT 100;
