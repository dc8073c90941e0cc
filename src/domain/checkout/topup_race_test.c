/* 200 clients want the last 1,000 euros of an envelope at the same moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/check.h"
#include "db/db.h"
#include "test/scene.h"

enum { CLIENTS = 200, SHOPS = 5, ENVELOPE_MINOR = 100000 };

struct opening {
  struct campaign_id id;
  struct topup_rule rule;
};

static bool open_body(struct ctx *ctx, void *arg) {
  struct opening *opening = arg;
  return topup_keep(ctx, opening->id, &opening->rule) == TOPUP_EDIT_OK &&
         envelope_fill(ctx, opening->id, S("Ville"), ENVELOPE_MINOR) == ENVELOPE_OK;
}

struct client {
  struct ctx *ctx;
  struct shop_id shop;
  struct str email;
  bool pays;
  struct checkout_answer answer;
};

static void *run_client(void *arg) {
  struct client *client = arg;
  struct order_request request = {.shop_id = client->shop,
                                  .amount_minor = 10000,
                                  .buyer_name = S("Camille"),
                                  .buyer_email = client->email,
                                  .top_up = {.wanted = true, .email = client->email},
                                  .provider = PROVIDER_SANDBOX};
  client->answer = checkout_place(client->ctx, &request);
  if (client->answer.result == CHECKOUT_OK && client->pays)
    client->answer =
        checkout_settle(client->ctx, PROVIDER_SANDBOX, client->answer.payment_id, PAYMENT_PAID);
  return NULL;
}

static struct ctx *another(struct test_db *test, const struct ctx *ctx) {
  struct ctx *own = test_ctx(test, ctx->territory);
  own->keys = ctx->keys;
  own->zone = ctx->zone;
  own->currency = ctx->currency;
  return own;
}

/* Everybody at once; how many got it. `email` names the client, or one for all. */
static int race(struct test_db *test, struct ctx *ctx, struct client *clients, const char *email) {
  pthread_t threads[CLIENTS];
  struct shop shops[SHOPS];
  int won = 0;
  for (size_t i = 0; i < SHOPS; i++)
    shops[i] = scene_shop(ctx, str_format(ctx->arena, "shop %zu", i));
  for (int i = 0; i < CLIENTS; i++)
    clients[i] = (struct client){.ctx = another(test, ctx),
                                 .shop = shops[i % SHOPS].id,
                                 .email = str_format(ctx->arena, email, i),
                                 .pays = i % 2 == 0};
  for (int i = 0; i < CLIENTS; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, run_client, &clients[i]), 0);
  for (int i = 0; i < CLIENTS; i++) {
    pthread_join(threads[i], NULL);
    won += clients[i].answer.result == CHECKOUT_OK;
  }
  return won;
}

static struct opening open_for(struct ctx *ctx, int64_t person_most_minor) {
  struct campaign campaign = scene_campaign();
  struct opening opening = {
      .id = scene_add_campaign(ctx, &campaign),
      .rule = {.form = TOPUP_RATE,
               .give = 2000,
               .counts = TOPUP_COUNTS_MONEY,
               .person = person_most_minor > 0 ? TOPUP_BY_EMAIL : TOPUP_ANYBODY,
               .person_most_minor = person_most_minor,
               .hold_minutes = 15}};
  assert_true(db_write(ctx, open_body, &opening));
  return opening;
}

/* 20.00 each: fifty of them, and not a cent more. */
static void two_hundred_clients_take_exactly_what_is_in_the_envelope(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct client *clients = calloc(CLIENTS, sizeof *clients);
  struct opening opening = open_for(ctx, 0);
  struct envelope envelope;
  int64_t used = 0;
  assert_int_equal(race(test, ctx, clients, "client-%d@example.org"), 50);
  for (int i = 0; i < CLIENTS; i++) {
    if (clients[i].answer.result == CHECKOUT_OK) {
      used += clients[i].pays ? 2000 : 0;
      continue;
    }
    assert_int_equal(clients[i].answer.result, CHECKOUT_TOP_UP);
    assert_int_equal(clients[i].answer.top_up, TOPUP_ENVELOPE_EMPTY);
  }
  assert_true(envelope_find(ctx, opening.id, &envelope));
  assert_int_equal(envelope.left.minor, 0);
  assert_int_equal(envelope.used.minor, used);
  assert_int_equal(envelope.reserved.minor, ENVELOPE_MINOR - used);
  assert_text(ctx->arena, scene_books(ctx), "balance");
  free(clients);
  test_db_close(test);
}

/* The same person from 200 windows: 100.00 of public money in all, so five times 20.00. */
static void one_person_in_two_hundred_windows_has_one_ceiling(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct client *clients = calloc(CLIENTS, sizeof *clients);
  struct opening opening = open_for(ctx, 10000);
  struct envelope envelope;
  assert_int_equal(race(test, ctx, clients, "camille+%d@example.org"), 5);
  for (int i = 0; i < CLIENTS; i++)
    if (clients[i].answer.result != CHECKOUT_OK)
      assert_int_equal(clients[i].answer.top_up, TOPUP_CEILING_PERSON);
  assert_true(envelope_find(ctx, opening.id, &envelope));
  assert_int_equal(envelope.left.minor, ENVELOPE_MINOR - 10000);
  assert_text(ctx->arena, scene_books(ctx), "balance");
  free(clients);
  test_db_close(test);
}

int topup_race_tests(void);
int topup_race_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_hundred_clients_take_exactly_what_is_in_the_envelope),
      cmocka_unit_test(one_person_in_two_hundred_windows_has_one_ceiling),
  };
  return cmocka_run_group_tests_name("topup_race", tests, NULL, NULL);
}
