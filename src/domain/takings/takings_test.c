#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/accounts/setting.h"
#include "domain/letter/letter.h"
#include "domain/shop/shop_edit.h"
#include "domain/takings/takings.h"
#include "domain/takings/takings_mail.h"
#include "domain/takings/takings_paper.h"
#include "test/command.h"
#include "test/paper_seen.h"
#include "test/raw_sql.h"
#include "test/staff.h"
#include "test/story.h"

static void a_shops_may_comes_out_by_hand(void **state) {
  (void)state;
  story_run("src/domain/takings/takings.story");
}

static const struct span may = {{18383}, {18412}}; /* 2020-05-01 to 2020-05-30 */

static bool second_shop_body(struct ctx *ctx, void *arg) {
  struct shop *shop = arg;
  struct shop_facts facts = {.name = S("Librairie du Port"),
                             .trade = S("books"),
                             .town = S("Le Bourg"),
                             .street = S("3 rue du Port"),
                             .postcode = S("33000"),
                             .siret = S("73282932000074"),
                             .source = S("test"),
                             .source_id = S("port")};
  bool added;
  if (shop_keep(ctx, &facts, &shop->id, &added) != SHOP_OK) return false;
  shop_take_vouchers(ctx, shop->id, true);
  shop_give(ctx, shop->id, shop->merchant_id);
  return true;
}

/* The keeper's merchant has two shops: what both did is one account, and each its own line. */
static void several_shops_of_one_merchant_stand_in_one_statement(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct shop port = {.merchant_id = staff.shop.merchant_id};
  assert_true(db_write(staff.ctx, second_shop_body, &port));
  assert_true(shop_find(staff.ctx, port.id, &port));
  db_read_end(staff.ctx);
  staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &port, 2000);
  struct takings takings;
  assert_true(takings_of(staff.ctx, staff.shop.merchant_id, may, &takings));
  assert_int_equal(takings.money.closing_minor, 7000);
  assert_int_equal(takings.money.lines[TAKINGS_SOLD].count, 2);
  assert_int_equal(takings.shops.count, 2);
  assert_int_equal(takings.shops.items[0].credited_minor, 5000);
  assert_int_equal(takings.shops.items[1].credited_minor, 2000);
  assert_int_equal(takings.shops.items[1].vouchers.closing_minor, 2000);
  assert_int_equal(takings.days.count, 1);
  assert_int_equal(takings.days.items[0].in_minor, 7000);
  assert_int_equal(takings.lefts.count, 1);
  assert_int_equal(takings.lefts.items[0].minor, 7000);
  staff_close(&staff);
}

static void page_csv_and_json_say_the_same(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &staff.other, 10000);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct test_reply page = test_get(&keeper, "/releve/periode");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "<dd>50,00\u00a0€</dd>"));
  assert_false(test_shows(&page, "100,00"));
  page = test_get(&keeper, "/releve/periode.csv");
  assert_int_equal(page.status, 200);
  const char *mark = staff_text(&staff, ",%.4s,50.00,EUR,", code.ptr + code.len - 4);
  assert_true(
      test_shows(&page, staff_text(&staff, "money,sold,%.*s%s", STR_ARG(staff.shop.name), mark)));
  assert_false(test_shows(&page, staff_text(&staff, "%.*s", STR_ARG(code))));
  page = test_get(&keeper, "/api/v1/statement/period?from=2020-06-02&to=2020-06-01");
  assert_int_equal(page.status, 422);
  page = test_get(&keeper, "/api/v1/statement");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "\"due\":{\"amount_minor\":5000"));
  page = test_get(&keeper, "/api/v1/statement/period");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "\"line\":\"sold\",\"count\":1,\"amount\":{\"amount_minor\":5000"));
  page = test_get(&keeper, "/releve/periode.pdf");
  assert_int_equal(page.status, 200);
  assert_true(str_starts(page.body, S("%PDF-")));
  page = test_get(&keeper, "/releve/periode?from=2020-06-02&to=2020-06-01");
  assert_int_equal(page.status, 422);
  assert_int_equal(test_get(&keeper, "/releve/periode.csv?from=2019-01-01&to=2020-06-01").status,
                   404);
  staff_close(&staff);
}

static bool numbers_body(struct ctx *ctx, void *arg) {
  struct shop *port = arg;
  merchant_set_account(ctx, port->merchant_id, S("lilas@exemple.fr"),
                       S("FR1420041010050500013M02606"), S("Lilas SARL"));
  return true;
}

