-- Which holidays a territory keeps: a French department ("33"), a Swiss canton ("VD"), or ''. School
-- zones and the holidays of a part of the country follow from it.
ALTER TABLE territory ADD COLUMN region TEXT NOT NULL DEFAULT '';
