/* Buying with public money: what is shown before and after a person is known, and who is told no.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "db/db.h"
#include "test/staff.h"

static const char page_of_shop[] = "/commerces/librairie-des-lilas/bon";
static const char camille[] = "amount=50&whom=me&name=Camille&email=camille@exemple.fr";

struct aiding {
  struct campaign_id id;
  struct topup_rule rule;
  int64_t minor;
};

static bool aid_body(struct ctx *ctx, void *arg) {
  struct aiding *aiding = arg;
  assert_int_equal(topup_keep(ctx, aiding->id, &aiding->rule), TOPUP_EDIT_OK);
  return aiding->minor == 0 ||
         envelope_fill(ctx, aiding->id, S("Ville"), aiding->minor) == ENVELOPE_OK;
}

/* A fifth of each voucher, so much in all for a person. */
static struct topup_rule fifth(enum topup_person person, int64_t person_most_minor) {
  return (struct topup_rule){.form = TOPUP_RATE,
                             .give = 2000,
                             .counts = TOPUP_COUNTS_MONEY,
                             .person_most_minor = person_most_minor,
                             .person = person,
                             .hold_minutes = 15};
}

static void aid(struct staff *staff, const struct topup_rule *rule, int64_t minor) {
  struct campaigns list = campaign_list(staff->ctx);
  struct aiding aiding = {.id = list.items[0].id, .rule = *rule, .minor = minor};
  db_read_end(staff->ctx);
  assert_true(db_write(staff->ctx, aid_body, &aiding));
}

static struct test_client visitor_of(struct staff *staff) {
  struct test_client visitor = staff_visitor(staff);
  test_get(&visitor, "/commerces/librairie-des-lilas/bon?go=person&amount=50");
  return visitor;
}

static struct test_reply send(struct staff *staff, struct test_client *visitor, const char *typed,
                              const char *more) {
  return test_post(visitor, page_of_shop, staff_text(staff, "%s&%s", typed, more));
}

/* The digits that a demonstration shows. */
static struct str digits_on(const struct test_reply *page) {
  static const char before[] = "Le code est ";
  ptrdiff_t at = str_find(page->body, str_from(before));
  assert_true(at > 0);
  return str_take(str_skip(page->body, (size_t)at + strlen(before)), 6);
}

/* Through the screen that asks for the digits; the last screen. */
static struct test_reply proved(struct staff *staff, struct test_client *visitor,
                                const char *typed) {
  struct test_reply page = send(staff, visitor, typed, "go=check");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Confirmez votre adresse"));
  struct str proof = staff_input(&page, "proof"), digits = digits_on(&page);
  return send(staff, visitor, typed,
              staff_text(staff, "go=check&proof=%.*s&code=%.*s", STR_ARG(proof), STR_ARG(digits)));
}

static struct test_reply pay(struct staff *staff, struct test_client *visitor, const char *typed,
                             const struct test_reply *check) {
  struct str key = staff_input(check, "key"), seen = staff_input(check, "seen");
  struct str proof = staff_input(check, "proof");
  return send(staff, visitor, typed,
              staff_text(staff, "go=pay&key=%.*s&seen=%.*s&proof=%.*s", STR_ARG(key), STR_ARG(seen),
                         STR_ARG(proof)));
}

static void three_screens_are_enough_where_nobody_counts(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_ANYBODY, 0);
  aid(&staff, &rule, 100000);
  struct test_client visitor = visitor_of(&staff);
  struct test_reply page = test_get(&visitor, page_of_shop);
  assert_true(test_shows(&page, "Vous payez 40,00\u00a0€, l’aide publique ajoute 10,00\u00a0€"));
  page = send(&staff, &visitor, camille, "go=check");
  assert_true(
      test_shows(&page, "l’aide publique ajoute 10,00\u00a0€, votre bon vaut 50,00\u00a0€"));
  assert_true(test_shows(&page, "Payer 40\u00a0€"));
  page = pay(&staff, &visitor, camille, &page);
  assert_int_equal(page.status, 303);
  const char *payment = str_cstr(staff.ctx->arena, page.location);
  page = test_get(&visitor, payment);
  assert_true(test_shows(&page, "40,00\u00a0€"));
  page = test_post(&visitor, payment, "outcome=paid");
  page = test_get(&visitor, str_cstr(staff.ctx->arena, page.location));
  assert_true(test_shows(&page, "40,00\u00a0€ payés, 10,00\u00a0€ d’aide publique"));
  staff_close(&staff);
}

static void a_person_proves_his_address_and_is_told_what_is_left(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_BY_EMAIL, 1500);
  aid(&staff, &rule, 100000);
  struct test_client visitor = visitor_of(&staff);
  struct test_reply page = proved(&staff, &visitor, camille);
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Il vous reste 15\u00a0€ d’aide"));
  assert_int_equal(pay(&staff, &visitor, camille, &page).status, 303);

  page = proved(&staff, &visitor, camille); /* 5.00 are left */
  assert_true(test_shows(&page, "Il vous reste 5\u00a0€ d’aide"));
  assert_true(test_shows(&page, "Payer 45\u00a0€"));
  assert_int_equal(pay(&staff, &visitor, camille, &page).status, 303);

  page = proved(&staff, &visitor, camille); /* nothing is */
  assert_true(test_shows(&page, "toute l’aide prévue par personne"));
  assert_true(test_shows(&page, "Payer 50\u00a0€"));
  assert_int_equal(pay(&staff, &visitor, camille, &page).status, 303);
  staff_close(&staff);
}

