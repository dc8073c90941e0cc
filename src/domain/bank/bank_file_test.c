/* The files are in the corpus of the fuzzer; those of the two versions whose schema is at hand are
 * validated against it. Values by hand: 1000.00 + 50.00 + 20.00 - 150.50 + 50.00 + 75.00 - 20.00 =
 * 1024.50. */
#include "domain/bank/bank_file.h"

#include <string.h>

#include "base/check.h"
#include "command.h"
#include "domain/payout/return_reason.h"

#define CORPUS "test/fuzz/corpus/bank_file/"

static struct bank_file_problem problem;

static enum bank_file_result read_bytes(struct arena *arena, struct str bytes,
                                        struct bank_file *file) {
  return bank_file_read(arena, pieces_of_text(arena, bytes), file, &problem);
}

static enum bank_file_result read_named(struct arena *arena, const char *name,
                                        struct bank_file *file) {
  const char *path = str_cstr(arena, str_format(arena, CORPUS "%s", name));
  return read_bytes(arena, test_read(arena, path), file);
}

static void is(struct str actual, const char *expected) {
  if (!str_equal(actual, str_from(expected)))
    fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(actual), expected);
}

static void our_files_follow_the_schemas(void **state) {
  test_output(*state,
              "xmllint --noout --schema data/payments/iso20022/camt.053.001.08.xsd " CORPUS
              "camt053_08.xml " CORPUS "camt053_prefix.xml " CORPUS "camt053_unbalanced.xml "
              "test/golden/bank/refund.camt.053.001.08.xml "
              "test/golden/bank/stripe_payout.camt.053.001.08.xml");
  test_output(*state, "xmllint --noout --schema data/payments/iso20022/camt.054.001.02.xsd " CORPUS
                      "camt054_02.xml");
}

static void holds_the_statement(const struct bank_file *file) {
  const struct bank_move *m = file->moves;
  is(file->message_id, "REL-2020-98");
  assert_int_equal(file->kind, BANK_FILE_STATEMENT);
  assert_int_equal(file->account_count, 1);
  is(file->accounts[0].iban, "FR7630001007941234567890185");
  is(file->accounts[0].currency, "EUR");
  assert_int_equal(file->accounts[0].opening_minor, 100000);
  assert_int_equal(file->accounts[0].closing_minor, 102450);
  assert_int_equal(file->move_count, 7);
  assert_true(m[0].credit && m[0].booked && !m[0].reversal && !m[0].collective);
  assert_int_equal(m[0].amount_minor, 5000);
  assert_int_equal(m[0].booked_on.number, day_of(2020, 5, 20).number);
  is(m[0].reference, "RF18539007547034");
  is(m[0].servicer_reference, "BK-1");
  is(m[0].end_to_end, "");
  is(m[0].party, "Camille Martin");
  is(m[0].party_iban, "FR1420041010050500013M02606");
  is(m[1].remittance, "Bon librairie RF18 5390 0754 7034 merci");
  is(m[1].party, "J. & M. Müller");
  assert_int_equal(m[1].amount_minor, 2000);
}

static void holds_the_payouts(const struct bank_file *file) {
  const struct bank_move *m = file->moves;
  assert_false(m[2].credit);
  assert_int_equal(m[2].amount_minor, 10050);
  assert_int_equal(m[2].entry, 3);
  assert_int_equal(m[2].detail, 1);
  is(m[2].batch, "LOT-1");
  is(m[2].end_to_end, "P-1");
  is(m[3].party, "Boulangerie");
  assert_int_equal(m[3].amount_minor, 5000);
  assert_int_equal(m[3].detail, 2);
  assert_true(m[4].credit);
  is(m[4].end_to_end, "P-2");
  is(m[4].reason, "AC04");
  is(m[4].reason_text, "Compte clos");
  assert_true(m[5].collective);
  assert_int_equal(m[5].amount_minor, 7500);
  assert_int_equal(m[5].detail, 0);
  assert_true(m[6].reversal && !m[6].credit);
}

static void a_statement_is_read_in_both_versions(void **state) {
  static const char *const names[] = {"camt053_08.xml", "camt053_02.xml", "camt053_prefix.xml"};
  struct bank_file file;
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(read_named(*state, names[i], &file), BANK_FILE_OK);
    holds_the_statement(&file);
    holds_the_payouts(&file);
  }
}

