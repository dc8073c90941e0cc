-- include "domain/counter/counter.h"
-- include "domain/life/refund.h"

-- Boxes.

-- box_insert: change (id box_id, float_minor int, opened_by person_id, opened_at instant)
INSERT INTO cash_box (territory_id, id, state, float_minor, opened_by, opened_at)
VALUES (:territory, :id, 1, :float_minor, :opened_by, :opened_at)
    ON CONFLICT DO NOTHING;

-- box_open_of: one (person person_id) -> id box_id, float_minor int
SELECT id, float_minor FROM cash_box
 WHERE territory_id = :territory AND opened_by = :person AND state = 1;

-- box_by_id: many (id box_id) -> id box_id, state int, float_minor int, opened_by person_id, opener text?, opened_at instant, counted text, counted_minor int, expected_minor int, note text, counted_at instant?, decider text?, decided_at instant?
SELECT b.id, b.state, b.float_minor, b.opened_by, p.name AS opener, b.opened_at, b.counted,
       b.counted_minor, b.expected_minor, b.note, b.counted_at, d.name AS decider, b.decided_at
  FROM cash_box AS b
  LEFT JOIN person AS p ON p.id = b.opened_by
  LEFT JOIN person AS d ON d.id = b.decided_by
 WHERE b.territory_id = :territory AND b.id = :id LIMIT 1;

-- box_page: many () -> as box_by_id
SELECT b.id, b.state, b.float_minor, b.opened_by, p.name AS opener, b.opened_at, b.counted,
       b.counted_minor, b.expected_minor, b.note, b.counted_at, d.name AS decider, b.decided_at
  FROM cash_box AS b
  LEFT JOIN person AS p ON p.id = b.opened_by
  LEFT JOIN person AS d ON d.id = b.decided_by
 WHERE b.territory_id = :territory ORDER BY b.id DESC LIMIT 50;

