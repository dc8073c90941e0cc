#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/bank/bank.h"
#include "domain/bulk/bulk.h"
#include "domain/failure/failure.h"
#include "domain/life/refund.h"
#include "domain/notice/notice.h"
#include "domain/payment/bank_setting.h"
#include "test/scene.h"

struct office { /* a welfare office with a list, in a territory that sells vouchers for all shops */
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
  struct bulk_terms terms;
};

static void open_office(struct office *office) {
  struct campaign campaign = scene_campaign(), stored;
  campaign.wide = true;
  office->test = test_db_open();
  struct ctx *ctx = office->ctx = scene_open(office->test);
  scene_add_campaign(ctx, &campaign);
  office->shop = scene_shop(ctx, S("librairie"));
  ctx->person.value = 1001;
  assert_true(campaign_wide(ctx, &stored));
  office->terms = (struct bulk_terms){.campaign_id = stored.id,
                                      .redeemable_on = day_of(2020, 6, 1),
                                      .expires_on = day_of(2020, 8, 31)};
  assert_int_equal(
      issuer_keep(ctx, S(" CCAS de Pessac "), S("ccas@pessac.example"), &office->terms.issuer_id),
      BULK_RESULT_OK);
}

static const char list[] = "Nom;Montant;Courriel;Message\n"
                           "Ada Martin;30,00;ada@exemple.fr;Bon courage\n"
                           "Basile Roux;20;;\n"
                           ";20;sans-nom@exemple.fr;\n"
                           "Chloé Blanc;vingt;chloe@exemple.fr;\n"
                           "Denis Noir;1000,01;denis@exemple.fr;\n"
                           "Emma Petit;15;emma@localhost;\n"
                           "Ada MARTIN;30,00;Ada@Exemple.fr;\n";

static struct bulk_id read_list(struct office *office) {
  struct bulk_id id;
  assert_int_equal(bulk_read(office->ctx, &office->terms, str_from(list), &id), BULK_RESULT_OK);
  return id;
}

static void each_line_of_a_list_is_judged_before_anything_is_issued(void **state) {
  (void)state;
  static const enum bulk_problem wanted[] = {BULK_PROBLEM_NONE,
                                             BULK_PROBLEM_NONE,
                                             BULK_PROBLEM_NO_NAME,
                                             BULK_PROBLEM_NO_AMOUNT,
                                             BULK_PROBLEM_AMOUNT_TOO_LARGE,
                                             BULK_PROBLEM_BAD_EMAIL,
                                             BULK_PROBLEM_TWICE};
  struct office office;
  struct bulk bulk;
  open_office(&office);
  struct bulk_id id = read_list(&office);
  assert_true(bulk_find(office.ctx, id, &bulk));
  assert_int_equal(bulk.lines, 7);
  assert_int_equal(bulk.good, 2);
  assert_int_equal(bulk.issued, 0);
  assert_int_equal(bulk.amount.minor, 5000);
  struct bulk_lines lines = bulk_line_list(office.ctx, id, 0, false);
  assert_int_equal(lines.count, 7);
  for (size_t i = 0; i < lines.count; i++)
    assert_int_equal(lines.items[i].problem, wanted[i]);
  lines = bulk_line_list(office.ctx, id, 0, true); /* of thousands, what somebody must look at */
  assert_int_equal(lines.count, 5);
  assert_int_equal(lines.items[0].number, 3);
  assert_int_equal(bulk_line_list(office.ctx, id, 6, true).count, 1);
  assert_int_equal(bulk.issuer.owed.minor, 0);
  test_db_close(office.test);
}

