/* What every request goes through, without the network: tenants, languages, rights, form tokens,
 * rates, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "web/testing.h"

/* ---- a site of a few pages ---- */

static void show(struct request *request, struct response *response) {
  struct html_out out = response_out(request, response, 200);
  html_put_str(&out, request->path);
  buf_literal(out.buf, " ");
  html_put_str(&out, language_code(request->ctx->language));
  buf_literal(out.buf, " ");
  html_put_url(&out, site_path(request, S("/commerces")));
}

static void show_shop(struct request *request, struct response *response) {
  struct html_out out = response_out(request, response, 200);
  html_put_str(&out, request_param(request, "slug"));
}

static void show_form(struct request *request, struct response *response) {
  struct html_out out = response_out(request, response, 200);
  buf_literal(out.buf, "<form method=\"post\"><input type=\"hidden\" name=\"form_token\" value=\"");
  html_put_str(&out, request->form_token);
  buf_literal(out.buf, "\"></form>");
}

static void take_form(struct request *request, struct response *response) {
  (void)request;
  response_redirect(response, S("/merci"));
}

static void sign_in(struct request *request, struct response *response) {
  (void)request;
  response_session(response, S("agentsession"));
  response_redirect(response, S("/"));
}

static void lose_the_database(struct request *request, struct response *response) {
  (void)request, (void)response;
  fault_raise(FAULT_DATABASE, "the disk is gone");
}

static void fill_memory(struct request *request, struct response *response) {
  struct buf *out = response_html(response, 200);
  for (;;)
    buf_add(out, request->path);
}

static void guess(struct request *request, struct response *response) {
  request_rate_spend(request, RATE_CODE);
  response_refuse(request, response, 404, "unknown_code", MSG_refusal_not_found, S(""));
  response_refuse_member(response, "code", S("AB\"C"));
  response_refuse_member(response, "balance_minor", S("1750"));
}

struct order {
  struct str name;
  int64_t amount;
};
static const struct field order_fields[] = {
    FIELD(struct order, name, TEXT, .required = true, .help = "Of the buyer"),
    FIELD(struct order, amount, AMOUNT, .required = true, .help = "To pay"),
};
static const struct form order_form = FORM("Order", struct order, order_fields);

static void take_order(struct request *request, struct response *response) {
  const struct order *order = request_form(request);
  response_bytes(response, S("text/plain"), order->name, S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET, .path = "/", .handle = show},
    {.method = METHOD_GET, .path = "/commerces", .handle = show},
    {.method = METHOD_GET, .path = "/commerces/{slug}", .handle = show_shop},
    {.method = METHOD_GET, .path = "/bon", .handle = show_form},
    {.method = METHOD_POST, .path = "/bon", .handle = take_form},
    {.method = METHOD_POST, .path = "/connexion", .handle = sign_in, .tokenless = true},
    {.method = METHOD_GET, .path = "/agent", .handle = show, .who = WHO_AGENT},
    {.method = METHOD_GET, .path = "/comptable", .handle = show, .who = WHO_ACCOUNTANT},
    {.method = METHOD_GET, .path = "/panne", .handle = lose_the_database},
    {.method = METHOD_GET, .path = "/gros", .handle = fill_memory},
    {.method = METHOD_GET, .path = "/lent", .handle = show, .rate = RATE_SIGN_IN},
    {.method = METHOD_POST, .path = "/api/v1/codes", .handle = guess, .rate = RATE_CODE},
    {.method = METHOD_POST, .path = "/api/v1/orders", .handle = take_order, .form = &order_form},
    {.method = METHOD_POST, .path = "/api/v1/till", .handle = take_form, .who = WHO_TILL},
};
static const struct route_table table = {routes, sizeof routes / sizeof *routes};

