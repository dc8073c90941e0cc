/* A test campaign: agents buy in it, the public does not see it, and the first order settles that
 * it is one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "test/staff.h"

static const char terms[] = "name=R%C3%A9p%C3%A9tition&values=30&opens=2020-01-01&closes=2020-12-31"
                            "&redeemable=2020-01-01&expires=2020-12-31&vat=multi&wide=no";
static const char shop_page[] = "/commerces/librairie-des-lilas/bon";

/* Drafts a test campaign and opens it; its page. */
static const char *opened(struct staff *staff, struct test_client *agent) {
  assert_int_equal(test_get(agent, "/bureau/campagnes/nouvelle").status, 200);
  struct test_reply made =
      test_post(agent, "/bureau/campagnes", staff_text(staff, "%s&test=yes", terms));
  assert_int_equal(made.status, 303);
  struct str query, path = str_cut(made.location, '?', &query);
  const char *page = str_cstr(staff->ctx->arena, path);
  assert_int_equal(test_post(agent, staff_text(staff, "%s/etat", page), "act=open").status, 303);
  return page;
}

static struct test_reply buy_test(struct staff *staff, struct test_client *agent) {
  const char *typed = "amount=30&whom=me&name=Agent&email=agent@bourg.example&test=yes";
  assert_int_equal(
      test_get(agent, staff_text(staff, "%s?test=yes&go=person&amount=30", shop_page)).status, 200);
  struct test_reply check = test_post(agent, shop_page, staff_text(staff, "%s&go=check", typed));
  assert_int_equal(check.status, 200);
  assert_true(test_shows(&check, "argent fictif, bon sans valeur"));
  struct str key = staff_input(&check, "key");
  return test_post(agent, shop_page, staff_text(staff, "%s&go=pay&key=%.*s", typed, STR_ARG(key)));
}

static void only_an_agent_sees_and_buys_what_is_tried_out(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT), visitor = staff_visitor(&staff);
  const char *page = opened(&staff, &agent);
  struct test_reply reply = test_get(&agent, staff_text(&staff, "%s/essai", page));
  assert_int_equal(reply.status, 303);
  assert_true(str_ends(reply.location, S("/bon?test=yes")));
  reply = test_get(&visitor, staff_text(&staff, "%s?test=yes", shop_page));
  assert_int_equal(reply.status, 200);
  assert_false(test_shows(&reply, "30\u00a0€"));
  assert_false(test_shows(&reply, "argent fictif"));

  reply = buy_test(&staff, &agent);
  assert_int_equal(reply.status, 303);
  const char *payment = str_cstr(staff.ctx->arena, reply.location);
  assert_int_equal(test_get(&agent, payment).status, 200);
  reply = test_post(&agent, payment, "outcome=paid");
  assert_int_equal(reply.status, 303);
  reply = test_get(&agent, str_cstr(staff.ctx->arena, reply.location));
  assert_true(test_shows(&reply, "Bon d’essai, sans valeur"));
  assert_true(test_shows(&reply, "personne n’a payé"));
  assert_false(test_shows(&reply, "à recevoir dès maintenant"));
  staff_close(&staff);
}

static void the_till_says_that_a_test_voucher_is_worth_nothing(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  opened(&staff, &agent);
  struct test_reply reply = buy_test(&staff, &agent);
  const char *payment = str_cstr(staff.ctx->arena, reply.location);
  test_get(&agent, payment);
  reply = test_post(&agent, payment, "outcome=paid");
  struct str rest, link = str_skip(reply.location, sizeof "/bons/" - 1);
  struct order_id id;
  struct order order;
  assert_true(order_from_link(staff.ctx, str_cut(link, '?', &rest), &id));
  assert_true(order_find(staff.ctx, id, &order));
  struct str code = voucher_code_text(staff.ctx, order.voucher_id, '-');
  db_read_end(staff.ctx);
  test_get(&keeper, "/caisse");
  reply = test_post(&keeper, "/caisse", staff_text(&staff, "code=%.*s", STR_ARG(code)));
  assert_int_equal(reply.status, 200);
  assert_true(test_shows(&reply, "Bon d’essai, sans valeur"));
  staff_close(&staff);
}

static void the_first_order_settles_that_it_is_a_test(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *page = opened(&staff, &agent);
  assert_int_equal(test_post(&agent, page, terms).status, 303); /* in earnest, and back */
  assert_int_equal(test_post(&agent, page, staff_text(&staff, "%s&test=yes", terms)).status, 303);
  assert_int_equal(buy_test(&staff, &agent).status, 303);
  struct test_reply reply = test_post(&agent, page, terms);
  assert_int_equal(reply.status, 409);
  assert_true(test_shows(&reply, "le mode d’essai ne change plus"));
  staff_close(&staff);
}

int rehearsal_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_an_agent_sees_and_buys_what_is_tried_out),
      cmocka_unit_test(the_till_says_that_a_test_voucher_is_worth_nothing),
      cmocka_unit_test(the_first_order_settles_that_it_is_a_test),
  };
  return cmocka_run_group_tests_name("rehearsal", tests, NULL, NULL);
}
