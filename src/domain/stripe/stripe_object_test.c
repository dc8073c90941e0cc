#include "domain/stripe/stripe_object.h"

#include "base/check.h"
#include "base/id.h"

static const struct json *parse(struct arena *arena, const char *text) {
  struct json_error error;
  return json_parse(arena, str_from(text), &error);
}

static bool reads(struct arena *arena, const char *text, struct stripe_object *object) {
  return stripe_object_read(arena, parse(arena, text), object);
}

/* 000000000001A is 42 in Crockford's base 32. */
static void a_session_says_what_was_paid_and_for_what(void **state) {
  struct stripe_object object;
  assert_true(reads(*state,
                    "{\"id\":\"cs_test_1\",\"object\":\"checkout.session\",\"status\":\"complete\","
                    "\"payment_status\":\"paid\",\"amount_total\":5000,\"currency\":\"eur\","
                    "\"client_reference_id\":\"000000000001A\",\"url\":null,"
                    "\"payment_intent\":{\"id\":\"pi_1\",\"object\":\"payment_intent\"},"
                    "\"expires_at\":1700000000,\"livemode\":true,\"something\":[1,{}]}",
                    &object));
  assert_int_equal(object.mark, 42);
  assert_int_equal(object.amount_minor, 5000);
  assert_text(*state, object.currency, "EUR");
  assert_text(*state, object.intent, "pi_1");
  assert_text(*state, object.url, "");
  assert_true(object.paid && object.live);
  assert_true(object.expires_at.ms == 1700000000000);
}

static void an_account_says_what_it_can(void **state) {
  struct stripe_object object;
  assert_true(reads(*state,
                    "{\"id\":\"acct_1\",\"object\":\"account\",\"payouts_enabled\":true,"
                    "\"details_submitted\":true,\"capabilities\":{\"transfers\":\"active\"},"
                    "\"requirements\":{\"currently_due\":[\"a\",\"b\"],\"disabled_reason\":null}}",
                    &object));
  assert_true(object.able && object.pays_on && object.submitted);
  assert_int_equal(object.questions, 2);
  assert_true(reads(*state,
                    "{\"id\":\"acct_1\",\"object\":\"account\","
                    "\"capabilities\":{\"transfers\":\"pending\"}}",
                    &object));
  assert_false(object.able);
}

static void somebody_elses_mark_is_none(void **state) {
  struct stripe_object object;
  assert_true(reads(*state,
                    "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":1,\"currency\":\"eur\","
                    "\"metadata\":{\"emplettes\":\"order 17\"}}",
                    &object));
  assert_int_equal(object.mark, 0);
}

static void what_cannot_be_is_refused(void **state) {
  static const char *const texts[] = {
      "[]",
      "{\"id\":\"cs_1\"}",
      "{\"id\":7,\"object\":\"refund\"}",
      "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":\"5000\"}",
      "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":50.5}",
      "{\"id\":\"re_1\",\"object\":\"refund\",\"amount\":9000000000000000000}",
      "{\"id\":\"re_1\",\"object\":\"refund\",\"created\":-1}",
      "{\"id\":\"re_1\",\"object\":\"refund\",\"currency\":\"euros\"}",
  };
  struct stripe_object object;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    assert_false(reads(*state, texts[i], &object));
  assert_false(stripe_object_read(*state, NULL, &object));
}

static void an_error_always_has_a_name(void **state) {
  struct stripe_error error = stripe_error_read(
      *state, S("{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"balance_insufficient\","
                "\"message\":\"Insufficient funds.\",\"param\":\"amount\"}}"));
  assert_text(*state, error.code, "balance_insufficient");
  assert_text(*state, error.sentence, "Insufficient funds.");
  assert_text(*state, error.param, "amount");
  error = stripe_error_read(*state, S("{\"error\":{\"type\":\"api_error\"}}"));
  assert_text(*state, error.code, "api_error");
  error = stripe_error_read(*state, S("<html>502</html>"));
  assert_text(*state, error.code, "unreadable_answer");
  error = stripe_error_read(*state, S("\xff"));
  assert_text(*state, error.code, "unreadable_answer");
}

static void a_balance_counts_one_currency(void **state) {
  struct stripe_object balance;
  const struct json *json =
      parse(*state, "{\"object\":\"balance\",\"available\":[{\"amount\":700,\"currency\":\"eur\"},"
                    "{\"amount\":5,\"currency\":\"chf\"}],\"pending\":[{\"amount\":-20,"
                    "\"currency\":\"eur\"}]}");
  assert_true(stripe_balance_read(json, S("EUR"), &balance));
  assert_int_equal(balance.available_minor, 700);
  assert_int_equal(balance.pending_minor, -20);
  assert_false(stripe_balance_read(parse(*state, "{\"object\":\"balance\"}"), S("EUR"), &balance));
}

static void an_event_is_about_an_object(void **state) {
  struct stripe_event event;
  assert_true(stripe_event_read(
      *state,
      parse(*state, "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"account.updated\","
                    "\"created\":1700000000,\"livemode\":false,\"account\":\"acct_9\","
                    "\"data\":{\"object\":{\"id\":\"acct_9\",\"object\":\"account\"}}}"),
      &event));
  assert_text(*state, event.account, "acct_9");
  assert_text(*state, event.object.object, "account");
  assert_false(stripe_event_read(
      *state, parse(*state, "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"x\",\"data\":{}}"),
      &event));
  assert_false(stripe_event_read(*state,
                                 parse(*state, "{\"id\":\"\",\"object\":\"event\",\"type\":\"x\","
                                               "\"data\":{\"object\":{\"object\":\"plan\"}}}"),
                                 &event));
}

int stripe_object_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_session_says_what_was_paid_and_for_what),
      check_test(an_account_says_what_it_can),
      check_test(somebody_elses_mark_is_none),
      check_test(what_cannot_be_is_refused),
      check_test(an_error_always_has_a_name),
      check_test(a_balance_counts_one_currency),
      check_test(an_event_is_about_an_object),
  };
  return cmocka_run_group_tests_name("stripe_object", tests, NULL, NULL);
}
