#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/joining/claim.h"
#include "domain/joining/confirmation.h"
#include "domain/territory/territory.h"
#include "domain/topup/proof.h"
#include "test/staff.h"

/* Two sales and an account; the desk has been opened, so that there is a form token. */
static struct test_client open_desk(struct staff *staff, enum role role) {
  struct test_client client = staff_sign_in(staff, role);
  assert_int_equal(test_get(&client, "/bureau").status, 200);
  return client;
}

static const char *path_of(struct staff *staff, const struct test_reply *redirect,
                           const char *rest) {
  assert_int_equal(redirect->status, 303);
  assert_true(str_starts(redirect->location, S("/bureau/versements/")));
  return staff_text(staff, "%.*s%s", STR_ARG(redirect->location), rest);
}

static void an_agent_prepares_and_an_accountant_confirms(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_account(staff.ctx, &staff.shop);
  staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &staff.other, 2000);
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau");
  assert_true(test_shows(&page, "1 commerce attend un versement"));
  assert_true(test_shows(&page, "1 commerce n’a pas d’IBAN"));
  page = test_get(&agent, "/bureau/sans-iban");
  assert_true(test_shows(&page, "Au Bon Pain"));
  assert_false(test_shows(&page, "Librairie des Lilas"));

  struct test_reply prepared = test_post(&agent, "/bureau/versements", "");
  page = test_get(&agent, path_of(&staff, &prepared, ""));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Versement, lot 1"));
  assert_true(test_shows(&page, "FR14 •••• 2606"));
  assert_false(test_shows(&page, "/confirmer"));
  page = test_get(&agent, path_of(&staff, &prepared, "/pain.xml"));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "pain.001.001.03"));
  assert_true(test_shows(&page, "<InstdAmt Ccy=\"EUR\">50.00</InstdAmt>"));
  assert_int_equal(test_post(&agent, path_of(&staff, &prepared, "/confirmer"), "").status, 403);

  struct test_client accountant = open_desk(&staff, ROLE_ACCOUNTANT);
  assert_int_equal(test_post(&accountant, "/bureau/versements", "").status, 403);
  assert_int_equal(test_get(&accountant, "/bureau").status, 200);
  page = test_post(&accountant, path_of(&staff, &prepared, "/confirmer"), "");
  assert_int_equal(page.status, 303);
  page = test_get(&accountant, path_of(&staff, &prepared, ""));
  assert_true(test_shows(&page, "Versé le mercredi 20 mai 2020"));
  page = test_post(&accountant, path_of(&staff, &prepared, "/confirmer"), "");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Ce lot a déjà été confirmé ou annulé."));

  page = test_get(&accountant, "/bureau/journal");
  assert_true(test_shows(&page, "Versement préparé"));
  assert_true(test_shows(&page, "Fichier de virements téléchargé"));
  assert_true(test_shows(&page, "Versement confirmé"));
  staff_close(&staff);
}

static bool both_body(struct ctx *ctx, void *arg) {
  const struct person_id *person = arg;
  person_grant(ctx, *person, ROLE_ACCOUNTANT, (struct merchant_id){0});
  return true;
}

static void whoever_prepares_does_not_confirm(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_account(staff.ctx, &staff.shop);
  staff_voucher(&staff, &staff.shop, 5000);
  struct test_client both = open_desk(&staff, ROLE_AGENT);
  struct person person;
  assert_true(person_find_by_email(staff.ctx, S("personne1@bourg.example"), &person));
  db_read_end(staff.ctx);
  assert_true(db_write(staff.ctx, both_body, &person.id));

  struct test_reply prepared = test_post(&both, "/bureau/versements", "");
  struct test_reply page = test_get(&both, path_of(&staff, &prepared, ""));
  assert_false(test_shows(&page, "/confirmer"));
  assert_true(test_shows(&page, "une autre personne de la comptabilité le confirmera"));
  page = test_post(&both, path_of(&staff, &prepared, "/confirmer"), "");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "La personne qui prépare un lot ne peut pas le confirmer"));
  /* Cancelling one's own is no harm, and the bank gets no file of it. */
  assert_int_equal(test_post(&both, path_of(&staff, &prepared, "/annuler"), "").status, 303);
  assert_int_equal(test_get(&both, path_of(&staff, &prepared, "/pain.xml")).status, 409);
  page = test_get(&both, "/bureau");
  assert_true(test_shows(&page, "1 commerce attend un versement"));
  staff_close(&staff);
}

static void with_nothing_due_the_desk_says_so(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau");
  assert_true(test_shows(&page, "Rien à faire"));
  page = test_post(&agent, "/bureau/versements", "");
  assert_int_equal(page.status, 409);
  assert_true(test_shows(&page, "Rien à verser"));
  staff_close(&staff);
}

static void a_mail_can_be_read_with_its_voucher(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct str code = staff_voucher(&staff, &staff.shop, 5000);
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/courrier");
  assert_true(test_shows(&page, "camille@example.org"));
  assert_true(test_shows(&page, "En\u00A0attente"));
  ptrdiff_t at = str_find(page.body, S("/bureau/courrier/"));
  assert_true(at > 0);
  struct str rest, path = str_cut(str_skip(page.body, (size_t)at), '"', &rest);
  page = test_get(&agent, staff_text(&staff, "%.*s", STR_ARG(path)));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, staff_text(&staff, "%.*s", STR_ARG(code))));
  assert_true(test_shows(&page, "http://bourg.localhost/bons/"));
  page = test_get(&agent, staff_text(&staff, "%.*s/bon.pdf", STR_ARG(path)));
  assert_int_equal(page.status, 200);
  assert_true(str_equal(page.content_type, S("application/pdf")));
  assert_true(str_starts(page.body, S("%PDF-")));
  assert_int_equal(test_get(&agent, "/bureau/courrier/0000000000001").status, 404);
  staff_close(&staff);
}