static void wrong_digits_are_said_and_nothing_typed_is_lost(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_BY_EMAIL, 1500);
  aid(&staff, &rule, 100000);
  struct test_client visitor = visitor_of(&staff);
  struct test_reply page = send(&staff, &visitor, camille, "go=check");
  struct str proof = staff_input(&page, "proof");
  const char *wrong = str_equal(digits_on(&page), S("000000")) ? "000001" : "000000";
  page = send(&staff, &visitor, camille,
              staff_text(&staff, "go=check&proof=%.*s&code=%s", STR_ARG(proof), wrong));
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Ce ne sont pas les six chiffres"));
  assert_true(str_equal(staff_input(&page, "name"), S("Camille")));
  page = send(&staff, &visitor, camille, "go=without");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Payer 50\u00a0€"));
  /* Somebody else's proof proves nothing. */
  page = send(&staff, &visitor, "amount=50&whom=me&name=B&email=b@exemple.fr",
              staff_text(&staff, "go=pay&key=abcdefgh&seen=1000&proof=%.*s", STR_ARG(proof)));
  assert_true(test_shows(&page, "Confirmez votre adresse"));
  staff_close(&staff);
}

static void what_changed_since_it_was_shown_is_shown_again(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_ANYBODY, 0);
  aid(&staff, &rule, 1000);
  struct test_client visitor = visitor_of(&staff), other = visitor_of(&staff);
  struct test_reply page = send(&staff, &visitor, camille, "go=check");
  struct test_reply first = send(&staff, &other, camille, "go=check");
  assert_int_equal(pay(&staff, &other, camille, &first).status, 303); /* the last ten euros */
  page = pay(&staff, &visitor, camille, &page);
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "L’enveloppe est vide"));
  assert_true(test_shows(&page, "Payer 50\u00a0€"));
  assert_int_equal(pay(&staff, &visitor, camille, &page).status, 303);
  staff_close(&staff);
}

static void a_telephone_is_asked_where_it_makes_a_person(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_BY_PHONE, 1500);
  aid(&staff, &rule, 100000);
  struct test_client visitor = visitor_of(&staff);
  struct test_reply page = send(&staff, &visitor, camille, "go=check");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "Donnez votre numéro de mobile"));
  page = send(&staff, &visitor, camille, "go=check&phone=0612");
  assert_true(test_shows(&page, "pas un numéro de mobile complet"));
  page = send(&staff, &visitor, camille, "go=check&phone=06+12+34+56+78");
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Confirmez votre téléphone"));
  assert_true(test_shows(&page, "+33612345678"));
  page = send(&staff, &visitor, camille, "go=check&aid=no");
  assert_true(test_shows(&page, "Payer 50\u00a0€"));
  staff_close(&staff);
}

static bool more_body(struct ctx *ctx, void *arg) {
  const struct campaign_id *id = arg;
  return envelope_fill(ctx, *id, S("Ville"), 1000) == ENVELOPE_OK;
}

static void who_waits_in_line_is_offered_what_comes(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct topup_rule rule = fifth(TOPUP_BY_EMAIL, 1500);
  aid(&staff, &rule, 900);
  struct test_client visitor = visitor_of(&staff);
  struct test_reply page = send(&staff, &visitor, camille, "go=check");
  assert_true(test_shows(&page, "Attendre l’aide"));
  assert_true(test_shows(&page, "Payer 50\u00a0€"));
  page = send(&staff, &visitor, camille, "go=wait"); /* it counts persons: who is he? */
  struct str proof = staff_input(&page, "proof"), digits = digits_on(&page);
  page = send(&staff, &visitor, camille,
              staff_text(&staff, "go=check&proof=%.*s&code=%.*s", STR_ARG(proof), STR_ARG(digits)));
  assert_true(test_shows(&page, "Attendre l’aide"));
  page = send(&staff, &visitor, camille, staff_text(&staff, "go=wait&proof=%.*s", STR_ARG(proof)));
  assert_int_equal(page.status, 303);
  const char *place = str_cstr(staff.ctx->arena, page.location);
  page = test_get(&visitor, place);
  assert_true(test_shows(&page, "votre place dans la file"));

  struct campaigns list = campaign_list(staff.ctx);
  db_read_end(staff.ctx);
  assert_true(db_write(staff.ctx, more_body, &list.items[0].id));
  assert_int_equal(queue_round(staff.ctx), 1);
  db_read_end(staff.ctx);
  page = test_get(&visitor, place);
  assert_true(test_shows(&page, "10,00\u00a0€ sont gardés pour vous"));
  struct str queue = staff_input(&page, "queue");
  const char *typed = staff_text(&staff, "%s&queue=%.*s", camille, STR_ARG(queue));
  page = send(&staff, &visitor, typed, staff_text(&staff, "go=check&proof=%.*s", STR_ARG(proof)));
  assert_true(test_shows(&page, "Payer 40\u00a0€"));
  assert_int_equal(pay(&staff, &visitor, typed, &page).status, 303);
  page = test_get(&visitor, place);
  assert_true(test_shows(&page, "Vous avez utilisé cette aide"));
  staff_close(&staff);
}

int aid_buying_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_screens_are_enough_where_nobody_counts),
      cmocka_unit_test(a_person_proves_his_address_and_is_told_what_is_left),
      cmocka_unit_test(wrong_digits_are_said_and_nothing_typed_is_lost),
      cmocka_unit_test(what_changed_since_it_was_shown_is_shown_again),
      cmocka_unit_test(a_telephone_is_asked_where_it_makes_a_person),
      cmocka_unit_test(who_waits_in_line_is_offered_what_comes),
  };
  return cmocka_run_group_tests_name("aid_buying", tests, NULL, NULL);
}
