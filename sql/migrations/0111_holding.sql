-- Who holds a voucher: gifts that are sent on a day, vouchers passed on, and finding one's own again.

ALTER TABLE voucher_order ADD COLUMN recipient_email TEXT NOT NULL DEFAULT ''; -- of a gift we send
ALTER TABLE voucher_order ADD COLUMN gift_on INTEGER; -- on which day; NULL: at once
ALTER TABLE voucher_order ADD COLUMN support_hidden BOOLEAN NOT NULL DEFAULT FALSE;

-- A gift that is paid, and goes or went to somebody.
CREATE TABLE gift (
  territory_id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  state INTEGER NOT NULL,              -- enum gift_state
  send_on INTEGER NOT NULL,
  sent_at BIGINT,
  PRIMARY KEY (territory_id, order_id)
) WITHOUT ROWID;
CREATE INDEX gift_due ON gift (territory_id, send_on, order_id) WHERE state = 1;

-- Whoever a voucher was passed on to.
CREATE TABLE voucher_holder (
  territory_id BIGINT NOT NULL,
  voucher_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  giver TEXT NOT NULL,                 -- the name of who passed it on
  message TEXT NOT NULL,
  language TEXT NOT NULL,
  PRIMARY KEY (territory_id, voucher_id)
) WITHOUT ROWID;

-- Under which addresses a voucher is found: its buyer's, and of whoever it was given to.
CREATE TABLE voucher_address (
  territory_id BIGINT NOT NULL,
  email TEXT NOT NULL,                 -- in small letters
  voucher_id BIGINT NOT NULL,
  PRIMARY KEY (territory_id, email, voucher_id)
) WITHOUT ROWID;
INSERT INTO voucher_address (territory_id, email, voucher_id)
SELECT territory_id, lower(buyer_email), voucher_id FROM voucher_order
 WHERE voucher_id IS NOT NULL AND buyer_email <> '';

-- When an address was last sent what it holds.
CREATE TABLE address_asked (
  territory_id BIGINT NOT NULL,
  email TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, email)
) WITHOUT ROWID;
