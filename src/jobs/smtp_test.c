#include "jobs/smtp.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/time.h"
#include "command.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(16 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static struct smtp_server server(void) {
  const struct test_mail_server *real = test_mail_server();
  return (struct smtp_server){.host = str_from(real->host),
                              .port = real->port,
                              .hello = S("emplettes.example.org"),
                              .timeout_ms = 20000};
}

static struct smtp_reply send_to(const struct smtp_server *via, const char *to, struct str text) {
  return smtp_send(arena, via, S("bons@example.org"), str_from(to), text);
}

static void a_mail_arrives_as_it_was_sent(void **state) {
  (void)state;
  struct smtp_server via = server();
  struct str text = S("Subject: as sent\r\nX-Mark: arrives\r\n\r\n.a dot first\r\n..two\r\n.\r\n"
                      "From the start\r\nla fin\r\n");
  struct smtp_reply reply = send_to(&via, "claire@example.org", text);
  assert_int_equal(reply.outcome, SMTP_DELIVERED);
  assert_int_equal(reply.code, 250);
  struct str mail = test_mail_with(arena, "X-Mark: arrives");
  assert_true(str_find(mail, S("\n\n.a dot first\n..two\n.\nFrom the start\nla fin\n")) > 0);
  assert_true(str_find(mail, S("Return-path: <bons@example.org>")) >= 0);
}

static void a_mailbox_that_does_not_exist_is_refused_for_good(void **state) {
  (void)state;
  struct smtp_server via = server();
  struct smtp_reply reply = send_to(&via, "nobody@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_PERMANENT);
  assert_int_equal(reply.code, 550);
  assert_true(str_equal(reply.sentence, S("no such mailbox here")));
}

static void a_busy_mailbox_is_refused_for_now(void **state) {
  (void)state;
  struct smtp_server via = server();
  struct smtp_reply reply = send_to(&via, "busy@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_TEMPORARY);
  assert_int_equal(reply.code, 451);
  assert_true(str_equal(reply.sentence, S("mailbox is busy, come back later")));
}

static void a_message_that_the_server_does_not_want_is_refused_for_good(void **state) {
  (void)state;
  struct smtp_server via = server();
  struct smtp_reply reply =
      send_to(&via, "claire@example.org", S("Subject: refuse this text\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_PERMANENT);
  assert_int_equal(reply.code, 550);
  assert_true(str_equal(reply.sentence, S("this message is not wanted")));
}

static void starttls_and_a_password_open_the_members_mailbox(void **state) {
  (void)state;
  struct smtp_server via = server();
  via.security = SMTP_STARTTLS;
  via.ca_file = str_from(test_mail_server()->ca_file);
  via.user = S("emplettes");
  via.password = S("secret");
  struct str text = S("Subject: secret\r\nX-Mark: over-tls\r\n\r\nx\r\n");
  assert_int_equal(send_to(&via, "members@example.org", text).outcome, SMTP_DELIVERED);
  assert_true(str_find(test_mail_with(arena, "X-Mark: over-tls"), S("with esmtpsa")) > 0);
}

/* The operator mends a password; the mail must still be there then. */
static void a_refused_password_does_not_end_the_life_of_a_mail(void **state) {
  (void)state;
  struct smtp_server via = server();
  via.user = S("emplettes");
  via.password = S("wrong");
  struct smtp_reply reply = send_to(&via, "members@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_TEMPORARY);
  assert_int_equal(reply.code, 535);
}

/* The server's certificate is its own, known to no authority of the system. */
static void a_certificate_that_nobody_vouches_for_is_not_trusted(void **state) {
  (void)state;
  struct smtp_server via = server();
  via.security = SMTP_STARTTLS;
  struct smtp_reply reply = send_to(&via, "claire@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_TEMPORARY);
  assert_int_equal(reply.code, 0);
  assert_true(str_find(reply.sentence, S("certificate")) >= 0);
}

/* A socket of ours on a free port; nobody says a word there. */
static int silent_port(int *port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t len = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
  assert_int_equal(listen(listener, 4), 0);
  assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &len), 0);
  *port = ntohs(address.sin_port);
  return listener;
}

static void a_server_that_is_silent_costs_no_more_than_the_time_allowed(void **state) {
  (void)state;
  struct smtp_server via = {.host = S("127.0.0.1"), .timeout_ms = 300};
  int listener = silent_port(&via.port);
  int64_t began = clock_monotonic_us();
  struct smtp_reply reply = send_to(&via, "claire@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_TEMPORARY);
  assert_int_equal(reply.code, 0);
  assert_in_range(clock_monotonic_us() - began, 250000, 5000000);
  close(listener);
}

static void a_port_where_nobody_listens_is_tried_again_later(void **state) {
  (void)state;
  struct smtp_server via = {.host = S("127.0.0.1"), .timeout_ms = 5000};
  close(silent_port(&via.port));
  struct smtp_reply reply = send_to(&via, "claire@example.org", S("Subject: x\r\n\r\nx\r\n"));
  assert_int_equal(reply.outcome, SMTP_TEMPORARY);
  assert_false(str_is_empty(reply.sentence));
}

static void an_address_cannot_carry_a_second_command(void **state) {
  (void)state;
  struct smtp_server via = server();
  const char *wrong[] = {"claire@example.org>\r\nRCPT TO:<other@example.org", "claire@ex ample.org",
                         "", "claire", "cl\xc3\xa9@example.org"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    struct smtp_reply reply = send_to(&via, wrong[i], S("Subject: x\r\n\r\nx\r\n"));
    assert_int_equal(reply.outcome, SMTP_PERMANENT);
    assert_int_equal(reply.code, 0);
  }
}

int smtp_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mail_arrives_as_it_was_sent),
      cmocka_unit_test(a_mailbox_that_does_not_exist_is_refused_for_good),
      cmocka_unit_test(a_busy_mailbox_is_refused_for_now),
      cmocka_unit_test(a_message_that_the_server_does_not_want_is_refused_for_good),
      cmocka_unit_test(starttls_and_a_password_open_the_members_mailbox),
      cmocka_unit_test(a_refused_password_does_not_end_the_life_of_a_mail),
      cmocka_unit_test(a_certificate_that_nobody_vouches_for_is_not_trusted),
      cmocka_unit_test(a_server_that_is_silent_costs_no_more_than_the_time_allowed),
      cmocka_unit_test(a_port_where_nobody_listens_is_tried_again_later),
      cmocka_unit_test(an_address_cannot_carry_a_second_command),
  };
  return cmocka_run_group_tests_name("smtp", tests, open_arena, close_arena);
}