-- box_sums: one (id box_id) -> cash_minor int, cash_count int, cheque_minor int, cheque_count int, deposited_minor int, refunded_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN tender = 1 THEN amount_minor ELSE 0 END), 0) AS BIGINT)
         AS cash_minor,
       CAST(COALESCE(SUM(CASE WHEN tender = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS cash_count,
       CAST(COALESCE(SUM(CASE WHEN tender = 2 AND cancelled_at IS NULL THEN amount_minor
                              ELSE 0 END), 0) AS BIGINT)
         AS cheque_minor,
       CAST(COALESCE(SUM(CASE WHEN tender = 2 AND cancelled_at IS NULL THEN 1
                              ELSE 0 END), 0) AS BIGINT) AS cheque_count,
       CAST((SELECT COALESCE(SUM(d.amount_minor), 0) FROM cash_deposit AS d
              WHERE d.territory_id = :territory AND d.box_id = :id AND d.tender = 1) AS BIGINT)
         AS deposited_minor,
       CAST((SELECT COALESCE(SUM(r.amount_minor), 0) FROM counter_refund AS r
              WHERE r.territory_id = :territory AND r.box_id = :id) AS BIGINT) AS refunded_minor
  FROM counter_sale WHERE territory_id = :territory AND box_id = :id;

-- box_set_counted: change (id box_id, state int, counted text, counted_minor int, expected_minor int, note text, counted_at instant)
UPDATE cash_box SET state = :state, counted = :counted, counted_minor = :counted_minor,
       expected_minor = :expected_minor, note = :note, counted_at = :counted_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- box_set_closed: change (id box_id, decided_by person_id, decided_at instant)
UPDATE cash_box SET state = 3, decided_by = :decided_by, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 2;

-- box_set_open: change (id box_id, decided_by person_id)
UPDATE cash_box SET state = 1
 WHERE territory_id = :territory AND id = :id AND state = 2 AND opened_by <> :decided_by;

-- box_waiting: one () -> boxes int
SELECT COUNT(*) AS boxes FROM cash_box WHERE territory_id = :territory AND state = 2;

-- The takings of closed boxes, less what was taken out of the safe.
-- safe_sum: one () -> amount_minor int
SELECT CAST(COALESCE(SUM(counted_minor - float_minor), 0) AS BIGINT) -
       CAST((SELECT COALESCE(SUM(d.amount_minor), 0) FROM cash_deposit AS d
              WHERE d.territory_id = :territory AND d.box_id = 0 AND d.tender = 1) AS BIGINT)
         AS amount_minor
  FROM cash_box WHERE territory_id = :territory AND state = 3;

-- Sales.

-- sale_insert: run (id sale_id, box_id box_id, tender int, amount_minor int, given_minor int, vouchers int, buyer_name text, cheque_number text, cheque_bank text, sold_by person_id, sold_at instant, top_up_minor int, proof int, content text)
INSERT INTO counter_sale (territory_id, id, box_id, tender, amount_minor, given_minor, vouchers,
                          buyer_name, cheque_number, cheque_bank, sold_by, sold_at,
                          top_up_minor, proof, content)
VALUES (:territory, :id, :box_id, :tender, :amount_minor, :given_minor, :vouchers,
        :buyer_name, :cheque_number, :cheque_bank, :sold_by, :sold_at,
        :top_up_minor, :proof, :content);

-- sale_content: one (id sale_id) -> amount_minor int, content text
SELECT amount_minor, content FROM counter_sale WHERE territory_id = :territory AND id = :id;

-- sale_order_insert: run (sale_id sale_id, order_id order_id)
INSERT INTO counter_sale_order (territory_id, sale_id, order_id)
VALUES (:territory, :sale_id, :order_id);

-- sale_by_id: many (id sale_id) -> id sale_id, box_id box_id, tender int, amount_minor int, given_minor int, vouchers int, buyer_name text, cheque_number text, cheque_bank text, deposit_id deposit_id?, returned_at instant?, return_note text, lost_minor int, sold_by text?, sold_at instant, top_up_minor int, proof int, cancelled_at instant?, cancel_note text
SELECT s.id, s.box_id, s.tender, s.amount_minor, s.given_minor, s.vouchers, s.buyer_name,
       s.cheque_number, s.cheque_bank, s.deposit_id, s.returned_at, s.return_note, s.lost_minor,
       p.name AS sold_by, s.sold_at, s.top_up_minor, s.proof, s.cancelled_at, s.cancel_note
  FROM counter_sale AS s LEFT JOIN person AS p ON p.id = s.sold_by
 WHERE s.territory_id = :territory AND s.id = :id LIMIT 1;

-- sale_of_box: many (box_id box_id) -> as sale_by_id
SELECT s.id, s.box_id, s.tender, s.amount_minor, s.given_minor, s.vouchers, s.buyer_name,
       s.cheque_number, s.cheque_bank, s.deposit_id, s.returned_at, s.return_note, s.lost_minor,
       p.name AS sold_by, s.sold_at, s.top_up_minor, s.proof, s.cancelled_at, s.cancel_note
  FROM counter_sale AS s LEFT JOIN person AS p ON p.id = s.sold_by
 WHERE s.territory_id = :territory AND s.box_id = :box_id ORDER BY s.id LIMIT 500;

-- cheque_here: many () -> as sale_by_id
SELECT s.id, s.box_id, s.tender, s.amount_minor, s.given_minor, s.vouchers, s.buyer_name,
       s.cheque_number, s.cheque_bank, s.deposit_id, s.returned_at, s.return_note, s.lost_minor,
       p.name AS sold_by, s.sold_at, s.top_up_minor, s.proof, s.cancelled_at, s.cancel_note
  FROM counter_sale AS s LEFT JOIN person AS p ON p.id = s.sold_by
 WHERE s.territory_id = :territory AND s.tender = 2 AND s.deposit_id IS NULL
   AND s.returned_at IS NULL
 ORDER BY s.id LIMIT 200;

-- cheque_came_back: many () -> as sale_by_id
SELECT s.id, s.box_id, s.tender, s.amount_minor, s.given_minor, s.vouchers, s.buyer_name,
       s.cheque_number, s.cheque_bank, s.deposit_id, s.returned_at, s.return_note, s.lost_minor,
       p.name AS sold_by, s.sold_at, s.top_up_minor, s.proof, s.cancelled_at, s.cancel_note
  FROM counter_sale AS s LEFT JOIN person AS p ON p.id = s.sold_by
 WHERE s.territory_id = :territory AND s.returned_at IS NOT NULL
   AND s.cancelled_at IS NULL
 ORDER BY s.id DESC LIMIT 50;

-- sale_order_list: many (sale_id sale_id) -> order_id order_id
SELECT order_id FROM counter_sale_order
 WHERE territory_id = :territory AND sale_id = :sale_id ORDER BY order_id LIMIT 50;

-- The sale an order was part of.
-- sale_of_order: one (order_id order_id) -> id sale_id, tender int, deposit_id deposit_id?
SELECT s.id, s.tender, s.deposit_id
  FROM counter_sale_order AS o
  JOIN counter_sale AS s ON s.territory_id = o.territory_id AND s.id = o.sale_id
 WHERE o.territory_id = :territory AND o.order_id = :order_id;

-- Refunds in cash.

-- counter_refund_insert: run (id refund_id, box_id box_id, amount_minor int, paid_by person_id, paid_at instant)
INSERT INTO counter_refund (territory_id, id, box_id, amount_minor, paid_by, paid_at)
VALUES (:territory, :id, :box_id, :amount_minor, :paid_by, :paid_at);

-- counter_refund_by_id: one (id refund_id) -> box_id box_id, amount_minor int, paid_by text?, paid_at instant
SELECT r.box_id, r.amount_minor, p.name AS paid_by, r.paid_at
  FROM counter_refund AS r LEFT JOIN person AS p ON p.id = r.paid_by
 WHERE r.territory_id = :territory AND r.id = :id;

-- counter_refund_of_box: many (box_id box_id) -> id refund_id, amount_minor int, paid_at instant
SELECT id, amount_minor, paid_at FROM counter_refund
 WHERE territory_id = :territory AND box_id = :box_id ORDER BY id LIMIT 200;

-- Deposits.

-- deposit_insert: run (id deposit_id, box_id box_id, tender int, amount_minor int, cheques int, slip text, made_by person_id, made_at instant)
INSERT INTO cash_deposit (territory_id, id, box_id, tender, amount_minor, cheques, slip, made_by,
                          made_at)
VALUES (:territory, :id, :box_id, :tender, :amount_minor, :cheques, :slip, :made_by, :made_at);

-- cheque_deposit: one (id sale_id, deposit_id deposit_id) -> amount_minor int
UPDATE counter_sale SET deposit_id = :deposit_id
 WHERE territory_id = :territory AND id = :id AND tender = 2 AND deposit_id IS NULL
   AND returned_at IS NULL
RETURNING amount_minor;

-- deposit_page: many () -> id deposit_id, box_id box_id, tender int, amount_minor int, cheques int, slip text, made_by text?, made_at instant
SELECT d.id, d.box_id, d.tender, d.amount_minor, d.cheques, d.slip, p.name AS made_by, d.made_at
  FROM cash_deposit AS d LEFT JOIN person AS p ON p.id = d.made_by
 WHERE d.territory_id = :territory ORDER BY d.id DESC LIMIT 50;

-- deposit_of_box: many (box_id box_id) -> as deposit_page
SELECT d.id, d.box_id, d.tender, d.amount_minor, d.cheques, d.slip, p.name AS made_by, d.made_at
  FROM cash_deposit AS d LEFT JOIN person AS p ON p.id = d.made_by
 WHERE d.territory_id = :territory AND d.box_id = :box_id ORDER BY d.id LIMIT 50;

-- A cheque that came back.

-- cheque_set_returned: change (id sale_id, returned_by person_id, returned_at instant, return_note text, lost_minor int)
UPDATE counter_sale SET returned_by = :returned_by, returned_at = :returned_at,
       return_note = :return_note, lost_minor = :lost_minor
 WHERE territory_id = :territory AND id = :id AND tender = 2 AND returned_at IS NULL;

-- cheque_block_voucher: run (id voucher_id, why int, blocked_at instant)
UPDATE voucher SET blocked_at = :blocked_at, blocked_why = :why
 WHERE territory_id = :territory AND id = :id AND blocked_at IS NULL;

-- A sale that is undone.

-- sale_set_cancelled: change (id sale_id, cancel_note text, cancelled_at instant)
UPDATE counter_sale SET cancelled_at = :cancelled_at, cancel_note = :cancel_note
 WHERE territory_id = :territory AND id = :id AND cancelled_at IS NULL AND deposit_id IS NULL;