static void a_notification_gives_the_details_of_a_collective_booking(void **state) {
  static const char *const names[] = {"camt054_02.xml", "camt054_04.xml", "camt054_08.xml"};
  struct bank_file file;
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(read_named(*state, names[i], &file), BANK_FILE_OK);
    assert_int_equal(file.kind, BANK_FILE_NOTIFICATION);
    assert_int_equal(file.move_count, 2);
    is(file.moves[0].reference, "210000000003139471430009017");
    assert_int_equal(file.moves[0].amount_minor, 2500);
    is(file.moves[0].currency, "CHF");
    is(file.moves[0].account, "CH5800791123000889012");
    is(file.moves[1].end_to_end, "E-7");
    is(file.moves[1].remittance, "Gutschein");
    is(file.moves[1].servicer_reference, "BK-5");
  }
}

static void an_answer_is_read_at_its_three_levels(void **state) {
  struct bank_file file;
  static const char *const names[] = {"pain002_03.xml", "pain002_10.xml"};
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(read_named(*state, names[i], &file), BANK_FILE_OK);
    assert_int_equal(file.kind, BANK_FILE_ANSWER);
    assert_int_equal(file.answer_count, 4);
    is(file.answers[0].level, "group");
    is(file.answers[0].status, "PART");
    is(file.answers[1].end_to_end, "P-1");
    assert_int_equal(bank_order_status_of(file.answers[1].status), BANK_STATUS_ACCEPTED);
    is(file.answers[2].end_to_end, "P-2");
    is(file.answers[2].batch, "LOT-1");
    is(file.answers[2].reason, "AC04");
    is(file.answers[2].reason_text, "closed since April");
    assert_int_equal(bank_order_status_of(file.answers[2].status), BANK_STATUS_REJECTED);
    is(file.answers[3].level, "payment");
    assert_int_equal(bank_order_status_of(file.answers[3].status), BANK_STATUS_OTHER);
  }
  assert_int_equal(read_named(*state, "pain002_group.xml", &file), BANK_FILE_OK);
  assert_int_equal(file.answer_count, 1);
  is(file.answers[0].batch, "LOT-2");
  is(file.answers[0].reason, "FF01");
}

static void what_cannot_be_trusted_is_refused_with_its_place(void **state) {
  struct bank_file file;
  assert_int_equal(read_named(*state, "camt053_half.xml", &file), BANK_FILE_BROKEN);
  assert_true(problem.at > 2000 && problem.at <= 2601);
  assert_int_equal(file.move_count, 0);
  assert_int_equal(read_named(*state, "camt053_unbalanced.xml", &file), BANK_FILE_BALANCE);
  assert_true(problem.at > 0);
  is(problem.detail, "REL-2020-98-1: 1000.00 + (24.50) = 1024.50 \u2260 1024.51");
  assert_int_equal(read_named(*state, "camt053_currency.xml", &file), BANK_FILE_CURRENCY);
  is(problem.detail, "CHF");
  assert_int_equal(read_named(*state, "camt053_amount.xml", &file), BANK_FILE_BAD_AMOUNT);
  is(problem.detail, "50.001");
  assert_int_equal(read_named(*state, "other.xml", &file), BANK_FILE_UNKNOWN);
  assert_int_equal(read_named(*state, "no_xml.txt", &file), BANK_FILE_BROKEN);
  assert_int_equal(read_bytes(*state, S(""), &file), BANK_FILE_EMPTY);
}

/* Wherever a download breaks off, the file is refused. */
static void no_part_of_a_file_is_taken_for_the_whole(void **state) {
  struct str whole = test_read(*state, CORPUS "camt053_08.xml");
  struct arena *scratch = arena_create(64 << 20);
  struct bank_file file;
  for (size_t length = 0; length + 2 < whole.len; length += 37) {
    assert_true(read_bytes(scratch, str_take(whole, length), &file) != BANK_FILE_OK);
    arena_reset(scratch);
  }
  arena_destroy(scratch);
}

static void the_usual_reasons_are_said_in_words(void **state) {
  is(return_reason_text(*state, LANGUAGE_FR, S("AC04")), "Le compte est clos (AC04)");
  is(return_reason_text(*state, LANGUAGE_DE, S("AC04")), "Das Konto ist geschlossen (AC04)");
  is(return_reason_text(*state, LANGUAGE_EN, S("MS03")),
     "Refused by the bank, no reason given (MS03)");
  is(return_reason_text(*state, LANGUAGE_EN, S("ZZ99")), "ZZ99");
}

int bank_file_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(our_files_follow_the_schemas),
      check_test(a_statement_is_read_in_both_versions),
      check_test(a_notification_gives_the_details_of_a_collective_booking),
      check_test(an_answer_is_read_at_its_three_levels),
      check_test(what_cannot_be_trusted_is_refused_with_its_place),
      check_test(no_part_of_a_file_is_taken_for_the_whole),
      check_test(the_usual_reasons_are_said_in_words),
  };
  return cmocka_run_group_tests_name("bank_file", tests, NULL, NULL);
}
