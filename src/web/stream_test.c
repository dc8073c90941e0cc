/* Answers longer than a request's memory, pages in frames of others, maps from elsewhere, and where
 * a site stands for the world. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/crypto.h"
#include "web/testing.h"

enum { ROWS = 300000, MEMORY = 1 << 20 };

static void export_rows(struct request *request, struct response *response) {
  (void)request;
  struct buf *out = response_stream(response, S("text/plain"), S("rows.txt"));
  for (int i = 0; i < ROWS; i++) {
    buf_format(out, "%07d\n", i);
    response_spill(response);
  }
}

static void show_origin(struct request *request, struct response *response) {
  struct html_out out = response_out(request, response, 200);
  html_put_str(&out, site_address(request, LANGUAGE_DE, S("/commerces")).text);
}

static void show_widget(struct request *request, struct response *response) {
  show_origin(request, response);
  response_framable(response);
}

static const struct route routes[] = {
    {.method = METHOD_GET, .path = "/rows", .handle = export_rows, .cached = true},
    {.method = METHOD_GET, .path = "/origin", .handle = show_origin},
    {.method = METHOD_GET, .path = "/widget", .handle = show_widget},
};
static const struct route_table table = {routes, sizeof routes / sizeof *routes};

static bool find_territory(struct ctx *ctx, struct str host, struct territory_view *view) {
  (void)ctx, (void)host;
  *view = (struct territory_view){.id = {1},
                                  .slug = S("nord"),
                                  .name = S("Narvalie"),
                                  .host = S("bons.narvalie.example"),
                                  .languages = {.has = {true, true, true}},
                                  .accent = S("#102030")};
  return true;
}

static const struct site site = {
    .tables = &table, .table_count = 1, .find_territory = find_territory};

struct around {
  struct ctx ctx;
  struct random random;
  struct keys keys;
  struct test_web *web;
  struct test_client client;
};

static int setup(void **state) {
  static struct around around;
  crypto_start();
  around = (struct around){.random = random_seeded(1)};
  around.keys = keys_from_master((const unsigned char[32]){1});
  around.ctx =
      (struct ctx){.arena = arena_create(16 << 20), .random = &around.random, .keys = &around.keys};
  around.web = test_web_open_with(
      &around.ctx, &site,
      &(struct server_options){.memory_limit = MEMORY,
                               .tiles_url = S("https://tiles.example:8443/base/{z}/{x}/{y}.png")});
  around.client = test_client(around.web, "nord.localhost:8080");
  *state = &around;
  return 0;
}

static int teardown(void **state) {
  struct around *around = *state;
  test_web_close(around->web);
  arena_destroy(around->ctx.arena);
  return 0;
}

static void an_answer_may_be_longer_than_a_requests_memory(void **state) {
  struct around *around = *state;
  struct test_reply reply = test_get(&around->client, "/rows");
  assert_int_equal(reply.status, 200);
  assert_int_equal((int)reply.body.len, ROWS * 8);
  assert_memory_equal(reply.body.ptr, "0000000\n0000001\n", 16);
  assert_memory_equal(reply.body.ptr + (ROWS - 1) * 8, "0299999\n", 8);
  assert_true(str_find(test_header(&reply, "Content-Disposition"), S("rows.txt")) > 0);
}

static void only_a_page_that_allows_it_stands_in_others_frames(void **state) {
  struct around *around = *state;
  struct test_reply page = test_get(&around->client, "/origin");
  struct str policy = test_header(&page, "Content-Security-Policy");
  assert_true(str_ends(policy, S("frame-ancestors 'none'")));
  struct test_reply widget = test_get(&around->client, "/widget");
  policy = test_header(&widget, "Content-Security-Policy");
  assert_true(str_ends(policy, S("frame-ancestors *")));
  assert_true(str_starts(policy, S("default-src 'self'; ")));
}

static void images_may_come_from_the_configured_tiles_and_nowhere_else(void **state) {
  struct around *around = *state;
  struct test_reply page = test_get(&around->client, "/origin");
  struct str policy = test_header(&page, "Content-Security-Policy");
  assert_true(str_find(policy, S("img-src 'self' data: blob: https://tiles.example:8443;")) > 0);
}

static void a_page_has_one_address_whatever_name_it_was_asked_by(void **state) {
  struct around *around = *state;
  struct test_reply page = test_get(&around->client, "/origin");
  assert_true(test_shows(&page, "http://bons.narvalie.example:8080/de/commerces"));
}

int stream_tests(void);
int stream_tests(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(an_answer_may_be_longer_than_a_requests_memory),
      TEST(only_a_page_that_allows_it_stands_in_others_frames),
      TEST(images_may_come_from_the_configured_tiles_and_nowhere_else),
      TEST(a_page_has_one_address_whatever_name_it_was_asked_by),
  };
#undef TEST
  return cmocka_run_group_tests_name("stream", tests, NULL, NULL);
}
