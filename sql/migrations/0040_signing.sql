-- Changes of the key that signs vouchers. The keys themselves are derived from the installation's
-- secret by their number, of which the first is 1 and stands in no row.
CREATE TABLE signing_change (
  number INTEGER PRIMARY KEY,          -- of the key that signs from now on
  changed_at BIGINT NOT NULL,
  signed_until_on INTEGER NOT NULL     -- last day of any voucher that the key before signed
);
