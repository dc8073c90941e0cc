#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "routes.h"
#include "test/staff.h"

static void an_agent_finds_a_voucher_blocks_it_and_pays_it_back(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct voucher_id id = scene_voucher(staff.ctx, &staff.shop, 5000);
  const char *code = str_cstr(staff.ctx->arena, voucher_code_text(staff.ctx, id, 0));
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, staff_text(&staff, "/bureau/bons?q=%s", code)).status, 303);
  struct test_reply page = test_get(&agent, staff_text(&staff, "/bureau/bons/%s", code));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "50,00\u00a0€"));

  page = test_post(&agent, staff_text(&staff, "/bureau/bons/%s/bloquer", code), "why=lost&note=x");
  assert_int_equal(page.status, 303);
  page = test_post(&agent, staff_text(&staff, "/bureau/bons/%s/bloquer", code), "why=lost&note=x");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "déjà bloqué"));
  page = test_post(&agent, staff_text(&staff, "/bureau/bons/%s/rembourser", code), "amount=20");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, staff_text(&staff, "/bureau/bons/%s/rembourser", code),
                   "amount=20&note=perdu");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, staff_text(&staff, "/bureau/bons/%s", code));
  assert_true(test_shows(&page, "30,00\u00a0€"));
  assert_true(test_shows(&page, "Remboursement (perdu)"));
  assert_int_equal(test_get(&agent, "/bureau/remboursements").status, 200);

  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, staff_text(&staff, "/bureau/bons/%s", code)).status, 403);
  staff_close(&staff);
}

static void a_buyer_withdraws_on_the_page_of_the_voucher(void **state) {
  (void)state;
  struct staff staff;
  struct voucher voucher;
  staff_open(&staff);
  struct voucher_id id = scene_voucher(staff.ctx, &staff.shop, 5000);
  assert_true(voucher_find(staff.ctx, id, &voucher));
  const char *link = str_cstr(staff.ctx->arena, order_link(staff.ctx, voucher.order_id));
  struct test_client buyer = staff_visitor(&staff);
  struct test_reply page = test_get(&buyer, staff_text(&staff, "/bons/%s", link));
  assert_true(test_shows(&page, "Renoncer à ce bon"));
  page = test_get(&buyer, staff_text(&staff, "/bons/%s/renoncer", link));
  assert_int_equal(page.status, 200);
  page = test_post(&buyer, staff_text(&staff, "/bons/%s/renoncer", link), "");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "L’argent vous a été rendu"));
  page = test_post(&buyer, staff_text(&staff, "/bons/%s/renoncer", link), "");
  assert_int_equal(page.status, 409);
  page = test_get(&buyer, staff_text(&staff, "/bons/%s", link));
  assert_true(test_shows(&page, "Ce bon a été remboursé"));
  assert_false(test_shows(&page, "Renoncer à ce bon"));
  staff_close(&staff);
}

static void an_agent_sees_how_many_vouchers_a_later_day_would_touch(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_voucher(staff.ctx, &staff.shop, 5000);
  scene_voucher(staff.ctx, &staff.other, 2000);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, "/bureau/prolongations").status, 200);
  struct test_reply page = test_post(&agent, "/bureau/prolongations", "reason=travaux");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Choisissez le nouveau dernier jour."));
  page = test_post(&agent, "/bureau/prolongations", "until=2030-06-30&reason=travaux&shop=rien");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, "/bureau/prolongations", "until=2030-06-30&reason=travaux&revive=yes");
  assert_int_equal(page.status, 303);
  const char *path = str_cstr(staff.ctx->arena, page.location);
  page = test_get(&agent, path);
  assert_true(test_shows(&page, "Prolonger 2 bons"));
  assert_true(test_shows(&page, "70,00\u00a0€"));
  page = test_post(&agent, staff_text(&staff, "%s/confirmer", path), "");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, path);
  assert_true(test_shows(&page, "Les bons sont prolongés"));
  page = test_post(&agent, staff_text(&staff, "%s/confirmer", path), "");
  assert_int_equal(page.status, 409);
  page = test_get(&agent, "/bureau/courrier");
  assert_true(test_shows(&page, "est valable jusqu’au dimanche 30 juin 2030"));
  staff_close(&staff);
}

