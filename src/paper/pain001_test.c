#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "command.h"
#include "paper/paper.h"

static struct arena *arena;
static xmlSchemaPtr schemas[2]; /* by enum pain001_version */

static xmlSchemaPtr schema_of(const char *path) {
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path);
  xmlSchemaPtr schema = xmlSchemaParse(parser);
  xmlSchemaFreeParserCtxt(parser);
  return schema;
}

static int open_schema(void **state) {
  (void)state;
  arena = arena_create(64 << 20);
  schemas[PAIN001_03] = schema_of("data/payments/iso20022/pain.001.001.03.xsd");
  schemas[PAIN001_09] = schema_of("data/payments/iso20022/pain.001.001.09.xsd");
  return schemas[0] == NULL || schemas[1] == NULL;
}

static int close_schema(void **state) {
  (void)state;
  xmlSchemaFree(schemas[PAIN001_03]);
  xmlSchemaFree(schemas[PAIN001_09]);
  arena_destroy(arena);
  return 0;
}

static const struct paper_payment two_payments[] = {
    {.end_to_end_id = S("P2020-1-1"),
     .creditor = S("Librairie L’Œuf & Cie"),
     .iban = S("FR14 2004 1010 0505 0001 3M02 606"),
     .remittance = S("Bons du 20 mai 2020 : n° 12 à 15"),
     .amount_minor = 5000},
    {.end_to_end_id = S("P2020-1-2"),
     .creditor = S("Café <des> Halles"),
     .iban = S("MC58 1122 2000 0101 2345 6789 030"),
     .remittance = S(""),
     .amount_minor = 3250},
};

static struct paper_payout payout_in_euros(void) {
  return (struct paper_payout){.message_id = S("LOT-2020-1"),
                               .created_at = {1589968800123}, /* 2020-05-20T10:00:00.123Z */
                               .execute_on = day_of(2020, 5, 22),
                               .debtor = S("Bordeaux Métropole"),
                               .debtor_iban = S("DE89370400440532013000"),
                               .debtor_bic = S("COBADEFFXXX"),
                               .currency = CURRENCY_EUR,
                               .payments = two_payments,
                               .count = 2};
}

static const struct paper_payment swiss_payment = {.end_to_end_id = S("F-1"),
                                                   .creditor = S("Bäckerei Zähringer"),
                                                   .iban = S("CH93 0076 2011 6238 5295 7"),
                                                   .remittance = S("Gutscheine Mai"),
                                                   .amount_minor = 12005};

static struct paper_payout payout_in_francs(void) {
  return (struct paper_payout){.message_id = S("FR-1"),
                               .created_at = {1589968800000},
                               .execute_on = day_of(2020, 5, 22),
                               .debtor = S("Agglomération de Fribourg"),
                               .debtor_iban = S("CH93 0076 2011 6238 5295 7"),
                               .currency = CURRENCY_CHF,
                               .payments = &swiss_payment,
                               .count = 1};
}

static xmlDocPtr read_back(struct str xml) {
  xmlDocPtr document = xmlReadMemory(xml.ptr, (int)xml.len, "payout.xml", NULL, XML_PARSE_NONET);
  assert_non_null(document);
  return document;
}

static int validate(xmlDocPtr document, enum pain001_version version) {
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schemas[version]);
  int result = xmlSchemaValidateDoc(context, document);
  xmlSchemaFreeValidCtxt(context);
  return result;
}

/* What an XPath (prefix p) says of the file, as text. */
static struct str said(struct str xml, const char *path) {
  xmlDocPtr document = read_back(xml);
  xmlXPathContextPtr context = xmlXPathNewContext(document);
  xmlXPathRegisterNs(context, BAD_CAST "p",
                     BAD_CAST "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03");
  const char *expression = str_cstr(arena, str_format(arena, "string(%s)", path));
  xmlXPathObjectPtr object = xmlXPathEvalExpression(BAD_CAST expression, context);
  assert_non_null(object);
  struct str text = str_copy(arena, str_from((const char *)object->stringval));
  xmlXPathFreeObject(object);
  xmlXPathFreeContext(context);
  xmlFreeDoc(document);
  return text;
}

static void says(struct str xml, const char *path, const char *expected) {
  struct str text = said(xml, path);
  if (!str_equal(text, str_from(expected)))
    fail_msg("%s is \"%.*s\", not \"%s\"", path, STR_ARG(text), expected);
}

static void is_valid_as(struct str xml, enum pain001_version version) {
  xmlDocPtr document = read_back(xml);
  int result = validate(document, version);
  xmlFreeDoc(document);
  assert_int_equal(result, 0);
}

