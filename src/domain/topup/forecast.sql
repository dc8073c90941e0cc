-- include "domain/topup/forecast.h"

-- forecast_set: run (campaign_id campaign_id, envelope_minor int, buyers int, mean_minor int, curve int, past_id campaign_id, times int, shares text)
INSERT INTO forecast (territory_id, campaign_id, envelope_minor, buyers, mean_minor, curve, past_id,
                      times, shares)
VALUES (:territory, :campaign_id, :envelope_minor, :buyers, :mean_minor, :curve, :past_id,
        :times, :shares)
    ON CONFLICT (territory_id, campaign_id) DO UPDATE
   SET envelope_minor = excluded.envelope_minor, buyers = excluded.buyers,
       mean_minor = excluded.mean_minor, curve = excluded.curve, past_id = excluded.past_id,
       times = excluded.times, shares = excluded.shares;

-- forecast_by_campaign: one (campaign_id campaign_id) -> envelope_minor int, buyers int, mean_minor int, curve int, past_id campaign_id, times int, shares text
SELECT envelope_minor, buyers, mean_minor, curve, past_id, times, shares FROM forecast
 WHERE territory_id = :territory AND campaign_id = :campaign_id;
