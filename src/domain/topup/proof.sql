-- include "domain/topup/proof.h"

-- proof_insert: run (id proof_id, kind int, address text, created_at instant)
INSERT INTO proof (territory_id, id, kind, address, tries, created_at, proved_at)
VALUES (:territory, :id, :kind, :address, 0, :created_at, NULL);

-- proof_recent: one (address text, since instant) -> count int
SELECT COUNT(*) AS count FROM proof
 WHERE territory_id = :territory AND address = :address AND created_at > :since;

-- proof_by_id: one (id proof_id) -> kind int, address text, tries int, created_at instant, proved_at instant?
SELECT kind, address, tries, created_at, proved_at FROM proof
 WHERE territory_id = :territory AND id = :id;

-- proof_set_proved: run (id proof_id, proved_at instant)
UPDATE proof SET proved_at = :proved_at WHERE territory_id = :territory AND id = :id;

-- proof_set_wrong: run (id proof_id)
UPDATE proof SET tries = tries + 1 WHERE territory_id = :territory AND id = :id;

-- proof_drop: run (before instant)
DELETE FROM proof WHERE territory_id = :territory AND created_at < :before;
