-- include "domain/bank/bank.h"
-- include "domain/ledger/ledger.h"

-- bank_file_insert: run (id bank_file_id, kind int, version text, message_id text, file_name text, lines int, read_by person_id, read_at instant)
INSERT INTO bank_file (territory_id, id, kind, version, message_id, file_name, state, lines,
                       read_by, read_at)
VALUES (:territory, :id, :kind, :version, :message_id, :file_name, 1, :lines,
        :read_by, :read_at);

-- bank_file_row: one (id bank_file_id) -> kind int, version text, message_id text, file_name text, state int, lines int, read_at instant
SELECT kind, version, message_id, file_name, state, lines, read_at FROM bank_file
 WHERE territory_id = :territory AND id = :id;

-- bank_file_page: many () -> id bank_file_id, kind int, version text, message_id text, file_name text, state int, lines int, read_at instant
SELECT id, kind, version, message_id, file_name, state, lines, read_at FROM bank_file
 WHERE territory_id = :territory AND state <> 0 ORDER BY id DESC LIMIT 30;

-- bank_file_decide: change (id bank_file_id, state int, decided_by person_id, decided_at instant)
UPDATE bank_file SET state = :state, decided_by = :decided_by, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id AND state = 1;

-- bank_line_insert: run (id bank_line_id, file_id bank_file_id, number int, mark bytes, account text, currency text, amount_minor int, credit bool, reversal bool, booked bool, collective bool, booked_on day, entry text, reference text, end_to_end text, batch text, remittance text, party text, party_iban text, status text, reason text, reason_text text)
INSERT INTO bank_line (territory_id, id, file_id, number, mark, account, currency, amount_minor,
                       credit, reversal, booked, collective, booked_on, entry, reference,
                       end_to_end, batch, remittance, party, party_iban, status, reason,
                       reason_text, state, outcome, noun_id, open_minor, note, refunded_minor)
VALUES (:territory, :id, :file_id, :number, :mark, :account, :currency, :amount_minor,
        :credit, :reversal, :booked, :collective, :booked_on, :entry, :reference,
        :end_to_end, :batch, :remittance, :party, :party_iban, :status, :reason,
        :reason_text, 1, 0, 0, 0, '', 0);

-- bank_line_row: one (id bank_line_id) -> id bank_line_id, file_id bank_file_id, number int, mark bytes, account text, currency text, amount_minor int, credit bool, reversal bool, booked bool, collective bool, booked_on day, entry text, reference text, end_to_end text, batch text, remittance text, party text, party_iban text, status text, reason text, reason_text text, state int, outcome int, noun_id int, open_minor int, note text, asked_by person_id?, decided_at instant?, refunded_minor int
SELECT id, file_id, number, mark, account, currency, amount_minor, credit, reversal, booked,
       collective, booked_on, entry, reference, end_to_end, batch, remittance, party, party_iban,
       status, reason, reason_text, state, outcome, noun_id, open_minor, note, asked_by,
       decided_at, refunded_minor
  FROM bank_line WHERE territory_id = :territory AND id = :id;

-- bank_line_ids: many (file_id bank_file_id, after_number int) -> id bank_line_id
SELECT id FROM bank_line
 WHERE territory_id = :territory AND file_id = :file_id AND number > :after_number
 ORDER BY number LIMIT 200;

-- bank_line_unread: many (file_id bank_file_id, after_number int) -> id bank_line_id, number int
SELECT id, number FROM bank_line
 WHERE territory_id = :territory AND file_id = :file_id AND number > :after_number AND state = 1
 ORDER BY number LIMIT 200;

-- bank_line_open_ids: many () -> id bank_line_id
SELECT id FROM bank_line
 WHERE territory_id = :territory AND state IN (4, 5, 7) ORDER BY id LIMIT 200;

-- bank_open_sum: one () -> open_minor int
SELECT CAST(COALESCE(SUM(open_minor), 0) AS BIGINT) AS open_minor FROM bank_line
 WHERE territory_id = :territory AND state IN (4, 5, 7);

-- bank_line_marked: one (mark bytes) -> id bank_line_id
SELECT id FROM bank_line WHERE territory_id = :territory AND mark = :mark AND state >= 3;

-- What was applied of this entry of the account, as one sum or in details.
-- bank_line_entry: one (account text, entry text, collective bool) -> id bank_line_id, outcome int
SELECT id, outcome FROM bank_line
 WHERE territory_id = :territory AND account = :account AND entry = :entry AND state >= 3
   AND collective = :collective
 ORDER BY id LIMIT 1;

