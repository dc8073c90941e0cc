-- The foundation: who (territory, person, merchant, shop), the ledger, and the main job (campaign,
-- order, payment, voucher, redemption, payout), with the outbox and the audit log.
--
-- Conventions: ids are made by the program, time-ordered 63 bits; keys begin with the territory;
-- `..._at` is UTC milliseconds, `..._on` a day number since 1970-01-01, `..._minor` cents or
-- Rappen. Enumerations are small integers whose names live in the module's X-macro.

CREATE TABLE installation (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  master_key BYTES NOT NULL,           -- 32 bytes; every other secret is derived from it
  demonstration BOOLEAN NOT NULL,      -- may a simulated clock and the sandbox be used?
  created_at BIGINT NOT NULL
);

CREATE TABLE territory (
  id BIGINT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,              -- EUR, CHF
  zone TEXT NOT NULL,                  -- Europe/Paris
  country TEXT NOT NULL,               -- FR, CH, MC
  languages TEXT NOT NULL,             -- "fr,de": the first is the default
  accent TEXT NOT NULL,                -- "#7a1f3d"
  contact_email TEXT NOT NULL,
  debtor_name TEXT NOT NULL,           -- who pays the merchants, in the bank's file
  debtor_iban TEXT NOT NULL,
  debtor_bic TEXT NOT NULL,
  is_default BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE territory_host (
  host TEXT PRIMARY KEY,
  territory_id BIGINT NOT NULL REFERENCES territory (id)
);

CREATE TABLE person (
  id BIGINT PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,          -- folded
  name TEXT NOT NULL,
  password TEXT NOT NULL,              -- Argon2id, encoded with its parameters
  language TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  closed_at BIGINT
);

CREATE TABLE role (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  person_id BIGINT NOT NULL REFERENCES person (id),
  role INTEGER NOT NULL,               -- enum role
  merchant_id BIGINT NOT NULL,         -- of a shopkeeper; 0 otherwise
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, person_id, role, merchant_id)
) WITHOUT ROWID;

CREATE TABLE session (
  id BIGINT PRIMARY KEY,               -- stands in the cookie, before the secret
  person_id BIGINT NOT NULL REFERENCES person (id),
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  secret_digest BYTES NOT NULL,        -- BLAKE2b of the secret; the secret itself is nowhere
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT
);