static void is_valid(struct str xml) {
  is_valid_as(xml, PAIN001_03);
}

static void both_kinds_of_file_follow_the_schema(void **state) {
  (void)state;
  struct paper_payout euros = payout_in_euros(), francs = payout_in_francs();
  is_valid(paper_pain001(arena, &euros));
  is_valid(paper_pain001(arena, &francs));
  euros.debtor_bic = S("");
  is_valid(paper_pain001(arena, &euros));
}

/* The schema is the European Payments Council's (EPC132-08 of 2023), which knows no francs. */
static void the_newer_version_follows_its_own_schema(void **state) {
  (void)state;
  struct paper_payout euros = payout_in_euros();
  euros.version = PAIN001_09;
  struct str xml = paper_pain001(arena, &euros);
  is_valid_as(xml, PAIN001_09);
  assert_true(str_find(xml, S("<BICFI>COBADEFFXXX</BICFI>")) > 0);
  assert_true(str_find(xml, S("pain.001.001.09")) > 0);
  euros.debtor_bic = S("");
  is_valid_as(paper_pain001(arena, &euros), PAIN001_09);
}

static void is_as_before(const struct paper_payout *payout, const char *path) {
  assert_true(str_equal(paper_pain001(arena, payout), test_read(arena, path)));
}

/* What a bank got yesterday it gets today, to the byte. */
static void the_files_are_those_kept_beside_the_test(void **state) {
  (void)state;
  struct paper_payout euros = payout_in_euros(), francs = payout_in_francs();
  is_as_before(&euros, "test/golden/bank/sepa.pain.001.001.03.xml");
  is_as_before(&francs, "test/golden/bank/swiss.pain.001.001.03.xml");
  euros.version = francs.version = PAIN001_09;
  is_as_before(&euros, "test/golden/bank/sepa.pain.001.001.09.xml");
  is_as_before(&francs, "test/golden/bank/swiss.pain.001.001.09.xml");
  test_output(arena, "xmllint --noout --schema data/payments/iso20022/pain.001.001.03.xsd "
                     "test/golden/bank/*.03.xml && xmllint --noout --schema "
                     "data/payments/iso20022/pain.001.001.09.xsd test/golden/bank/sepa*.09.xml");
}

/* The test of the test: a schema that accepts everything would be no witness. */
static void the_schema_does_refuse_what_is_wrong(void **state) {
  (void)state;
  xmlDocPtr document = read_back(
      S("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn/>"
        "</Document>"));
  assert_true(validate(document, PAIN001_03) > 0);
  xmlFreeDoc(document);
}

static void a_file_in_euros_says_what_the_bank_needs(void **state) {
  (void)state;
  struct paper_payout payout = payout_in_euros();
  struct str xml = paper_pain001(arena, &payout);
  says(xml, "//p:GrpHdr/p:MsgId", "LOT-2020-1");
  says(xml, "//p:GrpHdr/p:CreDtTm", "2020-05-20T10:00:00Z");
  says(xml, "//p:GrpHdr/p:NbOfTxs", "2");
  says(xml, "//p:GrpHdr/p:CtrlSum", "82.50");
  says(xml, "//p:PmtInf/p:CtrlSum", "82.50");
  says(xml, "//p:PmtInf/p:PmtTpInf/p:SvcLvl/p:Cd", "SEPA");
  says(xml, "//p:PmtInf/p:ChrgBr", "SLEV");
  says(xml, "//p:PmtInf/p:ReqdExctnDt", "2020-05-22");
  says(xml, "//p:Dbtr/p:Nm", "Bordeaux Metropole");
  says(xml, "//p:DbtrAcct/p:Id/p:IBAN", "DE89370400440532013000");
  says(xml, "//p:DbtrAgt/p:FinInstnId/p:BIC", "COBADEFFXXX");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:PmtId/p:EndToEndId", "P2020-1-1");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:Amt/p:InstdAmt", "50.00");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:Amt/p:InstdAmt/@Ccy", "EUR");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:Cdtr/p:Nm", "Librairie L'OEuf + Cie");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:CdtrAcct/p:Id/p:IBAN", "FR1420041010050500013M02606");
  says(xml, "(//p:CdtTrfTxInf)[1]/p:RmtInf/p:Ustrd", "Bons du 20 mai 2020 : n. 12 a 15");
  says(xml, "(//p:CdtTrfTxInf)[2]/p:Cdtr/p:Nm", "Cafe .des. Halles");
  says(xml, "count((//p:CdtTrfTxInf)[2]/p:RmtInf)", "0");
}

