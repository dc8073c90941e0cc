-- What an agent expects of a campaign with public money; its real course is drawn over it.
CREATE TABLE forecast (
  territory_id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  envelope_minor BIGINT NOT NULL,      -- 0: what the funders have put in
  buyers BIGINT NOT NULL,              -- in all
  mean_minor BIGINT NOT NULL,          -- of a voucher
  curve INTEGER NOT NULL,              -- enum forecast_curve
  past_id BIGINT NOT NULL,             -- the campaign whose days are taken as a model; else 0
  PRIMARY KEY (territory_id, campaign_id)
) WITHOUT ROWID;
