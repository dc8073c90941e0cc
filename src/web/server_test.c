/* The server over real sockets: what only shows on the wire. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/time.h"
#include "web/server.h"

/* ---- a site of a few pages ---- */

static sem_t gate; /* closed at first; each post lets one through */

static void hello(struct request *request, struct response *response) {
  (void)request;
  buf_literal(response_html(response, 200), "<p>bonjour</p>");
}

/* Answers once the test lets it. */
static void wait_at_gate(struct request *request, struct response *response) {
  sem_wait(&gate);
  hello(request, response);
}

static int computed; /* how often */

static void count(struct request *request, struct response *response) {
  (void)request;
  buf_format(response_html(response, 200), "<p>%d</p>", ++computed);
}

static void echo(struct request *request, struct response *response) {
  response_bytes(response, S("text/plain"), request_body(request), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET, .path = "/", .handle = hello},
    {.method = METHOD_GET, .path = "/gate", .handle = wait_at_gate},
    {.method = METHOD_GET, .path = "/count", .handle = count, .cached = true},
    {.method = METHOD_POST, .path = "/echo", .handle = echo, .tokenless = true},
};
static const struct route_table table = {routes, sizeof routes / sizeof *routes};

static bool find_territory(struct ctx *ctx, struct str host, struct territory_view *view) {
  (void)ctx, (void)host;
  *view = (struct territory_view){.id = {1}, .slug = S("test"), .name = S("Test")};
  view->languages.has[LANGUAGE_FR] = true;
  return true;
}

static bool find_session(struct ctx *ctx, struct str token, struct session_view *view) {
  (void)ctx, (void)token;
  view->person.value = 1;
  return true;
}

static const struct site site = {.tables = &table,
                                 .table_count = 1,
                                 .find_territory = find_territory,
                                 .find_session = find_session};

static struct server *start(struct server_options options) {
  static struct keys keys;
  crypto_start();
  keys = keys_from_master((const unsigned char[32]){7});
  options.keys = &keys;
  options.listen = S("127.0.0.1:0");
  if (!options.workers) options.workers = 2;
  return server_start(NULL, &site, &options);
}

/* ---- a client that sees every byte ---- */

struct client {
  int fd;
  char text[16384];
  size_t len;
};

static struct client dial(const struct server *server) {
  struct client client = {.fd = socket(AF_INET, SOCK_STREAM, 0)};
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)server_port(server)),
                                .sin_addr = {htonl(INADDR_LOOPBACK)}};
  assert_int_equal(connect(client.fd, (struct sockaddr *)&address, sizeof address), 0);
  return client;
}

