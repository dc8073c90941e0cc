#include "domain/person/pairing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "test/scene.h"

struct counter {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
};

static struct counter open_counter(void) {
  struct counter counter = {.test = test_db_open()};
  counter.ctx = scene_open(counter.test);
  counter.shop = scene_shop(counter.ctx, S("librairie"));
  return counter;
}

static void a_code_makes_one_till_once(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct str code = pairing_make(counter.ctx, counter.shop.id, S("Comptoir"));
  assert_int_equal(code.len, PAIRING_CODE_LEN);
  struct paired paired = pairing_take(counter.ctx, code);
  assert_int_equal(paired.result, PAIRING_OK);
  struct bearer bearer;
  assert_true(bearer_find(counter.ctx, paired.token, &bearer));
  assert_int_equal(bearer.shop.value, counter.shop.id.value);
  assert_true(str_equal(bearer.name, S("Comptoir")));
  assert_false(bearer.revoked);
  assert_int_equal(pairing_take(counter.ctx, code).result, PAIRING_CODE_USED);
  test_db_close(counter.test);
}

static void a_code_is_read_as_people_type_it(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct str code = pairing_make(counter.ctx, counter.shop.id, S("Comptoir"));
  struct buf typed = buf_in(counter.ctx->arena);
  for (size_t i = 0; i < code.len; i++) {
    char c = code.ptr[i];
    if (c == '0') c = 'o';
    if (c == '1') c = 'l';
    buf_add_char(&typed, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    if (i == 3) buf_literal(&typed, " - ");
  }
  assert_int_equal(pairing_take(counter.ctx, S("0000 0000")).result, PAIRING_UNKNOWN_CODE);
  assert_int_equal(pairing_take(counter.ctx, S("")).result, PAIRING_UNKNOWN_CODE);
  assert_int_equal(pairing_take(counter.ctx, S("uuuu uuuu")).result, PAIRING_UNKNOWN_CODE);
  assert_int_equal(pairing_take(counter.ctx, buf_str(&typed)).result, PAIRING_OK);
  test_db_close(counter.test);
}

static void a_code_holds_a_quarter_of_an_hour(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct str early = pairing_make(counter.ctx, counter.shop.id, S("Comptoir"));
  struct str late = pairing_make(counter.ctx, counter.shop.id, S("Terrasse"));
  counter.ctx->now.ms += 15 * 60 * 1000;
  assert_int_equal(pairing_take(counter.ctx, early).result, PAIRING_OK);
  counter.ctx->now.ms += 1;
  assert_int_equal(pairing_take(counter.ctx, late).result, PAIRING_CODE_EXPIRED);
  test_db_close(counter.test);
}

static bool revoke_body(struct ctx *ctx, void *arg) {
  return bearer_revoke(ctx, *(struct till_id *)arg);
}
static bool touch_body(struct ctx *ctx, void *arg) {
  bearer_touch(ctx, *(struct till_id *)arg);
  return true;
}

static void the_shop_sees_its_devices_and_when_they_were_there(void **state) {
  (void)state;
  struct counter counter = open_counter();
  struct till_id first =
      pairing_take(counter.ctx, pairing_make(counter.ctx, counter.shop.id, S("A"))).till;
  struct till_id second =
      pairing_take(counter.ctx, pairing_make(counter.ctx, counter.shop.id, S("B"))).till;
  assert_true(bearer_is_stale(counter.ctx, first));
  assert_true(db_write(counter.ctx, touch_body, &first));
  assert_false(bearer_is_stale(counter.ctx, first));
  counter.ctx->now.ms += 10 * 60 * 1000 + 1;
  assert_true(bearer_is_stale(counter.ctx, first));
  assert_true(db_write(counter.ctx, revoke_body, &second));

  struct bearers tills = bearer_list_by_shop(counter.ctx, counter.shop.id);
  assert_int_equal(tills.count, 2);
  assert_int_equal(tills.items[0].till.value, first.value); /* in use first */
  assert_true(tills.items[0].used);
  assert_int_equal(tills.items[1].till.value, second.value);
  assert_false(tills.items[1].used);
  assert_true(tills.items[1].revoked);
  struct shop other = scene_shop(counter.ctx, S("boulangerie"));
  assert_int_equal(bearer_list_by_shop(counter.ctx, other.id).count, 0);
  test_db_close(counter.test);
}

int pairing_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_code_makes_one_till_once),
      cmocka_unit_test(a_code_is_read_as_people_type_it),
      cmocka_unit_test(a_code_holds_a_quarter_of_an_hour),
      cmocka_unit_test(the_shop_sees_its_devices_and_when_they_were_there),
  };
  return cmocka_run_group_tests_name("pairing", tests, NULL, NULL);
}
