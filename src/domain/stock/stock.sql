-- include "domain/stock/stock.h"

-- lot_serial_next: one () -> serial int
SELECT CAST(COALESCE(MAX(serial), 0) + 1 AS BIGINT) AS serial FROM stock_lot
 WHERE territory_id = :territory;

-- lot_insert: run (id lot_id, serial int, campaign_id campaign_id, shop_id shop_id, amount_minor int, vouchers int, booklet int, made_by person_id, made_at instant)
INSERT INTO stock_lot (territory_id, id, serial, campaign_id, shop_id, amount_minor, vouchers,
                       booklet, made_by, made_at)
VALUES (:territory, :id, :serial, :campaign_id, :shop_id, :amount_minor, :vouchers,
        :booklet, :made_by, :made_at);

-- stock_insert: run (voucher_id voucher_id, lot_id lot_id, number int, made_by person_id, made_at instant)
INSERT INTO stock_voucher (territory_id, voucher_id, lot_id, number, state, changed_by, changed_at)
VALUES (:territory, :voucher_id, :lot_id, :number, 1, :made_by, :made_at);

-- lot_by_id: many (id lot_id) -> id lot_id, serial int, campaign_id campaign_id, shop_id shop_id, amount_minor int, vouchers int, booklet int, made_at instant, here int, sold int
SELECT l.id, l.serial, l.campaign_id, l.shop_id, l.amount_minor, l.vouchers, l.booklet, l.made_at,
       (SELECT COUNT(*) FROM stock_voucher AS v
         WHERE v.territory_id = :territory AND v.lot_id = l.id AND v.state = 1) AS here,
       (SELECT COUNT(*) FROM stock_voucher AS v
         WHERE v.territory_id = :territory AND v.lot_id = l.id AND v.state = 2) AS sold
  FROM stock_lot AS l WHERE l.territory_id = :territory AND l.id = :id LIMIT 1;

-- lot_page: many () -> as lot_by_id
SELECT l.id, l.serial, l.campaign_id, l.shop_id, l.amount_minor, l.vouchers, l.booklet, l.made_at,
       (SELECT COUNT(*) FROM stock_voucher AS v
         WHERE v.territory_id = :territory AND v.lot_id = l.id AND v.state = 1) AS here,
       (SELECT COUNT(*) FROM stock_voucher AS v
         WHERE v.territory_id = :territory AND v.lot_id = l.id AND v.state = 2) AS sold
  FROM stock_lot AS l WHERE l.territory_id = :territory ORDER BY l.id DESC LIMIT 100;

-- stock_of_lot: many (lot_id lot_id) -> voucher_id voucher_id, number int, state int, note text, changed_at instant
SELECT voucher_id, number, state, note, changed_at FROM stock_voucher
 WHERE territory_id = :territory AND lot_id = :lot_id ORDER BY number LIMIT 500;

-- stock_of_row: many (lot_id lot_id, first int, last int) -> as stock_of_lot
SELECT voucher_id, number, state, note, changed_at FROM stock_voucher
 WHERE territory_id = :territory AND lot_id = :lot_id AND number BETWEEN :first AND :last
 ORDER BY number LIMIT 500;

-- stock_by_serial: one (serial int, number int) -> lot_id lot_id
SELECT v.lot_id FROM stock_lot AS l
  JOIN stock_voucher AS v
    ON v.territory_id = l.territory_id AND v.lot_id = l.id AND v.number = :number
 WHERE l.territory_id = :territory AND l.serial = :serial;

-- stock_by_voucher: one (voucher_id voucher_id) -> lot_id lot_id, number int
SELECT lot_id, number FROM stock_voucher
 WHERE territory_id = :territory AND voucher_id = :voucher_id;

-- stock_leave: change (lot_id lot_id, first int, last int, state int, note text, changed_by person_id, changed_at instant)
UPDATE stock_voucher SET state = :state, note = :note, changed_by = :changed_by,
       changed_at = :changed_at
 WHERE territory_id = :territory AND lot_id = :lot_id AND number BETWEEN :first AND :last
   AND state = 1;
