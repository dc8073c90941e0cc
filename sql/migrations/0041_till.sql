-- Tills: how a device becomes one, when it was last there, and what it took without a network.

ALTER TABLE till ADD COLUMN used_at BIGINT;          -- to within ten minutes
CREATE INDEX till_by_shop ON till (territory_id, shop_id, id);

-- A code that makes one device a till of this shop, once, within minutes.
CREATE TABLE till_pairing (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  name TEXT NOT NULL,                  -- of the device
  code_digest BYTES NOT NULL,          -- the code itself is nowhere
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  till_id BIGINT,                      -- what became of it
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX till_pairing_code ON till_pairing (territory_id, code_digest);

-- How much one device may take without a network. Without a row: 50.00 of a voucher, 300.00 a day.
CREATE TABLE till_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  voucher_minor BIGINT NOT NULL,       -- 0: nothing is taken without a network
  day_minor BIGINT NOT NULL,
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- What a till decided by itself, and what we said when we heard of it.
CREATE TABLE offline_scan (
  territory_id BIGINT NOT NULL,
  till_id BIGINT NOT NULL,             -- 0: a signed-in person
  nonce TEXT NOT NULL,
  shop_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,          -- 0: it does not read
  amount_minor BIGINT NOT NULL,
  left_minor BIGINT NOT NULL,          -- on the voucher, when we heard
  refusal TEXT NOT NULL,               -- "": taken
  scanned_on INTEGER NOT NULL,         -- the day, by the till's clock
  scanned_at BIGINT NOT NULL,          -- the till's clock
  received_at BIGINT NOT NULL,         -- ours
  closed_by BIGINT,                    -- who has dealt with a refusal
  closed_at BIGINT,
  PRIMARY KEY (territory_id, till_id, nonce)
) WITHOUT ROWID;
CREATE INDEX offline_scan_day ON offline_scan (territory_id, till_id, scanned_on)
 WHERE refusal = '';
CREATE INDEX offline_scan_shop ON offline_scan (territory_id, shop_id, received_at);
CREATE INDEX offline_scan_open ON offline_scan (territory_id, received_at)
 WHERE refusal <> '' AND closed_at IS NULL;

CREATE INDEX refused_scan_by_shop ON refused_scan (territory_id, shop_id, id);
