-- The ids of vouchers, sold or printed, of all territories: two with one id would have one code, and
-- a till that takes both its own and a neighbour's could not tell them apart.
CREATE TABLE voucher_number (
  id BIGINT NOT NULL PRIMARY KEY,
  territory_id BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO voucher_number (id, territory_id)
SELECT id, territory_id FROM voucher WHERE true ON CONFLICT (id) DO NOTHING;
INSERT INTO voucher_number (id, territory_id)
SELECT voucher_id, territory_id FROM stock_voucher WHERE true ON CONFLICT (id) DO NOTHING;