/* « CSV (séparateur : point-virgule) » of a French Excel: Windows-1252. */
static void a_list_out_of_an_old_spreadsheet_is_read(void **state) {
  (void)state;
  struct office office;
  struct bulk_id id;
  open_office(&office);
  struct str saved = S("Nom;Montant;Courriel\r\nChlo\xE9 Le B\x9Cuf;1\xA0"
                       "000,00 \x80;chloe@exemple.fr\r\n");
  assert_int_equal(bulk_read(office.ctx, &office.terms, saved, &id), BULK_RESULT_OK);
  struct bulk_lines lines = bulk_line_list(office.ctx, id, 0, false);
  assert_int_equal(lines.count, 1);
  assert_true(str_equal(lines.items[0].name, S("Chloé Le Bœuf")));
  assert_int_equal(lines.items[0].amount.minor, 100000);
  assert_int_equal(bulk_read(office.ctx, &office.terms, S("\xFF\xFEN\0o\0m\0"), &id),
                   BULK_RESULT_UNREADABLE);
  test_db_close(office.test);
}

static void a_list_is_issued_by_somebody_else_and_once(void **state) {
  (void)state;
  struct office office;
  struct bulk bulk;
  struct order order;
  struct voucher voucher;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  struct bulk_id id = read_list(&office);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_SAME_PERSON);
  ctx->person.value = 1002;
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_ALREADY_DECIDED);
  assert_int_equal(bulk_drop(ctx, id), BULK_RESULT_ALREADY_DECIDED);
  assert_true(bulk_find(ctx, id, &bulk));
  assert_int_equal(bulk.state, BULK_ISSUED);
  assert_int_equal(bulk.issued, 2);
  assert_int_equal(bulk.issuer.owed.minor, 5000);
  assert_int_equal(notice_count_waiting(ctx), 1); /* who has an address */
  struct bulk_lines lines = bulk_line_list(ctx, id, 0, false);
  assert_true(order_find(ctx, lines.items[0].order_id, &order));
  assert_true(str_equal(order.recipient_name, S("Ada Martin")));
  assert_true(str_equal(order.buyer_name, S("CCAS de Pessac")));
  assert_true(voucher_find(ctx, order.voucher_id, &voucher));
  assert_int_equal(voucher.expires_on.number, day_of(2020, 8, 31).number);
  assert_int_equal(ledger_balance(ctx, (struct account_id){voucher.id.value}), 3000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(office.test);
}

