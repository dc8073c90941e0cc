-- witness_newest: one () -> day_on day, number int
SELECT day_on, number FROM seal_day
 WHERE territory_id = :territory ORDER BY day_on DESC LIMIT 1;

-- witness_page: many () -> day_on day, number int, hash bytes, published_at instant
SELECT day_on, number, hash, published_at FROM seal_day
 WHERE territory_id = :territory ORDER BY day_on DESC LIMIT 4000;

-- witness_seal: one (number int) -> hash bytes, sealed_at instant
SELECT hash, sealed_at FROM seal WHERE territory_id = :territory AND number = :number;

-- witness_seal_newest: one () -> number int
SELECT number FROM seal WHERE territory_id = :territory ORDER BY number DESC LIMIT 1;

-- witness_publish: run (day_on day, number int, hash bytes, published_at instant)
INSERT INTO seal_day (territory_id, day_on, number, hash, published_at)
VALUES (:territory, :day_on, :number, :hash, :published_at)
    ON CONFLICT (territory_id, day_on) DO NOTHING;
