#include "domain/witness/witness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/raw_sql.h"
#include "test/staff.h"

static void at(struct ctx *ctx, struct day day, int hour) {
  ctx->now.ms = zone_day_start(ctx->zone, day).ms + (int64_t)hour * 3600000;
}

/* Sales on 20 and 22 May, sealed at once; it is the morning of the 24th. */
static struct shop sell(struct ctx *ctx) {
  struct campaign campaign = scene_campaign();
  scene_add_campaign(ctx, &campaign);
  struct shop shop = scene_shop(ctx, S("librairie"));
  for (int day = 20; day <= 22; day += 2) {
    at(ctx, day_of(2020, 5, day), 12);
    scene_voucher(ctx, &shop, 5000);
    ledger_seal(ctx, 0);
  }
  at(ctx, day_of(2020, 5, 24), 8);
  return shop;
}

static void every_day_that_is_over_is_published_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  assert_int_equal(witness_round(ctx), 0);
  struct shop shop = sell(ctx);
  assert_int_equal(witness_round(ctx), 4);
  assert_int_equal(witness_round(ctx), 0);
  struct witness_heads heads = witness_list(ctx);
  static const int64_t numbers[] = {2, 2, 1, 1};
  assert_int_equal(heads.count, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(heads.items[i].on.number, day_of(2020, 5, 23 - (int)i).number);
    assert_int_equal(heads.items[i].number, numbers[i]);
    assert_int_equal(heads.items[i].hash.len, 64);
  }
  assert_true(str_equal(heads.items[2].hash, heads.items[3].hash));
  assert_false(str_equal(heads.items[1].hash, heads.items[2].hash));

  scene_voucher(ctx, &shop, 5000); /* on the 24th, which is not over */
  ledger_seal(ctx, 0);
  assert_int_equal(witness_round(ctx), 0);
  at(ctx, day_of(2020, 5, 25), 0);
  assert_int_equal(witness_round(ctx), 1);
  assert_int_equal(witness_list(ctx).items[0].number, 3);
  test_db_close(test);
}

static struct ledger_report check(struct ctx *ctx, struct ledger_heads heads, struct buf *said) {
  db_read_end(ctx);
  *said = buf_in(ctx->arena);
  return ledger_check(ctx, &(struct ledger_check){heads.items, heads.count, said, NULL, NULL});
}

/* What the page gave out before somebody was at the database. */
static struct ledger_heads keep_copy(struct staff *staff) {
  struct ledger_heads heads;
  struct test_client visitor = staff_visitor(staff);
  struct test_reply file = test_get(&visitor, "/grand-livre/sceaux.json");
  assert_int_equal(file.status, 200);
  assert_true(witness_read(staff->ctx->arena, file.body, &heads));
  return heads;
}

static void the_published_file_is_found_in_the_chain(void **state) {
  (void)state;
  struct staff staff;
  struct buf said;
  staff_open(&staff);
  struct shop shop = scene_shop(staff.ctx, S("boulangerie"));
  at(staff.ctx, day_of(2020, 5, 20), 12);
  scene_voucher(staff.ctx, &shop, 5000);
  ledger_seal(staff.ctx, 0);
  at(staff.ctx, day_of(2020, 5, 22), 12);
  assert_int_equal(witness_round(staff.ctx), 2);
  struct ledger_heads heads = keep_copy(&staff);
  assert_int_equal(heads.count, 2);
  assert_int_equal(check(staff.ctx, heads, &said).problems, 0);
  assert_true(heads.items[0].found && heads.items[1].found);

  struct ledger_head other = {.hash = heads.items[0].hash};
  assert_int_equal(check(staff.ctx, (struct ledger_heads){&other, 1}, &said).problems, 0);
  other.territory = S("monaco");
  other.found = false;
  assert_int_equal(check(staff.ctx, (struct ledger_heads){&other, 1}, &said).problems, 1);
  other = (struct ledger_head){.hash = {{7}}};
  assert_int_equal(check(staff.ctx, (struct ledger_heads){&other, 1}, &said).problems, 1);
  assert_true(str_find(buf_str(&said), S("the chain has no seal with the published head 07")) >= 0);
  staff_close(&staff);
}

