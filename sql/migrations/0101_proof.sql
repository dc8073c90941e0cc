-- Somebody proves that an e-mail address or a telephone is his, by six digits that were sent there.
CREATE TABLE proof (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind INTEGER NOT NULL,               -- enum topup_person
  address TEXT NOT NULL,               -- gone a day later
  tries INTEGER NOT NULL,              -- wrong codes so far
  created_at BIGINT NOT NULL,
  proved_at BIGINT,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX proof_by_address ON proof (territory_id, address, created_at);
