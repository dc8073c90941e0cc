-- The head of the chain of seals at the end of each day, as it was published. Others keep copies: who
-- rewrites the chain afterwards can no longer show these.
CREATE TABLE seal_day (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  day_on INTEGER NOT NULL,             -- in the territory's zone
  number BIGINT NOT NULL,              -- of the last seal made before the day ended
  hash BYTES NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, day_on)
) WITHOUT ROWID;
