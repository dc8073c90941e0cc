-- Accounting periods that are closed, one after the other without a gap. Nothing enters the ledger
-- with a date before the end of the last one, and nothing of it is touched: the database itself
-- refuses, whoever asks.
CREATE TABLE period (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  ends_at BIGINT NOT NULL,             -- the first instant after its last day
  begins_at BIGINT NOT NULL,
  first_on INTEGER NOT NULL,
  last_on INTEGER NOT NULL,
  transfer_count BIGINT NOT NULL,      -- dated in it
  seal_number BIGINT NOT NULL,         -- the seal that holds the last of them; 0: it has none
  seal_hash BYTES NOT NULL,
  archive_digest BYTES NOT NULL,       -- of the accountant's file, as it was when the period closed
  archive_bytes BIGINT NOT NULL,
  closed_by BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, ends_at)
) WITHOUT ROWID;

-- Transfers in the order of their date, for everything that a period asks.
CREATE INDEX transfer_by_time ON transfer (territory_id, created_at, id);

-- on sqlite
CREATE TRIGGER transfer_into_closed BEFORE INSERT ON transfer
 WHEN EXISTS (SELECT 1 FROM period AS p
               WHERE p.territory_id = NEW.territory_id AND p.ends_at > NEW.created_at)
BEGIN
  SELECT RAISE(ABORT, 'the period is closed');
END;
CREATE TRIGGER transfer_change_closed BEFORE UPDATE ON transfer
 WHEN EXISTS (SELECT 1 FROM period AS p
               WHERE p.territory_id = OLD.territory_id AND p.ends_at > OLD.created_at)
BEGIN
  SELECT RAISE(ABORT, 'the period is closed');
END;
CREATE TRIGGER transfer_drop_closed BEFORE DELETE ON transfer
 WHEN EXISTS (SELECT 1 FROM period AS p
               WHERE p.territory_id = OLD.territory_id AND p.ends_at > OLD.created_at)
BEGIN
  SELECT RAISE(ABORT, 'the period is closed');
END;
-- on postgresql
CREATE FUNCTION transfer_into_closed() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF EXISTS (SELECT 1 FROM period AS p
              WHERE p.territory_id = NEW.territory_id AND p.ends_at > NEW.created_at) THEN
    RAISE EXCEPTION ''the period is closed'';
  END IF;
  RETURN NEW;
END';
CREATE FUNCTION transfer_of_closed() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF EXISTS (SELECT 1 FROM period AS p
              WHERE p.territory_id = OLD.territory_id AND p.ends_at > OLD.created_at) THEN
    RAISE EXCEPTION ''the period is closed'';
  END IF;
  IF TG_OP = ''DELETE'' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END';
CREATE TRIGGER transfer_into_closed BEFORE INSERT ON transfer
   FOR EACH ROW EXECUTE FUNCTION transfer_into_closed();
CREATE TRIGGER transfer_change_closed BEFORE UPDATE OR DELETE ON transfer
   FOR EACH ROW EXECUTE FUNCTION transfer_of_closed();
-- on both
