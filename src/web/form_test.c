#include "base/check.h"

#include <string.h>

#include "web/form.h"

struct buyer {
  struct str name, email;
};

struct sample {
  struct buyer buyer;
  struct str message, password, family;
  int64_t amount_minor, page;
  bool has_page, accept;
  struct day from;
  struct instant at;
};

static const struct field sample_fields[] = {
    FIELD(struct sample, buyer.name, TEXT, .required = true, .min = 2, .max = 20),
    FIELD(struct sample, buyer.email, EMAIL, .required = true),
    FIELD(struct sample, message, LONGTEXT, .max = 30),
    FIELD(struct sample, password, SECRET),
    FIELD(struct sample, family, CHOICE, .choices = "one|all"),
    FIELD(struct sample, amount_minor, AMOUNT, .min = 500, .max = 25000),
    FIELD_GIVEN(struct sample, page, INT, has_page, .min = 1, .max = 500),
    FIELD(struct sample, accept, FLAG),
    FIELD(struct sample, from, DAY),
    FIELD(struct sample, at, INSTANT),
};
static const struct form sample_form = FORM("Sample", struct sample, sample_fields);

static const struct form_problem *problem_of(const struct form_result *result, const char *field) {
  for (size_t i = 0; i < result->problem_count; i++) {
    if (str_equal(result->problems[i].field, str_from(field))) return &result->problems[i];
  }
  return NULL;
}

static struct form_result read_body(struct arena *arena, const char *body) {
  return form_read(arena, &sample_form, FORM_BODY, str_from(body));
}

static struct form_result read_json(struct arena *arena, const char *body) {
  return form_read(arena, &sample_form, FORM_JSON, str_from(body));
}

/* One field's message, or -1 if it has no problem. The required two are always given. */
static int message_for(struct arena *arena, const char *field, const char *encoded) {
  struct str body =
      str_format(arena, "buyer.name=Marie&buyer.email=m%%40x.fr&%s=%s", field, encoded);
  struct form_result result = form_read(arena, &sample_form, FORM_BODY, body);
  const struct form_problem *problem = problem_of(&result, field);
  return problem == NULL ? -1 : (int)problem->message;
}

static void a_whole_form_is_read(void **state) {
  struct arena *arena = *state;
  struct form_result result =
      read_body(arena, "buyer.name=+Ana%C3%AFs+&buyer.email=Ana%40Exemple.FR&message=a%0D%0Ab&"
                       "password=+x+&family=all&amount_minor=32%2C50&page=3&accept=on&"
                       "from=2026-12-31&at=2026-12-31T18%3A00%3A00Z&unknown=1");
  const struct sample *sample = result.value;
  assert_int_equal(result.problem_count, 0);
  assert_text(arena, sample->buyer.name, "Anaïs");
  assert_text(arena, sample->buyer.email, "Ana@exemple.fr");
  assert_text(arena, sample->message, "a\nb");
  assert_text(arena, sample->password, " x ");
  assert_text(arena, sample->family, "all");
  assert_int_equal(sample->amount_minor, 3250);
  assert_int_equal(sample->page, 3);
  assert_true(sample->has_page);
  assert_true(sample->accept);
  assert_int_equal(sample->from.number, day_of(2026, 12, 31).number);
  assert_int_equal(sample->at.ms, INT64_C(1798740000000)); /* date -d 2026-12-31T18:00Z +%s */
}

static void the_same_form_is_read_from_json(void **state) {
  struct arena *arena = *state;
  struct form_result result = read_json(
      arena, "{\"buyer\":{\"name\":\"Ana\\u00efs\",\"email\":\"a@b.fr\",\"age\":3},"
             "\"amount_minor\":3250,\"accept\":true,\"page\":null,\"family\":\"one\",\"new\":[1]}");
  const struct sample *sample = result.value;
  assert_int_equal(result.problem_count, 0);
  assert_text(arena, sample->buyer.name, "Anaïs");
  assert_int_equal(sample->amount_minor, 3250);
  assert_true(sample->accept);
  assert_false(sample->has_page);
}

static void what_is_needed_and_missing_is_named(void **state) {
  struct arena *arena = *state;
  struct form_result result = read_body(arena, "buyer.name=+%20&message=");
  assert_int_equal(result.problem_count, 2);
  assert_int_equal(problem_of(&result, "buyer.name")->message, MSG_field_required);
  assert_int_equal(problem_of(&result, "buyer.email")->message, MSG_field_required);
}

static void every_kind_has_its_own_problem(void **state) {
  struct arena *arena = *state;
  static const struct {
    const char *field, *sent;
    int message;
  } cases[] = {
      {"message", "1234567890123456789012345678901", MSG_field_too_long},
      {"message", "a%07b", MSG_field_text},
      {"message", "%C3%28", MSG_field_text},
      {"message", "%C2%85", MSG_field_text},
      {"message", "a%0Ab%09c", -1},
      {"family", "two", MSG_field_choice},
      {"family", "one|all", MSG_field_choice},
      {"amount_minor", "4,99", MSG_field_amount_small},
      {"amount_minor", "250,01", MSG_field_amount_large},
      {"amount_minor", "250", -1},
      {"amount_minor", "much", MSG_field_amount},
      {"page", "0", MSG_field_too_small},
      {"page", "501", MSG_field_too_large},
      {"page", "1.5", MSG_field_int},
      {"page", "9223372036854775808", MSG_field_int},
      {"accept", "perhaps", MSG_field_flag},
      {"from", "2026-02-30", MSG_field_day},
      {"at", "yesterday", MSG_field_instant},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    assert_int_equal(message_for(arena, cases[i].field, cases[i].sent), cases[i].message);
  }
}

