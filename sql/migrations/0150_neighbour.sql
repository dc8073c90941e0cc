-- Territories of this installation that take each other's vouchers.

-- An agreement of two territories stands twice, once on each side, so that each reads its own.
CREATE TABLE neighbour_agreement (
  territory_id BIGINT NOT NULL REFERENCES territory (id),
  neighbour_id BIGINT NOT NULL REFERENCES territory (id),
  id BIGINT NOT NULL,                  -- the same on both sides
  state INTEGER NOT NULL,              -- enum agreement_state
  proposed_here BOOLEAN NOT NULL,      -- or over there
  ours_there BOOLEAN NOT NULL,         -- our vouchers may be used in the neighbour's shops
  theirs_here BOOLEAN NOT NULL,
  from_on INTEGER NOT NULL,
  notice_days INTEGER NOT NULL,        -- between saying so and the last day
  ceiling_minor BIGINT NOT NULL,       -- most that one may owe the other; 0: none
  ends_on INTEGER,                     -- the last day, once somebody has ended it
  ended_here BOOLEAN NOT NULL,
  proposed_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (territory_id, neighbour_id, id)
) WITHOUT ROWID;

-- What was used of one in the shops of the other, a line in the books of each, or taken back. Its
-- id is that of the transfer here.
CREATE TABLE neighbour_line (
  territory_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  neighbour_id BIGINT NOT NULL,
  owed BOOLEAN NOT NULL,               -- ours, used there: we owe it; else theirs, used here
  amount_minor BIGINT NOT NULL,        -- below zero: taken back
  shop TEXT NOT NULL,                  -- its name on that day
  booked_on INTEGER NOT NULL,          -- day of the voucher's territory, the same on both sides
  night_on INTEGER NOT NULL DEFAULT 0, -- of the statement that counts it; 0: none yet
  created_at BIGINT NOT NULL,
  PRIMARY KEY (territory_id, id)
) WITHOUT ROWID;
CREATE INDEX neighbour_line_night ON neighbour_line (territory_id, neighbour_id, night_on);

-- A use at a neighbour's stands on both sides: in the voucher's territory without a shop, and in
-- the shop's.
ALTER TABLE redemption ADD COLUMN neighbour_id BIGINT NOT NULL DEFAULT 0; -- the other territory
ALTER TABLE redemption ADD COLUMN twin_id BIGINT NOT NULL DEFAULT 0;      -- its transfer there
ALTER TABLE redemption ADD COLUMN place TEXT NOT NULL DEFAULT '';         -- the shop's name there
