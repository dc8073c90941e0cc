-- What a bank's file says about a refund by transfer: that it came back, or that it has left. One
-- list, so that what one file says is taken up in the order in which the bank says it.
ALTER TABLE refund_return RENAME TO refund_news;
ALTER TABLE refund_news ADD COLUMN gone BOOLEAN NOT NULL DEFAULT FALSE;
