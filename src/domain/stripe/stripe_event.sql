-- stripe_event_insert: change (event text, type text, object text, outcome int, fetched bool, made_at instant, received_at instant)
INSERT INTO stripe_event (territory_id, event, type, object, outcome, fetched, made_at,
                          received_at)
VALUES (:territory, :event, :type, :object, :outcome, :fetched, :made_at,
        :received_at)
    ON CONFLICT DO NOTHING;

-- stripe_event_page: many () -> event text, type text, object text, outcome int, fetched bool, received_at instant
SELECT event, type, object, outcome, fetched, received_at FROM stripe_event
 WHERE territory_id = :territory ORDER BY received_at DESC, event LIMIT 20;

-- stripe_event_drop: run (before_at instant)
DELETE FROM stripe_event WHERE territory_id = :territory AND received_at < :before_at;
