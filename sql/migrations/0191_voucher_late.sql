-- Paid for after its merchant had failed: frozen since then, and its buyer may take the money back.
ALTER TABLE voucher ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE;
