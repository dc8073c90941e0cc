-- Stripe at work: what it is asked, what it says, and what was made of it.

-- Calls that wait to be made, and those that were made. The id is the idempotency key.
CREATE TABLE stripe_call (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum stripe_call_kind
  noun_id BIGINT NOT NULL,             -- payment, merchant, payout, refund; 0: none
  path TEXT NOT NULL,                  -- with its query
  body TEXT NOT NULL,                  -- "" once it is over: it names people
  state INTEGER NOT NULL,              -- enum stripe_call_state
  tries INTEGER NOT NULL,
  next_at BIGINT NOT NULL,             -- not before; while it is being made: when it is given up
  status INTEGER NOT NULL,             -- of the last answer; 0: none came
  failure TEXT NOT NULL,               -- Stripe's code and sentence, or what went wrong on the way
  request TEXT NOT NULL,               -- Stripe's name of the last call: "req_..."
  made_at BIGINT NOT NULL,
  tried_at BIGINT,                     -- first
  over_at BIGINT,
  PRIMARY KEY (territory_id, id)
);
CREATE UNIQUE INDEX stripe_call_once ON stripe_call (territory_id, kind, noun_id) WHERE state = 1;
CREATE INDEX stripe_call_due ON stripe_call (next_at, territory_id, id) WHERE state = 1;
CREATE INDEX stripe_call_trouble ON stripe_call (territory_id, id) WHERE state IN (3, 4);
CREATE INDEX stripe_call_over ON stripe_call (territory_id, over_at) WHERE state = 2;

-- The page of Stripe where an order is paid.
CREATE TABLE stripe_session (
  territory_id BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  session TEXT NOT NULL,               -- "cs_..."; "" until Stripe has answered
  url TEXT NOT NULL,
  intent TEXT NOT NULL,                -- "pi_...", once paid
  state INTEGER NOT NULL,              -- enum stripe_session_state
  looks INTEGER NOT NULL,              -- how often its state was asked for
  look_at BIGINT NOT NULL,             -- when it will be asked for next
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, payment_id)
);
CREATE INDEX stripe_session_look ON stripe_session (territory_id, look_at)
 WHERE state IN (1, 2, 3);

-- Notices of Stripe, each once.
CREATE TABLE stripe_event (
  territory_id BIGINT NOT NULL,
  event TEXT NOT NULL,                 -- "evt_..."
  type TEXT NOT NULL,
  object TEXT NOT NULL,                -- what it is about: "cs_..."
  outcome INTEGER NOT NULL,            -- enum stripe_event_outcome
  fetched BOOLEAN NOT NULL,            -- asked for, not sent: its notice never came
  made_at BIGINT NOT NULL,             -- by Stripe's clock
  received_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, event)
) WITHOUT ROWID;
CREATE INDEX stripe_event_received ON stripe_event (territory_id, received_at);

-- Merchants' accounts at Stripe.
CREATE TABLE stripe_account (
  territory_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  account TEXT NOT NULL,               -- "acct_..."; "" until Stripe has answered
  able BOOLEAN NOT NULL,               -- can be paid
  pays_on BOOLEAN NOT NULL,            -- passes the money on to the merchant's bank
  submitted BOOLEAN NOT NULL,          -- the merchant has answered Stripe's questions
  questions INTEGER NOT NULL,          -- how many are open
  reason TEXT NOT NULL,                -- why it is disabled, in Stripe's words
  link TEXT NOT NULL,                  -- to Stripe's questions; "" none is ready
  link_until BIGINT NOT NULL,
  failure TEXT NOT NULL,               -- why no account or link could be had
  made_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL,             -- when Stripe last said how it stands
  PRIMARY KEY (territory_id, merchant_id)
);
CREATE UNIQUE INDEX stripe_account_name ON stripe_account (territory_id, account)
 WHERE account <> '';

