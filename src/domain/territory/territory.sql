-- installation_row: one () -> master_key bytes, demonstration bool, created_at instant
SELECT master_key, demonstration, created_at FROM installation WHERE id = 1;

-- installation_insert: run (master_key bytes, demonstration bool, created_at instant)
INSERT INTO installation (id, master_key, demonstration, created_at)
VALUES (1, :master_key, :demonstration, :created_at);

-- include "base/ctx.h"
-- territory_row: one (id territory_id) -> id territory_id, slug text, name text, currency text, zone text, country text, region text, languages text, accent text, contact_email text, debtor_name text, debtor_iban text, debtor_bic text, is_default bool
SELECT id, slug, name, currency, zone, country, region, languages, accent, contact_email,
       debtor_name, debtor_iban, debtor_bic, is_default
  FROM territory WHERE id = :id;

-- territory_id_by_host: one (host text) -> id territory_id
-- across territories: a host name says which territory a request is for
SELECT territory_id AS id FROM territory_host WHERE host = :host;

-- territory_id_by_slug: one (slug text) -> id territory_id
SELECT id FROM territory WHERE slug = :slug;

-- territory_id_by_default: one () -> id territory_id
SELECT id FROM territory WHERE is_default;

-- territory_ids: many () -> id territory_id
SELECT id FROM territory ORDER BY name, id LIMIT 10000;

-- territory_insert: run (id territory_id, slug text, name text, currency text, zone text, country text, region text, languages text, accent text, contact_email text, debtor_name text, debtor_iban text, debtor_bic text, is_default bool, created_at instant)
INSERT INTO territory (id, slug, name, currency, zone, country, region, languages, accent,
                       contact_email, debtor_name, debtor_iban, debtor_bic, is_default, created_at)
VALUES (:id, :slug, :name, :currency, :zone, :country, :region, :languages, :accent,
        :contact_email, :debtor_name, :debtor_iban, :debtor_bic, :is_default, :created_at);

-- territory_update: run (id territory_id, name text, region text, languages text, accent text, contact_email text, debtor_name text, debtor_iban text, debtor_bic text, is_default bool)
UPDATE territory
   SET name = :name, region = :region, languages = :languages, accent = :accent,
       contact_email = :contact_email, debtor_name = :debtor_name, debtor_iban = :debtor_iban,
       debtor_bic = :debtor_bic, is_default = :is_default
 WHERE id = :id;

-- territory_unset_default: run ()
UPDATE territory SET is_default = FALSE WHERE is_default;

-- territory_host_insert: run (host text, id territory_id)
-- across territories: a host name belongs to one territory of them all
INSERT INTO territory_host (host, territory_id, main)
VALUES (:host, :id, NOT EXISTS (SELECT 1 FROM territory_host WHERE territory_id = :id));

-- territory_host_set_main: run (host text)
UPDATE territory_host SET main = (host = :host) WHERE territory_id = :territory;

-- territory_host_delete: change (host text)
DELETE FROM territory_host WHERE host = :host AND territory_id = :territory;

-- territory_host_of: one (id territory_id) -> host text
-- across territories: asked for one, by a job that serves them all
SELECT host FROM territory_host WHERE territory_id = :id ORDER BY main DESC, host LIMIT 1;
