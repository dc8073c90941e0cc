#include "domain/voucher/voucher_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/voucher/voucher_token.h"
#include "test/scene.h"

struct selling {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
  struct voucher voucher;
};

/* One voucher of 50.00 for the bookshop, good from 11 May to 31 December 2020. */
static struct selling sell(void) {
  struct selling selling = {.test = test_db_open()};
  struct campaign campaign = scene_campaign();
  selling.ctx = scene_open(selling.test);
  scene_add_campaign(selling.ctx, &campaign);
  selling.shop = scene_shop(selling.ctx, S("librairie"));
  struct voucher_id id = scene_voucher(selling.ctx, &selling.shop, 5000);
  assert_true(voucher_find(selling.ctx, id, &selling.voucher));
  return selling;
}

struct changing {
  bool withdraw;
  uint32_t number;
};

static bool change_body(struct ctx *ctx, void *arg) {
  struct changing *changing = arg;
  changing->number = voucher_key_change(ctx, changing->withdraw);
  return true;
}

static uint32_t change(struct ctx *ctx, bool withdraw) {
  struct changing changing = {.withdraw = withdraw};
  assert_true(db_write(ctx, change_body, &changing));
  return changing.number;
}

static enum voucher_result look(struct selling *selling, struct str text, struct shop_id shop) {
  struct voucher_scan scan = {.code = text, .shop_id = shop};
  struct voucher_answer answer = voucher_look(selling->ctx, &scan);
  if (answer.result == VOUCHER_OK) assert_int_equal(answer.balance_minor, 5000);
  return answer.result;
}

static void a_voucher_says_where_until_when_and_for_how_much(void **state) {
  (void)state;
  struct selling selling = sell();
  struct voucher_token_text read;
  assert_true(voucher_token_read(voucher_token_of(selling.ctx, &selling.voucher), &read));
  assert_int_equal(read.token.key, 1);
  assert_false(read.token.wide);
  assert_int_equal(read.token.scope, selling.shop.id.value);
  assert_int_equal(read.token.first_on.number, day_of(2020, 5, 11).number);
  assert_int_equal(read.token.last_on.number, day_of(2020, 12, 31).number);
  assert_int_equal(read.token.amount_minor, 5000);
  struct voucher_keys keys = voucher_key_list(selling.ctx);
  assert_int_equal(keys.count, 1);
  assert_true(voucher_token_genuine(&read, keys.items[0].public));
  test_db_close(selling.test);
}

static void a_voucher_for_all_shops_names_the_territory(void **state) {
  (void)state;
  struct selling selling = sell();
  struct voucher_token_text read;
  selling.voucher.shop_id.value = 0;
  assert_true(voucher_token_read(voucher_token_of(selling.ctx, &selling.voucher), &read));
  assert_true(read.token.wide);
  assert_int_equal(read.token.scope, selling.ctx->territory.value);
  test_db_close(selling.test);
}

static void the_token_and_the_code_below_it_are_the_same_voucher(void **state) {
  (void)state;
  struct selling selling = sell();
  struct str token = voucher_token_of(selling.ctx, &selling.voucher);
  struct voucher_id id;
  assert_true(voucher_token_open(selling.ctx, token, &id));
  assert_int_equal(id.value, selling.voucher.id.value);
  assert_int_equal(look(&selling, token, selling.shop.id), VOUCHER_OK);
  struct str code = voucher_code_text(selling.ctx, id, 0);
  assert_int_equal(look(&selling, code, selling.shop.id), VOUCHER_OK);
  struct shop other = scene_shop(selling.ctx, S("boulangerie"));
  assert_int_equal(look(&selling, token, other.id), VOUCHER_OTHER_SHOP);
  test_db_close(selling.test);
}

static void a_token_of_another_hand_is_refused_by_name(void **state) {
  (void)state;
  struct selling selling = sell();
  struct voucher_token_text read;
  struct str token = voucher_token_of(selling.ctx, &selling.voucher);
  assert_true(voucher_token_read(token, &read));
  struct sign_pair forger = sign_pair_of_seed((const unsigned char[32]){42});
  struct str forged = voucher_token_write(selling.ctx->arena, &read.token, &forger);
  assert_int_equal(look(&selling, forged, selling.shop.id), VOUCHER_WRONG_SIGNATURE);
  read.token.key = 2; /* that has not signed anything yet */
  struct sign_pair next = sign_pair_of(selling.ctx->keys, 2);
  struct str early = voucher_token_write(selling.ctx->arena, &read.token, &next);
  assert_int_equal(look(&selling, early, selling.shop.id), VOUCHER_WRONG_SIGNATURE);
  struct str half = str_take(token, 120);
  assert_int_equal(look(&selling, half, selling.shop.id), VOUCHER_WRONG_SIGNATURE);
  test_db_close(selling.test);
}

static void an_old_key_stays_published_until_its_last_voucher_has_expired(void **state) {
  (void)state;
  struct selling selling = sell();
  struct str old = voucher_token_of(selling.ctx, &selling.voucher);
  assert_int_equal(change(selling.ctx, false), 2);
  struct voucher_keys keys = voucher_key_list(selling.ctx);
  assert_int_equal(keys.count, 2);
  assert_int_equal(keys.items[0].number, 2);
  assert_true(keys.items[0].signs);
  assert_int_equal(keys.items[1].number, 1);
  assert_false(keys.items[1].signs);
  assert_int_equal(keys.items[1].until_on.number, day_of(2020, 12, 31).number);
  assert_int_equal(look(&selling, old, selling.shop.id), VOUCHER_OK);

  struct voucher_token_text read;
  assert_true(voucher_token_read(voucher_token_of(selling.ctx, &selling.voucher), &read));
  assert_int_equal(read.token.key, 2);
  assert_true(voucher_token_genuine(&read, keys.items[0].public));
  assert_false(voucher_token_genuine(&read, keys.items[1].public));

  assert_true(instant_parse(S("2020-12-31T23:59:00Z"), &selling.ctx->now));
  assert_int_equal(voucher_key_list(selling.ctx).count, 2);
  assert_true(instant_parse(S("2021-01-01T00:00:00Z"), &selling.ctx->now));
  assert_int_equal(voucher_key_list(selling.ctx).count, 1);
  test_db_close(selling.test);
}

static void a_key_withdrawn_is_gone_at_once_and_the_ledger_still_decides(void **state) {
  (void)state;
  struct selling selling = sell();
  struct str old = voucher_token_of(selling.ctx, &selling.voucher);
  assert_int_equal(change(selling.ctx, true), 2);
  assert_int_equal(change(selling.ctx, false), 3);
  struct voucher_keys keys = voucher_key_list(selling.ctx);
  assert_int_equal(keys.count, 2);
  assert_int_equal(keys.items[0].number, 3);
  assert_int_equal(keys.items[1].number, 2);
  assert_int_equal(look(&selling, old, selling.shop.id), VOUCHER_OK);
  test_db_close(selling.test);
}

int voucher_key_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_voucher_says_where_until_when_and_for_how_much),
      cmocka_unit_test(a_voucher_for_all_shops_names_the_territory),
      cmocka_unit_test(the_token_and_the_code_below_it_are_the_same_voucher),
      cmocka_unit_test(a_token_of_another_hand_is_refused_by_name),
      cmocka_unit_test(an_old_key_stays_published_until_its_last_voucher_has_expired),
      cmocka_unit_test(a_key_withdrawn_is_gone_at_once_and_the_ledger_still_decides),
  };
  return cmocka_run_group_tests_name("voucher_key", tests, NULL, NULL);
}
