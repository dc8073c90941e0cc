-- A refund by what its provider was asked: what had been sent may fail days later.
CREATE INDEX refund_by_ask ON refund (territory_id, ask_id) WHERE ask_id <> 0;