static void a_voucher_that_was_given_away_pays_the_shop_where_it_is_used(void **state) {
  (void)state;
  struct office office;
  struct order order;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  struct bulk_id id = read_list(&office);
  ctx->person.value = 1002;
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  assert_true(order_find(ctx, bulk_line_list(ctx, id, 1, false).items[0].order_id, &order));
  struct voucher_redemption redemption = {
      .scan = {.code = voucher_code_text(ctx, order.voucher_id, '-'), .shop_id = office.shop.id},
      .amount_minor = 2000,
      .nonce = S("caisse-01")};
  assert_int_equal(voucher_redeem(ctx, &redemption).result, VOUCHER_NOT_YET_VALID);
  ctx->now.ms += INT64_C(30) * 86400000;
  assert_int_equal(voucher_redeem(ctx, &redemption).result, VOUCHER_OK);
  struct ledger_sums due = ledger_sums(ctx, ACCOUNT_PAYABLE, office.shop.merchant_id.value);
  assert_int_equal(due.credit_minor, 2000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(office.test);
}

/* A statement with one line that names nothing we know. */
static struct bank_line_id receive(struct ctx *ctx, struct str amount) {
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct bank_setting setting = {.open = true,
                                 .iban = S("FR7630001007941234567890185"),
                                 .holder = S("Le Bourg"),
                                 .wait_days = 14};
  assert_int_equal(bank_setting_keep(ctx, &setting), BANK_SETTING_OK);
  struct str xml = str_format(
      ctx->arena,
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>"
      "<MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>FR7630001007941234567890185</IBAN>"
      "</Id><Ccy>EUR</Ccy></Acct><Ntry><NtryRef>1</NtryRef><Amt Ccy=\"EUR\">%.*s</Amt><CdtDbtInd>"
      "CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2020-05-20</Dt></BookgDt><NtryDtls>"
      "<TxDtls><RmtInf><Ustrd>CCAS</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt>"
      "</BkToCstmrStmt></Document>",
      STR_ARG(amount));
  assert_int_equal(bank_receive(ctx, xml, S("releve.xml"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(ctx, id), BANK_OK);
  return bank_open_list(ctx).items[0].id;
}

static void what_an_issuer_pays_is_taken_off_what_it_owes(void **state) {
  (void)state;
  struct office office;
  struct issuer issuer;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  struct bulk_id id = read_list(&office);
  struct issuer_id who = office.terms.issuer_id;
  ctx->person.value = 1002;
  struct bank_line_id line = receive(ctx, S("60.00"));
  assert_int_equal(issuer_pay(ctx, who, line.value), BULK_RESULT_NOT_OWED); /* nothing yet */
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  assert_int_equal(issuer_pay(ctx, who, line.value), BULK_RESULT_OK);
  assert_true(issuer_find(ctx, who, &issuer));
  assert_int_equal(issuer.issued.minor, 5000);
  assert_int_equal(issuer.paid.minor, 5000);
  assert_int_equal(issuer.owed.minor, 0);
  assert_int_equal(bank_suspense_minor(ctx), 1000); /* what it paid too much waits for a place */
  assert_int_equal(issuer_pay(ctx, who, line.value), BULK_RESULT_NOT_OWED);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(office.test);
}

/* Ada's 30 and Chloé's 20: whoever gave them away owes so much less. */
static void what_is_taken_off_a_voucher_given_away_is_its_issuers(void **state) {
  (void)state;
  struct office office;
  struct issuer issuer;
  struct order order;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  struct bulk_id id = read_list(&office);
  ctx->person.value = 1002;
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  assert_true(order_find(ctx, bulk_line_list(ctx, id, 0, false).items[0].order_id, &order));
  int64_t mails = notice_count_waiting(ctx);
  assert_int_equal(refund_withdraw(ctx, order.voucher_id).result, REFUND_RESULT_NO_PAYMENT);
  struct refund_answer answer = refund_by_agent(ctx, order.voucher_id, 1000, S("erreur"));
  assert_int_equal(answer.result, REFUND_RESULT_OK);
  assert_int_equal(answer.refund.stage, REFUND_STAGE_SENT);
  assert_true(issuer_find(ctx, office.terms.issuer_id, &issuer));
  assert_int_equal(issuer.owed.minor, 4000);
  assert_int_equal(notice_count_waiting(ctx), mails); /* the holder has paid nothing */
  assert_int_equal(ledger_balance(ctx, (struct account_id){order.voucher_id.value}), 2000);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  test_db_close(office.test);
}

/* Its lists are for the office's own shop from now on. */
static void sell_for_the_shop(struct office *office) {
  struct campaign campaign = scene_campaign(), stored;
  campaign.slug = S("pour-un-commerce");
  scene_add_campaign(office->ctx, &campaign);
  assert_true(campaign_current(office->ctx, &stored));
  office->terms.campaign_id = stored.id;
  office->terms.shop = office->shop.slug;
}

static void fail_the_shop(struct office *office, struct failure_id *failure) {
  struct ctx *ctx = office->ctx;
  struct failure_wish wish = {.merchant = office->shop.merchant_id,
                              .failed_on = zone_day(ctx->zone, ctx->now),
                              .reason = S("liquidation")};
  assert_int_equal(failure_mark(ctx, &wish, failure), FAILURE_OK);
}

/* Read before the shop failed, or after: neither becomes vouchers that nobody can use. */
static void a_list_for_a_failed_shop_is_refused_until_it_is_taken_back(void **state) {
  (void)state;
  struct office office;
  struct failure_id failure;
  struct bulk_id id, another;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  sell_for_the_shop(&office);
  id = read_list(&office);
  ctx->person.value = 1002;
  fail_the_shop(&office, &failure);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_SHOP_FAILED);
  assert_int_equal(bulk_read(ctx, &office.terms, str_from(list), &another),
                   BULK_RESULT_SHOP_FAILED);
  assert_int_equal(notice_count_waiting(ctx), 0);
  assert_int_equal(failure_lift(ctx, failure, S("erreur")), FAILURE_OK);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  assert_int_equal(notice_count_waiting(ctx), 1);
  test_db_close(office.test);
}

/* The machine stopped half way, and then the shop failed: the list does not stay "under way". */
static void a_list_whose_shop_fails_half_way_is_stopped_and_says_what_was_issued(void **state) {
  (void)state;
  struct office office;
  struct failure_id failure;
  struct bulk bulk;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  sell_for_the_shop(&office);
  struct bulk_id id = read_list(&office);
  ctx->person.value = 1002;
  db_script(office.test->db, S("UPDATE bulk_issue SET state = 2;"));
  fail_the_shop(&office, &failure);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_STOPPED_HALF_WAY);
  db_read_end(ctx);
  assert_true(bulk_find(ctx, id, &bulk));
  assert_int_equal(bulk.state, BULK_STOPPED);
  assert_int_equal(bulk.issued, 0);
  assert_int_equal(bulk.issued_amount.minor, 0);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_SHOP_FAILED);
  assert_int_equal(bulk_drop(ctx, id), BULK_RESULT_ALREADY_DECIDED);
  assert_int_equal(failure_lift(ctx, failure, S("erreur")), FAILURE_OK);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_OK);
  db_read_end(ctx);
  assert_true(bulk_find(ctx, id, &bulk));
  assert_int_equal(bulk.state, BULK_ISSUED);
  assert_int_equal(bulk.issued_amount.minor, bulk.amount.minor);
  test_db_close(office.test);
}

