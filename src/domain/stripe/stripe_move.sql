-- stripe_move_insert: change (id int, move text, type text, source text, noun_id int, amount_minor int, fee_minor int, currency text, matched bool, moved_at instant)
INSERT INTO stripe_move (territory_id, id, move, type, source, noun_id, amount_minor, fee_minor,
                         currency, matched, moved_at)
VALUES (:territory, :id, :move, :type, :source, :noun_id, :amount_minor, :fee_minor,
        :currency, :matched, :moved_at)
    ON CONFLICT DO NOTHING;

-- stripe_move_page: many (from_at instant, until_at instant) -> move text, type text, source text, noun_id int, amount_minor int, fee_minor int, currency text, matched bool, moved_at instant
SELECT move, type, source, noun_id, amount_minor, fee_minor, currency, matched, moved_at
  FROM stripe_move
 WHERE territory_id = :territory AND moved_at >= :from_at AND moved_at < :until_at
 ORDER BY moved_at, id LIMIT 5000;

-- stripe_move_odd_page: many () -> as stripe_move_page
SELECT move, type, source, noun_id, amount_minor, fee_minor, currency, matched, moved_at
  FROM stripe_move
 WHERE territory_id = :territory AND NOT matched ORDER BY id LIMIT 200;

-- A refund of ours: what was asked for, or odd money that went back.
-- stripe_move_refund: one (refund_id int) -> asked_minor int?, odd_minor int?
SELECT a.amount_minor AS asked_minor, o.amount_minor AS odd_minor FROM stripe_refund AS r
  LEFT JOIN refund_ask AS a ON a.territory_id = r.territory_id AND a.id = r.refund_id
  LEFT JOIN stripe_odd AS o ON o.territory_id = r.territory_id AND o.id = r.refund_id
 WHERE r.territory_id = :territory AND r.refund_id = :refund_id;

-- stripe_move_transfer: one (transfer text) -> payout_id int, amount_minor int
SELECT payout_id, amount_minor FROM stripe_transfer
 WHERE territory_id = :territory AND transfer = :transfer AND transfer <> '';

-- stripe_move_reversal: one (refund_id int) -> from_minor int
SELECT from_minor FROM stripe_refund
 WHERE territory_id = :territory AND refund_id = :refund_id AND from_minor > 0;

-- Money of this payment that was set aside.
-- stripe_move_aside: one (payment_id int) -> amount_minor int, currency text
SELECT amount_minor, currency FROM stripe_odd
 WHERE territory_id = :territory AND noun_id = :payment_id AND kind IN (1, 2, 3)
 ORDER BY id LIMIT 1;

-- What our books said after Stripe's list.
-- stripe_move_match_charges: run (currency text)
UPDATE stripe_move SET matched = TRUE
 WHERE territory_id = :territory AND NOT matched AND type IN ('charge', 'payment')
   AND currency = :currency
   AND EXISTS (SELECT 1 FROM payment AS p
                WHERE p.territory_id = :territory AND p.id = stripe_move.noun_id
                  AND p.state = 2 AND p.amount_minor = stripe_move.amount_minor);

-- stripe_move_match_transfers: run (currency text)
UPDATE stripe_move SET matched = TRUE
 WHERE territory_id = :territory AND NOT matched AND type = 'transfer' AND currency = :currency
   AND EXISTS (SELECT 1 FROM stripe_transfer AS t
                WHERE t.territory_id = :territory AND t.transfer = stripe_move.source
                  AND t.transfer <> '' AND t.amount_minor = - stripe_move.amount_minor);
