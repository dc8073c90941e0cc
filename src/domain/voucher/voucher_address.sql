-- include "domain/voucher/voucher.h"

-- address_insert: run (email text, voucher_id voucher_id)
INSERT INTO voucher_address (territory_id, email, voucher_id)
VALUES (:territory, :email, :voucher_id) ON CONFLICT (territory_id, email, voucher_id) DO NOTHING;

-- address_list: many (email text, before_id voucher_id) -> voucher_id voucher_id
SELECT voucher_id FROM voucher_address
 WHERE territory_id = :territory AND email = :email AND voucher_id < :before_id
 ORDER BY voucher_id DESC LIMIT 100;
