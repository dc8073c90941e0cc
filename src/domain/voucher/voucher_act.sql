-- include "domain/voucher/voucher_act.h"

-- act_insert: run (voucher_id voucher_id, id int, kind int, shop_id shop_id, amount_minor int, balance_minor int, noun_id int, person_id person_id, till_id till_id, note text, expires_on day?, created_at instant)
INSERT INTO voucher_act (territory_id, voucher_id, id, kind, shop_id, amount_minor, balance_minor,
                         noun_id, person_id, till_id, note, expires_on, created_at)
VALUES (:territory, :voucher_id, :id, :kind, :shop_id, :amount_minor, :balance_minor,
        :noun_id, :person_id, :till_id, :note, :expires_on,
        :created_at);

-- act_list: many (voucher_id voucher_id) -> kind int, amount_minor int, balance_minor int, noun_id int, person_id person_id, till_id till_id, note text, created_at instant
SELECT kind, amount_minor, balance_minor, noun_id, person_id, till_id, note, created_at
  FROM voucher_act WHERE territory_id = :territory AND voucher_id = :voucher_id
 ORDER BY id LIMIT 200;

-- "amount_minor > 0" lets both engines see that the index of sums is enough.
-- act_sums: one (shop_id shop_id) -> refunded_minor int, expired_minor int, reversed_minor int
SELECT CAST(COALESCE(SUM(CASE WHEN kind IN (4, 5) THEN amount_minor END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN kind = 9 THEN amount_minor END), 0) AS BIGINT),
       CAST(COALESCE(SUM(CASE WHEN kind = 3 THEN amount_minor END), 0) AS BIGINT)
  FROM voucher_act
 WHERE territory_id = :territory AND shop_id = :shop_id AND amount_minor > 0;
