#include "domain/topup/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/notice/notice.h"
#include "test/scene.h"

static const struct str camille = {"camille@example.org", 19};

static struct proof_id begun(struct ctx *ctx) {
  struct proof_id id;
  assert_int_equal(proof_begin(ctx, TOPUP_BY_EMAIL, camille, &id), PROOF_OK);
  return id;
}

static struct str digits(struct ctx *ctx, struct proof_id id) {
  struct str text;
  assert_true(proof_digits(ctx, id, &text));
  db_read_end(ctx);
  return text;
}

static struct str wrong(struct ctx *ctx, struct proof_id id) {
  return str_equal(digits(ctx, id), S("000000")) ? S("000001") : S("000000");
}

static void who_types_the_digits_has_proved_his_address(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct proof_id id = begun(ctx), back;
  struct str code = digits(ctx, id);
  assert_int_equal(code.len, 6);
  assert_int_equal(notice_count_waiting(ctx), 1);
  assert_false(proof_holds(ctx, id, camille));
  struct str typed = str_format(ctx->arena, " %.3s %.3s", code.ptr, code.ptr + 3);
  assert_int_equal(proof_try(ctx, id, camille, typed), PROOF_OK);
  assert_true(proof_holds(ctx, id, camille));
  assert_false(proof_holds(ctx, id, S("dominique@example.org")));
  assert_true(proof_from_link(ctx, proof_link(ctx, id), &back));
  assert_int_equal(back.value, id.value);
  ctx->now.ms += INT64_C(120) * 60000;
  assert_false(proof_holds(ctx, id, camille));
  test_db_close(test);
}

/* Invariant 2. */
static void five_wrong_codes_are_enough(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct proof_id id = begun(ctx);
  for (int i = 0; i < 5; i++)
    assert_int_equal(proof_try(ctx, id, camille, wrong(ctx, id)), PROOF_WRONG);
  assert_int_equal(proof_try(ctx, id, camille, digits(ctx, id)), PROOF_TRIES_OVER);
  id = begun(ctx);
  assert_int_equal(proof_try(ctx, id, camille, S("")), PROOF_WRONG);
  assert_int_equal(proof_try(ctx, id, S("x@example.org"), digits(ctx, id)), PROOF_OVER);
  ctx->now.ms += INT64_C(15) * 60000;
  assert_int_equal(proof_try(ctx, id, camille, digits(ctx, id)), PROOF_OVER);
  test_db_close(test);
}

static void an_address_is_sent_five_codes_in_an_hour(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct proof_id id;
  for (int i = 0; i < 5; i++)
    begun(ctx);
  assert_int_equal(proof_begin(ctx, TOPUP_BY_EMAIL, camille, &id), PROOF_TOO_MANY);
  assert_int_equal(proof_begin(ctx, TOPUP_BY_EMAIL, S("d@example.org"), &id), PROOF_OK);
  ctx->now.ms += INT64_C(60) * 60000;
  begun(ctx);
  test_db_close(test);
}

static bool forget_body(struct ctx *ctx, void *arg) {
  (void)arg;
  proof_forget(ctx);
  return true;
}

static void addresses_are_forgotten_after_a_day(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct proof_id id = begun(ctx);
  struct str text;
  ctx->now.ms += INT64_C(24) * 3600000 + 1;
  db_write(ctx, forget_body, NULL);
  assert_false(proof_digits(ctx, id, &text));
  test_db_close(test);
}

static void telephone_numbers_are_read_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *typed, *country, *phone;
  } cases[] = {
      {"06 12 34 56 78", "FR", "+33612345678"},
      {"06.12.34.56.78", "FR", "+33612345678"},
      {"+33 (6) 12-34-56-78", "FR", "+33612345678"},
      {"0033612345678", "CH", "+33612345678"},
      {"079 123 45 67", "CH", "+41791234567"},
      {"6 12 34 56 78", "MC", "+377612345678"},
      {"+33 (0)6 12 34 56 78", "FR", "+33612345678"},
      {"+33 06 12 34 56 78", "CH", "+33612345678"},
      {"33 6 12 34 56 78", "FR", "+33612345678"},
      {"+41 (0)79 123 45 67", "FR", "+41791234567"},
      {"+49 (0)151 23456789", "FR", "+4915123456789"},
      {"06 12 34 56 7", "FR", NULL},
      {"06 12 34 56 78 9", "FR", NULL},
      {"01 12 34 56 78", "FR", NULL},
      {"022 123 45 67", "CH", NULL},
      {"", "FR", NULL},
      {"0612", "FR", NULL},
      {"06 12 34 56 78 ext", "FR", NULL},
      {"+0033612345678", "FR", NULL},
      {"1234567890123456", "FR", NULL},
  };
  struct arena *arena = arena_create(1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct str phone;
    bool read = phone_read(arena, str_from(cases[i].typed), str_from(cases[i].country), &phone);
    assert_int_equal(read, cases[i].phone != NULL);
    if (read) assert_true(str_equal(phone, str_from(cases[i].phone)));
  }
  arena_destroy(arena);
}

int proof_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(who_types_the_digits_has_proved_his_address),
      cmocka_unit_test(five_wrong_codes_are_enough),
      cmocka_unit_test(an_address_is_sent_five_codes_in_an_hour),
      cmocka_unit_test(addresses_are_forgotten_after_a_day),
      cmocka_unit_test(telephone_numbers_are_read_as_people_write_them),
  };
  return cmocka_run_group_tests_name("proof", tests, NULL, NULL);
}
