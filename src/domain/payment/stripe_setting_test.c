#include "domain/payment/stripe_setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/payment/refund_ask.h"
#include "test/scene.h"

static struct ctx *open_scene(struct test_db **test) {
  *test = test_db_open();
  return scene_open(*test);
}

static enum stripe_setting_result keep(struct ctx *ctx, bool open, const char *key,
                                       const char *secrets) {
  return stripe_setting_keep(
      ctx,
      &(struct stripe_typed){.open = open, .key = str_from(key), .secrets = str_from(secrets)});
}

static const char test_key[] = "sk_test_4eC39HqLyjWDarjtT1zdp7dc";

static void a_key_is_kept_sealed_and_shown_by_its_end(void **state) {
  (void)state;
  struct test_db *test;
  struct ctx *ctx = open_scene(&test);
  struct stripe_setting setting;
  struct str key, secrets[STRIPE_SECRETS_MAX];
  assert_false(stripe_setting_find(ctx, &setting));
  assert_false(stripe_key(ctx, &key));
  assert_int_equal(keep(ctx, true, test_key, " whsec_0123456789abcdef\r\n\nwhsec_abcdef0123456789"),
                   STRIPE_SETTING_OK);
  assert_true(stripe_setting_find(ctx, &setting));
  assert_true(setting.open && setting.has_key && !setting.live);
  assert_true(str_equal(setting.key_end, S("p7dc")));
  assert_int_equal(setting.secrets, 2);
  assert_true(stripe_key(ctx, &key));
  assert_true(str_equal(key, str_from(test_key)));
  assert_int_equal(stripe_secrets(ctx, secrets), 2);
  assert_true(str_equal(secrets[0], S("whsec_0123456789abcdef")));
  assert_true(str_equal(secrets[1], S("whsec_abcdef0123456789")));
  test_db_close(test);
}

static void what_is_left_empty_stays_as_it_was(void **state) {
  (void)state;
  struct test_db *test;
  struct ctx *ctx = open_scene(&test);
  struct stripe_setting setting;
  struct str key;
  assert_int_equal(keep(ctx, true, test_key, "whsec_0123456789abcdef"), STRIPE_SETTING_OK);
  assert_int_equal(keep(ctx, false, "", ""), STRIPE_SETTING_OK);
  assert_true(stripe_setting_find(ctx, &setting));
  assert_false(setting.open);
  assert_int_equal(setting.secrets, 1);
  assert_true(stripe_key(ctx, &key) && str_equal(key, str_from(test_key)));
  test_db_close(test);
}

static void what_could_not_work_is_refused_by_name(void **state) {
  (void)state;
  struct test_db *test;
  struct ctx *ctx = open_scene(&test);
  assert_int_equal(keep(ctx, false, "pk_test_4eC39HqLyjWDarjtT1zdp7dc", ""),
                   STRIPE_SETTING_BAD_KEY);
  assert_int_equal(keep(ctx, false, "sk_test_short", ""), STRIPE_SETTING_BAD_KEY);
  assert_int_equal(keep(ctx, false, "sk_test_4eC39 HqLyjWDarjt", ""), STRIPE_SETTING_BAD_KEY);
  assert_int_equal(keep(ctx, false, "sk_live_4eC39HqLyjWDarjtT1zdp7dc", ""),
                   STRIPE_SETTING_LIVE_IN_DEMONSTRATION);
  assert_int_equal(keep(ctx, false, test_key, "geheim"), STRIPE_SETTING_BAD_SECRET);
  assert_int_equal(keep(ctx, false, test_key,
                        "whsec_00000000001\nwhsec_00000000002\nwhsec_00000000003\n"
                        "whsec_00000000004\nwhsec_00000000005"),
                   STRIPE_SETTING_TOO_MANY_SECRETS);
  assert_int_equal(keep(ctx, true, "", "whsec_0123456789abcdef"), STRIPE_SETTING_NO_KEY);
  assert_int_equal(keep(ctx, true, test_key, ""), STRIPE_SETTING_NO_SECRET);
  test_db_close(test);
}

