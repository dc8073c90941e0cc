-- The line of the bank that completed a payment: what comes for the same order later is another.
CREATE TABLE bank_paid (
  territory_id BIGINT NOT NULL,
  payment_id BIGINT NOT NULL,
  line_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, payment_id)
) WITHOUT ROWID;
INSERT INTO bank_paid (territory_id, payment_id, line_id)
SELECT l.territory_id, l.noun_id, max(l.id)
  FROM bank_line AS l
  JOIN payment AS p ON p.territory_id = l.territory_id AND p.id = l.noun_id
 WHERE l.noun_id <> 0 AND l.credit AND l.state >= 3
 GROUP BY l.territory_id, l.noun_id;
