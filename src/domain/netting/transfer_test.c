/* What a night came to, as a transfer for the bank: prepared by one, confirmed by another, and
 * found again in the statement of the bank that it came to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "domain/netting/netting.h"
#include "domain/payment/bank_setting.h"
#include "test/towns.h"

/* 12.00 of bourg's used in ville, which takes transfers on an account of its own; then the night.
 */
static void owe(struct towns *towns) {
  struct bank_setting setting = {.open = true,
                                 .iban = S("FR1420041010050500013M02606"),
                                 .holder = S("Régie de La Ville"),
                                 .wait_days = 14};
  towns_open(towns);
  towns_agree(towns);
  towns_campaign(towns->here);
  assert_int_equal(bank_setting_keep(towns->there, &setting), BANK_SETTING_OK);
  struct voucher_id id = towns_voucher(towns->here, 5000);
  towns_redeem(towns->there, &towns->rose, id, 1200, S("caisse-01"));
  towns->here->now.ms += 86400000;
  towns->there->now = towns->here->now;
  assert_int_equal(netting_round(towns->here), 1);
  towns->here->person.value = towns->there->person.value = 1001;
}

/* A transfer of what is owed, and its name at the bank. */
static struct str prepared(struct towns *towns, struct settlement_id *id) {
  owe(towns);
  assert_int_equal(settlement_prepare(towns->here, towns->ville.id, id), SETTLEMENT_RESULT_OK);
  return id_text(towns->here->arena, id->value);
}

static enum settlement_result confirm_as(struct towns *towns, struct settlement_id id, int person) {
  towns->here->person.value = person;
  return settlement_confirm(towns->here, towns->ville.id, id);
}

static void whoever_prepared_a_transfer_does_not_confirm_it(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id id, other;
  struct settlement settlement;
  owe(&towns);
  assert_int_equal(settlement_prepare(towns.there, towns.bourg.id, &id),
                   SETTLEMENT_RESULT_NOT_OURS);
  assert_int_equal(settlement_prepare(towns.here, towns.ville.id, &id), SETTLEMENT_RESULT_OK);
  assert_int_equal(settlement_prepare(towns.here, towns.ville.id, &other), SETTLEMENT_RESULT_WAITS);
  assert_int_equal(
      settlement_announce(towns.here, towns.ville.id, S("VIR"), day_of(2020, 5, 20), &other),
      SETTLEMENT_RESULT_WAITS);
  assert_int_equal(netting_unpaid_minor(towns.here, towns.ville.id), 0);
  assert_int_equal(settlement_confirm(towns.there, towns.bourg.id, id), SETTLEMENT_RESULT_NOT_OURS);
  assert_int_equal(settlement_receive(towns.there, towns.bourg.id, id, (struct bank_line_id){0}),
                   SETTLEMENT_RESULT_DECIDED);
  assert_int_equal(settlement_take_back(towns.there, towns.bourg.id, id, S("non")),
                   SETTLEMENT_RESULT_NOT_OURS);
  assert_int_equal(confirm_as(&towns, id, 1001), SETTLEMENT_RESULT_SAME_PERSON);
  assert_int_equal(confirm_as(&towns, id, 1002), SETTLEMENT_RESULT_OK);
  assert_int_equal(confirm_as(&towns, id, 1003), SETTLEMENT_RESULT_DECIDED);
  assert_true(settlement_find(towns.there, towns.bourg.id, id, &settlement));
  assert_int_equal(settlement.state, SETTLEMENT_ANNOUNCED);
  assert_int_equal(settlement.amount_minor, 1200);
  towns_close(&towns);
}

/* Given up, its nights wait again, and its name is not used twice. */
static void a_transfer_that_was_given_up_is_prepared_anew(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id first, second;
  owe(&towns);
  assert_int_equal(settlement_prepare(towns.here, towns.ville.id, &first), SETTLEMENT_RESULT_OK);
  assert_int_equal(settlement_take_back(towns.here, towns.ville.id, first, S("mauvais jour")),
                   SETTLEMENT_RESULT_OK);
  assert_int_equal(confirm_as(&towns, first, 1002), SETTLEMENT_RESULT_DECIDED);
  assert_int_equal(netting_unpaid_minor(towns.here, towns.ville.id), -1200);
  assert_int_equal(settlement_prepare(towns.here, towns.ville.id, &second), SETTLEMENT_RESULT_OK);
  assert_int_not_equal(first.value, second.value);
  towns_close(&towns);
}

