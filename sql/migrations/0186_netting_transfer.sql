-- A settlement may begin as a transfer for the bank, prepared by one person and confirmed by another:
-- to which account, and who prepared it. Without an account it was typed at the bank.
ALTER TABLE netting_settlement ADD COLUMN iban TEXT NOT NULL DEFAULT '';
ALTER TABLE netting_settlement ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE netting_settlement ADD COLUMN prepared_by BIGINT NOT NULL DEFAULT 0;
