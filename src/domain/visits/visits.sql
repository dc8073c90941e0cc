-- visits_add_day: run (day_on day, visitors int, pages int)
INSERT INTO visit_day (territory_id, day_on, visitors, pages)
VALUES (:territory, :day_on, :visitors, :pages)
    ON CONFLICT (territory_id, day_on) DO UPDATE
   SET visitors = visit_day.visitors + excluded.visitors,
       pages = visit_day.pages + excluded.pages;

-- visits_since: many (first_on day) -> day_on day, visitors int, pages int
SELECT day_on, visitors, pages FROM visit_day
 WHERE territory_id = :territory AND day_on >= :first_on ORDER BY day_on LIMIT 400;
