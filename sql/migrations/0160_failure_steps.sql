-- Freezing what a failed shop owes goes in steps, as does thawing it.
ALTER TABLE failure ADD COLUMN state INTEGER NOT NULL DEFAULT 2;      -- enum failure_state
-- How far the steps have come.
ALTER TABLE failure ADD COLUMN walk_shop_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE failure ADD COLUMN walk_voucher_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE failure ADD COLUMN turned BIGINT NOT NULL DEFAULT 0;      -- vouchers frozen, or thawed
UPDATE failure SET state = 4 WHERE lifted_at IS NOT NULL;
CREATE INDEX failure_walking ON failure (territory_id, id) WHERE state IN (1, 3);

-- What is frozen does not end: it stands in nobody's way any more.
DROP INDEX voucher_due;
CREATE INDEX voucher_due ON voucher (territory_id, expires_on, id)
 WHERE ended = 0 AND blocked_why <> 5;
