-- include "domain/joining/registration.h"

-- registration_row: one (id registration_id) -> id registration_id, state int, number text, name text, trade text, street text, postcode text, town text, latitude real?, longitude real?, phone text, website text, description text, opening_hours text, services text, takes_vouchers bool, iban text, account_holder text, person_name text, email text, language text, photo text, photo_text text, check_state int, check_tries int, check_name text, check_address text, check_activity text, check_closed bool, confirmed_at instant?, shop_id shop_id?, created_at instant
SELECT id, state, number, name, trade, street, postcode, town, latitude, longitude, phone, website,
       description, opening_hours, services, takes_vouchers, iban, account_holder, person_name,
       email, language, photo, photo_text, check_state, check_tries, check_name, check_address,
       check_activity, check_closed, confirmed_at, shop_id, created_at
  FROM registration WHERE territory_id = :territory AND id = :id;

-- registration_insert: run (id registration_id, number text, language text, check_state int, now instant)
INSERT INTO registration (territory_id, id, state, number, name, trade, street, postcode, town,
                          phone, website, description, opening_hours, services, takes_vouchers,
                          iban, account_holder, person_name, email, language, photo, check_state,
                          check_tries, check_next_at, check_name, check_address, check_activity,
                          check_closed, created_at, updated_at)
VALUES (:territory, :id, 1, :number, '', '', '', '', '', '', '', '', '', '', TRUE, '', '', '', '',
        :language, '', :check_state, 0, :now, '', '', '', FALSE, :now, :now);

-- registration_update: change (id registration_id, name text, trade text, street text, postcode text, town text, latitude real?, longitude real?, phone text, website text, description text, opening_hours text, services text, takes_vouchers bool, iban text, account_holder text, person_name text, email text, now instant)
UPDATE registration
   SET name = :name, trade = :trade, street = :street, postcode = :postcode, town = :town,
       latitude = :latitude, longitude = :longitude, phone = :phone, website = :website,
       description = :description, opening_hours = :opening_hours, services = :services,
       takes_vouchers = :takes_vouchers, iban = :iban, account_holder = :account_holder,
       person_name = :person_name, email = :email, updated_at = :now
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- registration_photo: change (id registration_id, photo text, photo_text text, now instant)
UPDATE registration SET photo = :photo, photo_text = :photo_text, updated_at = :now
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- registration_set_state: change (id registration_id, before int, state int, shop_id shop_id?, now instant)
UPDATE registration SET state = :state, shop_id = :shop_id, updated_at = :now
 WHERE territory_id = :territory AND id = :id AND state = :before;

-- registration_set_confirmed: run (id registration_id, now instant)
UPDATE registration SET confirmed_at = :now WHERE territory_id = :territory AND id = :id;

-- Prefills what the shopkeeper has not typed yet.
-- registration_set_found: run (id registration_id, name text, trade text, street text, postcode text, town text, latitude real?, longitude real?, check_name text, check_address text, check_activity text, check_closed bool)
UPDATE registration
   SET check_state = 2, check_name = :check_name, check_address = :check_address,
       check_activity = :check_activity, check_closed = :check_closed,
       name = CASE WHEN name = '' THEN :name ELSE name END,
       trade = CASE WHEN trade = '' THEN :trade ELSE trade END,
       latitude = CASE WHEN street = '' THEN :latitude ELSE latitude END,
       longitude = CASE WHEN street = '' THEN :longitude ELSE longitude END,
       postcode = CASE WHEN street = '' THEN :postcode ELSE postcode END,
       town = CASE WHEN street = '' THEN :town ELSE town END,
       street = CASE WHEN street = '' THEN :street ELSE street END
 WHERE territory_id = :territory AND id = :id AND check_state = 1;

-- registration_set_check: run (id registration_id, check_state int, tries int, next_at instant)
UPDATE registration SET check_state = :check_state, check_tries = :tries, check_next_at = :next_at
 WHERE territory_id = :territory AND id = :id AND check_state = 1;

-- registration_due_page: many (now instant) -> territory territory_id, id registration_id, number text, tries int
-- across territories: one job asks for the whole installation
SELECT territory_id AS territory, id, number, check_tries AS tries FROM registration
 WHERE check_state = 1 AND check_next_at <= :now
 ORDER BY check_next_at, territory_id, id LIMIT 10;

-- registration_drop: run (before_at instant)
DELETE FROM registration WHERE territory_id = :territory AND state = 1 AND updated_at < :before_at;

-- registration_same_number: many (siret text) -> slug text, name text, street text, town text
SELECT slug, name, street, town_name AS town FROM shop
 WHERE territory_id = :territory AND siret = :siret AND siret <> '' AND closed_at IS NULL
 ORDER BY id LIMIT 6;

-- registration_in_town: each (town_id town_id) -> slug text, name text, street text, town text, latitude real?, longitude real?, siret text
SELECT slug, name, street, town_name AS town, latitude, longitude, siret FROM shop
 WHERE territory_id = :territory AND town_id = :town_id AND closed_at IS NULL;
