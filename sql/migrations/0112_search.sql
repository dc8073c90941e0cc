-- An agent looks for vouchers of a campaign, newest first.
CREATE INDEX voucher_by_campaign ON voucher (territory_id, campaign_id, id);
