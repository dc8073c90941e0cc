-- Money by bank transfer: where it may be sent, what the bank's files say, and what was made of it.

-- How a territory takes transfers. Without a row it does not.
CREATE TABLE bank_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  is_open BOOLEAN NOT NULL,            -- may buyers pay by transfer?
  iban TEXT NOT NULL,                  -- on demands; a QR-IBAN where the bank gave one
  account_iban TEXT NOT NULL,          -- as the bank's files call the account, if otherwise
  bic TEXT NOT NULL,                   -- "" mostly
  holder TEXT NOT NULL,
  street TEXT NOT NULL,
  building TEXT NOT NULL,
  postcode TEXT NOT NULL,
  town TEXT NOT NULL,
  country TEXT NOT NULL,
  wait_days INTEGER NOT NULL,          -- how long an order waits for its money
  pain_newer BOOLEAN NOT NULL,         -- payment orders as pain.001.001.09
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- Orders that wait for a transfer, oldest first. Those of other providers do not pay for it.
CREATE INDEX payment_by_transfer ON payment (territory_id, created_at, id)
 WHERE provider = 4 AND state = 1;

CREATE TABLE bank_file (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum bank_file_kind
  version TEXT NOT NULL,               -- "camt.053.001.08"
  message_id TEXT NOT NULL,
  file_name TEXT NOT NULL,             -- as the person calls it
  state INTEGER NOT NULL,              -- enum bank_file_state
  lines BIGINT NOT NULL,
  read_by BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

-- A movement on the account, or what the bank says of a payment order. Read first, applied by
-- somebody's word, each line in a transaction of its own.
CREATE TABLE bank_line (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  file_id BIGINT NOT NULL,
  number BIGINT NOT NULL,              -- within the file, from 1
  mark BYTES NOT NULL,                 -- the same movement in another file has the same
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,        -- 0 of an answer to an order
  credit BOOLEAN NOT NULL,             -- arrived, not left
  reversal BOOLEAN NOT NULL,
  booked BOOLEAN NOT NULL,             -- final
  collective BOOLEAN NOT NULL,         -- several payments in one sum
  booked_on INTEGER NOT NULL,
  entry TEXT NOT NULL,                 -- the bank's own reference of the entry
  reference TEXT NOT NULL,
  end_to_end TEXT NOT NULL,
  batch TEXT NOT NULL,
  remittance TEXT NOT NULL,
  party TEXT NOT NULL,
  party_iban TEXT NOT NULL,
  status TEXT NOT NULL,                -- of an answer: "RJCT"
  reason TEXT NOT NULL,                -- why it came back: "AC04"
  reason_text TEXT NOT NULL,
  state INTEGER NOT NULL,              -- enum bank_line_state
  outcome INTEGER NOT NULL,            -- enum bank_outcome: what was made of it
  noun_id BIGINT NOT NULL,             -- the payment, payout or batch it is about; 0: none
  open_minor BIGINT NOT NULL,          -- what lies in suspense because of it
  note TEXT NOT NULL,                  -- of whoever resolved it
  refunded_minor BIGINT NOT NULL,      -- sent back to the payer
  pending_id BIGINT,                   -- a refund that waits for its second pair of eyes
  asked_by BIGINT,
  decided_by BIGINT,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX bank_line_number ON bank_line (territory_id, file_id, number);
-- Nothing is applied twice, whatever file it comes in and however often.
CREATE UNIQUE INDEX bank_line_once ON bank_line (territory_id, mark) WHERE state >= 3;
CREATE INDEX bank_line_open ON bank_line (territory_id, id) WHERE state IN (4, 5, 7);
CREATE INDEX bank_line_by_noun ON bank_line (territory_id, noun_id, id) WHERE noun_id <> 0;
CREATE INDEX bank_line_by_entry ON bank_line (territory_id, account, entry, id) WHERE state >= 3;

-- What the bank said of a batch and of each payment in it.
ALTER TABLE payout_batch ADD COLUMN executed_on INTEGER;
ALTER TABLE payout ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE payout ADD COLUMN returned_at BIGINT;
-- The bank names a payment by its id alone.
CREATE INDEX payout_by_id ON payout (territory_id, id);
