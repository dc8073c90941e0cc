-- include "domain/voucher/voucher_key.h"

-- signing_changes: many () -> number int, changed_at instant, signed_until_on day
SELECT number, changed_at, signed_until_on FROM signing_change ORDER BY number DESC LIMIT 1000;

-- signing_last: one () -> number int
SELECT number FROM signing_change ORDER BY number DESC LIMIT 1;

-- Once at each change of keys.
-- signing_horizon: one () -> last_on day?
-- across territories: one key signs for all of them
SELECT max(expires_on) AS last_on FROM voucher;

-- signing_change_insert: run (number int, changed_at instant, signed_until_on day)
INSERT INTO signing_change (number, changed_at, signed_until_on)
VALUES (:number, :changed_at, :signed_until_on);
