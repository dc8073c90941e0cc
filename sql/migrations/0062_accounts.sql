-- What the accountant says about the books, and the archives that were made of them.

CREATE TABLE accounts_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  siren TEXT NOT NULL,                 -- of the territory: names the file for the tax office; or ""
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- The accountant's file of a span of days: asked for, made by a job, kept under its digest.
CREATE TABLE accounts_archive (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL,
  state INTEGER NOT NULL,              -- enum archive_state
  asked_by BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  made_at BIGINT,
  failure TEXT NOT NULL,
  digest BYTES,                        -- SHA-256 of the file
  file_bytes BIGINT NOT NULL,
  entries BIGINT NOT NULL,             -- in the journal
  moved_minor BIGINT NOT NULL,         -- sum of their debits, and of their credits
  transfers BIGINT NOT NULL,           -- with those that reserve or give back
  last_known BIGINT NOT NULL,          -- the greatest id among them
  whole BOOLEAN NOT NULL,              -- made when the days were over and sealed
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX accounts_archive_asked ON accounts_archive (id) WHERE state = 1;