static void a_list_is_refused_by_name(void **state) {
  (void)state;
  struct office office;
  struct bulk_id id;
  open_office(&office);
  struct ctx *ctx = office.ctx;
  struct bulk_terms none = office.terms, past = office.terms;
  struct issuer_id issuer;
  none.campaign_id.value = 7;
  past.expires_on = day_of(2020, 5, 1);
  assert_int_equal(bulk_read(ctx, &office.terms, S("Person;Sum\nAda;3\n"), &id),
                   BULK_RESULT_UNREADABLE);
  assert_int_equal(bulk_read(ctx, &office.terms, S("nom;montant\n"), &id), BULK_RESULT_NO_LINES);
  assert_int_equal(bulk_read(ctx, &none, str_from(list), &id), BULK_RESULT_NO_CAMPAIGN);
  assert_int_equal(bulk_read(ctx, &past, str_from(list), &id), BULK_RESULT_BAD_DAYS);
  assert_int_equal(issuer_keep(ctx, S("  "), S(""), &issuer), BULK_RESULT_NO_ISSUER);
  assert_int_equal(issuer_keep(ctx, S("Mairie"), S("mairie"), &issuer), BULK_RESULT_BAD_EMAIL);
  assert_int_equal(bulk_read(ctx, &office.terms, S("nom;montant\nAda;zero\n"), &id),
                   BULK_RESULT_OK);
  ctx->person.value = 1002;
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_NOTHING_LEFT);
  assert_int_equal(bulk_drop(ctx, id), BULK_RESULT_OK);
  assert_int_equal(bulk_issue(ctx, id), BULK_RESULT_ALREADY_DECIDED);
  assert_int_equal(bulk_issue(ctx, (struct bulk_id){7}), BULK_RESULT_UNKNOWN);
  assert_int_equal(issuer_pay(ctx, office.terms.issuer_id, 7), BULK_RESULT_NOT_OWED);
  test_db_close(office.test);
}

int bulk_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_line_of_a_list_is_judged_before_anything_is_issued),
      cmocka_unit_test(a_list_out_of_an_old_spreadsheet_is_read),
      cmocka_unit_test(a_list_is_issued_by_somebody_else_and_once),
      cmocka_unit_test(a_voucher_that_was_given_away_pays_the_shop_where_it_is_used),
      cmocka_unit_test(what_an_issuer_pays_is_taken_off_what_it_owes),
      cmocka_unit_test(what_is_taken_off_a_voucher_given_away_is_its_issuers),
      cmocka_unit_test(a_list_for_a_failed_shop_is_refused_until_it_is_taken_back),
      cmocka_unit_test(a_list_whose_shop_fails_half_way_is_stopped_and_says_what_was_issued),
      cmocka_unit_test(a_list_is_refused_by_name),
  };
  return cmocka_run_group_tests_name("bulk", tests, NULL, NULL);
}
