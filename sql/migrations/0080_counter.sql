-- Vouchers sold at a counter, against cash or a cheque.

-- How a territory's counter works. Without a row it is closed.
CREATE TABLE desk_setting (
  territory_id BIGINT PRIMARY KEY REFERENCES territory (id),
  is_open BOOLEAN NOT NULL,
  difference_minor BIGINT NOT NULL,    -- a larger one asks for a second person
  changed_by BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- A cash box, from the float put into it to the count at the end.
CREATE TABLE cash_box (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum box_state
  float_minor BIGINT NOT NULL,
  opened_by BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  counted TEXT NOT NULL DEFAULT '',    -- pieces, largest first: "5000x2 100x7"
  counted_minor BIGINT NOT NULL DEFAULT 0,
  expected_minor BIGINT NOT NULL DEFAULT 0, -- at that moment
  note TEXT NOT NULL DEFAULT '',       -- why they differ
  counted_at BIGINT,
  decided_by BIGINT,                   -- the second person, where one was asked
  decided_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
-- Nobody has two open boxes.
CREATE UNIQUE INDEX cash_box_own ON cash_box (territory_id, opened_by) WHERE state = 1;

-- What somebody paid at the counter in one go: one voucher or many.
CREATE TABLE counter_sale (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,                  -- made with the form, so that sending it twice sells once
  box_id BIGINT NOT NULL,
  tender INTEGER NOT NULL,             -- enum tender: cash or cheque
  amount_minor BIGINT NOT NULL,
  given_minor BIGINT NOT NULL,         -- cash put on the counter
  vouchers BIGINT NOT NULL,
  buyer_name TEXT NOT NULL,
  cheque_number TEXT NOT NULL,
  cheque_bank TEXT NOT NULL,
  deposit_id BIGINT,                   -- of a cheque that was taken to the bank
  returned_by BIGINT,
  returned_at BIGINT,
  return_note TEXT NOT NULL DEFAULT '',
  lost_minor BIGINT NOT NULL DEFAULT 0, -- had been redeemed when the cheque came back
  sold_by BIGINT NOT NULL,
  sold_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX counter_sale_by_box ON counter_sale (territory_id, box_id, id);
-- Cheques that lie here.
CREATE INDEX counter_cheque_here ON counter_sale (territory_id, id)
 WHERE tender = 2 AND deposit_id IS NULL AND returned_at IS NULL;

CREATE TABLE counter_sale_order (
  territory_id BIGINT NOT NULL,
  sale_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, sale_id, order_id)
) WITHOUT ROWID;
CREATE INDEX counter_sale_by_order ON counter_sale_order (territory_id, order_id);

-- A refund (its id) that was handed over in cash, out of an open box.
CREATE TABLE counter_refund (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  box_id BIGINT NOT NULL,
  amount_minor BIGINT NOT NULL,
  paid_by BIGINT NOT NULL,
  paid_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX counter_refund_by_box ON counter_refund (territory_id, box_id, id);

-- Cash or cheques that were taken to the bank, out of an open box or out of the safe (box 0).
CREATE TABLE cash_deposit (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  box_id BIGINT NOT NULL,
  tender INTEGER NOT NULL,
  amount_minor BIGINT NOT NULL,
  cheques BIGINT NOT NULL,
  slip TEXT NOT NULL,                  -- the bank's reference, as written on its slip
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX cash_deposit_by_box ON cash_deposit (territory_id, box_id, id);
