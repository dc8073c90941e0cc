#include "domain/period/period.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/bank/bank.h"
#include "test/raw_sql.h"
#include "test/scene.h"

static const struct digest some_archive = {{1, 2, 3}};

struct closing {
  struct period_close close;
  enum period_result result;
};

static bool close_body(struct ctx *ctx, void *arg) {
  struct closing *closing = arg;
  closing->result = period_close(ctx, &closing->close);
  return closing->result == PERIOD_OK;
}

/* Closes these days as if an archive had seen every transfer up to that one. */
static enum period_result close_days(struct ctx *ctx, struct span span, int64_t last_known) {
  struct closing closing = {
      .close = {span, 2, (struct transfer_id){last_known}, some_archive, 1234}};
  db_write(ctx, close_body, &closing);
  return closing.result;
}

static const struct span may = {{18383}, {18413}}, june = {{18414}, {18443}};

static void at(struct ctx *ctx, struct day day, int hour) {
  ctx->now.ms = zone_day_start(ctx->zone, day).ms + (int64_t)hour * 3600000;
}

struct books {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
};

/* A voucher of 50 was sold at noon of 20 May 2020; it is 2 June. */
static struct books town_with_a_sale(void) {
  struct books town = {.test = test_db_open()};
  town.ctx = scene_open(town.test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(town.ctx, &campaign);
  town.shop = scene_shop(town.ctx, S("librairie"));
  at(town.ctx, day_of(2020, 5, 20), 12);
  scene_voucher(town.ctx, &town.shop, 5000);
  at(town.ctx, day_of(2020, 6, 2), 9);
  return town;
}

/* The sale's second transfer: the shop's promise. */
static int64_t last_transfer(const struct books *town) {
  struct ledger_entries entries =
      ledger_list(town->ctx, ACCOUNT_PROMISE, town->shop.id.value, (struct transfer_id){0}, 1);
  assert_int_equal(entries.count, 1);
  return entries.items[0].id.value;
}

static void months_have_their_days(void **state) {
  (void)state;
  assert_int_equal(day_of(2020, 5, 1).number, may.first.number);
  assert_int_equal(day_of(2020, 6, 30).number, june.last.number);
  struct span february = span_month(day_of(2020, 1, 31), 1);
  assert_int_equal(february.first.number, day_of(2020, 2, 1).number);
  assert_int_equal(february.last.number, day_of(2020, 2, 29).number);
  struct span december = span_month(day_of(2021, 1, 15), -1);
  assert_int_equal(december.first.number, day_of(2020, 12, 1).number);
  assert_int_equal(december.last.number, day_of(2020, 12, 31).number);
  assert_true(span_is_sound((struct span){day_of(2020, 1, 1), day_of(2020, 12, 31)}));
  assert_false(span_is_sound((struct span){day_of(2020, 1, 1), day_of(2021, 1, 1)}));
  assert_false(span_is_sound((struct span){day_of(2020, 1, 2), day_of(2020, 1, 1)}));
}

static void a_period_closes_when_it_is_over_and_sealed(void **state) {
  (void)state;
  struct books town = town_with_a_sale();
  struct ctx *ctx = town.ctx;
  struct day last;
  assert_int_equal(close_days(ctx, may, last_transfer(&town)), PERIOD_NOT_SEALED);
  assert_int_equal(ledger_seal(ctx, 0), 2);
  assert_int_equal(close_days(ctx, june, last_transfer(&town)), PERIOD_NOT_NEXT);
  assert_int_equal(close_days(ctx, (struct span){may.last, may.first}, last_transfer(&town)),
                   PERIOD_BAD_DAYS);
  assert_int_equal(
      close_days(ctx, (struct span){may.first, day_of(2020, 6, 2)}, last_transfer(&town)),
      PERIOD_NOT_OVER);
  assert_int_equal(close_days(ctx, may, 0), PERIOD_NO_ARCHIVE);
  assert_false(period_closed_until(ctx, &last));
  assert_int_equal(close_days(ctx, may, last_transfer(&town)), PERIOD_OK);

  assert_int_equal(close_days(ctx, may, last_transfer(&town)), PERIOD_CLOSED);
  assert_true(period_is_closed(ctx, day_of(2020, 5, 31)));
  assert_false(period_is_closed(ctx, day_of(2020, 6, 1)));
  assert_int_equal(close_days(ctx, june, last_transfer(&town)), PERIOD_NOT_OVER);
  struct period period;
  assert_true(period_find(ctx, may, &period));
  assert_int_equal(period.transfers, 2);
  assert_true(digest_equal(period.archive, some_archive));
  assert_int_equal(period_list(ctx).count, 1);
  test_db_close(town.test);
}

struct moving {
  struct ctx *ctx;
  struct shop *shop;
};

static void sell(void *arg) {
  const struct moving *moving = arg;
  scene_voucher(moving->ctx, moving->shop, 2000);
}

/* Invariant 3: the clock was set back, a job began before midnight, somebody types SQL. */
static void nothing_enters_or_leaves_a_closed_period(void **state) {
  (void)state;
  struct books town = town_with_a_sale();
  struct ctx *ctx = town.ctx;
  ledger_seal(ctx, 0);
  assert_int_equal(close_days(ctx, may, last_transfer(&town)), PERIOD_OK);
  at(ctx, day_of(2020, 5, 31), 23);
  test_expects_fault(FAULT_DATABASE, sell, &(struct moving){ctx, &town.shop});
  at(ctx, day_of(2020, 6, 1), 0);
  scene_voucher(ctx, &town.shop, 2000);
  db_read_end(ctx);
  assert_false(raw_sql(town.test, "UPDATE transfer SET amount_minor = 4999"));
  assert_false(raw_sql(town.test, "DELETE FROM transfer"));
  struct str books = scene_books(ctx);
  assert_true(str_equal(books, S("balance")));
  test_db_close(town.test);
}

static void a_file_of_the_bank_that_waits_keeps_its_days_open(void **state) {
  (void)state;
  struct books town = town_with_a_sale();
  ledger_seal(town.ctx, 0);
  db_read_end(town.ctx);
  assert_true(raw_sql(town.test,
                      "INSERT INTO bank_file SELECT id, 5, 1, '', '', '', 1, 1, 0, 0, NULL, NULL "
                      "FROM territory"));
  assert_true(raw_sql(
      town.test,
      "INSERT INTO bank_line (territory_id, id, file_id, number, mark, account, currency, "
      "amount_minor, credit, reversal, booked, collective, booked_on, entry, reference, end_to_end,"
      " batch, remittance, party, party_iban, status, reason, reason_text, state, outcome, noun_id,"
      " open_minor, note, refunded_minor) SELECT t.id, 6, 5, 1, s.hash, '', 'EUR', 100, TRUE, "
      "FALSE, TRUE, FALSE, 18400, '', '', '', '', '', '', '', '', '', '', 1, 0, 0, 0, '', 0 "
      "FROM territory AS t JOIN seal AS s ON s.territory_id = t.id"));
  assert_int_equal(close_days(town.ctx, may, last_transfer(&town)), PERIOD_BANK_WAITS);
  assert_int_equal(bank_drop(town.ctx, (struct bank_file_id){5}), BANK_OK);
  assert_int_equal(close_days(town.ctx, may, last_transfer(&town)), PERIOD_OK);
  test_db_close(town.test);
}

int period_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(months_have_their_days),
      cmocka_unit_test(a_period_closes_when_it_is_over_and_sealed),
      cmocka_unit_test(nothing_enters_or_leaves_a_closed_period),
      cmocka_unit_test(a_file_of_the_bank_that_waits_keeps_its_days_open),
  };
  return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
