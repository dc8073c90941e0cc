/* Letters as a mail box gets them: their words, and the paper that comes with them. */
#include "domain/letter/letter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "domain/failure/failure.h"
#include "domain/payment/bank_setting.h"
#include "test/scene.h"

struct mailing {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
};

static struct mailing open_mailing(enum currency currency) {
  struct mailing world = {.test = test_db_open()};
  world.ctx = scene_open(world.test);
  world.ctx->currency = currency;
  struct campaign campaign = scene_campaign();
  scene_add_campaign(world.ctx, &campaign);
  world.shop = scene_shop(world.ctx, S("Librairie des Lilas"));
  return world;
}

static void close_mailing(struct mailing *world) {
  db_read_end(world->ctx);
  test_db_close(world->test);
}

static struct checkout_answer order(struct mailing *world, enum provider provider) {
  struct checkout_answer answer =
      checkout_place(world->ctx, &(struct order_request){.shop_id = world->shop.id,
                                                         .amount_minor = 5000,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = provider});
  assert_int_equal(answer.result, CHECKOUT_OK);
  return answer;
}

static struct letter newest(struct mailing *world) {
  struct letter letter;
  struct notices list = notice_list(world->ctx, (struct notice_id){0});
  assert_true(list.count > 0);
  assert_true(letter_of(world->ctx, &list.items[0], S("https://bourg.example"), true, &letter));
  return letter;
}

static void has(struct str words, struct str wanted) {
  if (str_find(words, wanted) < 0)
    fail_msg("\"%.*s\" is not in \"%.*s\"", STR_ARG(wanted), STR_ARG(words));
}

/* How to pay by transfer. */

static void pay_to(struct mailing *world, struct bank_setting setting) {
  setting.open = true;
  setting.holder = S("Le Bourg");
  setting.wait_days = 14;
  assert_int_equal(bank_setting_keep(world->ctx, &setting), BANK_SETTING_OK);
}

static struct str scanned(struct mailing *world, const struct letter *letter) {
  struct arena *arena = world->ctx->arena;
  const char *pdf = test_file(arena, "mailed.pdf", letter->attachment);
  return test_output(arena, "pdftoppm -r 200 -png -singlefile '%s' '%s' && ZXingReader '%s.png'",
                     pdf, pdf, pdf);
}

/* EPC069-12, line by line: BCD, version, signs, SCT, BIC, name, account, amount, reason, reference.
 */
static void a_demand_in_euros_brings_the_european_code(void **state) {
  (void)state;
  struct mailing world = open_mailing(CURRENCY_EUR);
  pay_to(&world, (struct bank_setting){.iban = S("FR7630001007941234567890185")});
  struct payment_id payment = order(&world, PROVIDER_BANK).payment_id;
  struct letter letter = newest(&world);
  struct reference reference = reference_of_number(REFERENCE_RF, payment.value);
  has(letter.text, reference_grouped(world.ctx->arena, &reference));
  struct str seen = scanned(&world, &letter);
  has(seen, S("BCD\n002\n1\nSCT\n"));
  has(seen, S("\nLe Bourg\nFR7630001007941234567890185\nEUR50.00\n"));
  has(seen, reference_str(&reference));
  close_mailing(&world);
}

/* On an ordinary account the bill carries a creditor reference (SCOR), on a QR account QRR. */
static void check_bill(struct str iban, struct str account, enum reference_kind kind,
                       struct str type) {
  struct mailing world = open_mailing(CURRENCY_CHF);
  pay_to(&world, (struct bank_setting){.iban = iban,
                                       .account_iban = account,
                                       .street = S("Rue du Lac"),
                                       .building = S("1268"),
                                       .postcode = S("2501"),
                                       .town = S("Biel"),
                                       .country = S("CH")});
  struct payment_id payment = order(&world, PROVIDER_BANK).payment_id;
  struct letter letter = newest(&world);
  struct reference reference = reference_of_number(kind, payment.value);
  struct str seen = scanned(&world, &letter);
  has(seen, S("SPC\n0200\n1\n"));
  has(seen, S("\n50.00\nCHF\n"));
  has(seen, str_format(world.ctx->arena, "\n%.*s\n%.*s\n", STR_ARG(type),
                       STR_ARG(reference_str(&reference))));
  close_mailing(&world);
}

