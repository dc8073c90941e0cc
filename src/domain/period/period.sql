-- include "domain/ledger/ledger.h"

-- period_last: one () -> last_on day, ends_at instant
SELECT last_on, ends_at FROM period
 WHERE territory_id = :territory ORDER BY ends_at DESC LIMIT 1;

-- period_all: many () -> first_on day, last_on day, transfer_count int, seal_number int, seal_hash bytes, archive_digest bytes, archive_bytes int, closed_by person_id, closed_at instant
SELECT first_on, last_on, transfer_count, seal_number, seal_hash, archive_digest, archive_bytes,
       closed_by, closed_at
  FROM period WHERE territory_id = :territory ORDER BY ends_at DESC LIMIT 120;

-- period_exact: one (ends_at instant) -> first_on day, last_on day, transfer_count int, seal_number int, seal_hash bytes, archive_digest bytes, archive_bytes int, closed_by person_id, closed_at instant
SELECT first_on, last_on, transfer_count, seal_number, seal_hash, archive_digest, archive_bytes,
       closed_by, closed_at
  FROM period WHERE territory_id = :territory AND ends_at = :ends_at;

-- period_insert: run (ends_at instant, begins_at instant, first_on day, last_on day, transfer_count int, seal_number int, seal_hash bytes, archive_digest bytes, archive_bytes int, closed_by person_id, closed_at instant)
INSERT INTO period (territory_id, ends_at, begins_at, first_on, last_on, transfer_count,
                    seal_number, seal_hash, archive_digest, archive_bytes, closed_by, closed_at)
VALUES (:territory, :ends_at, :begins_at, :first_on, :last_on, :transfer_count,
        :seal_number, :seal_hash, :archive_digest, :archive_bytes, :closed_by, :closed_at);

-- period_first_transfer: one () -> created_at instant
SELECT created_at FROM transfer WHERE territory_id = :territory ORDER BY created_at, id LIMIT 1;

-- The newest transfer dated before an instant, by id: of those behind the last seal only.
-- period_unsealed: one (ends_at instant, sealed_id transfer_id) -> id transfer_id
SELECT id FROM transfer
 WHERE territory_id = :territory AND id > :sealed_id AND created_at < :ends_at
 ORDER BY id LIMIT 1;

-- Did anything move?
-- period_any: one (begins_at instant, ends_at instant) -> id transfer_id
SELECT id FROM transfer
 WHERE territory_id = :territory AND created_at >= :begins_at AND created_at < :ends_at
 LIMIT 1;

-- period_sealed_until: one () -> last_id transfer_id
SELECT last_id FROM seal WHERE territory_id = :territory ORDER BY number DESC LIMIT 1;

-- The last seal before a transfer, looked for from the newest.
-- period_seal_before: one (id transfer_id) -> number int
SELECT number FROM seal
 WHERE territory_id = :territory AND last_id < :id ORDER BY number DESC LIMIT 1;

-- period_seal_hash: one (number int) -> hash bytes
SELECT hash FROM seal WHERE territory_id = :territory AND number = :number;

-- period_bank_unread: one (first_on day, last_on day) -> number int
SELECT l.number FROM bank_file AS f
  JOIN bank_line AS l ON l.territory_id = f.territory_id AND l.file_id = f.id
 WHERE f.territory_id = :territory AND f.state = 1 AND l.state = 1
   AND l.booked_on >= :first_on AND l.booked_on <= :last_on
 LIMIT 1;