static bool find_territory(struct ctx *ctx, struct str host, struct territory_view *view) {
  (void)ctx;
  if (!str_equal(host, S("fribourg.localhost"))) return false;
  *view = (struct territory_view){.id = {7},
                                  .slug = S("fribourg"),
                                  .name = S("Fribourg"),
                                  .default_language = LANGUAGE_FR,
                                  .languages = {{[LANGUAGE_FR] = true, [LANGUAGE_DE] = true}}};
  return true;
}

static bool find_session(struct ctx *ctx, struct str token, struct session_view *view) {
  (void)ctx;
  *view = (struct session_view){.person = {3}, .agent = true};
  return str_equal(token, S("agentsession"));
}

static bool find_bearer(struct ctx *ctx, struct str token, struct session_view *view) {
  (void)ctx;
  *view = (struct session_view){.till = 5, .shop = 6};
  return str_equal(token, S("tilltoken"));
}

static const struct site site = {.tables = &table,
                                 .table_count = 1,
                                 .sign_in_path = S("/connexion"),
                                 .find_territory = find_territory,
                                 .find_session = find_session,
                                 .find_bearer = find_bearer};

/* ---- around each test ---- */

struct around {
  struct ctx ctx;
  struct random random;
  struct keys keys;
  struct test_web *web;
  struct test_client client;
};

static int open_web(void **state, const struct server_options *options) {
  static struct around around;
  crypto_start();
  around = (struct around){.random = random_seeded(1)};
  around.keys = keys_from_master((const unsigned char[32]){1});
  around.ctx = (struct ctx){.arena = arena_create(1 << 20),
                            .now = {1589968800000},
                            .random = &around.random,
                            .keys = &around.keys};
  around.web = test_web_open_with(&around.ctx, &site, options);
  around.client = test_client(around.web, "fribourg.localhost:8080");
  *state = &around;
  return 0;
}

static int setup(void **state) {
  return open_web(state, &(struct server_options){.memory_limit = 1 << 20});
}

static int teardown(void **state) {
  struct around *around = *state;
  test_web_close(around->web);
  arena_destroy(around->ctx.arena);
  return 0;
}

static void assert_text(struct str text, const char *expected) {
  assert_int_equal((int)text.len, (int)strlen(expected));
  assert_memory_equal(text.ptr, expected, text.len);
}

static struct test_client *client_of(void **state) {
  return &((struct around *)*state)->client;
}

/* ---- tests ---- */

static void a_host_that_is_no_territory_has_no_pages(void **state) {
  struct test_client stranger = *client_of(state);
  stranger.host = S("elsewhere.example");
  struct test_reply reply = test_get(&stranger, "/commerces");
  assert_int_equal(reply.status, 404);
  assert_text(reply.refusal, "unknown_host");
  assert_int_equal(test_get(client_of(state), "/commerces").status, 200);
}

static void the_path_names_the_language_except_the_territorys_own(void **state) {
  struct test_client *client = client_of(state);
  assert_text(test_get(client, "/commerces").body, "/commerces fr /commerces");
  assert_text(test_get(client, "/de/commerces").body, "/commerces de /de/commerces");
  assert_text(test_get(client, "/de").body, "/ de /de/commerces");
  struct test_reply own = test_get(client, "/fr/commerces?q=caf%C3%A9");
  assert_int_equal(own.status, 301);
  assert_text(own.location, "/commerces?q=caf%C3%A9");
  /* English exists in the product, but this territory does not speak it. */
  assert_int_equal(test_get(client, "/en/commerces").status, 404);
}

static void a_path_has_one_spelling(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply slash = test_get(client, "/de/commerces/?page=2");
  assert_int_equal(slash.status, 301);
  assert_text(slash.location, "/de/commerces?page=2");
  assert_text(test_get(client, "/commerces/l%27%C3%A9choppe").body, "l&#39;échoppe");
  assert_int_equal(test_get(client, "/commerces/%2e%2e/secret").status, 400);
}

