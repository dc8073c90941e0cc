-- include "domain/accounts/memory.h"
-- include "domain/shop/shop.h"

-- For tests: other names and settings for everything, as people would choose them one by one.

-- renamed_territory: run ()
UPDATE territory SET name = 'Autreville', accent = '#123456', languages = 'de,fr'
 WHERE id = :territory;

-- renamed_merchants: run ()
UPDATE merchant SET name = name || ' et fils', siren = '552100554', iban = '',
       account_holder = 'Autre'
 WHERE territory_id = :territory;

-- renamed_shops: run ()
UPDATE shop SET name = name || ' du Parc', siret = '' WHERE territory_id = :territory;

-- renamed_campaigns: run ()
UPDATE campaign SET name = 'Campagne renommée', slug = 'autre' WHERE territory_id = :territory;

-- renamed_funders: run ()
UPDATE funder SET name = name || ' unie' WHERE territory_id = :territory;

-- What an archive remembers.
-- renamed_memory: run (id int)
UPDATE archive_word SET name = 'Autre motif'
 WHERE territory_id = :territory AND kind = 23 AND id = :id;

-- renamed_people: run ()
-- across territories: people belong to the installation
UPDATE person SET name = 'Autre Nom' WHERE id > 0;

-- renamed_remembered: one (archive_id archive_id) -> words int, lines int, papers int
SELECT CAST((SELECT count(*) FROM archive_word
              WHERE territory_id = :territory AND archive_id = :archive_id) AS BIGINT) AS words,
       CAST((SELECT count(*) FROM archive_line
              WHERE territory_id = :territory AND archive_id = :archive_id) AS BIGINT) AS lines,
       CAST((SELECT count(*) FROM archive_paper
              WHERE territory_id = :territory AND archive_id = :archive_id) AS BIGINT) AS papers;
