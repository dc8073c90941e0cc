#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/payout/payout.h"
#include "domain/person/audit.h"
#include "test/staff.h"

static void a_sale_is_owed_then_on_its_way_then_paid(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_account(staff.ctx, &staff.shop);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);

  struct test_reply page = test_get(&keeper, "/releve");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<dt>à vous verser</dt><dd>50,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "À\u00a0verser"));
  /* The end of the code tells vouchers apart; the whole would let the shop spend it. */
  assert_true(test_shows(&page, staff_text(&staff, "•••• %.4s", code.ptr + code.len - 4)));
  assert_false(test_shows(&page, staff_text(&staff, "%.*s", STR_ARG(code))));

  struct batch_id batch;
  staff.ctx->person = (struct person_id){71};
  assert_int_equal(payout_prepare(staff.ctx, &batch), PAYOUT_OK);
  page = test_get(&keeper, "/releve");
  assert_true(test_shows(&page, "<dt>en cours de versement</dt><dd>50,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "En\u00A0cours"));

  /* What is sold meanwhile waits for the next batch. */
  staff_voucher(&staff, &staff.shop, 2000);
  staff.ctx->person = (struct person_id){72};
  assert_int_equal(payout_confirm(staff.ctx, batch), PAYOUT_OK);
  page = test_get(&keeper, "/releve");
  assert_true(test_shows(&page, "<dt>versés</dt><dd>50,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "<dt>à vous verser</dt><dd>20,00\u00a0€</dd>"));
  assert_true(test_shows(&page, "Versé le 20 mai 2020"));
  assert_true(test_shows(&page, "À\u00a0verser"));

  page = test_get(&keeper, "/releve.csv");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "voucher_sold,single,50.00"));
  assert_true(test_shows(&page, "merchant_paid,post,-50.00"));
  staff_close(&staff);
}

static void an_account_is_saved_checked_and_noted(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct test_reply page = test_get(&keeper, "/releve");
  assert_true(test_shows(&page, "Votre compte bancaire manque"));

  page = test_post(&keeper, "/releve/compte",
                   "iban=FR14+2004+1010+0505+0001+3M02+607&holder=Lilas&email=a%40b.example");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Cet IBAN ne peut pas exister"));
  assert_true(str_equal(staff_input(&page, "holder"), S("Lilas")));

  page = test_post(&keeper, "/releve/compte",
                   "iban=fr14+2004+1010+0505+0001+3M02+606&holder=Lilas&email=a%40b.example");
  assert_int_equal(page.status, 303);
  assert_true(str_equal(page.location, S("/releve?saved=compte")));
  struct merchant merchant;
  assert_true(merchant_find(staff.ctx, staff.shop.merchant_id, &merchant));
  assert_true(str_equal(merchant.iban, S("FR1420041010050500013M02606")));
  struct audit_lines acts = audit_list(staff.ctx, 0);
  assert_int_equal(acts.count, 1);
  assert_true(str_equal(acts.items[0].act, S("merchant.account")));
  assert_true(str_equal(acts.items[0].detail, S("FR14 •••• 2606")));
  db_read_end(staff.ctx);
  staff_close(&staff);
}

static void a_shop_takes_part_or_not_and_only_its_own_keeper_decides(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, "/releve").status, 200);
  struct shop shop;
  struct test_reply page = test_post(
      &keeper, "/releve/bons", staff_text(&staff, "shop=%.*s&takes=no", STR_ARG(staff.shop.slug)));
  assert_int_equal(page.status, 303);
  assert_true(shop_find(staff.ctx, staff.shop.id, &shop));
  assert_false(shop.takes_vouchers);
  db_read_end(staff.ctx);
  page = test_post(&keeper, "/releve/bons",
                   staff_text(&staff, "shop=%.*s&takes=no", STR_ARG(staff.other.slug)));
  assert_int_equal(page.status, 404);
  assert_true(shop_find(staff.ctx, staff.other.id, &shop));
  assert_true(shop.takes_vouchers);
  db_read_end(staff.ctx);
  staff_close(&staff);
}

static void a_statement_is_its_merchants_alone(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  assert_int_equal(test_get(&visitor, "/releve").status, 303);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, "/releve").status, 403);
  staff_voucher(&staff, &staff.other, 10000);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct test_reply page = test_get(&keeper, "/releve");
  assert_true(test_shows(&page, "Aucun bon vendu"));
  assert_false(test_shows(&page, "100,00"));
  staff_close(&staff);
}

static void older_movements_stand_on_the_next_page(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  for (int i = 0; i < 53; i++)
    staff_voucher(&staff, &staff.shop, i == 0 ? 10000 : 2000);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct test_reply page = test_get(&keeper, "/releve");
  assert_false(test_shows(&page, "<td class=\"num\">100,00\u00a0€</td>"));
  ptrdiff_t at = str_find(page.body, S("/releve?before="));
  assert_true(at > 0);
  struct str rest, next = str_cut(str_skip(page.body, (size_t)at), '"', &rest);
  page = test_get(&keeper, staff_text(&staff, "%.*s", STR_ARG(next)));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<td class=\"num\">100,00\u00a0€</td>"));
  assert_false(test_shows(&page, "rel=\"next\""));
  staff_close(&staff);
}

int statement_pages_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sale_is_owed_then_on_its_way_then_paid),
      cmocka_unit_test(an_account_is_saved_checked_and_noted),
      cmocka_unit_test(a_shop_takes_part_or_not_and_only_its_own_keeper_decides),
      cmocka_unit_test(a_statement_is_its_merchants_alone),
      cmocka_unit_test(older_movements_stand_on_the_next_page),
  };
  return cmocka_run_group_tests_name("statement_pages", tests, NULL, NULL);
}
