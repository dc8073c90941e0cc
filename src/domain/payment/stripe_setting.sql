-- include "domain/payment/payment.h"

-- stripe_setting_row: one () -> is_open bool, pays_out bool, key_end text, live bool, secret_count int, account text, failure text, changed_at instant
SELECT is_open, pays_out, key_end, live, secret_count, account, failure, changed_at
  FROM stripe_setting WHERE territory_id = :territory;

-- stripe_setting_sealed: one () -> api_key bytes, secrets bytes
SELECT api_key, secrets FROM stripe_setting WHERE territory_id = :territory;

-- stripe_setting_set: run (is_open bool, pays_out bool, api_key bytes, key_end text, live bool, secrets bytes, secret_count int, account text, failure text, changed_by person_id, changed_at instant)
INSERT INTO stripe_setting (territory_id, is_open, pays_out, api_key, key_end, live, secrets,
                            secret_count, account, failure, changed_by, changed_at)
VALUES (:territory, :is_open, :pays_out, :api_key, :key_end, :live, :secrets,
        :secret_count, :account, :failure, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET is_open = excluded.is_open, pays_out = excluded.pays_out, api_key = excluded.api_key,
       key_end = excluded.key_end, live = excluded.live, secrets = excluded.secrets,
       secret_count = excluded.secret_count, account = excluded.account,
       failure = excluded.failure, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at;

-- stripe_setting_try: run (account text, failure text)
UPDATE stripe_setting SET account = :account, failure = :failure WHERE territory_id = :territory;

-- stripe_setting_mode: one () -> demonstration bool
SELECT demonstration FROM installation WHERE id = 1;
