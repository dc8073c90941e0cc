#include "base/log.h"

#include "base/check.h"
#include "base/json.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>

/* What `write_lines` sends to standard error. */
static struct str captured(struct arena *arena, void (*write_lines)(void)) {
  FILE *file = tmpfile();
  assert_non_null(file);
  int real = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  write_lines();
  dup2(real, STDERR_FILENO);
  close(real);
  char *bytes = arena_raw(arena, 65536);
  ssize_t len = pread(fileno(file), bytes, 65536, 0);
  fclose(file);
  assert_true(len >= 0);
  return str_slice(bytes, (size_t)len);
}

/* Exactly one line, which is well-formed JSON. */
static const struct json *line_of(struct arena *arena, void (*write_lines)(void)) {
  struct json_error error;
  struct str text = captured(arena, write_lines);
  assert_int_equal(str_find(text, S("\n")), text.len - 1);
  const struct json *json = json_parse(arena, text, &error);
  if (!json) fail_msg("%s in %.*s", error.text, STR_ARG(text));
  return json;
}

static void write_event(void) {
  log_info("started", 42, LOG_STR("listen", S("127.0.0.1:8080")), LOG_INT("workers", 8));
}

static void a_line_holds_time_level_event_request_and_fields(void **state) {
  const struct json *line = line_of(*state, write_event);
  assert_int_equal(json_text(line, S("time")).len, 24);
  assert_text(*state, json_text(line, S("level")), "info");
  assert_text(*state, json_text(line, S("event")), "started");
  assert_int_equal(json_member(line, S("request"))->integer, 42);
  assert_text(*state, json_text(line, S("listen")), "127.0.0.1:8080");
  assert_int_equal(json_member(line, S("workers"))->integer, 8);
}

static void write_plain(void) {
  log_warn("nothing", 0);
}

static void without_a_request_there_is_no_such_member(void **state) {
  const struct json *line = line_of(*state, write_plain);
  assert_null(json_member(line, S("request")));
  assert_text(*state, json_text(line, S("level")), "warn");
}

static void write_hostile(void) {
  log_error("odd", 0, LOG_STR("text", S("a\"b\\c\nd\x01 \xC3\xA9 \xFF\xE2\x82")));
}

static void quotes_control_characters_and_broken_utf8_do_no_harm(void **state) {
  const struct json *line = line_of(*state, write_hostile);
  assert_text(*state, json_text(line, S("text")), "a\"b\\c\nd\x01 \u00E9 \uFFFD\uFFFD\uFFFD");
}

static char long_text[10000];

static void write_long(void) {
  struct str half = str_slice(long_text, sizeof long_text);
  memset(long_text, '"', sizeof long_text);
  log_error("long", 0, LOG_STR("first", half), LOG_STR("second", half), LOG_INT("third", 3));
}

static void a_line_too_long_is_cut_but_stays_json(void **state) {
  const struct json *line = line_of(*state, write_long);
  assert_true(json_text(line, S("first")).len > 1500);
  assert_null(json_member(line, S("second")));
}

/* Every length around the end of the line, so that each byte of it is once the last. */
static size_t long_length;

static void write_exactly(void) {
  log_error("x", 0, LOG_STR("first", str_slice(long_text, long_length)), LOG_STR("s", S("12345")),
            LOG_INT("third", 3));
}

static void a_line_of_any_length_stays_json(void **state) {
  memset(long_text, 'x', sizeof long_text);
  for (long_length = 3900; long_length < 4100; long_length++) {
    line_of(*state, write_exactly);
    arena_reset(*state);
  }
}

static void write_two_levels(void) {
  log_set_level(LOG_LEVEL_ERROR);
  log_info("quiet", 0);
  log_set_level(LOG_LEVEL_INFO);
}

static void what_is_below_the_level_is_not_written(void **state) {
  assert_int_equal(captured(*state, write_two_levels).len, 0);
}

int log_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(a_line_holds_time_level_event_request_and_fields),
      check_test(without_a_request_there_is_no_such_member),
      check_test(quotes_control_characters_and_broken_utf8_do_no_harm),
      check_test(a_line_too_long_is_cut_but_stays_json),
      check_test(a_line_of_any_length_stays_json),
      check_test(what_is_below_the_level_is_not_written),
  };
  return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
