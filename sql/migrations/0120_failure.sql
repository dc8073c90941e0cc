-- A merchant who has failed: nothing is sold for him and nothing paid to him any more, and what is
-- left on his vouchers is a claim. One row each time; it may be taken back.
CREATE TABLE failure (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  merchant_id BIGINT NOT NULL,
  failed_on INTEGER NOT NULL,
  reason TEXT NOT NULL,
  trustee TEXT NOT NULL,               -- the liquidator, as in the judgment; '' while unknown
  noted_by BIGINT NOT NULL,
  noted_at BIGINT NOT NULL,
  lifted_by BIGINT,
  lifted_at BIGINT,
  lift_note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX failure_once ON failure (territory_id, merchant_id) WHERE lifted_at IS NULL;

-- Shops that took vouchers until then, and do again if it is taken back.
CREATE TABLE failure_shop (
  territory_id BIGINT NOT NULL,
  failure_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, failure_id, shop_id)
) WITHOUT ROWID;
