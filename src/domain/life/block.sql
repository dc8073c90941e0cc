-- include "domain/voucher/voucher.h"

-- block_set: change (id voucher_id, why int, blocked_at instant)
UPDATE voucher SET blocked_at = :blocked_at, blocked_why = :why
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NULL AND ended = 0;

-- block_unset: change (id voucher_id)
UPDATE voucher SET blocked_at = NULL, blocked_why = 0
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NOT NULL;
