-- Money on its way that somebody says will never come, and why; another person agrees.
CREATE TABLE transit_closing (
  territory_id BIGINT NOT NULL,
  transit_id BIGINT NOT NULL,
  minor BIGINT NOT NULL,               -- what was open then
  note TEXT NOT NULL,
  asked_by BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, transit_id)
) WITHOUT ROWID;

-- What Stripe said that it holds, beside our books of the same instant: the last time of each day.
CREATE TABLE stripe_proof (
  territory_id BIGINT NOT NULL,
  day_on INTEGER NOT NULL,
  told_minor BIGINT NOT NULL,          -- available and pending
  books_minor BIGINT NOT NULL,         -- clearing of Stripe
  named_minor BIGINT NOT NULL,         -- movements that are not in our books yet, by name
  proved_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, day_on)
) WITHOUT ROWID;
