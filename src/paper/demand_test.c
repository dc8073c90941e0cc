/* Codes as the guidelines describe them line by line, read back by a scanner that knows neither. */
#include "paper/demand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "command.h"

/* The account, the creditor, the amount and the reference of example 1 of the Swiss guidelines. */
static struct paper_demand swiss(void) {
  return (struct paper_demand){
      .creditor = {.name = S("Robert Schneider AG"),
                   .street = S("Rue du Lac"),
                   .building = S("1268"),
                   .postcode = S("2501"),
                   .town = S("Biel"),
                   .country = S("CH")},
      .iban = S("CH44 3199 9123 0008 8901 2"),
      .amount = {194975, CURRENCY_CHF},
      .reference = S("21 00000 00003 13947 14300 09017"),
      .message = S("Bon de 1’949.75 chez « Zoé »"),
  };
}

static struct paper_demand european(void) {
  return (struct paper_demand){
      .creditor = {.name = S("Bordeaux Métropole")},
      .iban = S("FR14 2004 1010 0505 0001 3M02 606"),
      .amount = {1230, CURRENCY_EUR},
      .reference = S("RF18 5390 0754 7034"),
      .message = S("Bon de 12,30 €"),
  };
}

static void the_european_code_says_what_epc069_asks(void **state) {
  struct paper_demand demand = european();
  assert_text(*state, demand_text(*state, &demand),
              "BCD\n002\n1\nSCT\n\nBordeaux Metropole\nFR1420041010050500013M02606\nEUR12.30\n\n"
              "RF18539007547034");
  demand.bic = S("PSSTFRPPXXX");
  assert_true(str_starts(demand_text(*state, &demand), S("BCD\n002\n1\nSCT\nPSSTFRPPXXX\n")));
}

static void the_swiss_code_says_what_the_guidelines_ask(void **state) {
  struct paper_demand demand = swiss();
  assert_text(*state, demand_text(*state, &demand),
              "SPC\n0200\n1\nCH4431999123000889012\nS\nRobert Schneider AG\nRue du Lac\n1268\n"
              "2501\nBiel\nCH\n\n\n\n\n\n\n\n1949.75\nCHF\n\n\n\n\n\n\n\nQRR\n"
              "210000000003139471430009017\nBon de 1'949.75 chez Zoe\nEPD");
  demand.iban = S("CH58 0079 1123 0008 8901 2");
  demand.reference = S("RF18 5390 0754 7034");
  demand.message = S("Bücher für Zoé");
  struct str text = demand_text(*state, &demand);
  assert_true(str_find(text, S("\nSCOR\nRF18539007547034\nBücher für Zoé\nEPD")) > 0);
}

static void long_texts_are_cut_to_their_limits(void **state) {
  struct paper_demand demand = swiss();
  char letters[401];
  memset(letters, 'a', 400);
  letters[400] = 0;
  demand.creditor.name = demand.message = str_from(letters);
  struct str text = demand_text(*state, &demand);
  struct str all = str_from(letters), name = str_take(all, 70), message = str_take(all, 140);
  assert_true(str_find(text, str_format(*state, "\n%.*s\nRue", STR_ARG(name))) > 0);
  assert_true(str_find(text, str_format(*state, "\n%.*s\nEPD", STR_ARG(message))) > 0);
}

static void amounts_are_printed_in_groups(void **state) {
  assert_text(*state, demand_amount(*state, 194975), "1 949.75");
  assert_text(*state, demand_amount(*state, 5), "0.05");
  assert_text(*state, demand_amount(*state, 100000000), "1 000 000.00");
}

struct trial {
  struct arena *arena;
  struct paper_demand demand;
};

static void write_it(void *arg) {
  struct trial *trial = arg;
  demand_text(trial->arena, &trial->demand);
}

static void what_no_bank_would_take_is_refused(void **state) {
  struct trial trial = {*state, swiss()};
  trial.demand.reference = S("RF18 5390 0754 7034"); /* on a QR-IBAN */
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
  trial.demand = swiss();
  trial.demand.iban = S("CH58 0079 1123 0008 8901 2"); /* QRR on an ordinary one */
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
  trial.demand = swiss();
  trial.demand.creditor.town = S("");
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
  trial.demand = european();
  trial.demand.amount.currency = CURRENCY_CHF;
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
  trial.demand = european();
  trial.demand.amount.minor = 0;
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
  trial.demand = european();
  trial.demand.iban = S("FR14 2004 1010 0505 0001 3M02 607");
  assert_int_equal(check_raised(write_it, &trial), FAULT_INPUT);
}

static struct demand_paper page_of(struct paper_demand demand, enum language language) {
  return (struct demand_paper){.language = language,
                               .territory = S("Agglomération de Fribourg"),
                               .about = S("Bon chez Librairie de l’Œuf"),
                               .pay_until = day_of(2020, 6, 2),
                               .demand = demand};
}

/* The code is read off the printed page, cross and all. zbar takes the Swiss cross for a corner of
 * a code, so another scanner looks. */
static void scans_as_printed(struct arena *arena, struct paper_demand demand) {
  struct demand_paper paper = page_of(demand, LANGUAGE_FR);
  const char *pdf = test_file(arena, "demand.pdf", paper_demand_pdf(arena, &paper));
  struct str seen = test_output(
      arena, "pdftoppm -r 200 -png -singlefile '%s' '%s' && ZXingReader '%s.png'", pdf, pdf, pdf);
  struct str text = demand_text(arena, &demand);
  if (str_find(seen, str_format(arena, "\"%.*s\"", STR_ARG(text))) < 0)
    fail_msg("\"%.*s\" was scanned as %.*s", STR_ARG(text), STR_ARG(seen));
}

static void a_scanner_reads_both_codes_from_paper(void **state) {
  scans_as_printed(*state, european());
  scans_as_printed(*state, swiss());
}

static void has(struct str words, struct str wanted) {
  if (str_find(words, wanted) < 0)
    fail_msg("\"%.*s\" is not in \"%.*s\"", STR_ARG(wanted), STR_ARG(words));
}

static void the_bill_says_its_words_in_the_payers_language(void **state) {
  struct demand_paper paper = page_of(swiss(), LANGUAGE_DE);
  const char *pdf = test_file(*state, "bill.pdf", paper_demand_pdf(*state, &paper));
  struct str words = test_output(*state, "pdftotext -layout '%s' - | tr -s ' \\n' ' '", pdf);
  has(words, S("Empfangsschein"));
  has(words, S("Zahlteil"));
  has(words, S("Konto / Zahlbar an"));
  has(words, S("CH44 3199 9123 0008 8901 2"));
  has(words, S("21 00000 00003 13947 14300 09017"));
  has(words, S("Annahmestelle"));
  has(words, S("1 949.75"));
  has(test_output(*state, "pdffonts '%s'", pdf), S("LiberationSans"));
}

int demand_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(the_european_code_says_what_epc069_asks),
      check_test(the_swiss_code_says_what_the_guidelines_ask),
      check_test(long_texts_are_cut_to_their_limits),
      check_test(amounts_are_printed_in_groups),
      check_test(what_no_bank_would_take_is_refused),
      check_test(a_scanner_reads_both_codes_from_paper),
      check_test(the_bill_says_its_words_in_the_payers_language),
  };
  return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
