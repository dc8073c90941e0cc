-- include "domain/netting/netting.h"

-- Neighbours with something that no statement counts, and no statement of that night.
-- netting_due: many (night_on day) -> neighbour_id territory_id
-- bounded "a few dozen territories"
SELECT l.neighbour_id FROM neighbour_line AS l
 WHERE l.territory_id = :territory AND l.night_on = 0 AND l.booked_on <= :night_on
   AND NOT EXISTS (SELECT 1 FROM netting AS n
                    WHERE n.territory_id = :territory AND n.neighbour_id = l.neighbour_id
                      AND n.night_on = :night_on)
 GROUP BY l.neighbour_id ORDER BY l.neighbour_id;

-- netting_mark: change (neighbour_id territory_id, night_on day)
UPDATE neighbour_line SET night_on = :night_on
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND night_on = 0
   AND booked_on <= :night_on;

-- netting_sums: one (neighbour_id territory_id, night_on day) -> owed_minor int, earned_minor int, line_count int
SELECT CAST(COALESCE(SUM(CASE WHEN owed THEN amount_minor ELSE 0 END), 0) AS BIGINT)
         AS owed_minor,
       CAST(COALESCE(SUM(CASE WHEN owed THEN 0 ELSE amount_minor END), 0) AS BIGINT)
         AS earned_minor,
       CAST(count(*) AS BIGINT) AS line_count
  FROM neighbour_line
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND night_on = :night_on;

-- No row changed: that night was netted before.
-- netting_insert: change (neighbour_id territory_id, night_on day, owed_minor int, earned_minor int, line_count int, made_at instant)
INSERT INTO netting (territory_id, neighbour_id, night_on, owed_minor, earned_minor, net_minor,
                     line_count, made_at)
VALUES (:territory, :neighbour_id, :night_on, :owed_minor, :earned_minor,
        :earned_minor - :owed_minor, :line_count, :made_at)
    ON CONFLICT (territory_id, neighbour_id, night_on) DO NOTHING;

-- netting_all: many (neighbour_id territory_id) -> night_on day, owed_minor int, earned_minor int, net_minor int, line_count int, settlement_id settlement_id
SELECT night_on, owed_minor, earned_minor, net_minor, line_count, settlement_id FROM netting
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id
 ORDER BY night_on DESC LIMIT 400;

-- netting_made: many (neighbour_id territory_id, made_at instant) -> as netting_all
SELECT night_on, owed_minor, earned_minor, net_minor, line_count, settlement_id FROM netting
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND made_at = :made_at
 ORDER BY night_on DESC LIMIT 1;

-- netting_line_each: each (neighbour_id territory_id, night_on day) -> id transfer_id, owed bool, amount_minor int, shop text, booked_on day
SELECT id, owed, amount_minor, shop, booked_on FROM neighbour_line
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND night_on = :night_on
 ORDER BY id;

-- netting_unpaid: one (neighbour_id territory_id) -> net_minor int
SELECT CAST(COALESCE(SUM(net_minor), 0) AS BIGINT) FROM netting
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND settlement_id = 0;

-- netting_claim: change (neighbour_id territory_id, settlement_id settlement_id)
UPDATE netting SET settlement_id = :settlement_id
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND settlement_id = 0;

-- netting_release: change (neighbour_id territory_id, settlement_id settlement_id)
UPDATE netting SET settlement_id = 0
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id
   AND settlement_id = :settlement_id;

-- settlement_insert: run (neighbour_id territory_id, id settlement_id, state int, we_pay bool, amount_minor int, reference text, paid_on day, announced_at instant, iban text, holder text, prepared_by person_id)
INSERT INTO netting_settlement (territory_id, neighbour_id, id, state, we_pay, amount_minor,
                                reference, paid_on, note, announced_at, iban, holder, prepared_by)
VALUES (:territory, :neighbour_id, :id, :state, :we_pay, :amount_minor, :reference, :paid_on, '',
        :announced_at, :iban, :holder, :prepared_by);

