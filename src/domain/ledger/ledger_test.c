/* Guarded accounts on both sides of a transfer, and reservations from them. Figures by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "test/scene.h"

static const struct account envelope = {{77}, ACCOUNT_ENVELOPE}, second = {{78}, ACCOUNT_VOUCHER};

static struct transfer of(struct account debit, struct account credit, int64_t minor,
                          enum reason reason) {
  return (struct transfer){debit, credit, minor, reason, 9};
}

/* 100.00 in the envelope. */
static bool fill(struct ctx *ctx, void *arg) {
  (void)arg;
  struct transfer first =
      of(ledger_account(ctx, ACCOUNT_FUNDER, 5), envelope, 10000, REASON_ENVELOPE_FILLED);
  return ledger_open(ctx, &first, 1);
}

static bool move_back_and_forth(struct ctx *ctx, void *arg) {
  (void)arg;
  struct account payable = ledger_account(ctx, ACCOUNT_PAYABLE, 3);
  struct transfer away = of(envelope, payable, 6000, REASON_TOP_UP);
  struct transfer back = of(payable, envelope, 2000, REASON_TOP_UP_RETURNED);
  struct transfer much = of(envelope, payable, 6001, REASON_TOP_UP);
  assert_true(ledger_move(ctx, &away, NULL));
  assert_true(ledger_move(ctx, &back, NULL));
  assert_false(ledger_move(ctx, &much, NULL));
  return true;
}

static void what_comes_back_to_a_guarded_account_may_be_taken_again(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  db_write(ctx, fill, NULL);
  db_write(ctx, move_back_and_forth, NULL);
  assert_int_equal(ledger_balance(ctx, envelope.id), 6000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

static bool reserve_twice(struct ctx *ctx, void *arg) {
  struct transfer_id *ids = arg;
  struct account payable = ledger_account(ctx, ACCOUNT_PAYABLE, 3);
  struct transfer one = of(envelope, payable, 7000, REASON_TOP_UP);
  struct transfer other = of(envelope, payable, 3000, REASON_TOP_UP);
  struct transfer cent = of(envelope, payable, 1, REASON_TOP_UP);
  assert_true(ledger_reserve(ctx, &one, &ids[0]));
  assert_true(ledger_reserve(ctx, &other, &ids[1]));
  assert_false(ledger_reserve(ctx, &cent, &ids[2]));
  return true;
}

static bool resolve_both(struct ctx *ctx, void *arg) {
  struct transfer_id *ids = arg;
  assert_true(ledger_post(ctx, ids[0]));
  assert_true(ledger_void(ctx, ids[1]));
  assert_false(ledger_void(ctx, ids[1]));
  assert_false(ledger_void(ctx, ids[0]));
  return true;
}

static void what_is_reserved_from_a_guarded_account_is_nobody_elses(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct transfer_id ids[3];
  db_write(ctx, fill, NULL);
  db_write(ctx, reserve_twice, ids);
  assert_int_equal(ledger_balance(ctx, envelope.id), 0);
  assert_int_equal(ledger_sums(ctx, ACCOUNT_PAYABLE, 3).credit_pending_minor, 10000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  db_write(ctx, resolve_both, ids);
  assert_int_equal(ledger_balance(ctx, envelope.id), 3000);
  assert_int_equal(ledger_sums(ctx, ACCOUNT_PAYABLE, 3).credit_minor, 7000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

static bool give_to_many(struct ctx *ctx, void *arg) {
  (void)arg;
  for (int64_t owner = 1; owner <= LEDGER_OWNERS + 3; owner++) {
    struct transfer one =
        of(envelope, ledger_account(ctx, ACCOUNT_PAYABLE, owner), 1, REASON_TOP_UP);
    assert_true(ledger_move(ctx, &one, NULL));
  }
  return true;
}

static void check_owners(struct ctx *ctx) {
  int64_t after = 0, seen = 0;
  for (size_t count = LEDGER_OWNERS; count == LEDGER_OWNERS;) {
    struct ledger_owners page = ledger_owners(ctx, ACCOUNT_PAYABLE, after);
    for (size_t i = 0; i < page.count; i++) {
      struct ledger_sums one = ledger_sums(ctx, ACCOUNT_PAYABLE, page.items[i].owner);
      assert_memory_equal(&one, &page.items[i].sums, sizeof one);
      assert_true(page.items[i].owner > after);
      after = page.items[i].owner;
      seen++;
    }
    count = page.count;
  }
  assert_int_equal(seen, LEDGER_OWNERS + 3);
}

static void the_sums_of_many_accounts_are_those_of_each_sealed_or_not(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct transfer_id ids[3];
  db_write(ctx, fill, NULL);
  db_write(ctx, reserve_twice, ids);
  db_write(ctx, resolve_both, ids);
  db_write(ctx, give_to_many, NULL);
  check_owners(ctx);
  while (ledger_seal(ctx, 0) > 0)
    continue;
  check_owners(ctx);
  db_write(ctx, give_to_many, NULL);
  check_owners(ctx);
  assert_int_equal(ledger_owners(ctx, ACCOUNT_PAYABLE, 2).items[0].sums.credit_minor, 7000 + 1 + 1);
  test_db_close(test);
}

static bool split(struct ctx *ctx, void *arg) {
  (void)arg;
  struct transfer half = of(envelope, second, 4000, REASON_VOUCHER_TRANSFERRED);
  struct transfer more =
      of(envelope, (struct account){{79}, ACCOUNT_VOUCHER}, 6001, REASON_VOUCHER_TRANSFERRED);
  assert_true(ledger_open(ctx, &half, 78));
  assert_false(ledger_open(ctx, &more, 79));
  return true;
}

static void a_guarded_account_is_opened_from_another_one_that_holds_enough(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  db_write(ctx, fill, NULL);
  db_write(ctx, split, NULL);
  assert_int_equal(ledger_balance(ctx, envelope.id), 6000);
  assert_int_equal(ledger_balance(ctx, second.id), 4000);
  assert_int_equal(ledger_balance(ctx, (struct account_id){79}), 0);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(test);
}

int ledger_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_comes_back_to_a_guarded_account_may_be_taken_again),
      cmocka_unit_test(what_is_reserved_from_a_guarded_account_is_nobody_elses),
      cmocka_unit_test(the_sums_of_many_accounts_are_those_of_each_sealed_or_not),
      cmocka_unit_test(a_guarded_account_is_opened_from_another_one_that_holds_enough),
  };
  return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
