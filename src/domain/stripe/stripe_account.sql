-- include "domain/shop/shop.h"

-- stripe_account_insert: change (merchant_id merchant_id, made_at instant)
INSERT INTO stripe_account (territory_id, merchant_id, account, able, pays_on, submitted,
                            questions, reason, link, link_until, failure, made_at, told_at)
VALUES (:territory, :merchant_id, '', FALSE, FALSE, FALSE,
        0, '', '', 0, '', :made_at, 0)
    ON CONFLICT DO NOTHING;

-- stripe_account_row: one (merchant_id merchant_id) -> account text, able bool, pays_on bool, submitted bool, questions int, reason text, link text, link_until instant, failure text, told_at instant
SELECT account, able, pays_on, submitted, questions, reason, link, link_until, failure, told_at
  FROM stripe_account WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- stripe_account_named: one (account text) -> merchant_id merchant_id
SELECT merchant_id FROM stripe_account
 WHERE territory_id = :territory AND account = :account AND account <> '';

-- stripe_account_set_name: change (merchant_id merchant_id, account text)
UPDATE stripe_account SET account = :account, failure = ''
 WHERE territory_id = :territory AND merchant_id = :merchant_id AND account = '';

-- stripe_account_set_link: run (merchant_id merchant_id, link text, link_until instant, failure text)
UPDATE stripe_account SET link = :link, link_until = :link_until, failure = :failure
 WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- stripe_account_set: run (merchant_id merchant_id, able bool, pays_on bool, submitted bool, questions int, reason text, told_at instant)
UPDATE stripe_account SET able = :able, pays_on = :pays_on, submitted = :submitted,
       questions = :questions, reason = :reason, told_at = :told_at
 WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- stripe_account_asked: run (merchant_id merchant_id, told_at instant)
UPDATE stripe_account SET told_at = :told_at
 WHERE territory_id = :territory AND merchant_id = :merchant_id;

-- stripe_account_merchant: one (merchant_id merchant_id) -> name text, email text
SELECT name, email FROM merchant WHERE territory_id = :territory AND id = :merchant_id;

-- Few: those who began and have not finished.
-- stripe_account_due: many (before_at instant) -> merchant_id merchant_id, account text
SELECT merchant_id, account FROM stripe_account
 WHERE territory_id = :territory AND account <> '' AND NOT able AND told_at < :before_at
 LIMIT 50;