static void addresses_that_mail_servers_refuse_are_refused(void **state) {
  struct arena *arena = *state;
  static const char *const bad[] = {"a",         "@b.fr",         "a@",          "a@b",
                                    "a@b..fr",   "a@-b.fr",       "a@b.1",       ".a@b.fr",
                                    "a..b@c.fr", "a.@b.fr",       "a b@c.fr",    "é@b.fr",
                                    "a@é.fr",    "a@b.fr,c@d.fr", "a@[1.2.3.4]", "\"a\"@b.fr"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct buf json = buf_in(arena);
    buf_literal(&json, "{\"buyer\":{\"name\":\"Marie\",\"email\":");
    json_string(&json, str_from(bad[i]));
    buf_literal(&json, "}}");
    struct form_result result = form_read(arena, &sample_form, FORM_JSON, buf_str(&json));
    const struct form_problem *problem = problem_of(&result, "buyer.email");
    if (problem == NULL) print_error("accepted: %s\n", bad[i]);
    assert_non_null(problem);
    assert_int_equal(problem->message, MSG_field_email);
    assert_text(arena, problem->typed, bad[i]);
  }
}

static void length_is_counted_in_letters_not_bytes(void **state) {
  struct arena *arena = *state;
  struct form_result result = read_body(arena, "buyer.name=%C3%A9&buyer.email=a%40b.fr");
  const struct form_problem *problem = problem_of(&result, "buyer.name");
  assert_int_equal(problem->message, MSG_field_too_short);
  assert_int_equal(problem->bound, 2);
  assert_text(arena, form_problem_text(arena, LANGUAGE_EN, problem),
              "That is too short: at least 2 characters.");
}

static void in_json_a_number_is_no_text_and_a_text_no_number(void **state) {
  struct arena *arena = *state;
  struct form_result result =
      read_json(arena, "{\"buyer\":{\"name\":5,\"email\":\"a@b.fr\"},\"amount_minor\":\"50\","
                       "\"page\":2.5,\"accept\":1,\"from\":[],\"message\":{}}");
  assert_int_equal(problem_of(&result, "buyer.name")->message, MSG_field_text);
  assert_int_equal(problem_of(&result, "amount_minor")->message, MSG_field_amount);
  assert_int_equal(problem_of(&result, "page")->message, MSG_field_int);
  assert_int_equal(problem_of(&result, "accept")->message, MSG_field_flag);
  assert_int_equal(problem_of(&result, "from")->message, MSG_field_day);
  assert_int_equal(problem_of(&result, "message")->message, MSG_field_text);
}

static void a_field_sent_twice_is_refused(void **state) {
  struct arena *arena = *state;
  struct form_result result =
      read_body(arena, "buyer.name=Marie&buyer.name=Jean&buyer.email=a%40b.fr&page=1&page=2");
  assert_int_equal(result.problem_count, 2);
  assert_int_equal(problem_of(&result, "buyer.name")->message, MSG_field_twice);
  assert_int_equal(problem_of(&result, "page")->message, MSG_field_twice);
}

static void what_is_no_form_is_one_problem_of_the_whole(void **state) {
  struct arena *arena = *state;
  static const char *const bad[] = {"{", "[]", "3", "{\"a\":1,\"a\":2}", "{} {}"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct form_result result = read_json(arena, bad[i]);
    assert_int_equal(result.problem_count, 1);
    assert_int_equal(result.problems[0].message, MSG_form_unreadable);
    assert_int_equal(result.problems[0].field.len, 0);
  }
}

static void too_many_fields_are_refused_as_a_whole(void **state) {
  struct arena *arena = *state;
  struct buf body = buf_in(arena);
  for (int i = 0; i < FORM_PAIRS; i++)
    buf_format(&body, "x%d=1&", i);
  struct form_result result = form_read(arena, &sample_form, FORM_BODY, buf_str(&body));
  assert_int_equal(result.problem_count, 2); /* the two required ones */
  buf_literal(&body, "one=more");
  result = form_read(arena, &sample_form, FORM_BODY, buf_str(&body));
  assert_int_equal(result.problem_count, 1);
  assert_int_equal(result.problems[0].message, MSG_form_unreadable);
}

static void a_secret_is_never_echoed(void **state) {
  struct arena *arena = *state;
  struct str body = str_format(arena, "password=%0300d", 1);
  struct form_result result = form_read(arena, &sample_form, FORM_BODY, body);
  assert_int_equal(problem_of(&result, "password")->message, MSG_field_too_long);
  assert_int_equal(problem_of(&result, "password")->typed.len, 0);
}

static void what_was_typed_comes_back_with_its_problem(void **state) {
  struct arena *arena = *state;
  struct form_result result = read_body(arena, "amount_minor=beaucoup%20!");
  assert_text(arena, problem_of(&result, "amount_minor")->typed, "beaucoup !");
}

int form_tests(void);
int form_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_whole_form_is_read),
      check_test(the_same_form_is_read_from_json),
      check_test(what_is_needed_and_missing_is_named),
      check_test(every_kind_has_its_own_problem),
      check_test(addresses_that_mail_servers_refuse_are_refused),
      check_test(length_is_counted_in_letters_not_bytes),
      check_test(in_json_a_number_is_no_text_and_a_text_no_number),
      check_test(a_field_sent_twice_is_refused),
      check_test(what_is_no_form_is_one_problem_of_the_whole),
      check_test(too_many_fields_are_refused_as_a_whole),
      check_test(a_secret_is_never_echoed),
      check_test(what_was_typed_comes_back_with_its_problem),
  };
  return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
