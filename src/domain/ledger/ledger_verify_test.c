/* What somebody with the database's password changes, and what the check of the books says of it.
 * The sentences follow from the invariants, not from what the check says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "test/raw_sql.h"
#include "test/scene.h"

static const struct account envelope = {{77}, ACCOUNT_ENVELOPE}, voucher = {{78}, ACCOUNT_VOUCHER};

static struct transfer of(struct account debit, struct account credit, int64_t minor,
                          enum reason reason) {
  return (struct transfer){debit, credit, minor, reason, 9};
}

/* 100.00 in the envelope, 20.00 that came and has no place yet. */
static bool first_day(struct ctx *ctx, void *arg) {
  (void)arg;
  struct transfer filled =
      of(ledger_account(ctx, ACCOUNT_FUNDER, 5), envelope, 10000, REASON_ENVELOPE_FILLED);
  struct transfer came = of(ledger_account(ctx, ACCOUNT_CLEARING, 1),
                            ledger_account(ctx, ACCOUNT_SUSPENSE, 0), 2000, REASON_BANK_RECEIVED);
  return ledger_open(ctx, &filled, 1) && ledger_move(ctx, &came, NULL);
}

/* 60.00 reserved and paid, 10.00 reserved and let go, 15.00 reserved; a voucher of 5.00. */
static bool second_day(struct ctx *ctx, void *arg) {
  (void)arg;
  struct transfer_id ids[3];
  static const int64_t reserved[] = {6000, 1000, 1500};
  struct account payable = ledger_account(ctx, ACCOUNT_PAYABLE, 3);
  struct transfer issued =
      of(ledger_account(ctx, ACCOUNT_PROMISE, 3), voucher, 500, REASON_VOUCHER_ISSUED);
  assert_true(ledger_open(ctx, &issued, 78));
  for (size_t i = 0; i < 3; i++) {
    struct transfer one = of(envelope, payable, reserved[i], REASON_TOP_UP);
    assert_true(ledger_reserve(ctx, &one, &ids[i]));
  }
  return ledger_post(ctx, ids[0]) && ledger_void(ctx, ids[1]);
}

static struct test_db *two_days(struct ctx **ctx) {
  struct test_db *test = test_db_open();
  *ctx = scene_open(test);
  assert_true(db_write(*ctx, first_day, NULL));
  assert_int_equal(ledger_seal(*ctx, 0), 2);
  assert_true(db_write(*ctx, second_day, NULL));
  assert_int_equal(ledger_seal(*ctx, 0), 6);
  db_read_end(*ctx);
  return test;
}

/* The problems alone, without whom they concern: "SENTENCE; SENTENCE". */
static struct str sentences(struct arena *arena, struct str said) {
  struct buf out = buf_in(arena);
  while (said.len > 0) {
    struct str line = str_cut(said, '\n', &said), rest;
    str_cut(line, ':', &rest);
    if (rest.len == 0) continue;
    if (out.len > 0) buf_literal(&out, "; ");
    buf_add(&out, str_cut(str_skip(rest, 1), '(', &rest));
    out.len--; /* the space before the parenthesis */
  }
  return buf_str(&out);
}

static void check_says(struct ctx *ctx, const char *expected) {
  struct buf out = buf_in(ctx->arena);
  ledger_verify(ctx, &out);
  assert_string_equal(str_cstr(ctx->arena, sentences(ctx->arena, buf_str(&out))), expected);
  db_read_end(ctx);
}

static void says(const char *sql, const char *expected) {
  struct ctx *ctx;
  struct test_db *test = two_days(&ctx);
  check_says(ctx, "");
  assert_true(raw_sql(test, sql));
  check_says(ctx, expected);
  test_db_close(test);
}

/* The same where the database itself would refuse. */
static void says_without(const char *on_postgres, const char *sql, const char *expected) {
  struct ctx *ctx;
  struct test_db *test = two_days(&ctx);
  struct buf all = buf_in(test->arena);
  bool sqlite = str_starts(test->url, S("sqlite:"));
  buf_format(&all, "%s; %s", sqlite ? "PRAGMA ignore_check_constraints = ON" : on_postgres, sql);
  assert_true(raw_sql(test, str_cstr(test->arena, buf_str(&all))));
  check_says(ctx, expected);
  test_db_close(test);
}

#define SEALED "the transfers under a seal are not those that were sealed"
#define GUARDED "a guarded balance is not the sum of its transfers"
#define CHECKPOINT "a checkpoint is not the sum of the sealed transfers"

