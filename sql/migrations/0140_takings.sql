-- Statements of a span of days that go to merchants by mail, a week at a time.

-- Without a row a merchant gets them.
CREATE TABLE takings_setting (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  merchant_id BIGINT NOT NULL,
  weekly BOOLEAN NOT NULL,
  changed_by BIGINT NOT NULL,          -- 0: by the link in a mail
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, merchant_id)
) WITHOUT ROWID;

-- A week is looked at once for each merchant, whether there was something to say or not.
CREATE TABLE takings_mail (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  first_on INTEGER NOT NULL,           -- a Monday
  mailed BOOLEAN NOT NULL,             -- false: nothing had moved
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX takings_mail_week ON takings_mail (territory_id, merchant_id, first_on);
