-- Listed shops that a source no longer has.
-- review_missing: many () -> slug text, name text, town text, source text, missing_on day
SELECT s.slug, s.name, s.town_name AS town, m.source, m.missing_on
  FROM shop_source AS m JOIN shop AS s ON s.territory_id = m.territory_id AND s.id = m.shop_id
 WHERE m.territory_id = :territory AND m.missing_on IS NOT NULL AND s.closed_at IS NULL
 ORDER BY m.source, m.source_id LIMIT 50;
