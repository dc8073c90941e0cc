-- include "domain/joining/claim.h"
-- include "domain/shop/shop.h"

-- claim_row: one (id claim_id) -> shop_id shop_id, state int, channel int, person_name text, email text, language text, confirmed_at instant?, code_digest bytes?, code_expires_at instant?, tries int
SELECT shop_id, state, channel, person_name, email, language, confirmed_at, code_digest,
       code_expires_at, tries
  FROM claim WHERE territory_id = :territory AND id = :id;

-- claim_insert: run (id claim_id, shop_id shop_id, channel int, person_name text, email text, language text, created_at instant)
INSERT INTO claim (territory_id, id, shop_id, state, channel, person_name, email, language, tries,
                   created_at)
VALUES (:territory, :id, :shop_id, 1, :channel, :person_name, :email, :language, 0, :created_at);

-- claim_set_code: change (id claim_id, code_digest bytes, code_expires_at instant)
UPDATE claim SET state = 2, code_digest = :code_digest, code_expires_at = :code_expires_at,
                 tries = 0
 WHERE territory_id = :territory AND id = :id AND state < 3;

-- claim_count_try: run (id claim_id)
UPDATE claim SET tries = tries + 1 WHERE territory_id = :territory AND id = :id;

-- claim_set_confirmed: run (id claim_id, now instant)
UPDATE claim SET confirmed_at = :now WHERE territory_id = :territory AND id = :id;

-- claim_set_state: change (id claim_id, state int)
UPDATE claim SET state = :state, code_digest = NULL
 WHERE territory_id = :territory AND id = :id AND state < 3;
