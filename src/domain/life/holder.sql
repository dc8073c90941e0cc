-- include "domain/voucher/voucher.h"

-- holder_of_voucher: one (voucher_id voucher_id) -> name text, email text, giver text, message text, language text
SELECT name, email, giver, message, language FROM voucher_holder
 WHERE territory_id = :territory AND voucher_id = :voucher_id;

-- When it was last sent once more.
-- holder_resent: one (voucher_id voucher_id) -> created_at instant
SELECT created_at FROM voucher_act
 WHERE territory_id = :territory AND voucher_id = :voucher_id AND kind = 10
 ORDER BY id DESC LIMIT 1;
