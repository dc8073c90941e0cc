-- ground_row: one () -> geojson text, attribution text, west real, south real, east real, north real
SELECT geojson, attribution, west, south, east, north FROM ground WHERE territory_id = :territory;

-- ground_box_row: one () -> attribution text, west real, south real, east real, north real
SELECT attribution, west, south, east, north FROM ground WHERE territory_id = :territory;

-- ground_put: run (geojson text, attribution text, west real, south real, east real, north real, now instant)
INSERT INTO ground (territory_id, geojson, attribution, west, south, east, north, brought_at)
VALUES (:territory, :geojson, :attribution, :west, :south, :east, :north, :now)
    ON CONFLICT (territory_id) DO UPDATE
   SET geojson = excluded.geojson, attribution = excluded.attribution, west = excluded.west,
       south = excluded.south, east = excluded.east, north = excluded.north,
       brought_at = excluded.brought_at;
