-- shop_find: one (id shop_id) -> name text
SELECT name FROM shop WHERE id = :id;

-- shop_forgotten: many () -> name text
SELECT name FROM shop LIMIT 1;

-- A comment that says: one thing is not a statement.
