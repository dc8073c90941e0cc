-- include "domain/voucher/voucher.h"

-- passing_end: change (id voucher_id, heir_id voucher_id, now instant)
UPDATE voucher SET ended = 3, ended_at = :now, heir_id = :heir_id
 WHERE territory_id = :territory AND id = :id AND ended = 0;

-- passing_holder_insert: run (voucher_id voucher_id, name text, email text, giver text, message text, language text)
INSERT INTO voucher_holder (territory_id, voucher_id, name, email, giver, message, language)
VALUES (:territory, :voucher_id, :name, :email, :giver, :message, :language);
