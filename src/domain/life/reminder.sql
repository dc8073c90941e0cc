-- include "domain/voucher/voucher.h"

-- The next last day of a voucher that is alive.
-- reminder_next_day: one (after_on day, until_on day) -> expires_on day
SELECT expires_on FROM voucher
 WHERE territory_id = :territory AND ended = 0 AND blocked_why <> 5 AND expires_on > :after_on
   AND expires_on <= :until_on
 ORDER BY expires_on LIMIT 1;

-- reminder_mark_find: one (expires_on day, days int) -> voucher_id voucher_id, done bool
SELECT voucher_id, done FROM reminder_mark
 WHERE territory_id = :territory AND expires_on = :expires_on AND days = :days;

-- reminder_mark_set: run (expires_on day, days int, voucher_id voucher_id, done bool)
INSERT INTO reminder_mark (territory_id, expires_on, days, voucher_id, done)
VALUES (:territory, :expires_on, :days, :voucher_id, :done)
    ON CONFLICT (territory_id, expires_on, days) DO UPDATE
   SET voucher_id = excluded.voucher_id, done = excluded.done;

-- reminder_vouchers: many (expires_on day, after_id voucher_id) -> id voucher_id
SELECT id FROM voucher
 WHERE territory_id = :territory AND ended = 0 AND expires_on = :expires_on AND id > :after_id
   AND blocked_why <> 5
 ORDER BY id LIMIT 200;
