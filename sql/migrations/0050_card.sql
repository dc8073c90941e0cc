-- Cards, taken and paid out by Stripe: how a territory does so, and what a provider is asked to
-- give back.

-- How a territory uses Stripe. Without a row it does not.
CREATE TABLE stripe_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  is_open BOOLEAN NOT NULL,            -- may buyers pay by card?
  pays_out BOOLEAN NOT NULL,           -- are merchants with an account there paid through it?
  api_key BYTES NOT NULL,              -- sealed (base/seal.h); empty: none
  key_end TEXT NOT NULL,               -- its last symbols, for people
  live BOOLEAN NOT NULL,               -- a key for real money
  secrets BYTES NOT NULL,              -- of webhooks, sealed, one a line; empty: none
  secret_count INTEGER NOT NULL,
  account TEXT NOT NULL,               -- whose key it is, as Stripe said: "acct_..."; "" unknown
  failure TEXT NOT NULL,               -- what Stripe said against the key; "" nothing
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Orders that wait for a card, oldest first. Those of other providers do not pay for it.
CREATE INDEX payment_by_card ON payment (territory_id, created_at, id)
 WHERE provider = 5 AND state = 1;

-- What a provider is asked to send back to a buyer, and what became of it.
CREATE TABLE refund_ask (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- of the refund, given by the room that decided on it
  payment_id BIGINT NOT NULL,
  provider INTEGER NOT NULL,           -- enum provider
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  state INTEGER NOT NULL,              -- enum refund_state
  reason TEXT NOT NULL,                -- why it failed; "" otherwise
  asked_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX refund_ask_open ON refund_ask (territory_id, provider, id) WHERE state = 1;
CREATE INDEX refund_ask_by_payment ON refund_ask (territory_id, payment_id, id);
