-- Public money at the counter, and sales that are undone before their box is counted.
ALTER TABLE counter_sale ADD COLUMN top_up_minor BIGINT NOT NULL DEFAULT 0; -- in all its vouchers
ALTER TABLE counter_sale ADD COLUMN proof INTEGER NOT NULL DEFAULT 0;       -- enum sale_proof
ALTER TABLE counter_sale ADD COLUMN cancelled_at BIGINT;
ALTER TABLE counter_sale ADD COLUMN cancel_note TEXT NOT NULL DEFAULT '';
