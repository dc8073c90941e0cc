-- include "domain/payout/payout.h"
-- include "domain/shop/shop.h"

-- desk_person: one (id person_id) -> name text
SELECT name FROM person WHERE id = :id;

-- The nth batch of the territory.
-- desk_batch_number: one (id batch_id) -> number int
SELECT COUNT(*) FROM payout_batch WHERE territory_id = :territory AND id <= :id;

-- "state <> 2" twice said lets SQLite see that the index of unsent mails is enough.
-- desk_mails: one () -> waiting int, failed int
SELECT (SELECT COUNT(*) FROM (SELECT id FROM notice WHERE territory_id = :territory
                                 AND state <> 2 AND state = 1 LIMIT 1000) AS w),
       (SELECT COUNT(*) FROM (SELECT id FROM notice WHERE territory_id = :territory
                                 AND state <> 2 AND state = 3 LIMIT 1000) AS f);

-- desk_without_account: many () -> id merchant_id, name text
SELECT m.id, m.name
  FROM account AS a JOIN merchant AS m ON m.territory_id = a.territory_id AND m.id = a.owner_id
 WHERE a.territory_id = :territory AND a.kind = 2 AND a.kind < 100 AND m.iban = ''
 ORDER BY m.name, m.id LIMIT 500;
