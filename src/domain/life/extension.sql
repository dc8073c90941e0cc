-- include "domain/life/extension.h"

-- extension_insert: run (id extension_id, campaign_id campaign_id, shop_id shop_id, first_on day?, last_on day?, revive bool, until_on day, reason text, asked_by person_id, asked_at instant)
INSERT INTO extension (territory_id, id, campaign_id, shop_id, first_on, last_on, revive, until_on,
                       reason, state, voucher_id, alive_count, alive_minor, revived_count,
                       revived_minor, lost_count, lost_minor, asked_by, asked_at)
VALUES (:territory, :id, :campaign_id, :shop_id, :first_on, :last_on, :revive, :until_on, :reason,
        1, 0, 0, 0, 0, 0, 0, 0, :asked_by, :asked_at);

-- extension_by_id: one (id extension_id) -> id extension_id, campaign_id campaign_id, shop_id shop_id, first_on day?, last_on day?, revive bool, until_on day, reason text, state int, voucher_id voucher_id, alive_count int, alive_minor int, revived_count int, revived_minor int, lost_count int, lost_minor int, asked_by person_id, asked_at instant
SELECT id, campaign_id, shop_id, first_on, last_on, revive, until_on, reason, state, voucher_id,
       alive_count, alive_minor, revived_count, revived_minor, lost_count, lost_minor, asked_by,
       asked_at
  FROM extension WHERE territory_id = :territory AND id = :id;

-- extension_page: many () -> id extension_id, campaign_id campaign_id, shop_id shop_id, first_on day?, last_on day?, revive bool, until_on day, reason text, state int, voucher_id voucher_id, alive_count int, alive_minor int, revived_count int, revived_minor int, lost_count int, lost_minor int, asked_by person_id, asked_at instant
SELECT id, campaign_id, shop_id, first_on, last_on, revive, until_on, reason, state, voucher_id,
       alive_count, alive_minor, revived_count, revived_minor, lost_count, lost_minor, asked_by,
       asked_at
  FROM extension WHERE territory_id = :territory ORDER BY id DESC LIMIT 100;

-- extension_next: one () -> id extension_id
SELECT id FROM extension WHERE territory_id = :territory AND state IN (1, 3) ORDER BY id LIMIT 1;

-- extension_turn: change (id extension_id, was int, state int, decided_by person_id, decided_at instant)
UPDATE extension SET state = :state, decided_by = :decided_by, decided_at = :decided_at,
       voucher_id = 0
 WHERE territory_id = :territory AND id = :id AND state = :was;

-- From the beginning, with nothing counted.
-- extension_begin: change (id extension_id, decided_by person_id, decided_at instant)
UPDATE extension SET state = 3, decided_by = :decided_by, decided_at = :decided_at, voucher_id = 0,
       alive_count = 0, alive_minor = 0, revived_count = 0, revived_minor = 0, lost_count = 0,
       lost_minor = 0
 WHERE territory_id = :territory AND id = :id AND state = 2;

-- extension_step: change (id extension_id, was_id voucher_id, voucher_id voucher_id, state int, alive_count int, alive_minor int, revived_count int, revived_minor int, lost_count int, lost_minor int)
UPDATE extension
   SET voucher_id = :voucher_id, state = :state, alive_count = alive_count + :alive_count,
       alive_minor = alive_minor + :alive_minor, revived_count = revived_count + :revived_count,
       revived_minor = revived_minor + :revived_minor, lost_count = lost_count + :lost_count,
       lost_minor = lost_minor + :lost_minor
 WHERE territory_id = :territory AND id = :id AND voucher_id = :was_id AND state IN (1, 3);

-- extension_vouchers: many (after_id voucher_id, count int) -> id voucher_id, campaign_id campaign_id, shop_id shop_id, expires_on day, ended int
SELECT id, campaign_id, shop_id, expires_on, ended FROM voucher
 WHERE territory_id = :territory AND id > :after_id ORDER BY id LIMIT :count;

-- Later only.
-- extension_set_day: change (id voucher_id, until_on day)
UPDATE voucher SET expires_on = :until_on
 WHERE territory_id = :territory AND id = :id AND ended = 0 AND expires_on < :until_on;
