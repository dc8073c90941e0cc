#include "domain/stripe/stripe_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/seal.h"
#include "domain/checkout/checkout.h"
#include "domain/stripe/stripe.h"
#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_session.h"
#include "test/staff.h"

static const char secret[] = "whsec_0123456789abcdef";

static void take_cards(struct staff *staff) {
  struct stripe_typed typed = {.open = true,
                               .pays_out = true,
                               .key = S("sk_test_4eC39HqLyjWDarjtT1zdp7dc"),
                               .secrets = str_from(secret)};
  assert_int_equal(stripe_setting_keep(staff->ctx, &typed), STRIPE_SETTING_OK);
}

static struct checkout_answer order(struct staff *staff, int64_t minor) {
  struct checkout_answer answer =
      checkout_place(staff->ctx, &(struct order_request){.shop_id = staff->shop.id,
                                                         .amount_minor = minor,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = PROVIDER_STRIPE});
  assert_int_equal(answer.result, CHECKOUT_OK);
  return answer;
}

static struct str notice_of(struct staff *staff, const char *event, struct payment_id payment,
                            int64_t minor, bool live) {
  struct str mark = id_text(staff->ctx->arena, payment.value);
  return str_format(staff->ctx->arena,
                    "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"checkout.session.completed\","
                    "\"created\":1,\"livemode\":%s,\"data\":{\"object\":{\"id\":\"cs_1\","
                    "\"object\":\"checkout.session\",\"status\":\"complete\","
                    "\"payment_status\":\"paid\",\"amount_total\":%lld,\"currency\":\"eur\","
                    "\"client_reference_id\":\"%.*s\",\"payment_intent\":\"pi_1\"}}}",
                    event, live ? "true" : "false", (long long)minor, STR_ARG(mark));
}

static struct test_reply send(struct staff *staff, struct test_client *client, struct str body,
                              int64_t at_ms) {
  struct str time = str_format(staff->ctx->arena, "%lld", (long long)(at_ms / 1000));
  struct str parts[] = {time, S("."), body};
  struct digest digest = hmac_sha256(str_from(secret), parts, 3);
  struct str header =
      str_format(staff->ctx->arena, "Stripe-Signature: t=%.*s,v1=%.*s", STR_ARG(time),
                 STR_ARG(hex_text(staff->ctx->arena, digest.bytes, sizeof digest.bytes)));
  struct test_request request = {
      .method = "POST",
      .path = "/stripe/webhook",
      .headers = {"Content-Type: application/json", str_cstr(staff->ctx->arena, header)},
      .body = body};
  return test_send(client, &request);
}

static void a_signed_notice_pays_an_order_once(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client stripe = staff_visitor(&staff);
  take_cards(&staff);
  struct checkout_answer placed = order(&staff, 5000);
  stripe_gather_round(staff.ctx, S("https://bons.example"));
  struct str notice = notice_of(&staff, "evt_1", placed.payment_id, 5000, false);
  struct test_reply reply = send(&staff, &stripe, notice, staff.ctx->now.ms);
  assert_int_equal(reply.status, 200);
  assert_true(test_shows(&reply, "applied"));
  struct order found;
  assert_true(order_find(staff.ctx, placed.order_id, &found));
  assert_int_equal(found.state, ORDER_PAID);
  reply = send(&staff, &stripe, notice, staff.ctx->now.ms);
  assert_int_equal(reply.status, 200);
  assert_true(test_shows(&reply, "known"));
  staff_close(&staff);
}

static void an_unsigned_notice_changes_nothing(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client stripe = staff_visitor(&staff);
  struct str nonsense = S("{}");
  assert_int_equal(send(&staff, &stripe, nonsense, staff.ctx->now.ms).status, 404);
  take_cards(&staff);
  struct checkout_answer placed = order(&staff, 5000);
  stripe_gather_round(staff.ctx, S("https://bons.example"));
  struct str notice = notice_of(&staff, "evt_1", placed.payment_id, 5000, false);
  struct test_reply reply = send(&staff, &stripe, notice, staff.ctx->now.ms - 301000);
  assert_int_equal(reply.status, 400);
  assert_true(test_shows(&reply, "stripe_notice_signed_long_ago"));
  reply = test_post_json(&stripe, "/stripe/webhook", str_cstr(staff.ctx->arena, notice));
  assert_int_equal(reply.status, 400);
  assert_true(test_shows(&reply, "stripe_notice_unsigned"));
  reply = send(&staff, &stripe, nonsense, staff.ctx->now.ms);
  assert_int_equal(reply.status, 400);
  assert_true(test_shows(&reply, "stripe_notice_unreadable"));
  struct str live = notice_of(&staff, "evt_2", placed.payment_id, 5000, true);
  reply = send(&staff, &stripe, live, staff.ctx->now.ms);
  assert_int_equal(reply.status, 200);
  assert_true(test_shows(&reply, "other_mode"));
  struct order found;
  assert_true(order_find(staff.ctx, placed.order_id, &found));
  assert_int_equal(found.state, ORDER_WAITING);
  staff_close(&staff);
}

