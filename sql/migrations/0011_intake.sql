-- Bringing many shops in: each row of a shop is written into every index of its table, and half of
-- what an import of 500,000 shops costs is that. Lists come from the index of terms (0003), so these
-- two only count shops by trade and by town; a number that nobody gave need not be found.

DROP INDEX shop_by_trade;
CREATE INDEX shop_by_trade ON shop (territory_id, trade) WHERE closed_at IS NULL;
DROP INDEX shop_by_town;
CREATE INDEX shop_by_town ON shop (territory_id, town_id) WHERE closed_at IS NULL;
DROP INDEX shop_by_siret;
CREATE INDEX shop_by_siret ON shop (territory_id, siret) WHERE siret <> '';
DROP INDEX merchant_siren;
CREATE INDEX merchant_siren ON merchant (territory_id, siren, id) WHERE siren <> '';
