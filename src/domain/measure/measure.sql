-- include "domain/measure/measure.h"

-- measure_all: many () -> id measure_id, name text, trades text, towns text, west real?, south real?, east real?, north real?, from_on day, until_on day, hours text, services text, vouchers bool, created_at instant, lifted_at instant?
SELECT id, name, trades, towns, west, south, east, north, from_on, until_on, hours, services,
       vouchers, created_at, lifted_at
  FROM measure WHERE territory_id = :territory ORDER BY id DESC LIMIT 100;

-- measure_current: many (today day) -> as measure_all
SELECT id, name, trades, towns, west, south, east, north, from_on, until_on, hours, services,
       vouchers, created_at, lifted_at
  FROM measure
 WHERE territory_id = :territory AND until_on >= :today AND lifted_at IS NULL
 ORDER BY id DESC LIMIT 100;

-- measure_by_id: many (id measure_id) -> as measure_all
SELECT id, name, trades, towns, west, south, east, north, from_on, until_on, hours, services,
       vouchers, created_at, lifted_at
  FROM measure WHERE territory_id = :territory AND id = :id LIMIT 1;

-- measure_insert: run (id measure_id, name text, trades text, towns text, west real?, south real?, east real?, north real?, from_on day, until_on day, hours text, services text, vouchers bool, created_by person_id, created_at instant)
INSERT INTO measure (territory_id, id, name, trades, towns, west, south, east, north, from_on,
                     until_on, hours, services, vouchers, created_by, created_at)
VALUES (:territory, :id, :name, :trades, :towns, :west, :south, :east, :north, :from_on,
        :until_on, :hours, :services, :vouchers, :created_by, :created_at);

-- measure_end: change (id measure_id, lifted_by person_id, lifted_at instant)
UPDATE measure SET lifted_by = :lifted_by, lifted_at = :lifted_at
 WHERE territory_id = :territory AND id = :id AND lifted_at IS NULL;

-- measure_town: one (id town_id) -> id town_id
SELECT id FROM town WHERE territory_id = :territory AND id = :id;

-- measure_shops: each () -> trade text, town_id town_id, latitude real?, longitude real?, takes_vouchers bool, slug text, name text, town text
SELECT trade, town_id, latitude, longitude, takes_vouchers, slug, name, town_name AS town
  FROM shop WHERE territory_id = :territory AND closed_at IS NULL;