-- No row changed: somebody decided before.
-- settlement_decide: change (neighbour_id territory_id, id settlement_id, before int, after int, note text, decided_at instant)
UPDATE netting_settlement SET state = :after, note = :note, decided_at = :decided_at
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id
   AND state = :before;

-- settlement_all: many (neighbour_id territory_id) -> id settlement_id, state int, we_pay bool, amount_minor int, reference text, note text, paid_on day, iban text, holder text, prepared_by person_id, announced_at instant, left_on day, rejected bool
SELECT id, state, we_pay, amount_minor, reference, note, paid_on, iban, holder, prepared_by,
       announced_at, left_on, rejected
  FROM netting_settlement
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id ORDER BY id DESC LIMIT 100;

-- settlement_one: many (neighbour_id territory_id, id settlement_id) -> as settlement_all
SELECT id, state, we_pay, amount_minor, reference, note, paid_on, iban, holder, prepared_by,
       announced_at, left_on, rejected
  FROM netting_settlement
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id LIMIT 1;

-- What has arrived with the reference of a transfer that waits for it, and has no place yet. The three
-- states are those of the index bank_line_open, without which every line would be read.
-- settlement_arrived: many () -> neighbour_id territory_id, id settlement_id, line_id bank_line_id
SELECT s.neighbour_id, s.id, l.id AS line_id
  FROM netting_settlement AS s
  JOIN bank_line AS l ON l.territory_id = s.territory_id AND l.state IN (4, 5, 7)
 WHERE s.territory_id = :territory AND s.state = 1 AND NOT s.we_pay AND s.iban <> ''
   AND l.state = 4 AND l.credit AND l.end_to_end = s.reference AND l.open_minor = s.amount_minor
 ORDER BY s.id, l.id LIMIT 100;

-- settlement_waiting: one () -> waiting int
SELECT CAST(count(*) AS BIGINT) AS waiting FROM netting_settlement
 WHERE territory_id = :territory AND state = 1 AND NOT we_pay;

-- settlement_paid: one () -> paid_minor int
SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS paid_minor FROM netting_settlement
 WHERE territory_id = :territory AND state = 2 AND we_pay;

-- settlement_news_list: many () -> line_id bank_line_id, neighbour_id territory_id, id settlement_id, gone bool, day_on day, reason text
SELECT n.line_id, s.neighbour_id, s.id, n.gone, n.day_on, n.reason FROM netting_news AS n
  JOIN netting_settlement AS s ON s.territory_id = n.territory_id AND s.id = n.settlement_id
 WHERE n.territory_id = :territory AND n.noted_at IS NULL ORDER BY n.line_id LIMIT 100;

-- settlement_news_noted: change (line_id bank_line_id, noted_at instant)
UPDATE netting_news SET noted_at = :noted_at
 WHERE territory_id = :territory AND line_id = :line_id AND noted_at IS NULL;

-- settlement_set_left: change (neighbour_id territory_id, id settlement_id, left_on day)
UPDATE netting_settlement SET left_on = :left_on
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id AND left_on = 0;

-- settlement_set_rejected: run (neighbour_id territory_id, id settlement_id)
UPDATE netting_settlement SET rejected = TRUE
 WHERE territory_id = :territory AND neighbour_id = :neighbour_id AND id = :id;

-- Transfers of ours that wait for a second person (4), or that the bank refused and nothing followed.
-- settlement_todo: many () -> neighbour_id territory_id, amount_minor int, rejected bool, note text, prepared_by person_id
SELECT s.neighbour_id, s.amount_minor, s.rejected, s.note, s.prepared_by
  FROM netting_settlement AS s
 WHERE s.territory_id = :territory AND s.we_pay AND (s.state = 4 OR s.rejected)
   AND NOT EXISTS (SELECT 1 FROM netting_settlement AS newer
                    WHERE newer.territory_id = :territory
                      AND newer.neighbour_id = s.neighbour_id AND newer.id > s.id)
 ORDER BY s.id LIMIT 50;