-- Payouts that Stripe carries out.
CREATE TABLE stripe_transfer (
  territory_id BIGINT NOT NULL,
  payout_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  transfer TEXT NOT NULL,              -- "tr_..."; "" until Stripe has answered
  amount_minor BIGINT NOT NULL,
  reversed_minor BIGINT NOT NULL,      -- fetched back, or asked to be
  state INTEGER NOT NULL,              -- enum stripe_transfer_state
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, payout_id),
  CHECK (reversed_minor <= amount_minor)
) WITHOUT ROWID;
CREATE UNIQUE INDEX stripe_transfer_name ON stripe_transfer (territory_id, transfer)
 WHERE transfer <> '';
CREATE INDEX stripe_transfer_by_merchant ON stripe_transfer (territory_id, merchant_id, payout_id);

-- Refunds sent by Stripe, and what of them was fetched back from the merchant's account.
CREATE TABLE stripe_refund (
  territory_id BIGINT NOT NULL,
  refund_id BIGINT NOT NULL,           -- of refund_ask
  payment_id BIGINT NOT NULL,
  refund TEXT NOT NULL,                -- "re_..."; "" until Stripe has answered
  state INTEGER NOT NULL,              -- enum stripe_refund_state
  from_payout_id BIGINT NOT NULL,      -- whose transfer is reversed for it; 0: none
  from_minor BIGINT NOT NULL,          -- by so much
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, refund_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX stripe_refund_name ON stripe_refund (territory_id, refund) WHERE refund <> '';

-- Somebody must look.
CREATE TABLE stripe_odd (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum stripe_odd_kind
  noun_id BIGINT NOT NULL,             -- payment, payout, merchant; 0: none
  object TEXT NOT NULL,                -- Stripe's name of what it is about
  intent TEXT NOT NULL,                -- where a refund would go to; "" none
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  held_minor BIGINT NOT NULL,          -- what lies in suspense because of it
  detail TEXT NOT NULL,                -- Stripe's words
  state INTEGER NOT NULL,              -- enum stripe_odd_state
  note TEXT NOT NULL,                  -- of whoever resolved it
  made_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
);
CREATE UNIQUE INDEX stripe_odd_once ON stripe_odd (territory_id, kind, object);
CREATE INDEX stripe_odd_open ON stripe_odd (territory_id, id) WHERE state <> 3;

-- What moved on the territory's balance at Stripe, as Stripe lists it.
CREATE TABLE stripe_move (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  move TEXT NOT NULL,                  -- "txn_..."
  type TEXT NOT NULL,                  -- "charge", "refund", "transfer", "payout", ...
  source TEXT NOT NULL,                -- "ch_...", "tr_..."
  noun_id BIGINT NOT NULL,             -- ours: payment, refund, payout; 0: none is known
  amount_minor BIGINT NOT NULL,        -- as Stripe signs it: what came is positive
  fee_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  matched BOOLEAN NOT NULL,            -- our books say the same
  moved_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE UNIQUE INDEX stripe_move_name ON stripe_move (territory_id, move);
CREATE INDEX stripe_move_by_time ON stripe_move (territory_id, moved_at, id);
CREATE INDEX stripe_move_odd ON stripe_move (territory_id, id) WHERE NOT matched;

-- How far Stripe's lists were read, and what it says it holds.
CREATE TABLE stripe_watch (
  territory_id BIGINT PRIMARY KEY,
  events_from BIGINT NOT NULL,         -- seconds: the newest event that was read
  events_at BIGINT NOT NULL,           -- when the list was last asked for
  moves_from BIGINT NOT NULL,
  moves_at BIGINT NOT NULL,
  balance_at BIGINT NOT NULL,
  available_minor BIGINT NOT NULL,
  pending_minor BIGINT NOT NULL,
  told_at BIGINT NOT NULL              -- when the balance was told; 0: never
);

-- Who carries a batch out: 0 the bank, else a payment provider; then `iban` of its payouts is the
-- merchant's account there.
ALTER TABLE payout_batch ADD COLUMN provider INTEGER NOT NULL DEFAULT 0;
-- Batches that a provider has not carried out yet.
CREATE INDEX payout_batch_through ON payout_batch (territory_id, id)
 WHERE provider <> 0 AND executed_on IS NULL;