static void a_demand_in_francs_brings_the_swiss_bill(void **state) {
  (void)state;
  check_bill(S("CH5800791123000889012"), S(""), REFERENCE_RF, S("SCOR"));
  check_bill(S("CH4431999123000889012"), S("CH5800791123000889012"), REFERENCE_QRR, S("QRR"));
}

/* Cards. */

struct telling {
  enum notice_kind kind;
  int64_t subject;
};

static bool tell_body(struct ctx *ctx, void *arg) {
  const struct telling *telling = arg;
  notice_add(ctx, telling->kind, telling->subject, S("camille@example.org"), S("Camille"));
  return true;
}

static struct letter told(struct mailing *world, enum notice_kind kind, int64_t subject,
                          enum language language) {
  world->ctx->language = language;
  assert_true(db_write(world->ctx, tell_body, &(struct telling){kind, subject}));
  return newest(world);
}

static void a_buyer_whose_card_payment_does_not_fit_is_told_that_nothing_is_lost(void **state) {
  (void)state;
  struct mailing world = open_mailing(CURRENCY_EUR);
  int64_t payment = order(&world, PROVIDER_SANDBOX).payment_id.value;
  struct letter letter = told(&world, NOTICE_CARD_ASIDE, payment, LANGUAGE_FR);
  has(letter.subject, S("Librairie des Lilas"));
  has(letter.text, S("Bonjour Camille"));
  has(letter.text, S("50,00\u00a0€"));
  has(letter.text, S("n’est pas perdu"));
  close_mailing(&world);
}

/* Paid on 2 June 2020, a Tuesday: the fourteenth day after the money came is in the sentence. */
static void who_paid_after_the_shop_failed_is_told_how_to_have_the_money_back(void **state) {
  (void)state;
  struct mailing world = open_mailing(CURRENCY_EUR);
  struct failure_id id;
  pay_to(&world, (struct bank_setting){.iban = S("FR7630001007941234567890185")});
  struct payment_id payment = order(&world, PROVIDER_BANK).payment_id;
  world.ctx->now = zone_instant(world.ctx->zone, (struct civil){2020, 6, 2, 10, 0, 0});
  struct failure_wish wish = {.merchant = world.shop.merchant_id,
                              .failed_on = day_of(2020, 6, 2),
                              .reason = S("liquidation")};
  assert_int_equal(failure_mark(world.ctx, &wish, &id), FAILURE_OK);
  assert_int_equal(checkout_settle(world.ctx, PROVIDER_BANK, payment, PAYMENT_PAID).result,
                   CHECKOUT_OK);
  struct letter letter = newest(&world);
  has(letter.subject, S("est arrivé trop tard"));
  has(letter.text, S("liquidation"));
  has(letter.text, S("jusqu’au mardi 16 juin 2020"));
  has(letter.text, S("https://bourg.example/bons/"));
  close_mailing(&world);
}

static void a_merchant_is_told_how_the_account_at_stripe_stands(void **state) {
  (void)state;
  struct mailing world = open_mailing(CURRENCY_EUR);
  int64_t merchant = world.shop.merchant_id.value;
  struct letter ready = told(&world, NOTICE_STRIPE_READY, merchant, LANGUAGE_FR);
  has(ready.subject, S("Librairie des Lilas"));
  has(ready.text, S("https://bourg.example/compte-stripe\n"));
  struct letter asks = told(&world, NOTICE_STRIPE_ASKS, merchant, LANGUAGE_DE);
  has(asks.subject, S("Fragen an Librairie des Lilas"));
  has(asks.text, S("https://bourg.example/de/compte-stripe\n"));
  close_mailing(&world);
}

int letter_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_demand_in_euros_brings_the_european_code),
      cmocka_unit_test(a_demand_in_francs_brings_the_swiss_bill),
      cmocka_unit_test(a_buyer_whose_card_payment_does_not_fit_is_told_that_nothing_is_lost),
      cmocka_unit_test(who_paid_after_the_shop_failed_is_told_how_to_have_the_money_back),
      cmocka_unit_test(a_merchant_is_told_how_the_account_at_stripe_stands),
  };
  return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