-- bank_line_settle: change (id bank_line_id, before int, after int, outcome int, noun_id int, open_minor int)
UPDATE bank_line SET state = :after, outcome = :outcome, noun_id = :noun_id,
       open_minor = :open_minor
 WHERE territory_id = :territory AND id = :id AND state = :before;

-- bank_line_note: run (id bank_line_id, note text, decided_by person_id, decided_at instant)
UPDATE bank_line SET note = :note, decided_by = :decided_by, decided_at = :decided_at
 WHERE territory_id = :territory AND id = :id;

-- bank_line_refunded: run (id bank_line_id, refunded_minor int)
UPDATE bank_line SET refunded_minor = :refunded_minor
 WHERE territory_id = :territory AND id = :id;

-- bank_line_ask: run (id bank_line_id, pending_id transfer_id, asked_by person_id)
UPDATE bank_line SET pending_id = :pending_id, asked_by = :asked_by
 WHERE territory_id = :territory AND id = :id;

-- bank_line_pending: one (id bank_line_id) -> pending_id transfer_id?
SELECT pending_id FROM bank_line WHERE territory_id = :territory AND id = :id;

-- The parts of an order have done their work.
-- bank_line_use_held: run (noun_id int)
UPDATE bank_line SET state = 6, open_minor = 0
 WHERE territory_id = :territory AND noun_id = :noun_id AND noun_id <> 0 AND state = 7;

-- The line that completed a payment: what comes for the same order later is another.
-- bank_paid_insert: run (payment_id payment_id, line_id bank_line_id)
INSERT INTO bank_paid (territory_id, payment_id, line_id)
VALUES (:territory, :payment_id, :line_id);

-- bank_line_drop: run (file_id bank_file_id)
UPDATE bank_line SET state = 0
 WHERE territory_id = :territory AND file_id = :file_id AND state = 1;

-- Payments of a batch that are on their way.
-- bank_payouts: many (batch_id batch_id) -> id payout_id
SELECT id FROM payout WHERE territory_id = :territory AND batch_id = :batch_id
   AND state IN (1, 2) ORDER BY id LIMIT 5000;

-- The last one that paid it: the others were too little or too late.
-- bank_payer: one (noun_id int) -> party_iban text, party text
SELECT party_iban, party FROM bank_line
 WHERE territory_id = :territory AND noun_id = :noun_id AND noun_id <> 0 AND credit
   AND party_iban <> ''
 ORDER BY id DESC LIMIT 1;

-- A refund that was given to the bank (4): still on its way (2) or gone (3)?
-- bank_refund: one (id int) -> paid_minor int, under_way bool, gone bool, turn int, iban text
SELECT paid_minor, state = 2 AS under_way, state IN (2, 3) AS gone, turn, iban FROM refund
 WHERE territory_id = :territory AND id = :id AND via = 4;

-- What we pay to a neighbour by a transfer that was prepared here: may it still be refused (1, 4), did
-- a second person say that the bank has it (1, 2), has the neighbour received it (2)?
-- bank_net: one (id int) -> amount_minor int, under_way bool, confirmed bool, received bool, iban text
SELECT amount_minor, state IN (1, 4) AS under_way, state IN (1, 2) AS confirmed,
       state = 2 AS received, iban
  FROM netting_settlement
 WHERE territory_id = :territory AND id = :id AND we_pay AND iban <> '';

-- bank_net_news: run (line_id bank_line_id, settlement_id int, gone bool, day_on day, reason text, created_at instant)
INSERT INTO netting_news (territory_id, line_id, settlement_id, gone, day_on, reason, created_at)
VALUES (:territory, :line_id, :settlement_id, :gone, :day_on, :reason, :created_at);

-- Refunds of this sum that the bank was given (4) and are on their way (2), and of which no file has
-- said that they left.
-- bank_claimable: many (minor int) -> id int, holder text
SELECT r.id, r.holder FROM refund AS r
 WHERE r.territory_id = :territory AND r.state <> 3 AND r.state = 2 AND r.via = 4
   AND r.paid_minor = :minor
   AND NOT EXISTS (SELECT 1 FROM refund_news AS n
                    WHERE n.territory_id = :territory AND n.refund_id = r.id
                      AND n.noted_at IS NULL)
 ORDER BY r.id LIMIT 50;

-- bank_line_claim: run (id bank_line_id, asked_by person_id)
UPDATE bank_line SET asked_by = :asked_by WHERE territory_id = :territory AND id = :id;
