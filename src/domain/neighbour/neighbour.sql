-- include "domain/neighbour/neighbour.h"

-- agreement_insert: run (neighbour_id territory_id, id agreement_id, proposed_here bool, ours_there bool, theirs_here bool, from_on day, notice_days int, ceiling_minor int, proposed_at instant)
INSERT INTO neighbour_agreement (territory_id, neighbour_id, id, state, proposed_here, ours_there,
                                 theirs_here, from_on, notice_days, ceiling_minor, ended_here,
                                 proposed_at)
VALUES (:territory, :neighbour_id, :id, 1, :proposed_here, :ours_there, :theirs_here, :from_on,
        :notice_days, :ceiling_minor, FALSE, :proposed_at);

-- No row changed: somebody decided before.
-- agreement_decide: change (neighbour_id territory_id, id agreement_id, state int, from_on day, decided_at instant)
UPDATE neighbour_agreement SET state = :state, from_on = :from_on, decided_at = :decided_at
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id AND state = 1;

-- agreement_set_end: change (neighbour_id territory_id, id agreement_id, ends_on day, ended_here bool)
UPDATE neighbour_agreement SET ends_on = :ends_on, ended_here = :ended_here
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id AND state = 2
   AND ends_on IS NULL;

-- agreement_all: many () -> id agreement_id, neighbour_id territory_id, name text, slug text, state int, proposed_here bool, ours_there bool, theirs_here bool, from_on day, notice_days int, ceiling_minor int, ends_on day?, ended_here bool, proposed_at instant, decided_at instant?
SELECT a.id, a.neighbour_id, t.name, t.slug, a.state, a.proposed_here, a.ours_there,
       a.theirs_here, a.from_on, a.notice_days, a.ceiling_minor, a.ends_on, a.ended_here,
       a.proposed_at, a.decided_at
  FROM neighbour_agreement AS a JOIN territory AS t ON t.id = a.neighbour_id
 WHERE a.territory_id = :territory ORDER BY a.id DESC LIMIT 100;

-- agreement_waiting: one () -> waiting int
SELECT count(*) AS waiting FROM neighbour_agreement
 WHERE territory_id = :territory AND state = 1 AND NOT proposed_here;

-- The latest that both sides agreed to.
-- agreement_confirmed: many (neighbour_id territory_id) -> as agreement_all
SELECT a.id, a.neighbour_id, t.name, t.slug, a.state, a.proposed_here, a.ours_there,
       a.theirs_here, a.from_on, a.notice_days, a.ceiling_minor, a.ends_on, a.ended_here,
       a.proposed_at, a.decided_at
  FROM neighbour_agreement AS a JOIN territory AS t ON t.id = a.neighbour_id
 WHERE a.territory_id = :territory AND a.neighbour_id = :neighbour_id AND a.state = 2
 ORDER BY a.id DESC LIMIT 1;

-- Where a use is booked: the day of the voucher's territory.
-- neighbour_line_insert: run (id transfer_id, neighbour_id territory_id, owed bool, amount_minor int, shop text, booked_on day, created_at instant)
INSERT INTO neighbour_line (territory_id, id, neighbour_id, owed, amount_minor, shop, booked_on,
                            created_at)
VALUES (:territory, :id, :neighbour_id, :owed, :amount_minor, :shop, :booked_on, :created_at);