CREATE TABLE audit (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,           -- 0: the program itself
  act TEXT NOT NULL,                   -- "payout.confirm"
  noun_id BIGINT NOT NULL,
  detail TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

CREATE TABLE town (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,                  -- Insee or OFS; "" if unknown
  PRIMARY KEY (territory_id, id),
  UNIQUE (territory_id, slug)
);

-- The towns and trades that have shops, with how many, most first: one row, because every page of
-- the list shows them. Derived, rebuilt by shop_recount().
CREATE TABLE shop_summary (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  towns TEXT NOT NULL,                 -- lines of id, slug, name, count between tabs
  trades TEXT NOT NULL                 -- lines of trade, count
);

CREATE TABLE merchant (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  siren TEXT NOT NULL,                 -- SIREN or UID; "" if unknown
  email TEXT NOT NULL,
  iban TEXT NOT NULL,                  -- "" until given
  account_holder TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX merchant_siren ON merchant (territory_id, siren);

CREATE TABLE shop (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  trade TEXT NOT NULL,                 -- OpenStreetMap's value; names in domain/shop/trade_list.h
  town_id BIGINT NOT NULL,
  street TEXT NOT NULL,                -- "14 Rue Cerey"
  postcode TEXT NOT NULL,
  town_name TEXT NOT NULL,             -- copied from town: a card needs no join
  latitude DOUBLE,
  longitude DOUBLE,
  phone TEXT NOT NULL,
  website TEXT NOT NULL,
  opening_hours TEXT NOT NULL,         -- OSM language, as found
  siret TEXT NOT NULL,
  siret_valid BOOLEAN NOT NULL,
  description TEXT NOT NULL,
  services TEXT NOT NULL,              -- words with spaces between: takeaway delivery ...
  made_up BOOLEAN NOT NULL,            -- an example, not a real shop
  takes_vouchers BOOLEAN NOT NULL,     -- the merchant takes part in voucher campaigns
  source TEXT NOT NULL,                -- "osm"
  source_id TEXT NOT NULL,             -- "node/288846178"
  source_on INTEGER NOT NULL,
  licence TEXT NOT NULL,
  sort_key TEXT NOT NULL,              -- the order of the list, unique within the territory
  search_text TEXT NOT NULL,           -- " word word stem ": what a search looks at
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (territory_id, id),
  UNIQUE (territory_id, slug),
  UNIQUE (territory_id, source, source_id)
);
-- Holds what a card shows: a page of the list is one stretch of this index (19 us instead of 26).
CREATE INDEX shop_order ON shop (territory_id, sort_key, slug, name, trade, town_name, street,
                                 services, made_up, takes_vouchers, closed_at);
CREATE INDEX shop_by_trade ON shop (territory_id, trade, sort_key);
CREATE INDEX shop_by_town ON shop (territory_id, town_id, sort_key);
CREATE INDEX shop_by_merchant ON shop (territory_id, merchant_id);

-- Beginnings of a shop's words, in the order of the list: a search walks one of them and stops
-- when the page is full (domain/shop/shop_words.h). Derived, can be rebuilt.
CREATE TABLE shop_term (
  territory_id BIGINT NOT NULL,
  term TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  shop_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, term, sort_key)
) WITHOUT ROWID;

CREATE TABLE till (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- stands in the token, before the secret
  shop_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  secret_digest BYTES NOT NULL,
  created_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (territory_id, id)
);

-- The ledger ---------------------------------------------------------------------------------

CREATE TABLE account (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- of a voucher's account: the voucher's id
  kind INTEGER NOT NULL,               -- enum account_kind; 100 and above are guarded
  owner_id BIGINT NOT NULL,            -- merchant, shop, voucher, provider
  currency TEXT NOT NULL,
  balance_minor BIGINT NOT NULL,       -- guarded accounts only: credits minus debits
  CHECK (balance_minor >= 0),
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX account_owner ON account (territory_id, kind, owner_id, currency)
 WHERE kind < 100;

-- Never updated, never deleted. `phase`: 0 single, 1 pending, 2 posts pending_id, 3 voids it.
CREATE TABLE transfer (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  debit_id BIGINT NOT NULL,
  credit_id BIGINT NOT NULL,
  debit_kind INTEGER NOT NULL,
  credit_kind INTEGER NOT NULL,
  amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
  currency TEXT NOT NULL,
  reason INTEGER NOT NULL,             -- enum reason
  cause_id BIGINT NOT NULL,            -- order, voucher or payout that caused it
  phase INTEGER NOT NULL,
  pending_id BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
-- A voucher's own movements stand in `redemption`; indexing them here too would touch a random
-- page per redemption.
CREATE INDEX transfer_debit ON transfer (territory_id, debit_id, id) WHERE debit_kind < 100;
CREATE INDEX transfer_credit ON transfer (territory_id, credit_id, id) WHERE credit_kind < 100;
CREATE UNIQUE INDEX transfer_resolves ON transfer (territory_id, pending_id)
 WHERE pending_id IS NOT NULL;

CREATE TABLE seal (
  territory_id BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- 1, 2, 3, ...
  first_id BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  transfer_count BIGINT NOT NULL,
  merkle_root BYTES NOT NULL,
  balance_root BYTES NOT NULL,         -- over the checkpoints this seal moved
  previous_hash BYTES NOT NULL,        -- 32 zero bytes before the first
  hash BYTES NOT NULL,
  sealed_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, number)
) WITHOUT ROWID;

-- Sums of an unguarded account up to the last seal: a busy account is read as this plus the tail.
CREATE TABLE checkpoint (
  territory_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  debit_minor BIGINT NOT NULL,
  credit_minor BIGINT NOT NULL,
  debit_pending_minor BIGINT NOT NULL,
  credit_pending_minor BIGINT NOT NULL,
  transfer_count BIGINT NOT NULL,
  PRIMARY KEY (territory_id, account_id)
) WITHOUT ROWID;

-- The main job -------------------------------------------------------------------------------

CREATE TABLE campaign (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  conditions TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum campaign_state
  face_values TEXT NOT NULL,           -- "2000,5000,10000"
  min_minor BIGINT NOT NULL,           -- of a free amount; 0 and 0: face values only
  max_minor BIGINT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  redeemable_on INTEGER NOT NULL,      -- first day
  expires_on INTEGER NOT NULL,         -- last day
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id),
  UNIQUE (territory_id, slug)
);

CREATE TABLE voucher_order (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  buyer_name TEXT NOT NULL,
  buyer_email TEXT NOT NULL,
  recipient_name TEXT NOT NULL,        -- "" when for oneself
  message TEXT NOT NULL,               -- to the recipient
  support TEXT NOT NULL,               -- to the shop
  language TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum order_state
  voucher_id BIGINT,                   -- once paid
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

CREATE TABLE payment (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  provider INTEGER NOT NULL,           -- enum provider
  order_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum payment_state
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

-- Idempotency keys of the last two days; older ones are deleted by a job.
CREATE TABLE idempotency (
  territory_id BIGINT NOT NULL,
  made_on INTEGER NOT NULL,
  key BYTES NOT NULL,                  -- first 16 bytes of the key's digest
  content BYTES NOT NULL,              -- first 16 bytes of the content's digest
  noun_id BIGINT NOT NULL,             -- what was made
  PRIMARY KEY (territory_id, made_on, key)
) WITHOUT ROWID;

CREATE TABLE voucher (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- 55 bits: what the code says, before it is permuted
  campaign_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  redeemable_on INTEGER NOT NULL,      -- the terms at the time of sale
  expires_on INTEGER NOT NULL,
  issued_at BIGINT NOT NULL,
  blocked_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

CREATE TABLE redemption (
  territory_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,
  nonce TEXT NOT NULL,                 -- made by the till: a retry redeems once
  transfer_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  till_id BIGINT NOT NULL,             -- 0: a signed-in person
  person_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  balance_minor BIGINT NOT NULL,       -- what was left after it
  redeemed_at BIGINT NOT NULL,         -- the till's clock
  created_at BIGINT NOT NULL,          -- ours
  PRIMARY KEY (territory_id, voucher_id, nonce)
) WITHOUT ROWID;

-- A scan that was refused, by name.
CREATE TABLE refused_scan (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  till_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,          -- 0: the code does not read
  refusal TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

-- Sales by shop, campaign and day, rolled up behind the last seal; derived, can be rebuilt.
CREATE TABLE sale_day (
  territory_id BIGINT NOT NULL,
  campaign_id BIGINT NOT NULL,
  day_on INTEGER NOT NULL,             -- in the territory's zone
  shop_id BIGINT NOT NULL,
  voucher_count BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  PRIMARY KEY (territory_id, campaign_id, day_on, shop_id)
) WITHOUT ROWID;

CREATE TABLE sale_mark (
  territory_id BIGINT PRIMARY KEY,
  voucher_id BIGINT NOT NULL           -- the last voucher in sale_day
);

CREATE TABLE payout_batch (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum payout_state
  currency TEXT NOT NULL,
  execute_on INTEGER NOT NULL,
  payout_count BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  prepared_by BIGINT NOT NULL,
  prepared_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

CREATE TABLE payout (
  territory_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  iban TEXT NOT NULL,                  -- as they were when the batch was prepared
  account_holder TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum payout_state
  pending_id BIGINT NOT NULL,          -- the pending transfer
  PRIMARY KEY (territory_id, batch_id, id)
) WITHOUT ROWID;
-- A merchant stands in one prepared batch at a time: nothing is paid twice.
CREATE UNIQUE INDEX payout_once ON payout (territory_id, merchant_id) WHERE state = 1;
CREATE INDEX payout_by_merchant ON payout (territory_id, merchant_id, id);

-- The outbox: what must reach somebody outside. Rendered when it is sent or read.
CREATE TABLE notice (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum notice_kind
  subject_id BIGINT NOT NULL,          -- the order, voucher, ... it is about
  to_email TEXT NOT NULL,
  to_name TEXT NOT NULL,
  language TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum notice_state
  tries INTEGER NOT NULL,
  next_try_at BIGINT NOT NULL,
  failure TEXT NOT NULL,               -- the mail server's sentence
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX notice_waiting ON notice (next_try_at, territory_id, id) WHERE state = 1;
CREATE INDEX notice_unsent ON notice (territory_id, state, id) WHERE state <> 2;
