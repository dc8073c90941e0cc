-- include "domain/topup/topup.h"

-- topup_rule_by_campaign: one (campaign_id campaign_id) -> form int, give int, step_minor int, least_minor int, counts int, voucher_most_minor int, person_most_minor int, person int, hold_minutes int, cases int
SELECT form, give, step_minor, least_minor, counts, voucher_most_minor, person_most_minor, person,
       hold_minutes,
       (SELECT COUNT(*) FROM top_up_case AS c
         WHERE c.territory_id = :territory AND c.campaign_id = :campaign_id) AS cases
  FROM top_up_rule WHERE territory_id = :territory AND campaign_id = :campaign_id;

-- topup_cases: many (campaign_id campaign_id) -> kind int, give int, from_age int, to_age int, places text, fragility int
-- bounded "at most six"
SELECT kind, give, from_age, to_age, places, fragility
  FROM top_up_case WHERE territory_id = :territory AND campaign_id = :campaign_id ORDER BY number;

-- topup_rule_set: run (campaign_id campaign_id, form int, give int, step_minor int, least_minor int, counts int, voucher_most_minor int, person_most_minor int, person int, hold_minutes int)
INSERT INTO top_up_rule (territory_id, campaign_id, form, give, step_minor, least_minor, counts,
                         voucher_most_minor, person_most_minor, person, hold_minutes)
VALUES (:territory, :campaign_id, :form, :give, :step_minor, :least_minor, :counts,
        :voucher_most_minor, :person_most_minor, :person, :hold_minutes)
    ON CONFLICT (territory_id, campaign_id) DO UPDATE
   SET form = excluded.form, give = excluded.give, step_minor = excluded.step_minor,
       least_minor = excluded.least_minor, counts = excluded.counts,
       voucher_most_minor = excluded.voucher_most_minor,
       person_most_minor = excluded.person_most_minor, person = excluded.person,
       hold_minutes = excluded.hold_minutes;

-- topup_rule_drop: run (campaign_id campaign_id)
DELETE FROM top_up_rule WHERE territory_id = :territory AND campaign_id = :campaign_id;

-- topup_cases_drop: run (campaign_id campaign_id)
DELETE FROM top_up_case WHERE territory_id = :territory AND campaign_id = :campaign_id;

-- topup_case_insert: run (campaign_id campaign_id, number int, kind int, give int, from_age int, to_age int, places text, fragility int)
INSERT INTO top_up_case (territory_id, campaign_id, number, kind, give, from_age, to_age, places,
                         fragility)
VALUES (:territory, :campaign_id, :number, :kind, :give, :from_age, :to_age, :places, :fragility);
