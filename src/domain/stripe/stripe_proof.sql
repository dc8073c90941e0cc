-- stripe_proof_set: run (day_on day, told_minor int, books_minor int, named_minor int, proved_at instant)
INSERT INTO stripe_proof (territory_id, day_on, told_minor, books_minor, named_minor, proved_at)
VALUES (:territory, :day_on, :told_minor, :books_minor, :named_minor, :proved_at)
    ON CONFLICT (territory_id, day_on) DO UPDATE
   SET told_minor = excluded.told_minor, books_minor = excluded.books_minor,
       named_minor = excluded.named_minor, proved_at = excluded.proved_at;

-- stripe_proof_named: one (currency text) -> named_minor int
SELECT CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS named_minor FROM stripe_move
 WHERE territory_id = :territory AND NOT matched AND currency = :currency;

-- stripe_proof_page: many (first_on day, last_on day) -> day_on day, told_minor int, books_minor int, named_minor int, proved_at instant
SELECT day_on, told_minor, books_minor, named_minor, proved_at FROM stripe_proof
 WHERE territory_id = :territory AND day_on >= :first_on AND day_on <= :last_on
 ORDER BY day_on LIMIT 400;

-- stripe_proof_newest: one () -> day_on day, told_minor int, books_minor int, named_minor int, proved_at instant
SELECT day_on, told_minor, books_minor, named_minor, proved_at FROM stripe_proof
 WHERE territory_id = :territory ORDER BY day_on DESC LIMIT 1;
