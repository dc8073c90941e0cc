#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "routes.h"
#include "test/staff.h"

static struct test_reply look(struct staff *staff, struct test_client *client, struct str code) {
  return test_post(client, "/caisse", staff_text(staff, "code=%.*s", STR_ARG(code)));
}

static struct test_reply take(struct staff *staff, struct test_client *client, struct str code,
                              const char *amount, const char *nonce) {
  return test_post(client, "/caisse/encaisser",
                   staff_text(staff, "code=%.*s&amount=%s&nonce=%s", STR_ARG(code), amount, nonce));
}

/* The keeper's browser with the till open, so that it has a form token. */
static struct test_client open_till(struct staff *staff) {
  struct test_client keeper = staff_sign_in(staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, "/caisse").status, 200);
  return keeper;
}

static void a_voucher_is_taken_in_two_parts_and_a_third_says_when_and_where(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client keeper = open_till(&staff);

  struct test_reply page = look(&staff, &keeper, code);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "50,00\u00a0€"));
  assert_true(str_equal(staff_input(&page, "amount"), S("50,00")));
  assert_int_equal(staff_input(&page, "nonce").len, 32);

  page = take(&staff, &keeper, code, "32%2C50", "premier-1");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "32,50\u00a0€ encaissés"));
  assert_true(test_shows(&page, "17,50\u00a0€"));

  page = take(&staff, &keeper, code, "17.50", "second-22");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Il est utilisé en entier."));

  page = look(&staff, &keeper, code);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Déjà utilisé"));
  /* It is 12:00 in Paris. */
  assert_true(test_shows(&page, "mercredi 20 mai 2020"));
  assert_true(test_shows(&page, "12\u00a0h"));
  assert_true(test_shows(&page, "Librairie des Lilas"));
  staff_close(&staff);
}

static void what_was_taken_by_mistake_is_given_back_from_the_verdict_or_the_day(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client keeper = open_till(&staff);
  struct test_reply page = take(&staff, &keeper, code, "32%2C50", "premier-1");
  assert_true(test_shows(&page, "Annuler cet encaissement"));
  struct str use = staff_input(&page, "use");
  const char *undo = staff_text(&staff, "code=%.*s&use=%.*s", STR_ARG(code), STR_ARG(use));
  page = test_post(&keeper, "/caisse/annuler", undo);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "32,50\u00a0€ rendus au bon"));
  assert_true(test_shows(&page, "50,00\u00a0€"));
  page = test_post(&keeper, "/caisse/annuler", undo);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "déjà été annulé"));

  take(&staff, &keeper, code, "20", "deuxieme");
  page = test_get(&keeper, "/caisse/jour");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "20,00\u00a0€"));
  assert_true(test_shows(&page, "pendant 30 minutes"));
  assert_true(test_shows(&page, "<del>32,50\u00a0€</del>"));
  staff.ctx->now.ms += INT64_C(30) * 60000;
  page = test_get(&keeper, "/caisse/jour");
  assert_int_equal(staff_input(&page, "use").len, 0);
  staff_close(&staff);
}

static void the_same_page_sent_twice_takes_once(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client keeper = open_till(&staff);
  assert_int_equal(take(&staff, &keeper, code, "20", "meme-page").status, 200);
  struct test_reply again = take(&staff, &keeper, code, "20", "meme-page");
  assert_int_equal(again.status, 200);
  assert_true(test_shows(&again, "30,00\u00a0€"));
  struct test_reply other = take(&staff, &keeper, code, "25", "meme-page");
  assert_int_equal(other.status, 409);
  assert_true(test_shows(&other, "Déjà envoyé"));
  staff_close(&staff);
}

static void an_amount_above_the_balance_keeps_code_and_amount(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client keeper = open_till(&staff);
  struct test_reply page = take(&staff, &keeper, code, "50%2C01", "trop-grand");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Il reste 50,00\u00a0€ sur ce bon"));
  assert_true(str_equal(staff_input(&page, "amount"), S("50,01")));
  assert_true(str_equal(staff_input(&page, "code"), code));

  page = take(&staff, &keeper, code, "beaucoup", "pas-nombre");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Écrivez un montant"));
  assert_true(str_equal(staff_input(&page, "amount"), S("beaucoup")));

  page = take(&staff, &keeper, code, "0", "rien-du-tout");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "role=\"alert\""));
  staff_close(&staff);
}

