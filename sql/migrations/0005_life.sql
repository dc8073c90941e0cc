-- How shops come in, stay true and go: entries by their owners, claims, corrections, what agents
-- decide, exceptional hours, photos, permanent closure, and measures (the crisis switch).

-- Entries nobody has confirmed for so many months ask their owner; 0: never.
ALTER TABLE territory ADD COLUMN confirm_months INTEGER NOT NULL DEFAULT 6;
-- A campaign of a measure sells only for the shops that a measure touches.
ALTER TABLE campaign ADD COLUMN measured_only BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE shop ADD COLUMN confirmed_at BIGINT;       -- when the owner last said « still right »
ALTER TABLE shop ADD COLUMN asked_at BIGINT;           -- when the owner was last asked
ALTER TABLE shop ADD COLUMN state INTEGER NOT NULL DEFAULT 1; -- 1 listed, 2 closed for good
ALTER TABLE shop ADD COLUMN photo TEXT NOT NULL DEFAULT '';   -- digest of its photo, or ''

CREATE INDEX merchant_email ON merchant (territory_id, id) WHERE email <> '';

-- Days on which other hours hold. They have an end.
CREATE TABLE shop_exception (
  territory_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,
  value TEXT NOT NULL,                 -- OSM language: "off", "10:00-16:00"
  note TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  CHECK (to_on >= from_on),
  PRIMARY KEY (territory_id, shop_id, id)
) WITHOUT ROWID;

-- Hours of a service that differ from those of the counter.
CREATE TABLE shop_service_hours (
  territory_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  service TEXT NOT NULL,               -- "takeaway", "delivery"
  value TEXT NOT NULL,                 -- OSM language
  PRIMARY KEY (territory_id, shop_id, service)
) WITHOUT ROWID;

-- The crisis switch: trades x zone x days, what is closed and what stays allowed. Never rewritten
-- into shops: read with each page, so that lifting it leaves no trace.
CREATE TABLE measure (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  name TEXT NOT NULL,                  -- what the public reads
  trades TEXT NOT NULL,                -- keys with spaces between; '': every trade
  towns TEXT NOT NULL,                 -- ids with spaces between; '': the whole territory
  west DOUBLE,                         -- a box, or NULL
  south DOUBLE,
  east DOUBLE,
  north DOUBLE,
  from_on INTEGER NOT NULL,
  until_on INTEGER NOT NULL,           -- last day; it lifts itself after it
  hours TEXT NOT NULL,                 -- of the counter: "off", or other hours in OSM language
  services TEXT NOT NULL,              -- that stay allowed: takeaway delivery collect
  vouchers BOOLEAN NOT NULL,           -- are vouchers sold meanwhile?
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  lifted_by BIGINT,
  lifted_at BIGINT,                    -- taken back before its end
  CHECK (until_on >= from_on),
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX measure_until ON measure (territory_id, until_on);

-- Photos, re-encoded, named by the BLAKE2b of what was made of them.
CREATE TABLE photo (
  territory_id BIGINT NOT NULL,
  digest TEXT NOT NULL,                -- of the large picture, 32 hexadecimal digits
  size INTEGER NOT NULL,               -- 1 small, 2 large
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BYTES NOT NULL,                -- WebP
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, digest, size)
);

-- « Inscrire mon commerce »: what has been typed so far, then what an agent looks at.
CREATE TABLE registration (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum registration_state
  number TEXT NOT NULL,                -- SIRET, UID, or ''
  name TEXT NOT NULL,
  trade TEXT NOT NULL,
  street TEXT NOT NULL,
  postcode TEXT NOT NULL,
  town TEXT NOT NULL,
  latitude DOUBLE,
  longitude DOUBLE,
  phone TEXT NOT NULL,
  website TEXT NOT NULL,
  description TEXT NOT NULL,
  opening_hours TEXT NOT NULL,
  services TEXT NOT NULL,
  takes_vouchers BOOLEAN NOT NULL,
  iban TEXT NOT NULL,
  account_holder TEXT NOT NULL,
  person_name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  photo TEXT NOT NULL,
  check_state INTEGER NOT NULL,        -- enum check_state: what the register said
  check_tries INTEGER NOT NULL,
  check_next_at BIGINT NOT NULL,
  check_name TEXT NOT NULL,            -- the register's words
  check_address TEXT NOT NULL,
  check_activity TEXT NOT NULL,        -- "47.61Z"
  check_closed BOOLEAN NOT NULL,
  confirmed_at BIGINT,                 -- the e-mail address
  shop_id BIGINT,                      -- once approved
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX registration_check ON registration (check_next_at, territory_id, id)
 WHERE check_state = 1;
CREATE INDEX registration_number ON registration (territory_id, number);

-- Somebody says that a listed shop is theirs.
CREATE TABLE claim (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum claim_state
  channel INTEGER NOT NULL,            -- enum claim_channel
  person_name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  confirmed_at BIGINT,                 -- the e-mail address
  code_digest BYTES,                   -- of the code that was sent; the code itself is nowhere
  code_expires_at BIGINT,
  tries INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX claim_by_shop ON claim (territory_id, shop_id);

-- What waits for an agent, and what was decided.
CREATE TABLE moderation (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum case_kind
  state INTEGER NOT NULL,              -- enum case_state
  shop_id BIGINT NOT NULL,             -- 0: not listed yet
  subject_id BIGINT NOT NULL,          -- registration or claim, or 0
  field TEXT NOT NULL,                 -- of a correction: "phone"
  old_value TEXT NOT NULL,
  new_value TEXT NOT NULL,
  comment TEXT NOT NULL,
  name TEXT NOT NULL,                  -- of the shop, as it was then
  email TEXT NOT NULL,                 -- of who sent it, or ''
  language TEXT NOT NULL,
  answer TEXT NOT NULL,                -- the agent's reason or question
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by BIGINT,
  PRIMARY KEY (territory_id, id)
);
CREATE INDEX moderation_open ON moderation (territory_id, id) WHERE state < 3;
CREATE INDEX moderation_of_shop ON moderation (territory_id, shop_id, kind, state);