static void vouchers_are_found_by_address_state_and_shop_and_taken_away(void **state) {
  (void)state;
  struct staff staff;
  struct voucher voucher;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  struct voucher_id first = scene_voucher(ctx, &staff.shop, 5000);
  scene_voucher(ctx, &staff.other, 2000);
  assert_true(voucher_find(ctx, first, &voucher));
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  const char *code = str_cstr(ctx->arena, voucher_code_text(ctx, first, 0));
  struct test_reply page = test_get(&agent, "/bureau/bons");
  assert_true(test_shows(&page, "50,00\u00a0€") && test_shows(&page, "20,00\u00a0€"));
  page = test_get(
      &agent, staff_text(&staff, "/bureau/bons?shop=%s", str_cstr(ctx->arena, staff.shop.slug)));
  assert_true(test_shows(&page, "50,00\u00a0€") && !test_shows(&page, "20,00\u00a0€"));
  test_post(&agent, staff_text(&staff, "/bureau/bons/%s/bloquer", code), "why=lost&note=x");
  page = test_get(&agent, "/bureau/bons?state=blocked");
  assert_true(test_shows(&page, "50,00\u00a0€") && !test_shows(&page, "20,00\u00a0€"));
  page = test_get(&agent, "/bureau/bons?state=refunded");
  assert_true(test_shows(&page, "Aucun bon ne correspond"));
  page = test_get(&agent, "/bureau/bons?q=personne%40example.org");
  assert_int_equal(page.status, 200);
  page = test_get(&agent, "/bureau/bons?q=n%27importe");
  assert_int_equal(page.status, 404);
  /* By the reference of its order. */
  page = test_get(&agent,
                  staff_text(&staff, "/bureau/bons?q=%s",
                             str_cstr(ctx->arena, id_text(ctx->arena, voucher.order_id.value))));
  assert_int_equal(page.status, 303);
  page = test_get(&agent, "/bureau/bons.csv?state=blocked");
  assert_true(test_shows(&page, "Bloqué,50.00,50.00,EUR,"));
  assert_false(test_shows(&page, "20.00,20.00"));
  /* An agent passes a blocked one on: its owner has another code. */
  page = test_post(&agent, staff_text(&staff, "/bureau/bons/%s/transmettre", code),
                   "name=Jeanne&email=jeanne%40example.org&note=perdu");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, staff_text(&staff, "/bureau/bons/%s", code));
  assert_true(test_shows(&page, "Transmis sous le code"));
  page = test_get(&agent, "/bureau/bons?q=Jeanne%40example.org");
  assert_true(test_shows(&page, "50,00\u00a0€"));
  staff_close(&staff);
}

static void the_territory_sets_how_long_a_till_may_take_a_use_back(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/bons/delai");
  assert_true(test_shows(&page, "value=\"30\""));
  assert_int_equal(test_post(&agent, "/bureau/bons/delai", "minutes=10081").status, 422);
  assert_int_equal(test_post(&agent, "/bureau/bons/delai", "minutes=").status, 422);
  page = test_post(&agent, "/bureau/bons/delai", "minutes=45");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "value=\"45\""));
  staff_close(&staff);
}

int care_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_agent_finds_a_voucher_blocks_it_and_pays_it_back),
      cmocka_unit_test(an_agent_sees_how_many_vouchers_a_later_day_would_touch),
      cmocka_unit_test(vouchers_are_found_by_address_state_and_shop_and_taken_away),
      cmocka_unit_test(the_territory_sets_how_long_a_till_may_take_a_use_back),
      cmocka_unit_test(a_buyer_withdraws_on_the_page_of_the_voucher),
  };
  return cmocka_run_group_tests_name("care", tests, NULL, NULL);
}