static void every_other_refusal_has_its_name_and_sentence(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct str elsewhere = staff_voucher(&staff, &staff.other, 5000);
  struct test_client keeper = open_till(&staff);

  struct test_reply page = look(&staff, &keeper, S("pas un code"));
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Pas un code de bon"));
  assert_true(test_shows(&page, "douze lettres et chiffres"));
  assert_true(str_equal(staff_input(&page, "code"), S("pas un code")));
  page = look(&staff, &keeper, S("0000 0000 0000"));
  assert_true(test_shows(&page, "Bon inconnu"));

  char *typed = (char *)staff_text(&staff, "%.*s", STR_ARG(code));
  typed[0] = typed[0] == '0' ? '1' : '0';
  page = look(&staff, &keeper, str_from(typed));
  assert_true(test_shows(&page, "Code mal recopié"));

  page = look(&staff, &keeper, elsewhere);
  assert_true(test_shows(&page, "Autre commerce"));

  struct instant now = staff.ctx->now;
  must(instant_parse(S("2020-05-10T21:59:59Z"), &staff.ctx->now)); /* a second before 11 May */
  page = look(&staff, &keeper, code);
  assert_true(test_shows(&page, "Trop tôt"));
  assert_true(test_shows(&page, "lundi 11 mai 2020"));
  staff.ctx->now = now;
  staff_close(&staff);
}

static void an_expired_voucher_says_until_when_it_was_good(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  must(instant_parse(S("2020-12-31T22:30:00Z"), &staff.ctx->now)); /* its last half hour */
  struct test_client keeper = open_till(&staff);
  assert_int_equal(look(&staff, &keeper, code).status, 200);
  must(instant_parse(S("2020-12-31T23:00:00Z"), &staff.ctx->now)); /* 2021 in Paris */
  struct test_reply page = look(&staff, &keeper, code);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Expiré"));
  assert_true(test_shows(&page, "jeudi 31 décembre 2020"));
  staff_close(&staff);
}

static void the_till_is_for_shopkeepers_and_wants_the_form_token(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client visitor = staff_visitor(&staff);
  struct test_reply page = test_get(&visitor, "/caisse");
  assert_int_equal(page.status, 303);
  assert_true(str_starts(page.location, S("/connexion?next=")));
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, "/caisse").status, 403);

  struct test_client keeper = open_till(&staff);
  keeper.form_token = S("forged");
  assert_int_equal(take(&staff, &keeper, code, "50", "forge-1234").status, 403);
  assert_int_equal(test_get(&keeper, "/caisse").status, 200);
  assert_int_equal(look(&staff, &keeper, code).status, 200);
  staff_close(&staff);
}

/* Twenty wrong codes in a row; right ones cost nothing. */
static void guessing_codes_is_slowed_down(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct server_options options = {.demonstration = true};
  test_web_close(staff.web);
  staff.web = test_web_open_with(staff.ctx, product_site(), &options);
  struct test_client keeper = open_till(&staff);
  for (int i = 0; i < 30; i++)
    assert_int_equal(look(&staff, &keeper, code).status, 200);
  for (int i = 0; i < 20; i++)
    assert_int_equal(look(&staff, &keeper, S("AAAA BBBB CCCC")).status, 409);
  assert_int_equal(look(&staff, &keeper, code).status, 429);
  staff_close(&staff);
}

int till_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_voucher_is_taken_in_two_parts_and_a_third_says_when_and_where),
      cmocka_unit_test(what_was_taken_by_mistake_is_given_back_from_the_verdict_or_the_day),
      cmocka_unit_test(the_same_page_sent_twice_takes_once),
      cmocka_unit_test(an_amount_above_the_balance_keeps_code_and_amount),
      cmocka_unit_test(every_other_refusal_has_its_name_and_sentence),
      cmocka_unit_test(an_expired_voucher_says_until_when_it_was_good),
      cmocka_unit_test(guessing_codes_is_slowed_down),
      cmocka_unit_test(the_till_is_for_shopkeepers_and_wants_the_form_token),
  };
  return cmocka_run_group_tests_name("till", tests, NULL, NULL);
}
