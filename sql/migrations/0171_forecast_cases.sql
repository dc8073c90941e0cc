-- What an agent expects of the people who come: how many vouchers each buys, and of a hundred of them
-- how many are of each case of the rule ("20 0 5").
ALTER TABLE forecast ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
ALTER TABLE forecast ADD COLUMN shares TEXT NOT NULL DEFAULT '';
