-- The map's squares whose shops changed since they were counted: a change is then counted where it
-- happened, whatever the number of shops. Whoever counts takes out what he has counted.
CREATE TABLE square_changed (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  square BIGINT NOT NULL,              -- of map_cell's finest level; -1: all of them
  times BIGINT NOT NULL,               -- a change while one counts stays noted
  PRIMARY KEY (territory_id, square)
) WITHOUT ROWID;

INSERT INTO square_changed (territory_id, square, times) SELECT id, -1, 1 FROM territory;