static void a_wrong_method_is_told_the_right_ones(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply reply = test_post(client, "/commerces", "");
  assert_int_equal(reply.status, 405);
  assert_text(test_header(&reply, "Allow"), "GET, HEAD, OPTIONS");
  struct test_request options = {.method = "OPTIONS", .path = "/bon"};
  reply = test_send(client, &options);
  assert_int_equal(reply.status, 204);
  assert_text(test_header(&reply, "Allow"), "GET, HEAD, POST, OPTIONS");
}

static void rights_are_asked_before_the_handler(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply nobody = test_get(client, "/agent?vue=1");
  assert_int_equal(nobody.status, 303);
  assert_text(nobody.location, "/connexion?next=%2Fagent%3Fvue%3D1");
  test_post(client, "/connexion", "");
  assert_int_equal(test_get(client, "/agent").status, 200);
  struct test_reply other = test_get(client, "/comptable");
  assert_int_equal(other.status, 403);
  assert_text(other.refusal, "not_allowed");
}

static void a_form_needs_the_token_of_its_own_visitor(void **state) {
  struct test_client *client = client_of(state), thief = *client;
  assert_text(test_post(client, "/bon", "").refusal, "form_token_missing");
  struct test_reply page = test_get(client, "/bon");
  assert_true(str_starts(test_header(&page, "Set-Cookie"), S("visit=")));
  assert_text(test_header(&page, "Cache-Control"), "no-store");
  assert_int_equal(test_post(client, "/bon", "amount=50").status, 303);
  page = test_get(client, "/bon"); /* the visitor is known by now */
  assert_int_equal(test_header(&page, "Set-Cookie").len, 0);
  assert_int_equal(test_post(client, "/bon", "amount=50").status, 303);
  test_get(&thief, "/bon");
  thief.form_token = client->form_token;
  assert_text(test_post(&thief, "/bon", "amount=50").refusal, "form_token_invalid");
}

static void a_token_does_not_survive_signing_in(void **state) {
  struct test_client *client = client_of(state);
  test_get(client, "/bon");
  test_post(client, "/connexion", "");
  assert_text(test_post(client, "/bon", "").refusal, "form_token_invalid");
  test_get(client, "/bon");
  assert_int_equal(test_post(client, "/bon", "").status, 303);
}

static void a_page_without_a_form_sets_no_cookie(void **state) {
  struct test_reply page = test_get(client_of(state), "/commerces");
  assert_int_equal(test_header(&page, "Set-Cookie").len, 0);
}

static void another_site_cannot_send_our_forms(void **state) {
  struct test_client *client = client_of(state);
  test_get(client, "/bon");
  struct arena *arena = ((struct around *)*state)->ctx.arena;
  struct str body = str_format(arena, "form_token=%.*s", STR_ARG(client->form_token));
  static const struct {
    const char *header;
    int status;
  } cases[] = {
      {"Sec-Fetch-Site: same-origin", 303},
      {"Sec-Fetch-Site: cross-site", 403},
      {"Sec-Fetch-Site: same-site", 403}, /* a neighbouring territory */
      {"Origin: http://fribourg.localhost:8080", 303},
      {"Origin: http://evil-fribourg.localhost:8080", 403},
      {"Origin: https://elsewhere.example", 403},
      {"Origin: null", 403},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct test_request post = {
        .method = "POST",
        .path = "/bon",
        .headers = {"Content-Type: application/x-www-form-urlencoded", cases[i].header},
        .body = body};
    assert_int_equal(test_send(client, &post).status, cases[i].status);
  }
}

static void the_api_takes_a_bearer_but_no_strange_page_with_a_cookie(void **state) {
  struct test_client *client = client_of(state), till = *client;
  struct test_reply nobody = test_post_json(client, "/api/v1/till", "{}");
  assert_int_equal(nobody.status, 401);
  assert_text(test_header(&nobody, "WWW-Authenticate"), "Bearer");
  till.bearer = S("tilltoken");
  assert_int_equal(test_post_json(&till, "/api/v1/till", "{}").status, 303);
  till.bearer = S("wrong");
  assert_int_equal(test_post_json(&till, "/api/v1/till", "{}").status, 401);
  test_post(client, "/connexion", "");
  struct test_reply planted = test_post_json(client, "/api/v1/orders", "{}");
  assert_text(planted.refusal, "other_origin");
}