static void a_changed_transfer_is_found(void **state) {
  (void)state;
  says("UPDATE transfer SET amount_minor = 10001 WHERE amount_minor = 10000",
       SEALED "; " GUARDED "; " CHECKPOINT);
  says("UPDATE transfer SET currency = 'CHF' WHERE amount_minor = 500",
       "a transfer is in another currency than its territory; " SEALED);
  says("UPDATE transfer SET cause_id = 10 WHERE amount_minor = 500", SEALED);
  says_without("ALTER TABLE transfer DROP CONSTRAINT transfer_amount_minor_check",
               "UPDATE transfer SET amount_minor = -500 WHERE amount_minor = 500",
               "a transfer moves nothing or less; " SEALED "; " GUARDED "; "
               "a guarded account is below zero; " CHECKPOINT);
}

static void what_was_resolved_otherwise_is_found(void **state) {
  (void)state;
  says("UPDATE transfer SET phase = 2 WHERE amount_minor = 500",
       "a transfer's phase and what it resolves disagree; " SEALED "; " CHECKPOINT);
  says("UPDATE transfer SET pending_id = 7 WHERE phase = 3",
       "a transfer resolves what is not pending; " SEALED);
  says("UPDATE transfer SET phase = 3 WHERE phase = 2", SEALED "; " GUARDED "; " CHECKPOINT);
}

static void a_broken_chain_is_found(void **state) {
  (void)state;
  says("UPDATE seal SET merkle_root = previous_hash WHERE number = 2", SEALED);
  says("UPDATE seal SET balance_root = previous_hash WHERE number = 2",
       "the balances of a seal do not follow from its transfers");
  says("UPDATE seal SET sealed_at = sealed_at + 1 WHERE number = 2",
       "a seal does not fit the chain");
  says("UPDATE seal SET hash = previous_hash WHERE number = 1",
       "a seal does not fit the chain; a seal does not fit the chain");
  says("DELETE FROM seal WHERE number = 1", "a seal is missing before this one; " SEALED);
  says("DELETE FROM transfer WHERE id > (SELECT last_id FROM seal WHERE number = 1)",
       "a seal covers transfers that are not there; " GUARDED "; " GUARDED "; " CHECKPOINT
       "; " CHECKPOINT);
}

static void a_changed_account_is_found(void **state) {
  (void)state;
  says("UPDATE account SET balance_minor = balance_minor + 1 WHERE id = 77", GUARDED);
  says("UPDATE account SET currency = 'CHF' WHERE id = 78",
       "an account is in another currency than its territory");
  says("UPDATE account SET kind = 102 WHERE id = 78", "an account changed its kind");
  says("UPDATE transfer SET debit_kind = 100 WHERE amount_minor = 6000 AND phase = 2",
       "an account changed its kind");
  says("UPDATE transfer SET debit_kind = 103 WHERE amount_minor = 6000 AND phase = 2",
       "an account changed its kind");
  says("UPDATE account SET kind = 4, owner_id = 78, balance_minor = 0 WHERE id = 78",
       "an account changed its kind");
  says("DELETE FROM account WHERE kind IN (1, 100)", "transfers name accounts that are not there");
  says("UPDATE checkpoint SET transfer_count = transfer_count + 1 "
       "WHERE account_id = (SELECT id FROM account WHERE kind = 2)",
       CHECKPOINT);
  says("UPDATE checkpoint SET account_id = 77 WHERE debit_minor = 10000", CHECKPOINT);
}

/* More is reserved from the envelope than came; more left the suspense account than came; money
 * comes out of an account of a kind that nobody knows. */
static void what_owes_and_may_not_is_found(void **state) {
  (void)state;
  says_without("ALTER TABLE account DROP CONSTRAINT account_balance_minor_check",
               "UPDATE transfer SET amount_minor = 1001 WHERE amount_minor = 10000; "
               "UPDATE account SET balance_minor = 1001 - 6000 - 1500 WHERE id = 77",
               SEALED "; a guarded account is below zero; " CHECKPOINT);
  says("UPDATE transfer SET debit_id = credit_id, credit_id = debit_id, debit_kind = 20, "
       "credit_kind = 1 WHERE amount_minor = 2000",
       SEALED "; a suspense account owes; " CHECKPOINT "; " CHECKPOINT);
  says("UPDATE transfer SET debit_kind = 99 WHERE amount_minor = 10000",
       "an account changed its kind; debits and credits differ");
}

int ledger_verify_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_changed_transfer_is_found),
      cmocka_unit_test(what_was_resolved_otherwise_is_found),
      cmocka_unit_test(a_broken_chain_is_found),
      cmocka_unit_test(a_changed_account_is_found),
      cmocka_unit_test(what_owes_and_may_not_is_found),
  };
  return cmocka_run_group_tests_name("ledger_verify", tests, NULL, NULL);
}
