-- How much was paid with vouchers in twelve months, against the threshold of the limited-network
-- exclusion.

-- Without a row: one million euros; in other currencies none.
CREATE TABLE volume_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  limit_minor BIGINT NOT NULL,         -- 0: nothing is watched
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Up to which day the volume was looked at.
CREATE TABLE volume_check (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  checked_on INTEGER NOT NULL
);

-- Who was warned of what, the last time.
CREATE TABLE volume_alert (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  percent INTEGER NOT NULL,            -- 80 or 100
  id BIGINT NOT NULL,
  volume_minor BIGINT NOT NULL,
  limit_minor BIGINT NOT NULL,
  raised_on INTEGER NOT NULL,          -- last day of the twelve months
  raised_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, percent)
) WITHOUT ROWID;