struct noting {
  struct stripe_call *call;
  struct stripe_reply reply;
};

static bool note_body(struct ctx *ctx, void *arg) {
  struct noting *noting = arg;
  if (!stripe_call_take(ctx, noting->call)) return false;
  stripe_call_note(ctx, noting->call, &noting->reply);
  return true;
}

static void answer_page(struct staff *staff, struct payment_id payment) {
  struct stripe_calls due = stripe_call_due(staff->ctx);
  assert_int_equal(due.count, 1);
  assert_int_equal(due.items[0].kind, STRIPE_CALL_SESSION);
  struct str mark = id_text(staff->ctx->arena, payment.value);
  struct noting noting = {
      .call = &due.items[0],
      .reply = {.status = 200,
                .body = str_format(staff->ctx->arena,
                                   "{\"id\":\"cs_1\",\"object\":\"checkout.session\","
                                   "\"status\":\"open\",\"payment_status\":\"unpaid\","
                                   "\"amount_total\":5000,\"currency\":\"eur\","
                                   "\"client_reference_id\":\"%.*s\","
                                   "\"url\":\"https://checkout.stripe.com/c/pay/cs_1\"}",
                                   STR_ARG(mark))}};
  assert_true(db_write(staff->ctx, note_body, &noting));
}

static void the_buyer_waits_then_goes_to_stripe_and_comes_back(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client buyer = staff_visitor(&staff);
  take_cards(&staff);
  struct checkout_answer placed = order(&staff, 5000);
  const char *path =
      str_cstr(staff.ctx->arena, payment_path(staff.ctx, PROVIDER_STRIPE, placed.payment_id));
  struct test_reply page = test_get(&buyer, path);
  assert_int_equal(page.status, 200);
  assert_true(str_equal(test_header(&page, "Refresh"), S("1")));
  assert_true(test_shows(&page, "nous préparons votre paiement"));
  stripe_gather_round(staff.ctx, S("https://bons.example"));
  answer_page(&staff, placed.payment_id);
  page = test_get(&buyer, path);
  assert_int_equal(page.status, 200); /* no redirect: a form may have led here */
  assert_true(str_equal(test_header(&page, "Refresh"),
                        S("0; url=https://checkout.stripe.com/c/pay/cs_1")));
  assert_true(test_shows(&page, "Continuer sur checkout.stripe.com"));
  page = test_get(&buyer, staff_text(&staff, "%s/annule", path));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Rien n’a été débité"));
  page = test_get(&buyer, staff_text(&staff, "%s/retour", path));
  assert_int_equal(page.status, 200);
  assert_true(str_equal(test_header(&page, "Refresh"), S("2")));
  assert_int_equal(stripe_call_due(staff.ctx).items[0].kind, STRIPE_CALL_SESSION_LOOK);
  page = test_get(&buyer, staff_text(&staff, "%s/annule", path));
  page = test_post(&buyer, staff_text(&staff, "%s/abandonner", path), "");
  assert_int_equal(page.status, 303);
  page = test_get(&buyer, path);
  assert_int_equal(page.status, 303);
  assert_true(str_starts(page.location, S("/bons/")));
  staff_close(&staff);
}

static void the_accountant_alone_changes_the_key(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  const char *form = "open=yes&key=sk_test_4eC39HqLyjWDarjtT1zdp7dc&secrets=whsec_0123456789abcdef";
  struct test_reply page = test_get(&agent, "/bureau/stripe/reglages");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "/stripe/webhook"));
  assert_int_equal(test_post(&agent, "/bureau/stripe/reglages", form).status, 403);
  test_get(&accountant, "/bureau/stripe/reglages");
  page = test_post(&accountant, "/bureau/stripe/reglages", "open=yes&key=nonsense");
  assert_int_equal(page.status, 422);
  assert_false(test_shows(&page, "nonsense"));
  page = test_post(&accountant, "/bureau/stripe/reglages", form);
  assert_int_equal(page.status, 303);
  page = test_get(&accountant, "/bureau/stripe/reglages?saved=oui");
  assert_true(test_shows(&page, "p7dc"));
  assert_false(test_shows(&page, "4eC39"));
  assert_false(test_shows(&page, "whsec_0123"));
  assert_int_equal(test_get(&agent, "/bureau/stripe").status, 200);
  staff_close(&staff);
}

int stripe_pages_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_signed_notice_pays_an_order_once),
      cmocka_unit_test(an_unsigned_notice_changes_nothing),
      cmocka_unit_test(the_buyer_waits_then_goes_to_stripe_and_comes_back),
      cmocka_unit_test(the_accountant_alone_changes_the_key),
  };
  return cmocka_run_group_tests_name("stripe_pages", tests, NULL, NULL);
}
