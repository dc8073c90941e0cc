-- Vouchers printed before they are sold: worth nothing until a counter has sold them.

CREATE TABLE stock_lot (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  serial INTEGER NOT NULL,             -- 1, 2, 3 of the territory, printed on each voucher
  campaign_id BIGINT NOT NULL,
  shop_id BIGINT NOT NULL,             -- 0: for all shops that take part
  amount_minor BIGINT NOT NULL,
  vouchers INTEGER NOT NULL,
  booklet INTEGER NOT NULL,            -- vouchers in one booklet; 1: loose
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX stock_lot_serial ON stock_lot (territory_id, serial);

CREATE TABLE stock_voucher (
  territory_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,          -- what its voucher's id will be: the printed code says it
  lot_id BIGINT NOT NULL,
  number INTEGER NOT NULL,             -- within the lot, from 1
  state INTEGER NOT NULL,              -- enum stock_state
  note TEXT NOT NULL DEFAULT '',       -- why it was cancelled
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, voucher_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX stock_voucher_number ON stock_voucher (territory_id, lot_id, number);
