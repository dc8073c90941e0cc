-- map_positions: each () -> latitude real, longitude real
SELECT latitude, longitude FROM shop
 WHERE territory_id = :territory AND closed_at IS NULL AND latitude IS NOT NULL;

-- map_reach_of_all: one () -> west real?, south real?, east real?, north real?
SELECT min(longitude) AS west, min(latitude) AS south, max(longitude) AS east,
       max(latitude) AS north
  FROM shop WHERE territory_id = :territory AND closed_at IS NULL AND latitude IS NOT NULL;

-- map_cells: each (level int) -> cell int, shops int, latitude real, longitude real
SELECT cell, shops, latitude, longitude FROM map_cell
 WHERE territory_id = :territory AND level = :level ORDER BY cell;

-- One row of squares on a screen.
-- map_cells_between: many (level int, first int, last int) -> cell int, shops int, latitude real, longitude real
SELECT cell, shops, latitude, longitude FROM map_cell
 WHERE territory_id = :territory AND level = :level AND cell BETWEEN :first AND :last
 ORDER BY cell LIMIT 400;

-- map_cell_put: run (level int, cell int, shops int, latitude real, longitude real)
INSERT INTO map_cell (territory_id, level, cell, shops, latitude, longitude)
VALUES (:territory, :level, :cell, :shops, :latitude, :longitude)
    ON CONFLICT (territory_id, level, cell) DO UPDATE
   SET shops = excluded.shops, latitude = excluded.latitude, longitude = excluded.longitude;

-- map_cell_delete: run (level int, cell int)
DELETE FROM map_cell WHERE territory_id = :territory AND level = :level AND cell = :cell;

-- map_extent_row: one () -> west real, south real, east real, north real
SELECT west, south, east, north FROM map_extent WHERE territory_id = :territory;

-- map_extent_put: run (west real, south real, east real, north real)
INSERT INTO map_extent (territory_id, west, south, east, north)
VALUES (:territory, :west, :south, :east, :north)
    ON CONFLICT (territory_id) DO UPDATE
   SET west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north;

-- map_extent_delete: run ()
DELETE FROM map_extent WHERE territory_id = :territory;
