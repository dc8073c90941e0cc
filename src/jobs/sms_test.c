/* A service of our own on this machine says what it was sent. */
#include "jobs/sms.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"

struct service { /* answers one call */
  int listener, port, status;
  char heard[4096];
  pthread_t thread;
};

static bool whole(const char *text) {
  const char *end = strstr(text, "\r\n\r\n"), *length = strstr(text, "Content-Length: ");
  size_t wanted = 0;
  return end && length && sscanf(length, "Content-Length: %zu", &wanted) == 1 &&
         strlen(end + 4) >= wanted;
}

static void *serve(void *arg) {
  struct service *service = arg;
  char answer[200];
  size_t len = 0;
  int client = accept(service->listener, NULL, NULL);
  while (!whole(service->heard)) {
    ssize_t got = read(client, service->heard + len, sizeof service->heard - 1 - len);
    if (got <= 0) break;
    len += (size_t)got;
    service->heard[len] = 0;
  }
  int size = snprintf(answer, sizeof answer,
                      "HTTP/1.1 %d Word\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsaid",
                      service->status);
  assert_int_equal(write(client, answer, (size_t)size), size);
  close(client);
  return NULL;
}

static void start(struct service *service, int status) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  *service = (struct service){.status = status, .listener = socket(AF_INET, SOCK_STREAM, 0)};
  assert_int_equal(bind(service->listener, (struct sockaddr *)&address, size), 0);
  assert_int_equal(getsockname(service->listener, (struct sockaddr *)&address, &size), 0);
  assert_int_equal(listen(service->listener, 1), 0);
  service->port = ntohs(address.sin_port);
  assert_int_equal(pthread_create(&service->thread, NULL, serve, service), 0);
}

static struct smtp_reply call(struct arena *arena, struct service *service, const char *body) {
  struct sms_service sms = {.url = str_format(arena, "http://127.0.0.1:%d/messages", service->port),
                            .body = str_from(body),
                            .authorization = S("Bearer abc")};
  struct smtp_reply reply = sms_send(arena, &sms, S("+33612345678"), S("dites \"123 456\" {to}\n"));
  pthread_join(service->thread, NULL);
  close(service->listener);
  return reply;
}

static void a_text_is_filled_into_json(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct service service;
  start(&service, 201);
  struct smtp_reply reply = call(arena, &service, "{\"to\": \"{to}\", \"text\": \"{text}\"}");
  assert_int_equal(reply.outcome, SMTP_DELIVERED);
  assert_non_null(strstr(service.heard, "POST /messages HTTP/1.1\r\n"));
  assert_non_null(strstr(service.heard, "Authorization: Bearer abc\r\n"));
  assert_non_null(strstr(service.heard, "Content-Type: application/json\r\n"));
  assert_non_null(strstr(service.heard, "{\"to\": \"+33612345678\", \"text\": "
                                        "\"dites \\\"123 456\\\" {to}\\u000a\"}"));
  arena_destroy(arena);
}

static void a_text_is_filled_into_a_form(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct service service;
  start(&service, 200);
  call(arena, &service, "from=Bourg&to={to}&message={text}");
  assert_non_null(strstr(service.heard, "from=Bourg&to=%2B33612345678&message="
                                        "dites%20%22123%20456%22%20%7Bto%7D%0A"));
  arena_destroy(arena);
}

static void what_the_service_says_decides_what_becomes_of_it(void **state) {
  (void)state;
  static const struct {
    int status;
    enum smtp_outcome outcome;
  } cases[] = {{204, SMTP_DELIVERED}, {400, SMTP_PERMANENT}, {403, SMTP_PERMANENT},
               {408, SMTP_TEMPORARY}, {429, SMTP_TEMPORARY}, {503, SMTP_TEMPORARY}};
  struct arena *arena = arena_create(1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct service service;
    start(&service, cases[i].status);
    assert_int_equal(call(arena, &service, "to={to}").outcome, cases[i].outcome);
  }
  struct sms_service nobody = {.url = S("http://127.0.0.1:1/"), .body = S("to={to}")};
  assert_int_equal(sms_send(arena, &nobody, S("+33612345678"), S("x")).outcome, SMTP_TEMPORARY);
  arena_destroy(arena);
}

int sms_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_is_filled_into_json),
      cmocka_unit_test(a_text_is_filled_into_a_form),
      cmocka_unit_test(what_the_service_says_decides_what_becomes_of_it),
  };
  return cmocka_run_group_tests_name("sms", tests, NULL, NULL);
}
