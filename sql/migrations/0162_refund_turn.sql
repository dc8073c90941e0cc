-- How often a refund by transfer was sent off: a bank takes a message of the same name once.
ALTER TABLE refund ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
