-- An update, so that two who note the same square at once, or one who takes it out, see each other.
-- square_note_one: run (square int)
INSERT INTO square_changed (territory_id, square, times) VALUES (:territory, :square, 1)
    ON CONFLICT (territory_id, square) DO UPDATE SET times = square_changed.times + 1;

-- square_changed_some: many () -> square int, times int
SELECT square, times FROM square_changed WHERE territory_id = :territory ORDER BY square LIMIT 64;

-- square_counted: run (square int, times int)
DELETE FROM square_changed WHERE territory_id = :territory AND square = :square AND times = :times;
