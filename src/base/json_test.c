#include "base/json.h"

#include "base/check.h"
#include "base/random.h"

#include <string.h>

static const struct json *parse(struct arena *arena, const char *text) {
  struct json_error error;
  const struct json *json = json_parse(arena, str_from(text), &error);
  if (!json) fail_msg("%s", error.text);
  return json;
}

static void an_object_gives_its_members_in_order(void **state) {
  const struct json *json = parse(*state, "{\"shop\":\"l-oeuf\",\"amount_minor\":5000,\"a\":null}");
  assert_int_equal(json->kind, JSON_KIND_OBJECT);
  assert_int_equal(json->count, 3);
  assert_text(*state, json->members[1].name, "amount_minor");
  assert_text(*state, json_text(json, S("shop")), "l-oeuf");
  assert_int_equal(json_member(json, S("amount_minor"))->integer, 5000);
  assert_int_equal(json_member(json, S("a"))->kind, JSON_KIND_NULL);
}

static void what_is_missing_or_no_text_is_the_empty_view(void **state) {
  const struct json *json = parse(*state, "{\"n\":5}");
  assert_null(json_member(json, S("shop")));
  assert_null(json_text(json, S("shop")).ptr);
  assert_null(json_text(json, S("n")).ptr);
  assert_null(json_member(NULL, S("n")));
  assert_null(json_member(json_member(json, S("n")), S("n")));
}

static void lists_keep_every_kind_of_value(void **state) {
  const struct json *json = parse(*state, " [true, false, -1, 0.5, \"\\u00e9\\n\", [], {}] ");
  assert_int_equal(json->count, 7);
  assert_true(json->items[0].boolean);
  assert_false(json->items[1].boolean);
  assert_int_equal(json->items[2].integer, -1);
  assert_true(json->items[3].real == 0.5);
  assert_text(*state, json->items[4].text, "\u00E9\n");
  assert_int_equal(json->items[5].kind, JSON_KIND_LIST);
  assert_int_equal(json->items[6].kind, JSON_KIND_OBJECT);
}

static void a_whole_coordinate_is_also_a_real(void **state) {
  assert_true(parse(*state, "45")->real == 45.0);
}

static void integers_reach_both_limits(void **state) {
  assert_true(parse(*state, "-9223372036854775808")->integer == INT64_MIN);
  assert_true(parse(*state, "9223372036854775807")->integer == INT64_MAX);
}

static void what_is_not_one_well_formed_value_is_refused(void **state) {
  static const char *const refused[] = {
      "",      "{",   "[1,]",     "{\"a\":1,\"a\":2}",   "1 2",   "nul",   "'a'", "\"\\u0000\"",
      "[1] x", "NaN", "\"\xFF\"", "9223372036854775808", "1e999", "{a:1}", "01",  "\"\n\""};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    struct json_error error = {.text = ""};
    if (json_parse(*state, str_from(refused[i]), &error)) fail_msg("accepted: %s", refused[i]);
    assert_true(strlen(error.text) > 0);
  }
}

static void the_place_of_a_mistake_is_told(void **state) {
  struct json_error error;
  assert_null(json_parse(*state, S("{\n \"a\": x\n}"), &error));
  assert_int_equal(error.line, 2);
  assert_in_range(error.offset, 7, 9);
}

static void depth_is_bounded(void **state) {
  char text[200];
  struct json_error error;
  memset(text, '[', 64);
  memset(text + 64, ']', 64);
  assert_non_null(json_parse(*state, str_slice(text, 128), &error));
  memset(text, '[', 65);
  memset(text + 65, ']', 65);
  assert_null(json_parse(*state, str_slice(text, 130), &error));
  assert_string_equal(error.text, "nested deeper than 64");
}

struct small {
  struct arena *arena;
  struct str text;
};

static void parse_in_small(void *arg) {
  struct small *small = arg;
  struct json_error error;
  json_parse(small->arena, small->text, &error);
}

/* The leak checker sees whether jansson's tree is given back. */
static void a_full_arena_is_a_fault_and_nothing_leaks(void **state) {
  char *text = arena_alloc(*state, 4001);
  for (int i = 0; i < 2000; i++)
    memcpy(text + 2 * i, i ? ",1" : "[1", 2);
  text[4000] = ']';
  struct small small = {arena_create(1000), str_slice(text, 4001)};
  assert_int_equal(check_raised(parse_in_small, &small), FAULT_MEMORY);
  arena_destroy(small.arena);
}

static void damaged_documents_never_do_harm(void **state) {
  static const char whole[] = "{\"a\":[1,2.5,{\"b\":\"x\\u00e9\\n\"}],\"c\":null,\"d\":true}";
  struct random random = random_seeded(4);
  for (int i = 0; i < 5000; i++) {
    char text[sizeof whole];
    struct json_error error;
    memcpy(text, whole, sizeof whole);
    for (int k = 0; k < 3; k++)
      text[random_below(&random, sizeof whole)] = (char)random_below(&random, 256);
    json_parse(*state, str_slice(text, random_below(&random, sizeof whole)), &error);
    arena_reset(*state);
  }
}

int json_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(an_object_gives_its_members_in_order),
      check_test(what_is_missing_or_no_text_is_the_empty_view),
      check_test(lists_keep_every_kind_of_value),
      check_test(a_whole_coordinate_is_also_a_real),
      check_test(integers_reach_both_limits),
      check_test(what_is_not_one_well_formed_value_is_refused),
      check_test(the_place_of_a_mistake_is_told),
      check_test(depth_is_bounded),
      check_test(a_full_arena_is_a_fault_and_nothing_leaks),
      check_test(damaged_documents_never_do_harm),
  };
  return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
