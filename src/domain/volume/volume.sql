-- include "domain/volume/volume.h"

-- What was sold, used and taken back, day by day; not what was tried with play money.
-- volume_days: many (first_on day, last_on day) -> day_on day, reason int, amount_minor int
-- bounded "three rows a day of a year"
SELECT day_on, reason, CAST(SUM(amount_minor) AS BIGINT) AS amount_minor
  FROM figure_flow
 WHERE territory_id = :territory AND day_on >= :first_on AND day_on <= :last_on
   AND reason IN (2, 3, 35) AND phase IN (0, 2) AND debit_kind NOT IN (30, 102)
   AND credit_kind NOT IN (30, 102)
 GROUP BY day_on, reason ORDER BY day_on, reason;

-- volume_limit: one () -> limit_minor int
SELECT limit_minor FROM volume_setting WHERE territory_id = :territory;

-- volume_set_limit: run (limit_minor int, changed_by person_id, changed_at instant)
INSERT INTO volume_setting (territory_id, limit_minor, changed_by, changed_at)
VALUES (:territory, :limit_minor, :changed_by, :changed_at)
    ON CONFLICT (territory_id) DO UPDATE
   SET limit_minor = excluded.limit_minor, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at;

-- volume_checked: one () -> checked_on day
SELECT checked_on FROM volume_check WHERE territory_id = :territory;

-- No row changed: another process looked.
-- volume_check_set: change (checked_on day)
INSERT INTO volume_check (territory_id, checked_on) VALUES (:territory, :checked_on)
    ON CONFLICT (territory_id) DO UPDATE SET checked_on = excluded.checked_on
 WHERE volume_check.checked_on < excluded.checked_on;

-- No row changed: it was raised less than a year before.
-- volume_alert_raise: change (percent int, id volume_id, volume_minor int, limit_minor int, raised_on day, raised_at instant, year_ago day)
INSERT INTO volume_alert (territory_id, percent, id, volume_minor, limit_minor, raised_on,
                          raised_at)
VALUES (:territory, :percent, :id, :volume_minor, :limit_minor, :raised_on, :raised_at)
    ON CONFLICT (territory_id, percent) DO UPDATE
   SET id = excluded.id, volume_minor = excluded.volume_minor,
       limit_minor = excluded.limit_minor, raised_on = excluded.raised_on,
       raised_at = excluded.raised_at
 WHERE volume_alert.raised_on <= :year_ago;

-- volume_alert_row: one (id volume_id) -> percent int, volume_minor int, limit_minor int, raised_on day
SELECT percent, volume_minor, limit_minor, raised_on FROM volume_alert
 WHERE territory_id = :territory AND id = :id;
