-- What a campaign is for the tax: enum campaign_vat. Vouchers of before are for several purposes.
ALTER TABLE campaign ADD COLUMN vat INTEGER NOT NULL DEFAULT 2;