/* A line of ville's bank: so much, under this name. */
static void arrive(struct towns *towns, const char *statement, const char *amount,
                   struct str name) {
  struct arena *arena = towns->there->arena;
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct str xml = str_format(
      arena,
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>"
      "<MsgId>%s</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>FR1420041010050500013M02606</IBAN>"
      "</Id></Acct><Ntry><Amt Ccy=\"EUR\">%s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd>"
      "</Sts><BookgDt><Dt>2020-05-22</Dt></BookgDt><AcctSvcrRef>%s</"
      "AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%.*s"
      "</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
      statement, amount, statement, STR_ARG(name));
  assert_int_equal(bank_receive(towns->there, xml, S("releve.xml"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(towns->there, id), BANK_OK);
}

static void an_imported_statement_settles_it_and_nothing_else_does(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id id;
  struct settlement settlement;
  struct str name = prepared(&towns, &id);
  assert_int_equal(confirm_as(&towns, id, 1002), SETTLEMENT_RESULT_OK);
  arrive(&towns, "R1", "11.99", name);
  arrive(&towns, "R2", "12.00", S("AUTRE"));
  assert_int_equal(settlement_round(towns.there), 0);
  arrive(&towns, "R3", "12.00", name);
  assert_int_equal(settlement_round(towns.here), 0);
  assert_int_equal(settlement_round(towns.there), 1);
  assert_int_equal(settlement_round(towns.there), 0);
  assert_true(settlement_find(towns.here, towns.ville.id, id, &settlement));
  assert_int_equal(settlement.state, SETTLEMENT_RECEIVED);
  assert_int_equal(neighbour_balance(towns.here, towns.ville.id).netted_minor, 0);
  assert_int_equal(neighbour_balance(towns.there, towns.bourg.id).netted_minor, 0);
  assert_int_equal(bank_suspense_minor(towns.there), 1199 + 1200);
  db_read_end(towns.there);
  assert_true(str_equal(scene_books(towns.here), S("balance")));
  towns_close(&towns);
}

/* ---- what the payer's own bank says ---- */

static void import(struct towns *towns, struct str xml) {
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  scene_bank(towns->here);
  assert_int_equal(bank_receive(towns->here, xml, S("fichier.xml"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(towns->here, id), BANK_OK);
}

static void answer(struct towns *towns, const char *message, const char *status, struct str name) {
  import(towns, str_format(towns->here->arena,
                           "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">"
                           "<CstmrPmtStsRpt><GrpHdr><MsgId>%s</MsgId></GrpHdr><OrgnlPmtInfAndSts>"
                           "<TxInfAndSts><OrgnlEndToEndId>%.*s</OrgnlEndToEndId><TxSts>%s</TxSts>"
                           "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
                           "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>",
                           message, STR_ARG(name), status));
}

/* A movement on bourg's account, to or from that account. */
static void moves(struct towns *towns, const char *statement, const char *side, const char *amount,
                  const char *iban, struct str name) {
  import(towns,
         str_format(
             towns->here->arena,
             "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
             "<GrpHdr><MsgId>%s</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
             "<IBAN>FR7630001007941234567890185</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">%s</Amt>"
             "<CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2020-05-22</Dt>"
             "</BookgDt><AcctSvcrRef>%s</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>%.*s"
             "</EndToEndId></Refs><RltdPties><CdtrAcct><Id><IBAN>%s</IBAN></Id></CdtrAcct>"
             "</RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
             statement, amount, side, statement, STR_ARG(name), iban));
}

static struct settlement seen(struct ctx *ctx, struct territory_id neighbour,
                              struct settlement_id id) {
  struct settlement settlement;
  assert_true(settlement_find(ctx, neighbour, id, &settlement));
  db_read_end(ctx);
  return settlement;
}

static size_t to_look_at(struct towns *towns) {
  size_t count = bank_open_list(towns->here).count;
  db_read_end(towns->here);
  return count;
}

#define VILLES_ACCOUNT "FR1420041010050500013M02606"

static void what_the_bank_refuses_is_owed_again_on_both_sides(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id id, next;
  struct str name = prepared(&towns, &id);
  assert_int_equal(settlement_task_list(towns.here).count, 1);
  assert_int_equal(confirm_as(&towns, id, 1002), SETTLEMENT_RESULT_OK);
  assert_int_equal(settlement_task_list(towns.here).count, 0);
  answer(&towns, "S1", "ACSP", name);
  assert_int_equal(settlement_round(towns.here), 0);
  answer(&towns, "S2", "RJCT", name);
  answer(&towns, "S3", "RJCT", name);
  assert_int_equal(settlement_round(towns.there), 0);
  assert_int_equal(settlement_round(towns.here), 2);
  assert_int_equal(settlement_round(towns.here), 0);
  struct settlement here = seen(towns.here, towns.ville.id, id);
  struct settlement there = seen(towns.there, towns.bourg.id, id);
  assert_true(here.rejected && there.rejected);
  assert_int_equal(here.state, SETTLEMENT_TAKEN_BACK);
  assert_int_equal(there.state, SETTLEMENT_TAKEN_BACK);
  assert_true(str_equal(here.note, S("AC04")));
  assert_int_equal(netting_unpaid_minor(towns.here, towns.ville.id), -1200);
  assert_int_equal(netting_unpaid_minor(towns.there, towns.bourg.id), 1200);
  assert_true(settlement_task_list(towns.here).items[0].rejected);
  assert_int_equal(settlement_prepare(towns.here, towns.ville.id, &next), SETTLEMENT_RESULT_OK);
  struct settlement_tasks tasks = settlement_task_list(towns.here);
  assert_int_equal(tasks.count, 1);
  assert_false(tasks.items[0].rejected);
  answer(&towns, "S4", "RJCT", name); /* of the one before: the present one stays */
  assert_int_equal(settlement_round(towns.here), 0);
  assert_int_equal(seen(towns.here, towns.ville.id, next).state, SETTLEMENT_PREPARED);
  assert_int_equal(to_look_at(&towns), 0);
  assert_true(str_equal(scene_books(towns.here), S("balance")));
  towns_close(&towns);
}

static void the_payers_own_statement_says_when_it_left(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id id;
  struct str name = prepared(&towns, &id);
  moves(&towns, "D1", "DBIT", "12.00", VILLES_ACCOUNT, name); /* nobody has confirmed it */
  assert_int_equal(to_look_at(&towns), 1);
  assert_int_equal(confirm_as(&towns, id, 1002), SETTLEMENT_RESULT_OK);
  moves(&towns, "D2", "DBIT", "12.01", VILLES_ACCOUNT, name);
  moves(&towns, "D3", "DBIT", "12.00", "DE89370400440532013000", name);
  assert_int_equal(to_look_at(&towns), 3);
  assert_int_equal(settlement_round(towns.here), 0);
  moves(&towns, "D4", "DBIT", "12.00", VILLES_ACCOUNT, name);
  assert_int_equal(settlement_round(towns.here), 1);
  assert_int_equal(to_look_at(&towns), 3);
  assert_int_equal(seen(towns.here, towns.ville.id, id).left_on.number, day_of(2020, 5, 22).number);
  assert_int_equal(seen(towns.there, towns.bourg.id, id).left_on.number,
                   day_of(2020, 5, 22).number);
  assert_int_equal(neighbour_balance(towns.here, towns.ville.id).netted_minor, -1200);
  db_read_end(towns.here);
  arrive(&towns, "R1", "12.00", name);
  assert_int_equal(settlement_round(towns.there), 1);
  assert_int_equal(neighbour_balance(towns.here, towns.ville.id).netted_minor, 0);
  answer(&towns, "S1", "RJCT", name); /* it arrived all the same: somebody must look */
  assert_int_equal(to_look_at(&towns), 4);
  assert_int_equal(settlement_round(towns.here), 0);
  assert_true(str_equal(scene_books(towns.here), S("balance")));
  towns_close(&towns);
}

static void what_comes_back_to_the_payer_is_owed_again(void **state) {
  (void)state;
  struct towns towns;
  struct settlement_id id;
  struct str name = prepared(&towns, &id);
  assert_int_equal(confirm_as(&towns, id, 1002), SETTLEMENT_RESULT_OK);
  moves(&towns, "D1", "DBIT", "12.00", VILLES_ACCOUNT, name);
  moves(&towns, "C1", "CRDT", "12.00", VILLES_ACCOUNT, name);
  assert_int_equal(settlement_round(towns.here), 2);
  assert_int_equal(netting_unpaid_minor(towns.here, towns.ville.id), -1200);
  assert_int_equal(bank_suspense_minor(towns.here), 0);
  db_read_end(towns.here);
  moves(&towns, "C2", "CRDT", "12.00", VILLES_ACCOUNT, name); /* and again: it has no place */
  assert_int_equal(settlement_round(towns.here), 0);
  assert_int_equal(bank_suspense_minor(towns.here), 1200);
  db_read_end(towns.here);
  assert_true(str_equal(scene_books(towns.here), S("balance")));
  towns_close(&towns);
}

/* Both versions, against the schemas of ISO 20022. */
static void check_file(struct towns *towns, struct test_client *client, struct str settlement,
                       const char *version) {
  struct test_reply file =
      test_get(client, staff_text(&towns->staff, "/bureau/compensations/ville/%.*s/pain.xml",
                                  STR_ARG(settlement)));
  assert_int_equal(file.status, 200);
  assert_true(test_shows(&file, version));
  assert_true(test_shows(&file, "<InstdAmt Ccy=\"EUR\">12.00</InstdAmt>"));
  assert_true(test_shows(&file, "FR1420041010050500013M02606"));
  assert_true(str_find(file.body, settlement) >= 0);
  const char *path = test_file(towns->here->arena, "compensation.xml", file.body);
  test_output(towns->here->arena,
              "xmllint --noout --schema data/payments/iso20022/%s.xsd '%s' 2>&1", version, path);
  struct test_reply again =
      test_get(client, staff_text(&towns->staff, "/bureau/compensations/ville/%.*s/pain.xml",
                                  STR_ARG(settlement)));
  assert_true(str_equal(file.body, again.body));
}

static void an_agent_prepares_the_banks_file_and_the_accountant_confirms(void **state) {
  (void)state;
  struct towns towns;
  owe(&towns);
  struct test_client agent = staff_sign_in(&towns.staff, ROLE_AGENT);
  struct test_client accountant = staff_sign_in(&towns.staff, ROLE_ACCOUNTANT);
  struct test_reply page = test_get(&agent, "/bureau/compensations/ville");
  assert_true(test_shows(&page, "Préparer le virement de 12,00\u00a0€"));
  assert_true(test_shows(&page, "Régie de La Ville"));
  assert_int_equal(test_post(&agent, "/bureau/compensations/ville/virement", "").status, 303);
  page = test_get(&accountant, "/bureau/compensations/ville");
  struct str settlement = staff_input(&page, "settlement");
  check_file(&towns, &agent, settlement, "pain.001.001.03");
  struct test_reply desk = test_get(&accountant, "/bureau");
  assert_true(test_shows(&desk, "attend sa confirmation"));
  assert_true(test_shows(&desk, "/bureau/compensations/ville"));
  struct bank_setting newer = {.open = true,
                               .iban = S("FR7630001007941234567890185"),
                               .holder = S("Le Bourg"),
                               .wait_days = 14,
                               .pain_newer = true};
  assert_int_equal(bank_setting_keep(towns.here, &newer), BANK_SETTING_OK);
  check_file(&towns, &agent, settlement, "pain.001.001.09");
  char body[64];
  snprintf(body, sizeof body, "settlement=%.*s", STR_ARG(settlement));
  assert_int_equal(test_post(&agent, "/bureau/compensations/ville/confirmer", body).status, 403);
  assert_int_equal(test_post(&accountant, "/bureau/compensations/ville/confirmer", body).status,
                   303);
  page = test_get(&agent, "/bureau/compensations/ville");
  assert_true(test_shows(&page, "doit confirmer"));
  towns_close(&towns);
}

int transfer_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whoever_prepared_a_transfer_does_not_confirm_it),
      cmocka_unit_test(a_transfer_that_was_given_up_is_prepared_anew),
      cmocka_unit_test(an_imported_statement_settles_it_and_nothing_else_does),
      cmocka_unit_test(what_the_bank_refuses_is_owed_again_on_both_sides),
      cmocka_unit_test(the_payers_own_statement_says_when_it_left),
      cmocka_unit_test(what_comes_back_to_the_payer_is_owed_again),
      cmocka_unit_test(an_agent_prepares_the_banks_file_and_the_accountant_confirms),
  };
  return cmocka_run_group_tests_name("transfer", tests, NULL, NULL);
}