static void say(struct client *client, const char *text) {
  assert_int_equal(send(client->fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Reads until the text holds `end`, the peer closes, or three seconds are over. */
static const char *hear(struct client *client, const char *end) {
  client->len = 0;
  client->text[0] = 0;
  while (!strstr(client->text, end)) {
    struct pollfd readable = {.fd = client->fd, .events = POLLIN};
    if (poll(&readable, 1, 3000) != 1) break;
    ssize_t got =
        read(client->fd, client->text + client->len, sizeof client->text - 1 - client->len);
    if (got <= 0) break;
    client->len += (size_t)got;
    client->text[client->len] = 0;
  }
  return client->text;
}

static bool closed_by_peer(struct client *client, int within_ms) {
  struct pollfd readable = {.fd = client->fd, .events = POLLIN};
  char byte;
  return poll(&readable, 1, within_ms) == 1 && read(client->fd, &byte, 1) <= 0;
}

#define GET(path) "GET " path " HTTP/1.1\r\nHost: localhost\r\n\r\n"

/* ---- tests ---- */

static void a_page_is_answered_with_the_standing_headers(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  say(&client, GET("/"));
  const char *text = hear(&client, "bonjour</p>");
  assert_non_null(strstr(text, "HTTP/1.1 200 OK\r\n"));
  assert_non_null(strstr(text, "Content-Type: text/html; charset=utf-8\r\n"));
  assert_non_null(strstr(text, "X-Content-Type-Options: nosniff\r\n"));
  assert_non_null(strstr(text, "Content-Security-Policy: default-src 'self'"));
  close(client.fd);
  assert_true(server_stop(server));
}

static void one_connection_serves_many_requests_in_order(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  for (int i = 0; i < 3; i++) {
    say(&client, GET("/"));
    assert_non_null(strstr(hear(&client, "bonjour</p>"), " 200 OK"));
  }
  say(&client, GET("/") GET("/nowhere") GET("/"));
  struct client *all = &client;
  size_t pages = 0, missing = 0;
  char text[65536] = "";
  while (pages + missing < 3) {
    hear(all, "\r\n\r\n");
    if (all->len == 0) break;
    strncat(text, all->text, sizeof text - strlen(text) - 1);
    pages = missing = 0;
    for (const char *at = text; (at = strstr(at, "HTTP/1.1 200")); at++)
      pages++;
    for (const char *at = text; (at = strstr(at, "HTTP/1.1 404")); at++)
      missing++;
  }
  assert_int_equal(pages, 2);
  assert_int_equal(missing, 1);
  close(client.fd);
  assert_true(server_stop(server));
}

static void a_body_arrives_whole_and_too_large_ones_are_refused(void **state) {
  (void)state;
  struct server *server = start((struct server_options){.body_limit = 100});
  struct client client = dial(server);
  say(&client, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n01234");
  say(&client, "56789");
  assert_non_null(strstr(hear(&client, "0123456789"), " 200 OK"));
  say(&client, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 101\r\n\r\n");
  assert_non_null(strstr(hear(&client, "</html>"), " 413 "));
  close(client.fd);
  client = dial(server);
  say(&client, "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
               "60\r\n0123456789012345678901234567890123456789012345678901234567890123456789"
               "01234567890123456789012345\r\n"
               "a\r\n0123456789\r\n0\r\n\r\n");
  assert_non_null(strstr(hear(&client, "</html>"), " 413 "));
  close(client.fd);
  assert_true(server_stop(server));
}

static void a_slow_sender_is_cut_off_however_busy_it_looks(void **state) {
  (void)state;
  struct server *server = start((struct server_options){.read_timeout_ms = 400});
  struct client client = dial(server);
  int64_t began_us = clock_monotonic_us();
  say(&client, "GET / HTTP/1.1\r\nHost: local");
  bool closed = false;
  for (int i = 0; i < 40 && !closed; i++) {
    send(client.fd, "h", 1, MSG_NOSIGNAL);
    closed = closed_by_peer(&client, 50);
  }
  assert_true(closed);
  assert_true(clock_monotonic_us() - began_us < 1500000);
  close(client.fd);
  assert_true(server_stop(server));
}

static void a_full_queue_refuses_at_once_with_retry_after(void **state) {
  (void)state;
  struct server *server = start((struct server_options){.queue_length = 1, .workers = 1});
  struct client at_work = dial(server), waiting = dial(server), refused = dial(server);
  say(&at_work, GET("/gate"));
  usleep(100000);
  say(&waiting, GET("/gate"));
  usleep(100000);
  say(&refused, GET("/gate"));
  const char *text = hear(&refused, "</html>");
  assert_non_null(strstr(text, " 503 "));
  assert_non_null(strstr(text, "Retry-After: "));
  sem_post(&gate);
  sem_post(&gate);
  assert_non_null(strstr(hear(&at_work, "bonjour</p>"), " 200 OK"));
  assert_non_null(strstr(hear(&waiting, "bonjour</p>"), " 200 OK"));
  close(at_work.fd), close(waiting.fd), close(refused.fd);
  assert_true(server_stop(server));
}

static void a_cached_page_is_kept_when_asked_again_by_visitors_without_a_session(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  char conditional[256], etag[64] = "";
  computed = 0;
  say(&client, GET("/count"));
  assert_non_null(strstr(hear(&client, "</p>"), "<p>1</p>"));
  say(&client, GET("/count"));
  assert_non_null(strstr(hear(&client, "</p>"), "<p>2</p>"));
  say(&client, GET("/count"));
  const char *text = hear(&client, "</p>");
  assert_non_null(strstr(text, "<p>2</p>"));
  assert_non_null(strstr(text, "Content-Security-Policy: "));
  assert_int_equal(sscanf(strstr(text, "ETag: "), "ETag: %63s", etag), 1);
  snprintf(conditional, sizeof conditional,
           "GET /count HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: %s\r\n\r\n", etag);
  say(&client, conditional);
  assert_non_null(strstr(hear(&client, "\r\n\r\n"), "HTTP/1.1 304 "));
  say(&client, GET("/count?other"));
  assert_non_null(strstr(hear(&client, "</p>"), "<p>3</p>"));
  say(&client, "GET /count HTTP/1.1\r\nHost: localhost\r\nCookie: session=abc\r\n\r\n");
  assert_non_null(strstr(hear(&client, "</p>"), "<p>4</p>"));
  say(&client, GET("/count"));
  assert_non_null(strstr(hear(&client, "</p>"), "<p>2</p>"));
  close(client.fd);
  assert_true(server_stop(server));
}

static void head_has_the_headers_of_get_and_no_body(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  say(&client, "HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const char *text = hear(&client, "</p>");
  assert_non_null(strstr(text, "Content-Length: 14\r\n"));
  assert_null(strstr(text, "bonjour"));
  close(client.fd);
  assert_true(server_stop(server));
}

static void health_is_answered_on_any_host(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  say(&client, GET("/healthz"));
  assert_non_null(strstr(hear(&client, "ok\n"), " 200 OK"));
  say(&client, GET("/readyz"));
  assert_non_null(strstr(hear(&client, "ready\n"), " 200 OK"));
  say(&client, GET("/metrics"));
  assert_non_null(strstr(hear(&client, "queue_refused_total 0"), "emplettes_requests_total"));
  close(client.fd);
  assert_true(server_stop(server));
}

/* The leak checker of the debug build is what would fail here. */
static void who_leaves_before_the_answer_leaves_nothing_behind(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct linger at_once = {.l_onoff = 1};
  for (int i = 0; i < 20; i++) {
    struct client client = dial(server);
    setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    say(&client, GET("/gate"));
    usleep(10000);
    close(client.fd);
    sem_post(&gate);
  }
  assert_true(server_stop(server));
}

static void two_threads_may_speak_http_on_one_socket(void **state) {
  (void)state;
  struct server *server = start((struct server_options){.io_threads = 2});
  struct client clients[8];
  for (size_t i = 0; i < 8; i++) {
    clients[i] = dial(server);
    say(&clients[i], GET("/"));
  }
  for (size_t i = 0; i < 8; i++) {
    assert_non_null(strstr(hear(&clients[i], "bonjour</p>"), " 200 OK"));
    close(clients[i].fd);
  }
  assert_true(server_stop(server));
}

static void a_request_with_two_lengths_is_refused(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  say(&client, "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n"
               "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n");
  const char *text = hear(&client, "nothing more comes");
  assert_non_null(strstr(text, "HTTP/1.1 400 "));
  assert_null(strstr(text, "HTTP/1.1 200 "));
  close(client.fd);
  assert_true(server_stop(server));
}

static void *open_gate_later(void *arg) {
  (void)arg;
  usleep(200000);
  sem_post(&gate);
  return NULL;
}

static void stopping_answers_what_is_running(void **state) {
  (void)state;
  struct server *server = start((struct server_options){0});
  struct client client = dial(server);
  pthread_t later;
  say(&client, GET("/gate"));
  usleep(100000);
  pthread_create(&later, NULL, open_gate_later, NULL);
  assert_true(server_stop(server));
  const char *text = hear(&client, "bonjour</p>");
  assert_non_null(strstr(text, " 200 OK"));
  assert_non_null(strstr(text, "Connection: close"));
  pthread_join(later, NULL);
  close(client.fd);
}

static void requests_that_cannot_be_read_one_way_only_are_refused(void **state) {
  (void)state;
  static const char *const requests[] = {
      "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /a/../b HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /a%2fb HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET /?q=%c3 HTTP/1.1\r\nHost: localhost\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a_b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  };
  struct server *server = start((struct server_options){0});
  for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
    struct client client = dial(server);
    say(&client, requests[i]);
    assert_non_null(strstr(hear(&client, "</html>"), " 400 "));
    close(client.fd);
  }
  assert_true(server_stop(server));
}

int server_tests(void);
int server_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_page_is_answered_with_the_standing_headers),
      cmocka_unit_test(one_connection_serves_many_requests_in_order),
      cmocka_unit_test(a_body_arrives_whole_and_too_large_ones_are_refused),
      cmocka_unit_test(a_slow_sender_is_cut_off_however_busy_it_looks),
      cmocka_unit_test(a_full_queue_refuses_at_once_with_retry_after),
      cmocka_unit_test(a_cached_page_is_kept_when_asked_again_by_visitors_without_a_session),
      cmocka_unit_test(head_has_the_headers_of_get_and_no_body),
      cmocka_unit_test(health_is_answered_on_any_host),
      cmocka_unit_test(who_leaves_before_the_answer_leaves_nothing_behind),
      cmocka_unit_test(two_threads_may_speak_http_on_one_socket),
      cmocka_unit_test(a_request_with_two_lengths_is_refused),
      cmocka_unit_test(stopping_answers_what_is_running),
      cmocka_unit_test(requests_that_cannot_be_read_one_way_only_are_refused),
  };
  return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
