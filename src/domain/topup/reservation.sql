-- include "domain/topup/reservation.h"

-- topup_person_find: one (campaign_id campaign_id, person text) -> counted_minor int
SELECT counted_minor FROM top_up_person
 WHERE territory_id = :territory AND campaign_id = :campaign_id AND person = :person;

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