/* With its link an agent could choose the shopkeeper's password. */
static void a_claims_mail_is_read_by_the_claimant_alone(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  db_script(staff.test->db, S("UPDATE installation SET demonstration = FALSE;"));
  claim_begin(staff.ctx, &staff.other, CLAIM_BY_POST, S("Lilas"), S("lilas@bourg.example"));
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/courrier");
  ptrdiff_t at = str_find(page.body, S("/bureau/courrier/"));
  assert_true(at > 0);
  struct str rest, path = str_cut(str_skip(page.body, (size_t)at), '"', &rest);
  page = test_get(&agent, staff_text(&staff, "%.*s", STR_ARG(path)));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "lilas@bourg.example"));
  assert_true(test_shows(&page, "seul son destinataire peut le lire"));
  assert_false(test_shows(&page, "http://bourg.localhost/"));
  staff_close(&staff);
}

/* With its digits an agent could have public money in somebody's name: they stand in the subject.
 */
static void the_digits_of_a_proof_are_read_by_who_asked_for_them(void **state) {
  (void)state;
  struct staff staff;
  struct proof_id id;
  struct str digits;
  staff_open(&staff);
  assert_int_equal(proof_begin(staff.ctx, TOPUP_BY_EMAIL, S("lilas@bourg.example"), &id), PROOF_OK);
  assert_true(proof_digits(staff.ctx, id, &digits));
  const char *code = staff_text(&staff, "%.*s", STR_ARG(digits));
  db_read_end(staff.ctx);
  db_script(staff.test->db, S("UPDATE installation SET demonstration = FALSE;"));
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/courrier");
  assert_true(test_shows(&page, "lilas@bourg.example"));
  assert_false(test_shows(&page, code));
  page = test_get(&agent, "/bureau");
  assert_false(test_shows(&page, code));
  staff_close(&staff);
}

static bool elsewhere_body(struct ctx *ctx, void *arg) {
  struct territory_id *id = arg;
  struct territory_terms terms = {.slug = S("ailleurs"),
                                  .name = S("Ailleurs"),
                                  .currency = CURRENCY_EUR,
                                  .zone = S("Europe/Paris"),
                                  .country = S("FR"),
                                  .languages = S("fr"),
                                  .accent = S("#1f5c3a")};
  return territory_create(ctx, &terms, id) == TERRITORY_OK;
}

static void the_desk_is_for_staff_of_this_territory(void **state) {
  (void)state;
  static const char *const pages[] = {"/bureau", "/bureau/courrier", "/bureau/journal",
                                      "/bureau/sans-iban"};
  struct staff staff;
  staff_open(&staff);
  struct territory_id id;
  assert_true(db_write(staff.ctx, elsewhere_body, &id));
  struct test_client visitor = staff_visitor(&staff);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_client stranger = agent;
  stranger.host = S("ailleurs.localhost");
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
    assert_int_equal(test_get(&visitor, pages[i]).status, 303);
    assert_int_equal(test_get(&keeper, pages[i]).status, 403);
    assert_int_equal(test_get(&stranger, pages[i]).status, 303);
    assert_int_equal(test_get(&agent, pages[i]).status, 200);
  }
  assert_int_equal(test_get(&keeper, "/releve").status, 200);
  assert_int_equal(test_post(&keeper, "/bureau/versements", "").status, 403);
  agent.form_token = S("forged");
  assert_int_equal(test_post(&agent, "/bureau/versements", "").status, 403);
  staff_close(&staff);
}

static void an_agent_sets_when_entries_ask_their_owners(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_desk(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, "/bureau/reglages");
  assert_true(str_equal(staff_input(&page, "confirm_months"), S("6"))); /* until it is set */
  static const char *const refused[] = {"", "confirm_months=", "confirm_months=37",
                                        "confirm_months=-1", "confirm_months=six"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_int_equal(test_post(&agent, "/bureau/reglages", refused[i]).status, 422);
  assert_int_equal(confirmation_period(staff.ctx), 6);
  db_read_end(staff.ctx);
  page = test_post(&agent, "/bureau/reglages", "confirm_months=12");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, "/bureau/reglages?saved=oui");
  assert_true(str_equal(staff_input(&page, "confirm_months"), S("12")));
  assert_true(test_shows(&page, "C’est enregistré."));
  page = test_get(&agent, "/bureau/journal");
  assert_true(test_shows(&page, "6 → 12"));
  staff_close(&staff);
}

static void only_agents_set_it(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client accountant = open_desk(&staff, ROLE_ACCOUNTANT);
  assert_int_equal(test_get(&accountant, "/bureau/reglages").status, 403);
  assert_int_equal(test_post(&accountant, "/bureau/reglages", "confirm_months=1").status, 403);
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  assert_int_equal(test_get(&keeper, "/bureau/reglages").status, 403);
  assert_int_equal(confirmation_period(staff.ctx), 6);
  staff_close(&staff);
}

int desk_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_agent_prepares_and_an_accountant_confirms),
      cmocka_unit_test(whoever_prepares_does_not_confirm),
      cmocka_unit_test(with_nothing_due_the_desk_says_so),
      cmocka_unit_test(a_mail_can_be_read_with_its_voucher),
      cmocka_unit_test(a_claims_mail_is_read_by_the_claimant_alone),
      cmocka_unit_test(the_digits_of_a_proof_are_read_by_who_asked_for_them),
      cmocka_unit_test(the_desk_is_for_staff_of_this_territory),
      cmocka_unit_test(an_agent_sets_when_entries_ask_their_owners),
      cmocka_unit_test(only_agents_set_it),
  };
  return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
