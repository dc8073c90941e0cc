-- What a movement on Stripe's balance is, where Stripe does not say enough: one person says, another
-- confirms, and then it is booked.
CREATE TABLE stripe_saying (
  territory_id BIGINT NOT NULL,
  odd_id BIGINT NOT NULL,              -- of stripe_odd
  meaning INTEGER NOT NULL,            -- enum stripe_meaning
  note TEXT NOT NULL,                  -- in a sentence
  said_by BIGINT NOT NULL,
  said_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, odd_id)
) WITHOUT ROWID;
