-- include "domain/checkout/checkout.h"

-- gift_insert: run (order_id order_id, send_on day)
INSERT INTO gift (territory_id, order_id, state, send_on)
VALUES (:territory, :order_id, 1, :send_on);

-- gift_by_order: one (order_id order_id) -> name text, email text, message text, state int, send_on day, sent_at instant?
SELECT o.recipient_name AS name, o.recipient_email AS email, o.message, g.state, g.send_on,
       g.sent_at
  FROM gift AS g JOIN voucher_order AS o ON o.territory_id = g.territory_id AND o.id = g.order_id
 WHERE g.territory_id = :territory AND g.order_id = :order_id;

-- gift_list_due: many (today day) -> order_id order_id
SELECT order_id FROM gift WHERE territory_id = :territory AND state = 1 AND send_on <= :today
 ORDER BY send_on, order_id LIMIT 100;

-- gift_set_state: change (order_id order_id, state int, sent_at instant)
UPDATE gift SET state = :state, sent_at = :sent_at
 WHERE territory_id = :territory AND order_id = :order_id AND state = 1;

-- gift_set_day: change (order_id order_id, send_on day)
UPDATE gift SET send_on = :send_on
 WHERE territory_id = :territory AND order_id = :order_id AND state IN (1, 4);

-- gift_hold: change (order_id order_id)
UPDATE gift SET state = 4 WHERE territory_id = :territory AND order_id = :order_id AND state = 1;

-- gift_unhold: run (order_id order_id)
UPDATE gift SET state = 1 WHERE territory_id = :territory AND order_id = :order_id AND state = 4;

-- gift_set_words: change (order_id order_id, email text, message text)
UPDATE voucher_order SET recipient_email = :email, message = :message
 WHERE territory_id = :territory AND id = :order_id;
