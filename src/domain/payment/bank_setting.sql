-- include "domain/payment/payment.h"

-- bank_setting_row: one () -> is_open bool, iban text, account_iban text, bic text, holder text, street text, building text, postcode text, town text, country text, wait_days int, pain_newer bool
SELECT is_open, iban, account_iban, bic, holder, street, building, postcode, town, country,
       wait_days, pain_newer
  FROM bank_setting WHERE territory_id = :territory;

-- bank_setting_set: run (is_open bool, iban text, account_iban text, bic text, holder text, street text, building text, postcode text, town text, country text, wait_days int, pain_newer bool, changed_by person_id, changed_at instant)
INSERT INTO bank_setting (territory_id, is_open, iban, account_iban, bic, holder, street, building,
                          postcode, town, country, wait_days, pain_newer, changed_by, changed_at)
VALUES (:territory, :is_open, :iban, :account_iban, :bic, :holder, :street, :building,
        :postcode, :town, :country, :wait_days, :pain_newer, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET is_open = excluded.is_open, iban = excluded.iban, account_iban = excluded.account_iban,
       bic = excluded.bic, holder = excluded.holder, street = excluded.street,
       building = excluded.building, postcode = excluded.postcode, town = excluded.town,
       country = excluded.country, wait_days = excluded.wait_days,
       pain_newer = excluded.pain_newer, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at;

-- bank_waiting_page: many (before_at instant) -> id payment_id, order_id int, amount_minor int, created_at instant
SELECT id, order_id, amount_minor, created_at FROM payment
 WHERE territory_id = :territory AND provider = 4 AND state = 1 AND created_at < :before_at
 ORDER BY created_at, id LIMIT 200;
