-- include "domain/life/refund.h"

-- Off the voucher and paid back; ended if nothing is left.
-- refund_take: change (id voucher_id, value_minor int, ended bool, now instant)
UPDATE voucher
   SET refunded_minor = refunded_minor + :value_minor,
       ended = CASE WHEN :ended THEN 2 ELSE 0 END, ended_at = CASE WHEN :ended THEN :now END
 WHERE territory_id = :territory AND id = :id AND ended = 0;

-- refund_insert: run (id refund_id, voucher_id voucher_id, order_id order_id, payment_id payment_id, provider int, via int, cause int, state int, value_minor int, paid_minor int, public_minor int, note text, iban text, holder text, ask_id int, asked_by person_id, asked_at instant, sent_at instant?)
INSERT INTO refund (territory_id, id, voucher_id, order_id, payment_id, provider, via, cause, state,
                    value_minor, paid_minor, public_minor, note, iban, holder, ask_id, asked_by,
                    asked_at, sent_at, failure)
VALUES (:territory, :id, :voucher_id, :order_id, :payment_id, :provider, :via, :cause, :state,
        :value_minor, :paid_minor, :public_minor, :note, :iban, :holder, :ask_id, :asked_by,
        :asked_at, :sent_at, '');

-- Who owes for a voucher that was given away.
-- refund_issuer: one (order_id order_id) -> issuer_id int
SELECT b.issuer_id
  FROM bulk_line AS l JOIN bulk_issue AS b ON b.territory_id = l.territory_id AND b.id = l.bulk_id
 WHERE l.territory_id = :territory AND l.order_id = :order_id LIMIT 1;

-- refund_by_id: one (id refund_id) -> id refund_id, voucher_id voucher_id, order_id order_id, payment_id payment_id, provider int, via int, cause int, state int, value_minor int, paid_minor int, public_minor int, note text, iban text, holder text, asked_by person_id, asked_at instant, decided_by person_id?, sent_at instant?, failure text, turn int
SELECT id, voucher_id, order_id, payment_id, provider, via, cause, state, value_minor, paid_minor,
       public_minor, note, iban, holder, asked_by, asked_at, decided_by, sent_at, failure, turn
  FROM refund WHERE territory_id = :territory AND id = :id;

-- refund_of_voucher: many (voucher_id voucher_id) -> id refund_id, voucher_id voucher_id, order_id order_id, payment_id payment_id, provider int, via int, cause int, state int, value_minor int, paid_minor int, public_minor int, note text, iban text, holder text, asked_by person_id, asked_at instant, decided_by person_id?, sent_at instant?, failure text, turn int
SELECT id, voucher_id, order_id, payment_id, provider, via, cause, state, value_minor, paid_minor,
       public_minor, note, iban, holder, asked_by, asked_at, decided_by, sent_at, failure, turn
  FROM refund WHERE territory_id = :territory AND voucher_id = :voucher_id ORDER BY id LIMIT 100;

-- refund_unsent: many () -> as refund_of_voucher
SELECT id, voucher_id, order_id, payment_id, provider, via, cause, state, value_minor, paid_minor,
       public_minor, note, iban, holder, asked_by, asked_at, decided_by, sent_at, failure, turn
  FROM refund WHERE territory_id = :territory AND state <> 3 AND state <> 5 ORDER BY id LIMIT 200;

-- Of an order, those whose money has not left.
-- refund_of_order: many (order_id order_id) -> as refund_of_voucher
SELECT id, voucher_id, order_id, payment_id, provider, via, cause, state, value_minor, paid_minor,
       public_minor, note, iban, holder, asked_by, asked_at, decided_by, sent_at, failure, turn
  FROM refund WHERE territory_id = :territory AND state <> 3 AND state IN (1, 4)
   AND order_id = :order_id ORDER BY id LIMIT 100;

-- To which account, and who says so.
-- refund_set_account: change (id refund_id, via int, iban text, holder text, asked_by person_id)
UPDATE refund SET state = 1, via = :via, iban = :iban, holder = :holder, asked_by = :asked_by,
                  decided_by = NULL, failure = ''
 WHERE territory_id = :territory AND id = :id AND state IN (1, 4);

-- refund_set_way: change (id refund_id, before int, after int, decided_by person_id?, sent_at instant?, failure text)
UPDATE refund SET state = :after, decided_by = COALESCE(:decided_by, decided_by),
                  sent_at = :sent_at, failure = :failure,
                  turn = turn + CASE WHEN :after = 2 THEN 1 ELSE 0 END
 WHERE territory_id = :territory AND id = :id AND state = :before;

-- refund_set_ask: change (id refund_id, ask_id int)
UPDATE refund SET state = 2, ask_id = :ask_id, failure = ''
 WHERE territory_id = :territory AND id = :id AND state = 4;

-- What providers have answered and nobody has noted.
-- refund_answers: many () -> id refund_id, failed bool, reason text
SELECT r.id, a.state = 3 AS failed, a.reason
  FROM refund AS r
  JOIN refund_ask AS a ON a.territory_id = r.territory_id AND a.id = r.ask_id
 WHERE r.territory_id = :territory AND r.state <> 3 AND r.state = 2 AND a.state <> 1
 ORDER BY r.id LIMIT 100;

-- What had been sent and failed after all.
-- refund_late_failures: many () -> as refund_answers
SELECT r.id, a.state = 3 AS failed, a.reason
  FROM refund_ask AS a
  JOIN refund AS r ON r.territory_id = a.territory_id AND r.ask_id = a.id AND r.ask_id <> 0
 WHERE a.territory_id = :territory AND a.state = 3 AND r.state = 3
 ORDER BY r.id LIMIT 100;

-- What the bank said of them and nobody has taken up, in its order.
-- refund_news_list: many () -> line_id int, id refund_id, gone bool, reason text
SELECT line_id, refund_id AS id, gone, reason FROM refund_news
 WHERE territory_id = :territory AND noted_at IS NULL ORDER BY line_id LIMIT 100;

-- refund_news_set_noted: change (line_id int, noted_at instant)
UPDATE refund_news SET noted_at = :noted_at
 WHERE territory_id = :territory AND line_id = :line_id AND noted_at IS NULL;
