-- How many people looked at a territory's pages on a day, and at how many. Nothing about anybody.
CREATE TABLE visit_day (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  day_on INTEGER NOT NULL,             -- in the territory's zone
  visitors BIGINT NOT NULL,
  pages BIGINT NOT NULL,
  PRIMARY KEY (territory_id, day_on)
) WITHOUT ROWID;
