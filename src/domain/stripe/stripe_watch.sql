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
