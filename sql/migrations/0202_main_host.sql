-- The host name that stands in a territory's links when nobody has asked for one: in mails, on papers.
ALTER TABLE territory_host ADD COLUMN main BOOLEAN NOT NULL DEFAULT FALSE;
