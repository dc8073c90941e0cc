-- fields_commune: one (name text) -> latitude real?, longitude real?
SELECT latitude, longitude FROM commune
 WHERE territory_id = :territory AND name = :name ORDER BY code LIMIT 1;