/* The Swiss clearing number is places 5 to 9 of the IBAN: 00762. */
static void a_file_in_francs_knows_no_sepa_and_names_the_bank_by_its_clearing(void **state) {
  (void)state;
  struct paper_payout payout = payout_in_francs();
  struct str xml = paper_pain001(arena, &payout);
  says(xml, "count(//p:SvcLvl)", "0");
  says(xml, "count(//p:ChrgBr)", "0");
  says(xml, "//p:InstdAmt/@Ccy", "CHF");
  says(xml, "//p:InstdAmt", "120.05");
  says(xml, "//p:DbtrAgt//p:ClrSysId/p:Cd", "CHBCC");
  says(xml, "//p:DbtrAgt//p:MmbId", "00762");
}

static void without_a_bic_the_iban_alone_names_the_bank(void **state) {
  (void)state;
  struct paper_payout payout = payout_in_euros();
  payout.debtor_bic = S("");
  says(paper_pain001(arena, &payout), "//p:DbtrAgt//p:Othr/p:Id", "NOTPROVIDED");
}

/* 1 + 2 + ... + 2000 cents = 2000 * 2001 / 2 = 2,001,000 cents. */
static void the_control_sum_is_exact_over_many_payments(void **state) {
  (void)state;
  struct paper_payment *payments = arena_array(arena, struct paper_payment, 2000);
  for (size_t i = 0; i < 2000; i++) {
    payments[i] = two_payments[0];
    payments[i].amount_minor = (int64_t)i + 1;
  }
  struct paper_payout payout = payout_in_euros();
  payout.payments = payments;
  payout.count = 2000;
  struct str xml = paper_pain001(arena, &payout);
  is_valid(xml);
  says(xml, "//p:GrpHdr/p:CtrlSum", "20010.00");
  says(xml, "//p:GrpHdr/p:NbOfTxs", "2000");
  says(xml, "(//p:InstdAmt)[1]", "0.01");
}

static void a_name_of_which_no_letter_remains_is_still_valid(void **state) {
  (void)state;
  struct paper_payment payment = two_payments[0];
  payment.creditor = S("«»");
  struct paper_payout payout = payout_in_euros();
  payout.payments = &payment;
  payout.count = 1;
  struct str xml = paper_pain001(arena, &payout);
  is_valid(xml);
  says(xml, "//p:Cdtr/p:Nm", ".");
}

static void write_payout(void *payout) {
  paper_pain001(arena, payout);
}

static void is_refused(struct paper_payout payout, const char *why) {
  struct fault fault;
  assert_false(fault_catch(&fault, write_payout, &payout));
  assert_int_equal(fault.kind, FAULT_INPUT);
  assert_true(str_find(str_from(fault.text), str_from(why)) >= 0);
}

static void what_a_bank_would_send_back_is_refused_here(void **state) {
  (void)state;
  struct paper_payment payment = two_payments[0];
  struct paper_payout payout = payout_in_euros();
  payout.payments = &payment;
  payout.count = 1;
  payment.iban = S("FR14 2004 1010 0505 0001 3M02 607");
  is_refused(payout, "IBAN");
  payment = two_payments[0];
  payment.amount_minor = 0;
  is_refused(payout, "amount");
  payment = two_payments[0];
  payment.end_to_end_id = S("1234567890123456789012345678901234567");
  is_refused(payout, "id");
  payment.end_to_end_id = S("numéro 1");
  is_refused(payout, "id");
  payment = two_payments[0];
  payout.debtor_bic = S("COBA");
  is_refused(payout, "BIC");
}

int pain001_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_kinds_of_file_follow_the_schema),
      cmocka_unit_test(the_newer_version_follows_its_own_schema),
      cmocka_unit_test(the_files_are_those_kept_beside_the_test),
      cmocka_unit_test(the_schema_does_refuse_what_is_wrong),
      cmocka_unit_test(a_file_in_euros_says_what_the_bank_needs),
      cmocka_unit_test(a_file_in_francs_knows_no_sepa_and_names_the_bank_by_its_clearing),
      cmocka_unit_test(without_a_bic_the_iban_alone_names_the_bank),
      cmocka_unit_test(the_control_sum_is_exact_over_many_payments),
      cmocka_unit_test(a_name_of_which_no_letter_remains_is_still_valid),
      cmocka_unit_test(what_a_bank_would_send_back_is_refused_here),
  };
  return cmocka_run_group_tests_name("pain001", tests, open_schema, close_schema);
}