static void a_fault_is_a_503_and_the_next_request_is_fine(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply gone = test_get(client, "/panne");
  assert_int_equal(gone.status, 503);
  assert_text(test_header(&gone, "Retry-After"), "5");
  assert_false(test_shows(&gone, "disk"));
  assert_int_equal(test_get(client, "/gros").status, 503);
  assert_int_equal(test_get(client, "/commerces").status, 200);
}

static void the_api_refuses_in_problem_details(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply reply = test_post_json(client, "/api/v1/codes", "{}");
  assert_int_equal(reply.status, 404);
  assert_text(reply.content_type, "application/problem+json");
  assert_true(test_shows(&reply, "\"type\":\"urn:emplettes:refusal:unknown_code\""));
  assert_true(test_shows(&reply, "\"refusal\":\"unknown_code\""));
  assert_true(test_shows(&reply, "\"code\":\"AB\\\"C\""));
  assert_true(test_shows(&reply, "\"balance_minor\":1750"));
  reply = test_get(client, "/api/v1/nothing");
  assert_int_equal(reply.status, 404);
  assert_true(test_shows(&reply, "\"refusal\":\"not_found\""));
  reply = test_get(client, "/api/v1/codes");
  assert_int_equal(reply.status, 405);
  assert_text(reply.content_type, "application/problem+json");
}

static void the_api_names_each_field_that_is_wrong(void **state) {
  struct test_client *client = client_of(state);
  struct test_reply reply = test_post_json(client, "/api/v1/orders", "{\"amount\":-1}");
  assert_int_equal(reply.status, 422);
  assert_true(test_shows(&reply, "{\"field\":\"name\",\"refusal\":\"field_required\""));
  assert_true(test_shows(&reply, "{\"field\":\"amount\""));
  reply = test_post_json(client, "/api/v1/orders", "{\"name\":\"Ana\",\"amount\":5000}");
  assert_text(reply.body, "Ana");
  struct test_request plain = {
      .method = "POST", .path = "/api/v1/orders", .headers = {"Content-Type: text/plain"}};
  assert_int_equal(test_send(client, &plain).status, 415);
}

/* ---- with rate limits ---- */

static int setup_rates(void **state) {
  return open_web(state, &(struct server_options){0});
}

static void signing_in_is_slow_for_machines(void **state) {
  struct test_client *client = client_of(state), neighbour = *client;
  for (int i = 0; i < 10; i++)
    assert_int_equal(test_get(client, "/lent").status, 200);
  struct test_reply reply = test_get(client, "/lent");
  assert_int_equal(reply.status, 429);
  assert_text(test_header(&reply, "Retry-After"), "30");
  neighbour.address = S("192.0.2.2");
  assert_int_equal(test_get(&neighbour, "/lent").status, 200);
}

static void guessing_codes_ends_after_twenty_failures(void **state) {
  struct test_client *client = client_of(state);
  for (int i = 0; i < 20; i++) {
    assert_int_equal(test_post_json(client, "/api/v1/codes", "{}").status, 404);
  }
  assert_int_equal(test_post_json(client, "/api/v1/codes", "{}").status, 429);
}

static int setup_proxy(void **state) {
  return open_web(state, &(struct server_options){.behind_proxy = true});
}

static int status_from(struct test_client *client, const char *path, const char *forwarded) {
  struct test_request get = {.method = "GET", .path = path, .headers = {forwarded}};
  return test_send(client, &get).status;
}