/* Real money in earnest, play money in demonstrations: of two installations with the same data. */
static void a_test_key_opens_nothing_in_earnest(void **state) {
  (void)state;
  struct test_db *test;
  struct ctx *ctx = open_scene(&test);
  assert_int_equal(keep(ctx, true, test_key, "whsec_0123456789abcdef"), STRIPE_SETTING_OK);
  assert_true(provider_open(ctx, PROVIDER_STRIPE, true));
  assert_false(provider_open(ctx, PROVIDER_STRIPE, false));
  db_read_end(ctx);
  db_script(test->db, S("UPDATE installation SET demonstration = FALSE;"));
  assert_int_equal(keep(ctx, true, "rk_test_4eC39HqLyjWDarjtT1zdp7dc", ""),
                   STRIPE_SETTING_TEST_IN_EARNEST);
  assert_int_equal(keep(ctx, true, "rk_live_4eC39HqLyjWDarjtT1zdp7dc", ""), STRIPE_SETTING_OK);
  assert_true(provider_open(ctx, PROVIDER_STRIPE, false));
  assert_false(provider_open(ctx, PROVIDER_STRIPE, true));
  test_db_close(test);
}

struct asking {
  struct payment_id payment;
  int64_t id, amount_minor;
  bool granted;
};

static bool pay_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  asking->payment = payment_create(ctx, PROVIDER_STRIPE, 7, 5000);
  return true;
}

static bool ask_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  asking->granted = refund_ask(ctx, asking->id, asking->payment, asking->amount_minor);
  return true;
}

static bool ask(struct ctx *ctx, struct asking *asking, int64_t id, int64_t amount_minor) {
  asking->id = id;
  asking->amount_minor = amount_minor;
  db_write(ctx, ask_body, asking);
  return asking->granted;
}

static bool fail_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  asking->granted = refund_ask_failed(ctx, asking->id, S("expired_or_canceled_card"));
  return true;
}

static bool sent_body(struct ctx *ctx, void *arg) {
  struct asking *asking = arg;
  asking->granted = refund_ask_sent(ctx, asking->id);
  return true;
}

static bool decide(struct ctx *ctx, struct asking *asking, int64_t id,
                   bool (*body)(struct ctx *, void *)) {
  asking->id = id;
  db_write(ctx, body, asking);
  return asking->granted;
}

static void no_more_is_asked_back_than_was_paid(void **state) {
  (void)state;
  struct test_db *test;
  struct ctx *ctx = open_scene(&test);
  struct asking asking = {0};
  struct refund_ask found;
  db_write(ctx, pay_body, &asking);
  assert_true(ask(ctx, &asking, 1, 3000));
  assert_true(ask(ctx, &asking, 1, 3000));
  assert_false(ask(ctx, &asking, 1, 2000));
  assert_false(ask(ctx, &asking, 2, 2001));
  assert_true(ask(ctx, &asking, 2, 2000));
  assert_true(decide(ctx, &asking, 1, sent_body));
  assert_false(decide(ctx, &asking, 1, sent_body));
  assert_false(ask(ctx, &asking, 3, 1));
  assert_true(decide(ctx, &asking, 1, fail_body));
  assert_false(decide(ctx, &asking, 1, fail_body));
  assert_true(refund_ask_find(ctx, 1, &found));
  assert_int_equal(found.state, REFUND_FAILED);
  assert_true(str_equal(found.reason, S("expired_or_canceled_card")));
  assert_true(ask(ctx, &asking, 3, 3000));
  test_db_close(test);
}

int stripe_setting_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_key_is_kept_sealed_and_shown_by_its_end),
      cmocka_unit_test(what_is_left_empty_stays_as_it_was),
      cmocka_unit_test(what_could_not_work_is_refused_by_name),
      cmocka_unit_test(a_test_key_opens_nothing_in_earnest),
      cmocka_unit_test(no_more_is_asked_back_than_was_paid),
  };
  return cmocka_run_group_tests_name("stripe_setting", tests, NULL, NULL);
}
