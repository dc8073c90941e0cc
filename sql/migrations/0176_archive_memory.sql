-- What an archive read that may be another tomorrow: with it the archive of a closed period can be
-- made again, byte for byte.

-- Names and numbers of those who have accounts, the words and settings that were used.
CREATE TABLE archive_word (
  territory_id BIGINT NOT NULL,
  archive_id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum memory_kind
  id BIGINT NOT NULL,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (territory_id, archive_id, kind, id)
) WITHOUT ROWID;

-- The bank's lines that waited for something.
CREATE TABLE archive_line (
  territory_id BIGINT NOT NULL,
  archive_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum bank_line_state
  outcome INTEGER NOT NULL,            -- enum bank_outcome
  open_minor BIGINT NOT NULL,
  PRIMARY KEY (territory_id, archive_id, line_id)
) WITHOUT ROWID;

-- Its papers, drawn by the libraries of that day, and the vouchers by their last day of that day.
CREATE TABLE archive_paper (
  territory_id BIGINT NOT NULL,
  archive_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  bytes BYTES NOT NULL,
  PRIMARY KEY (territory_id, archive_id, name)
);

-- Why one was not made: enum archive_failure, and of a full disk what was needed and what there was.
ALTER TABLE accounts_archive ADD COLUMN failed_why INTEGER NOT NULL DEFAULT 1;
ALTER TABLE accounts_archive ADD COLUMN needed_bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts_archive ADD COLUMN free_bytes BIGINT NOT NULL DEFAULT 0;