static void behind_a_proxy_its_word_names_the_client_and_not_the_clients(void **state) {
  struct test_client *client = client_of(state);
  client->address = S("127.0.0.1");
  for (int i = 0; i < 10; i++) {
    /* Whatever the client claims before it, the last address is the proxy's. */
    const char *claim =
        i % 2 ? "X-Forwarded-For: 203.0.113.9, 198.51.100.1" : "X-Forwarded-For: 198.51.100.1";
    assert_int_equal(status_from(client, "/lent", claim), 200);
  }
  assert_int_equal(status_from(client, "/lent", "X-Forwarded-For: 198.51.100.1"), 429);
  assert_int_equal(status_from(client, "/lent", "X-Forwarded-For: 198.51.100.2"), 200);
}

static void figures_are_for_this_machine_only(void **state) {
  struct test_client *client = client_of(state);
  client->address = S("127.0.0.1");
  assert_int_equal(test_get(client, "/metrics").status, 200);
  assert_int_equal(status_from(client, "/metrics", "X-Forwarded-For: 198.51.100.1"), 403);
}

static int setup_token(void **state) {
  return open_web(state, &(struct server_options){.metrics_token = S("geheim")});
}

static void figures_are_for_the_holder_of_the_token(void **state) {
  struct test_client *client = client_of(state);
  assert_int_equal(test_get(client, "/metrics").status, 403);
  assert_int_equal(status_from(client, "/metrics", "Authorization: Bearer geheim"), 200);
  assert_int_equal(status_from(client, "/metrics", "Authorization: Bearer geheimnis"), 403);
}

static int setup_tls(void **state) {
  return open_web(state, &(struct server_options){.tls = true});
}

static void behind_tls_cookies_are_secure_and_browsers_stay(void **state) {
  struct test_reply page = test_get(client_of(state), "/bon");
  struct str cookie = test_header(&page, "Set-Cookie");
  assert_true(str_starts(cookie, S("__Host-visit=")));
  assert_true(str_ends(cookie, S("; Path=/; HttpOnly; SameSite=Lax; Secure")));
  assert_text(test_header(&page, "Strict-Transport-Security"), "max-age=63072000");
  assert_int_equal(test_post(client_of(state), "/bon", "").status, 303);
}

int phases_tests(void);
int phases_tests(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_host_that_is_no_territory_has_no_pages),
      TEST(the_path_names_the_language_except_the_territorys_own),
      TEST(a_path_has_one_spelling),
      TEST(a_wrong_method_is_told_the_right_ones),
      TEST(rights_are_asked_before_the_handler),
      TEST(a_form_needs_the_token_of_its_own_visitor),
      TEST(a_token_does_not_survive_signing_in),
      TEST(a_page_without_a_form_sets_no_cookie),
      TEST(another_site_cannot_send_our_forms),
      TEST(the_api_takes_a_bearer_but_no_strange_page_with_a_cookie),
      TEST(a_fault_is_a_503_and_the_next_request_is_fine),
      TEST(the_api_refuses_in_problem_details),
      TEST(the_api_names_each_field_that_is_wrong),
      cmocka_unit_test_setup_teardown(signing_in_is_slow_for_machines, setup_rates, teardown),
      cmocka_unit_test_setup_teardown(behind_a_proxy_its_word_names_the_client_and_not_the_clients,
                                      setup_proxy, teardown),
      cmocka_unit_test_setup_teardown(figures_are_for_this_machine_only, setup_proxy, teardown),
      cmocka_unit_test_setup_teardown(figures_are_for_the_holder_of_the_token, setup_token,
                                      teardown),
      cmocka_unit_test_setup_teardown(behind_tls_cookies_are_secure_and_browsers_stay, setup_tls,
                                      teardown),
      cmocka_unit_test_setup_teardown(guessing_codes_ends_after_twenty_failures, setup_rates,
                                      teardown),
  };
#undef TEST
  return cmocka_run_group_tests_name("phases", tests, NULL, NULL);
}
