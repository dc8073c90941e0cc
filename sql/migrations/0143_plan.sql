-- Numbers of accounts that the territory uses instead of the proposed ones, in its archives and the
-- tax office's file.
CREATE TABLE plan_number (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  kind INTEGER NOT NULL,               -- enum account_kind
  number TEXT NOT NULL,
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, kind)
) WITHOUT ROWID;
