-- include "domain/voucher/voucher.h"

-- The address may be written to: it was not, for a while.
-- finding_mark: change (email text, asked_at instant, since instant)
INSERT INTO address_asked (territory_id, email, asked_at)
VALUES (:territory, :email, :asked_at)
    ON CONFLICT (territory_id, email) DO UPDATE SET asked_at = excluded.asked_at
 WHERE address_asked.asked_at < :since;
