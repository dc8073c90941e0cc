-- include "domain/shop/shop.h"

-- edit_row: one (id shop_id) -> edited_fields text
SELECT edited_fields FROM shop WHERE territory_id = :territory AND id = :id;

-- edit_note: run (id shop_id, edited_fields text)
UPDATE shop SET edited_fields = :edited_fields WHERE territory_id = :territory AND id = :id;

-- edit_exceptions: many (shop shop_id, from_day day) -> from_on day, to_on day, value text, note text
SELECT from_on, to_on, value, note FROM shop_exception
 WHERE territory_id = :territory AND shop_id = :shop AND to_on >= :from_day
 ORDER BY from_on, id LIMIT 40;

-- edit_exceptions_clear: run (shop shop_id, from_day day)
DELETE FROM shop_exception
 WHERE territory_id = :territory AND shop_id = :shop AND to_on >= :from_day;

-- edit_exception_insert: run (shop shop_id, id int, from_on day, to_on day, value text, note text, created_at instant)
INSERT INTO shop_exception (territory_id, shop_id, id, from_on, to_on, value, note, created_at)
VALUES (:territory, :shop, :id, :from_on, :to_on, :value, :note, :created_at);

-- edit_services: many (shop shop_id) -> service text, value text
SELECT service, value FROM shop_service_hours
 WHERE territory_id = :territory AND shop_id = :shop ORDER BY service LIMIT 4;

-- edit_services_clear: run (shop shop_id)
DELETE FROM shop_service_hours WHERE territory_id = :territory AND shop_id = :shop;

-- edit_service_insert: run (shop shop_id, service text, value text)
INSERT INTO shop_service_hours (territory_id, shop_id, service, value)
VALUES (:territory, :shop, :service, :value);

-- edit_confirm: run (id shop_id, now instant)
UPDATE shop SET confirmed_at = :now WHERE territory_id = :territory AND id = :id;

-- edit_photo: run (id shop_id, photo text, photo_text text, now instant)
UPDATE shop SET photo = :photo, photo_text = :photo_text, updated_at = :now
 WHERE territory_id = :territory AND id = :id;

-- edit_close: change (id shop_id, now instant)
UPDATE shop SET closed_at = :now, state = 2, updated_at = :now
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- edit_reopen: change (id shop_id, now instant)
UPDATE shop SET closed_at = NULL, state = 1, updated_at = :now
 WHERE territory_id = :territory AND id = :id AND state = 2;

-- edit_give: run (id shop_id, merchant merchant_id, now instant)
UPDATE shop SET merchant_id = :merchant, updated_at = :now
 WHERE territory_id = :territory AND id = :id;
