#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "web/uri.h"

static int setup(void **state) {
  *state = arena_create(1 << 16);
  return 0;
}

static int teardown(void **state) {
  arena_destroy(*state);
  return 0;
}

static void assert_text(struct str text, const char *expected) {
  assert_int_equal((int)text.len, (int)strlen(expected));
  assert_memory_equal(text.ptr, expected, text.len);
}

static void a_path_is_decoded_and_its_query_left_as_sent(void **state) {
  struct uri uri;
  assert_int_equal(uri_read(*state, S("/commerces/l%27%C3%A9toile?q=caf%C3%A9&x"), &uri), URI_FINE);
  assert_text(uri.path, "/commerces/l'étoile");
  assert_text(uri.query, "q=caf%C3%A9&x");
  assert_false(uri.has_prefix);
  assert_int_equal(uri_read(*state, S("/"), &uri), URI_FINE);
  assert_text(uri.path, "/");
  assert_null(uri.query.ptr);
}

static void a_language_is_a_whole_first_segment(void **state) {
  static const struct {
    struct str target;
    const char *path;
    bool has_prefix;
  } cases[] = {
      {S("/de"), "/", true},
      {S("/de/"), "/", true},
      {S("/de/shops"), "/shops", true},
      {S("/depot"), "/depot", false},
      {S("/it/shops"), "/it/shops", false},
      {S("/%64e/shops"), "/de/shops", false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct uri uri;
    assert_int_equal(uri_read(*state, cases[i].target, &uri), URI_FINE);
    assert_text(uri.path, cases[i].path);
    assert_int_equal(uri.has_prefix, cases[i].has_prefix);
    if (uri.has_prefix) assert_int_equal(uri.language, LANGUAGE_DE);
  }
}

static void what_can_be_read_in_two_ways_is_refused(void **state) {
  static const struct str paths[] = {
      S(""),          S("shops"),      S("*"),      S("http://x/y"), S("/%"),   S("/%4"),
      S("/%4g"),      S("/%00"),       S("/%0a"),   S("/a\x01"),     S("/%7f"), S("/%ff"),
      S("/%c0%af"),   S("/%ed%a0%80"), S("/a//b"),  S("//host/a"),   S("/./a"), S("/a/.."),
      S("/%2e%2e/a"), S("/a%2fb"),     S("/a%5Cb"), S("/a\\b"),
  };
  struct uri uri;
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    assert_int_equal(uri_read(*state, paths[i], &uri), URI_BAD_PATH);
  }
  assert_int_equal(uri_read(*state, S("/?q=%"), &uri), URI_BAD_QUERY);
  assert_int_equal(uri_read(*state, S("/?q=%ff"), &uri), URI_BAD_QUERY);
  assert_int_equal(uri_read(*state, S("/?q=%00"), &uri), URI_BAD_QUERY);
  /* A text area may send its line breaks in a GET form. */
  assert_int_equal(uri_read(*state, S("/?q=a%0D%0Ab"), &uri), URI_FINE);
}

static void a_host_is_a_name_without_its_port(void **state) {
  struct str host;
  assert_true(host_read(*state, S("Fribourg.Emplettes.example:8080"), &host));
  assert_text(host, "fribourg.emplettes.example");
  assert_true(host_read(*state, S("[::1]:80"), &host));
  assert_text(host, "::1");
  assert_true(host_read(*state, S("127.0.0.1"), &host));
  assert_text(host, "127.0.0.1");
  static const struct str wrong[] = {
      S(""),     S(":80"), S("a b"),    S("a/b"), S("a:b"),      S("a_b"),        S("a:80:80"),
      S("[::1"), S("[]"),  S("[::1]x"), S("a@b"), S("a:123456"), S("caf\xc3\xa9")};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_false(host_read(*state, wrong[i], &host));
  }
}

int uri_tests(void);
int uri_tests(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_path_is_decoded_and_its_query_left_as_sent),
      TEST(a_language_is_a_whole_first_segment),
      TEST(what_can_be_read_in_two_ways_is_refused),
      TEST(a_host_is_a_name_without_its_port),
  };
#undef TEST
  return cmocka_run_group_tests_name("uri", tests, NULL, NULL);
}
