-- photo_list: many (digest text) -> size int, width int, height int
SELECT size, width, height FROM photo
 WHERE territory_id = :territory AND digest = :digest ORDER BY size LIMIT 4;

-- photo_bytes: one (digest text, size int) -> bytes bytes
SELECT bytes FROM photo
 WHERE territory_id = :territory AND digest = :digest AND size = :size;

-- photo_shown: one (digest text)
SELECT id FROM shop
 WHERE territory_id = :territory AND photo = :digest AND photo <> '' LIMIT 1;

-- photo_insert: run (digest text, size int, width int, height int, bytes bytes, now instant)
INSERT INTO photo (territory_id, digest, size, width, height, bytes, created_at)
VALUES (:territory, :digest, :size, :width, :height, :bytes, :now)
    ON CONFLICT (territory_id, digest, size) DO NOTHING;

-- photo_delete: run (digest text)
DELETE FROM photo
 WHERE territory_id = :territory AND digest = :digest
   AND NOT EXISTS (SELECT id FROM shop WHERE shop.territory_id = photo.territory_id
                      AND shop.photo = photo.digest AND shop.photo <> '')
   AND NOT EXISTS (SELECT id FROM registration WHERE registration.territory_id = photo.territory_id
                      AND registration.photo = photo.digest AND registration.photo <> '');

-- photo_delete_unused: run ()
DELETE FROM photo
 WHERE territory_id = :territory
   AND NOT EXISTS (SELECT id FROM shop WHERE shop.territory_id = photo.territory_id
                      AND shop.photo = photo.digest AND shop.photo <> '')
   AND NOT EXISTS (SELECT id FROM registration WHERE registration.territory_id = photo.territory_id
                      AND registration.photo = photo.digest AND registration.photo <> '');
