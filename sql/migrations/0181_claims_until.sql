-- Until when claims against a failed merchant may be declared, as the judgment or its publication says.
ALTER TABLE failure ADD COLUMN claims_until INTEGER;
