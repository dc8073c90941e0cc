#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "web/router.h"

static const struct route shop_routes[] = {
    {.method = METHOD_GET, .path = "/"},
    {.method = METHOD_GET, .path = "/commerces"},
    {.method = METHOD_GET, .path = "/commerces/nouveau"},
    {.method = METHOD_GET, .path = "/commerces/{slug}"},
    {.method = METHOD_POST, .path = "/commerces/{slug}"},
    {.method = METHOD_GET, .path = "/commerces/{slug}/bons/{id}"},
};
static const struct route voucher_routes[] = {
    {.method = METHOD_GET, .path = "/bons/{id}"},
    {.method = METHOD_GET, .path = "/bons/{id}.pdf"},
    {.method = METHOD_POST, .path = "/commerces/nouveau"},
};
static const struct route_table tables[] = {{shop_routes, 6}, {voucher_routes, 3}};

static int setup(void **state) {
  *state = router_create(tables, 2);
  return 0;
}

static int teardown(void **state) {
  router_destroy(*state);
  return 0;
}

static void assert_route(void **state, enum method method, const char *path, const char *route) {
  struct router_match match = router_find(*state, method, str_from(path));
  assert_non_null(match.route);
  assert_string_equal(match.route->path, route);
  assert_ptr_equal(router_route(*state, match.index), match.route);
}

static void every_path_finds_its_route(void **state) {
  assert_route(state, METHOD_GET, "/", "/");
  assert_route(state, METHOD_GET, "/commerces", "/commerces");
  assert_route(state, METHOD_GET, "/commerces/fleurs", "/commerces/{slug}");
  assert_route(state, METHOD_GET, "/commerces/fleurs/bons/7", "/commerces/{slug}/bons/{id}");
}

static void a_fixed_segment_wins_over_a_parameter(void **state) {
  assert_route(state, METHOD_GET, "/commerces/nouveau", "/commerces/nouveau");
  assert_route(state, METHOD_GET, "/commerces/nouveau/bons/1", "/commerces/{slug}/bons/{id}");
  assert_route(state, METHOD_GET, "/bons/A1.pdf", "/bons/{id}.pdf");
  assert_route(state, METHOD_GET, "/bons/A1.png", "/bons/{id}");
}

static void parameters_come_in_the_order_of_the_path(void **state) {
  struct router_match match = router_find(*state, METHOD_GET, S("/commerces/fleurs/bons/7"));
  assert_true(str_equal(match.params[0], S("fleurs")));
  assert_true(str_equal(match.params[1], S("7")));
  assert_int_equal(route_param_index(match.route, S("slug")), 0);
  assert_int_equal(route_param_index(match.route, S("id")), 1);
  assert_int_equal(route_param_index(match.route, S("other")), -1);
  match = router_find(*state, METHOD_GET, S("/bons/A1.pdf"));
  assert_true(str_equal(match.params[0], S("A1")));
}

static void an_unknown_path_is_not_a_wrong_method(void **state) {
  struct router_match match = router_find(*state, METHOD_GET, S("/commerces/a/b"));
  assert_null(match.route);
  assert_int_equal(match.allowed, 0);
  assert_int_equal(router_find(*state, METHOD_GET, S("/commerces/")).allowed, 0);
  match = router_find(*state, METHOD_PUT, S("/commerces/fleurs"));
  assert_null(match.route);
  assert_int_equal(match.allowed, 1u << METHOD_GET | 1u << METHOD_POST);
  struct arena *arena = arena_create(1 << 12);
  assert_true(str_equal(router_allow(arena, match.allowed), S("GET, HEAD, POST, OPTIONS")));
  arena_destroy(arena);
}

int router_tests(void);
int router_tests(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(every_path_finds_its_route),
      TEST(a_fixed_segment_wins_over_a_parameter),
      TEST(parameters_come_in_the_order_of_the_path),
      TEST(an_unknown_path_is_not_a_wrong_method),
  };
#undef TEST
  return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}