/* The number of its register, where it is, whose bank account, and who made the statement. */
static void the_paper_says_whose_it_is_and_who_made_it(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct takings takings;
  struct territory territory;
  struct shop port = {.merchant_id = staff.shop.merchant_id};
  assert_true(db_write(staff.ctx, second_shop_body, &port));
  assert_true(db_write(staff.ctx, numbers_body, &port));
  assert_true(shop_find(staff.ctx, port.id, &port));
  db_read_end(staff.ctx);
  staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &port, 2000);
  assert_true(raw_sql(staff.test, "UPDATE merchant SET siren = 'CHE109322551'"));
  assert_true(accounts_siren_keep(staff.ctx, S("552100554")));
  assert_true(territory_find(staff.ctx, staff.ctx->territory, &territory));
  assert_true(takings_of(staff.ctx, staff.shop.merchant_id, may, &takings));
  struct str pdf = takings_pdf(staff.ctx, &territory, &takings);
  struct str words =
      paper_seen(staff.ctx->arena, "-layout", test_file(staff.ctx->arena, "takings.pdf", pdf));
  paper_shows(words, "IDE CHE-109.322.551");
  paper_shows(words, "Librairie du Port, 3 rue du Port, 33000 Le Bourg, SIRET 732 829 320 00074");
  paper_shows(words, "Lilas SARL");
  paper_shows(words, "Ensemble 70,00 € 70,00 € 0,00 € 70,00 €"); /* of both shops */
  paper_shows(words, "Ensemble 70,00 € 70,00 € ");               /* of the days */
  paper_shows(words, "FR14 2004 1010 0505 0001 3M02 606");
  paper_shows(words, ", SIREN 552 100 554");
  staff_close(&staff);
}

static void the_accountant_reads_every_merchants(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &staff.other, 10000);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, "/bureau/comptes/commercants").status, 403);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct test_reply page = test_get(&accountant, "/bureau/comptes/commercants");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "150,00\u00a0€"));
  struct str id = id_text(staff.ctx->arena, staff.other.merchant_id.value);
  page = test_get(&accountant, staff_text(&staff, "/bureau/comptes/commercants/%.*s", STR_ARG(id)));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "100,00\u00a0€"));
  assert_false(test_shows(&page, "50,00"));
  page = test_get(&accountant,
                  staff_text(&staff, "/bureau/comptes/commercants/%.*s/releve.csv", STR_ARG(id)));
  assert_true(test_shows(&page, ",100.00,EUR,"));
  assert_int_equal(test_get(&accountant, "/bureau/comptes/commercants/zzz").status, 404);
  staff_close(&staff);
}

/* The link in a mail: opening it changes nothing, its button does, somebody else's mark is none. */
static void a_mail_says_no_without_signing_in(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct merchant_id merchant = staff.shop.merchant_id;
  struct str link = takings_mail_link(staff.ctx, merchant);
  struct test_client visitor = staff_visitor(&staff);
  const char *path = staff_text(&staff, "/releve/courrier/%.*s", STR_ARG(link));
  assert_int_equal(test_get(&visitor, path).status, 200);
  assert_true(takings_mail_wanted(staff.ctx, merchant));
  db_read_end(staff.ctx);
  assert_int_equal(test_post(&visitor, path, "").status, 200);
  assert_false(takings_mail_wanted(staff.ctx, merchant));
  db_read_end(staff.ctx);
  path = staff_text(&staff, "/releve/courrier/%.*sx", STR_ARG(link));
  assert_int_equal(test_get(&visitor, path).status, 404);
  staff_close(&staff);
}

static bool address_body(struct ctx *ctx, void *arg) {
  const struct shop *shop = arg;
  merchant_set_account(ctx, shop->merchant_id, S("lilas@exemple.fr"), S(""), S(""));
  return true;
}

/* 20 May 2020 was a Wednesday; on Monday the 25th its week is told, with the paper. */
static void the_letter_has_the_week_and_its_paper(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  assert_true(db_write(ctx, address_body, &staff.shop));
  staff_voucher(&staff, &staff.shop, 5000);
  ctx->now.ms += (int64_t)6 * 86400000;
  assert_int_equal(takings_mail_round(ctx), 1);
  struct notices list = notice_list(ctx, (struct notice_id){0});
  assert_int_equal(list.items[0].kind, NOTICE_TAKINGS);
  struct letter letter;
  ctx->language = LANGUAGE_FR;
  assert_true(letter_of(ctx, &list.items[0], S("https://bourg.example"), true, &letter));
  assert_true(str_find(letter.subject, S("mai 2020")) >= 0);
  assert_true(str_find(letter.text, S("50,00\u00a0€")) >= 0);
  assert_true(str_find(letter.text, S("https://bourg.example/releve/courrier/")) >= 0);
  assert_true(str_starts(letter.attachment, S("%PDF-")));
  db_read_end(ctx);
  staff_close(&staff);
}

int takings_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_shops_may_comes_out_by_hand),
      cmocka_unit_test(several_shops_of_one_merchant_stand_in_one_statement),
      cmocka_unit_test(page_csv_and_json_say_the_same),
      cmocka_unit_test(the_paper_says_whose_it_is_and_who_made_it),
      cmocka_unit_test(the_accountant_reads_every_merchants),
      cmocka_unit_test(a_mail_says_no_without_signing_in),
      cmocka_unit_test(the_letter_has_the_week_and_its_paper),
  };
  return cmocka_run_group_tests_name("takings", tests, NULL, NULL);
}
