/* Public money by JSON: what is on sale, an address proved, an order of which it pays a part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/topup/proof.h"
#include "test/staff.h"

static bool aid_body(struct ctx *ctx, void *arg) {
  const struct campaign_id *id = arg;
  struct topup_rule rule = {.form = TOPUP_RATE,
                            .give = 2000,
                            .counts = TOPUP_COUNTS_VALUE,
                            .person = TOPUP_BY_EMAIL,
                            .person_most_minor = 5000,
                            .hold_minutes = 15};
  assert_int_equal(topup_keep(ctx, *id, &rule), TOPUP_EDIT_OK);
  return envelope_fill(ctx, *id, S("Ville"), 100000) == ENVELOPE_OK;
}

static void aid(struct staff *staff) {
  struct campaigns list = campaign_list(staff->ctx);
  db_read_end(staff->ctx);
  assert_true(db_write(staff->ctx, aid_body, &list.items[0].id));
}

/* The value of "id":"..." */
static struct str id_in(const struct test_reply *reply) {
  ptrdiff_t at = str_find(reply->body, S("\"id\":\""));
  assert_true(at >= 0);
  struct str rest;
  return str_cut(str_skip(reply->body, (size_t)at + 6), '"', &rest);
}

static struct test_reply order(struct staff *staff, struct test_client *client, const char *more) {
  return test_post_json(
      client, "/api/v1/voucher-orders",
      staff_text(staff,
                 "{\"shop\":\"librairie-des-lilas\",\"amount_minor\":5000,\"currency\":\"EUR\","
                 "\"buyer\":{\"name\":\"C\",\"email\":\"c@exemple.fr\"}%s}",
                 more));
}

static void an_order_says_what_each_pays(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  aid(&staff);
  struct test_client client = staff_visitor(&staff);
  struct test_reply reply = test_get(&client, "/api/v1/campaigns");
  assert_int_equal(reply.status, 200);
  assert_true(test_shows(&reply, "\"form\":\"rate\",\"give\":2000"));
  assert_true(test_shows(&reply, "\"person\":\"email\""));
  assert_true(test_shows(&reply, "\"left\":{\"amount_minor\":100000,\"currency\":\"EUR\"}"));

  reply = order(&staff, &client, ",\"top_up\":{\"wanted\":true}");
  assert_int_equal(reply.status, 409);
  assert_true(str_equal(reply.refusal, S("topup_not_verified")));

  reply = test_post_json(&client, "/api/v1/proofs", "{\"email\":\"c@exemple.fr\"}");
  assert_int_equal(reply.status, 201);
  struct str link = id_in(&reply), digits;
  struct proof_id proof;
  assert_true(proof_from_link(staff.ctx, link, &proof));
  assert_true(proof_digits(staff.ctx, proof, &digits));
  db_read_end(staff.ctx);
  const char *path = staff_text(&staff, "/api/v1/proofs/%.*s", STR_ARG(link));
  reply = test_post_json(&client, path, "{\"email\":\"c@exemple.fr\",\"code\":\"x\"}");
  assert_true(str_equal(reply.refusal, S("proof_wrong")));
  reply = test_post_json(
      &client, path,
      staff_text(&staff, "{\"email\":\"c@exemple.fr\",\"code\":\"%.*s\"}", STR_ARG(digits)));
  assert_int_equal(reply.status, 200);

  const char *proved =
      staff_text(&staff, ",\"top_up\":{\"wanted\":true,\"proof\":\"%.*s\"}", STR_ARG(link));
  reply = order(&staff, &client, proved);
  assert_int_equal(reply.status, 201);
  assert_true(test_shows(&reply, "\"amount\":{\"amount_minor\":4000,\"currency\":\"EUR\"}"));
  assert_true(test_shows(&reply, "\"top_up\":{\"amount_minor\":1000,\"currency\":\"EUR\"}"));
  struct str placed = id_in(&reply);
  reply = test_get(&client, staff_text(&staff, "/api/v1/voucher-orders/%.*s", STR_ARG(placed)));
  assert_true(test_shows(&reply, "\"top_up\":{\"amount_minor\":1000"));
  reply = order(&staff, &client, proved); /* 50.00 a person */
  assert_true(str_equal(reply.refusal, S("topup_ceiling_person")));
  reply = order(&staff, &client, "");
  assert_int_equal(reply.status, 201);
  assert_false(test_shows(&reply, "top_up"));
  staff_close(&staff);
}

static void an_address_is_needed(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client client = staff_visitor(&staff);
  struct test_reply reply = test_post_json(&client, "/api/v1/proofs", "{\"phone\":\"12\"}");
  assert_int_equal(reply.status, 422);
  assert_true(str_equal(reply.refusal, S("proof_no_address")));
  assert_int_equal(test_post_json(&client, "/api/v1/proofs/1", "{\"code\":\"1\"}").status, 404);
  staff_close(&staff);
}

int aid_api_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_order_says_what_each_pays),
      cmocka_unit_test(an_address_is_needed),
  };
  return cmocka_run_group_tests_name("aid_api", tests, NULL, NULL);
}
