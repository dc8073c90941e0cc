-- Of what was paid out, what came back: a merchant's sale was paid back after he had its money, and
-- his provider took it from his account there.
ALTER TABLE payout ADD COLUMN fetched_minor BIGINT NOT NULL DEFAULT 0;
UPDATE payout
   SET fetched_minor =
       (SELECT COALESCE(SUM(r.from_minor), 0) FROM stripe_refund AS r
         WHERE r.territory_id = payout.territory_id AND r.from_payout_id = payout.id
           AND NOT EXISTS (SELECT 1 FROM stripe_call AS c
                            WHERE c.territory_id = r.territory_id AND c.kind IN (11, 12)
                              AND c.noun_id = r.refund_id AND c.state = 1))
 WHERE EXISTS (SELECT 1 FROM stripe_refund AS r
                WHERE r.territory_id = payout.territory_id AND r.from_payout_id = payout.id);

-- What could not be sent back, also days after it seemed sent.
CREATE INDEX refund_ask_failed ON refund_ask (territory_id, id) WHERE state = 3;