/* Somebody changes an amount: the check of the books says so. Then he makes all seals and
 * checkpoints anew: the books balance again, and only the copy outside knows better. */
static void a_chain_made_anew_does_not_hold_the_published_head(void **state) {
  (void)state;
  struct staff staff;
  struct buf said;
  staff_open(&staff);
  struct shop shop = scene_shop(staff.ctx, S("boulangerie"));
  at(staff.ctx, day_of(2020, 5, 20), 12);
  scene_voucher(staff.ctx, &shop, 5000);
  ledger_seal(staff.ctx, 0);
  at(staff.ctx, day_of(2020, 5, 21), 12);
  witness_round(staff.ctx);
  struct ledger_heads heads = keep_copy(&staff);
  db_read_end(staff.ctx);
  assert_true(raw_sql(staff.test, "UPDATE transfer SET amount_minor = amount_minor - 1"));
  assert_true(raw_sql(staff.test, "UPDATE account SET balance_minor = balance_minor - 1 "
                                  "WHERE kind = 100"));
  assert_int_not_equal(check(staff.ctx, heads, &said).problems, 0);
  db_read_end(staff.ctx);
  assert_true(raw_sql(staff.test, "DELETE FROM seal"));
  assert_true(raw_sql(staff.test, "DELETE FROM checkpoint"));
  at(staff.ctx, day_of(2020, 5, 20), 12);
  assert_true(ledger_seal(staff.ctx, 0) > 0);
  assert_int_equal(check(staff.ctx, (struct ledger_heads){0}, &said).problems, 0);
  heads.items[0].found = false;
  assert_int_equal(check(staff.ctx, heads, &said).problems, 1);
  staff_close(&staff);
}

static void what_is_no_list_of_heads_is_not_read(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct ledger_heads heads;
  static const struct str wrong[] = {
      S(""),
      S("[]"),
      S("{\"heads\":[]}"),
      S("{\"territory\":\"bourg\",\"heads\":{}}"),
      S("{\"territory\":\"bourg\",\"heads\":[{\"number\":1,\"hash\":\"00\"}]}"),
      S("{\"territory\":\"bourg\",\"heads\":[{\"number\":0,\"hash\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}"),
      S("{\"territory\":\"bourg\",\"heads\":[{\"number\":1,\"hash\":"
        "\"x000000000000000000000000000000000000000000000000000000000000000\"}]}"),
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(witness_read(arena, wrong[i], &heads));
  assert_true(witness_read(arena, S("{\"territory\":\"bourg\",\"heads\":[]}"), &heads));
  assert_int_equal(heads.count, 0);
  arena_destroy(arena);
}

static void the_page_and_the_feed_show_the_heads(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(&visitor, "/grand-livre/sceaux");
  assert_true(str_find(page.body, S("Rien n’est encore scellé")) >= 0);
  struct shop shop = scene_shop(staff.ctx, S("boulangerie"));
  at(staff.ctx, day_of(2020, 5, 20), 12);
  scene_voucher(staff.ctx, &shop, 5000);
  ledger_seal(staff.ctx, 0);
  at(staff.ctx, day_of(2020, 5, 21), 12);
  witness_round(staff.ctx);
  struct str hash = witness_list(staff.ctx).items[0].hash;
  page = test_get(&visitor, "/grand-livre/sceaux");
  assert_true(str_find(page.body, hash) >= 0);
  assert_true(str_find(page.body, S("mercredi 20 mai 2020")) >= 0);
  page = test_get(&visitor, "/grand-livre/sceaux.atom");
  assert_true(str_find(page.body, hash) >= 0);
  assert_true(str_find(page.body, S("#2020-05-20</id>")) >= 0);
  staff_close(&staff);
}

int witness_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_that_is_over_is_published_once),
      cmocka_unit_test(the_published_file_is_found_in_the_chain),
      cmocka_unit_test(a_chain_made_anew_does_not_hold_the_published_head),
      cmocka_unit_test(what_is_no_list_of_heads_is_not_read),
      cmocka_unit_test(the_page_and_the_feed_show_the_heads),
  };
  return cmocka_run_group_tests_name("witness", tests, NULL, NULL);
}
