-- Tables and statements with which the engines are tested; they exist in test databases only.

-- probe_schema: schema
CREATE TABLE probe_account (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  balance_minor BIGINT NOT NULL CHECK (balance_minor >= 0),
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;

CREATE TABLE probe_kind (
  id BIGINT PRIMARY KEY,
  text_value TEXT,
  bool_value BOOLEAN,
  real_value DOUBLE,
  bytes_value BYTES,
  instant_value BIGINT,
  day_value INTEGER
);

CREATE TABLE probe_note (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (territory_id, id),
  FOREIGN KEY (territory_id, account_id) REFERENCES probe_account (territory_id, id)
);

-- probe_account_insert: run (id int, balance_minor int)
INSERT INTO probe_account (territory_id, id, balance_minor)
VALUES (:territory, :id, :balance_minor);

-- probe_account_take: one (id int, amount_minor int) -> balance_minor int
UPDATE probe_account SET balance_minor = balance_minor - :amount_minor
 WHERE territory_id = :territory AND id = :id AND balance_minor >= :amount_minor
RETURNING balance_minor;

-- probe_account_find: one (id int) -> balance_minor int
SELECT balance_minor FROM probe_account WHERE territory_id = :territory AND id = :id;

-- probe_account_exists: one (id int)
SELECT 1 FROM probe_account WHERE territory_id = :territory AND id = :id;

-- probe_account_list: many (after_id int, count int) -> id int, balance_minor int
SELECT id, balance_minor FROM probe_account
 WHERE territory_id = :territory AND id > :after_id ORDER BY id LIMIT :count;

-- probe_account_each: each () -> id int, balance_minor int
SELECT id, balance_minor FROM probe_account WHERE territory_id = :territory ORDER BY id;

-- probe_account_sum: one () -> sum_minor int
SELECT CAST(COALESCE(SUM(balance_minor), 0) AS BIGINT) AS sum_minor
  FROM probe_account WHERE territory_id = :territory;

-- probe_account_clear: change (balance_minor int)
UPDATE probe_account SET balance_minor = 0
 WHERE territory_id = :territory AND balance_minor <= :balance_minor;

-- probe_account_set: run (id int, balance_minor int)
UPDATE probe_account SET balance_minor = :balance_minor
 WHERE territory_id = :territory AND id = :id;

-- probe_note_insert: run (id int, account_id int, text text)
INSERT INTO probe_note (territory_id, id, account_id, text)
VALUES (:territory, :id, :account_id, :text);

-- probe_note_each: each () -> id int, text text
SELECT id, text FROM probe_note WHERE territory_id = :territory ORDER BY id;

-- probe_kind_insert: run (id int, text_value text?, bool_value bool?, real_value real?,
--   bytes_value bytes?, instant_value instant?, day_value day?)
INSERT INTO probe_kind (id, text_value, bool_value, real_value, bytes_value, instant_value,
                        day_value)
VALUES (:id, :text_value, :bool_value, :real_value, :bytes_value, :instant_value, :day_value);

-- probe_kind_find: one (id int) -> text_value text?, bool_value bool?, real_value real?,
--   bytes_value bytes?, instant_value instant?, day_value day?
SELECT text_value, bool_value, real_value, bytes_value, instant_value, day_value
  FROM probe_kind WHERE id = :id;

-- Counts to ten million: longer than any limit of the tests.
-- probe_count_long: one () -> total int
WITH RECURSIVE number AS (
  SELECT 1 AS n UNION ALL SELECT n + 1 FROM number WHERE n < 10000000
)
SELECT COUNT(*) AS total FROM number;

-- Copies its own rows until the limit stops it: a write that is interrupted.
-- probe_kind_flood: run (id int)
INSERT INTO probe_kind (id)
WITH RECURSIVE number AS (
  SELECT 1 AS n UNION ALL SELECT n + 1 FROM number WHERE n < 10000000
)
SELECT :id + n FROM number;
