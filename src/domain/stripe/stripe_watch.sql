-- stripe_watch_row: one () -> events_from int, events_at instant, moves_from int, moves_at instant, balance_at instant, available_minor int, pending_minor int, told_at instant
SELECT events_from, events_at, moves_from, moves_at, balance_at, available_minor, pending_minor,
       told_at
  FROM stripe_watch WHERE territory_id = :territory;

-- stripe_watch_insert: run (from_s int)
INSERT INTO stripe_watch (territory_id, events_from, events_at, moves_from, moves_at, balance_at,
                          available_minor, pending_minor, told_at)
VALUES (:territory, :from_s, 0, :from_s, 0, 0,
        0, 0, 0)
    ON CONFLICT DO NOTHING;

-- stripe_watch_asked_events: run (at instant)
UPDATE stripe_watch SET events_at = :at WHERE territory_id = :territory;

-- stripe_watch_asked_moves: run (at instant)
UPDATE stripe_watch SET moves_at = :at WHERE territory_id = :territory;

-- stripe_watch_asked_balance: run (at instant)
UPDATE stripe_watch SET balance_at = :at WHERE territory_id = :territory;

-- What was made before this second has been read.
-- stripe_watch_read_events: run (from_s int)
UPDATE stripe_watch SET events_from = :from_s
 WHERE territory_id = :territory AND events_from < :from_s;

-- stripe_watch_read_moves: run (from_s int)
UPDATE stripe_watch SET moves_from = :from_s
 WHERE territory_id = :territory AND moves_from < :from_s;

-- stripe_watch_tell: run (available_minor int, pending_minor int, told_at instant)
UPDATE stripe_watch SET available_minor = :available_minor, pending_minor = :pending_minor,
       told_at = :told_at
 WHERE territory_id = :territory;

-- stripe_watch_take: run (minor int)
UPDATE stripe_watch SET available_minor = available_minor - :minor WHERE territory_id = :territory;

-- stripe_move_insert: change (id int, move text, type text, source text, noun_id int, amount_minor int, fee_minor int, currency text, matched bool, moved_at instant)
INSERT INTO stripe_move (territory_id, id, move, type, source, noun_id, amount_minor, fee_minor,
                         currency, matched, moved_at)
VALUES (:territory, :id, :move, :type, :source, :noun_id, :amount_minor, :fee_minor,
        :currency, :matched, :moved_at)
    ON CONFLICT DO NOTHING;

-- stripe_move_odd_page: many () -> move text, type text, source text, noun_id int, amount_minor int, fee_minor int, moved_at instant
SELECT move, type, source, noun_id, amount_minor, fee_minor, moved_at FROM stripe_move
 WHERE territory_id = :territory AND NOT matched ORDER BY id LIMIT 200;

-- stripe_move_page: many (from_at instant, until_at instant) -> move text, type text, source text, noun_id int, amount_minor int, fee_minor int, matched bool, moved_at instant
SELECT move, type, source, noun_id, amount_minor, fee_minor, matched, moved_at FROM stripe_move
 WHERE territory_id = :territory AND moved_at >= :from_at AND moved_at < :until_at
 ORDER BY moved_at, id LIMIT 5000;

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

-- stripe_move_dispute: one (object text) -> noun_id int
SELECT noun_id FROM stripe_odd
 WHERE territory_id = :territory AND kind = 4 AND object = :object;

-- What our books said after Stripe's list.
-- stripe_move_match_charges: run ()
UPDATE stripe_move SET matched = TRUE
 WHERE territory_id = :territory AND NOT matched AND type IN ('charge', 'payment')
   AND EXISTS (SELECT 1 FROM payment AS p
                WHERE p.territory_id = :territory AND p.id = stripe_move.noun_id
                  AND p.state = 2 AND p.amount_minor = stripe_move.amount_minor);

-- stripe_move_match_transfers: run ()
UPDATE stripe_move SET matched = TRUE
 WHERE territory_id = :territory AND NOT matched AND type = 'transfer'
   AND EXISTS (SELECT 1 FROM stripe_transfer AS t
                WHERE t.territory_id = :territory AND t.transfer = stripe_move.source
                  AND t.transfer <> '' AND t.amount_minor = - stripe_move.amount_minor);
