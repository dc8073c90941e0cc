-- include "domain/voucher/voucher.h"

-- Those whose last day is over. What a failed shop owes does not lapse.
-- expiry_due: many (today day) -> id voucher_id
SELECT id FROM voucher WHERE territory_id = :territory AND ended = 0 AND expires_on < :today
   AND blocked_why <> 5
 ORDER BY expires_on, id LIMIT 25;

-- Its merchant has failed, and nobody has frozen it: a late payment, or the steps are still going.
-- expiry_freeze: run (id voucher_id, now instant)
UPDATE voucher SET blocked_at = :now, blocked_why = 5
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NULL;

-- expiry_end: change (id voucher_id, how int, now instant)
UPDATE voucher SET ended = :how, ended_at = :now
 WHERE territory_id = :territory AND id = :id AND ended = 0;

-- expiry_unend: change (id voucher_id)
UPDATE voucher SET ended = 0, ended_at = NULL
 WHERE territory_id = :territory AND id = :id AND ended = 4;

-- What the last act of this kind took off.
-- expiry_taken: one (voucher_id voucher_id) -> amount_minor int
SELECT amount_minor FROM voucher_act
 WHERE territory_id = :territory AND voucher_id = :voucher_id AND kind = 9
 ORDER BY id DESC LIMIT 1;
