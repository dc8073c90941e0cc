-- include "domain/payment/payment.h"

-- desk_setting_row: one () -> is_open bool, difference_minor int
SELECT is_open, difference_minor FROM desk_setting WHERE territory_id = :territory;

-- desk_setting_set: run (is_open bool, difference_minor int, changed_by person_id, changed_at instant)
INSERT INTO desk_setting (territory_id, is_open, difference_minor, changed_by, changed_at)
VALUES (:territory, :is_open, :difference_minor, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET is_open = excluded.is_open, difference_minor = excluded.difference_minor,
       changed_by = excluded.changed_by, changed_at = excluded.changed_at;
