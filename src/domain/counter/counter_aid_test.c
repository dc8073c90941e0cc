/* Selling with public money at the counter's pages: who the buyer is, what there is to pay, what is
 * printed, and what is undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "db/db.h"
#include "domain/counter/counter.h"
#include "test/staff.h"

static const char sell_page[] = "/bureau/guichet/vendre";

static struct test_reply followed(struct staff *staff, struct test_client *client,
                                  const struct test_reply *reply) {
  assert_int_equal(reply->status, 303);
  return test_get(client, staff_text(staff, "%.*s", STR_ARG(reply->location)));
}

struct aiding {
  struct campaign_id id;
  struct topup_rule rule;
};

static bool aid_body(struct ctx *ctx, void *arg) {
  struct aiding *aiding = arg;
  return topup_keep(ctx, aiding->id, &aiding->rule) == TOPUP_EDIT_OK &&
         envelope_fill(ctx, aiding->id, S("Ville"), 10000) == ENVELOPE_OK;
}

/* A fifth of each voucher, half for people above 65; 20.00 of public money a person. */
static void aid(struct staff *staff, enum topup_person person) {
  struct campaigns list = campaign_list(staff->ctx);
  struct aiding aiding = {
      .id = list.items[0].id,
      .rule = {.form = TOPUP_RATE,
               .give = 2000,
               .counts = TOPUP_COUNTS_MONEY,
               .person_most_minor = person == TOPUP_ANYBODY ? 0 : 2000,
               .person = person,
               .hold_minutes = 15,
               .cases = {{.kind = TOPUP_AGE, .give = 5000, .from_age = 65, .to_age = 120}},
               .case_count = 1}};
  db_read_end(staff->ctx);
  assert_true(db_write(staff->ctx, aid_body, &aiding));
}

/* An agent with a box of 50.00, where a campaign with public money is on sale. */
static struct test_client open_counter(struct staff *staff, enum topup_person person) {
  struct test_client agent = staff_sign_in(staff, ROLE_AGENT);
  aid(staff, person);
  test_get(&agent, "/bureau/guichet/reglages");
  test_post(&agent, "/bureau/guichet/reglages", "open=yes&bound=2");
  test_post(&agent, "/bureau/guichet/caisse", "start=50");
  return agent;
}

/* The form's own sale, and what is always typed. */
static const char *begun(struct staff *staff, struct test_client *agent, const char *more) {
  struct test_reply page =
      test_get(agent, "/bureau/guichet/vendre?shop=librairie-des-lilas");
  assert_true(test_shows(&page, "Avec l’argent public"));
  return staff_text(staff, "sale=%.*s&shop=librairie-des-lilas&amount=20.00&name=Camille&%s",
                    STR_ARG(staff_input(&page, "sale")), more);
}

static int64_t expected_minor(struct staff *staff) {
  struct cash_boxes boxes = box_list(staff->ctx);
  int64_t minor = boxes.items[0].expected.minor;
  db_read_end(staff->ctx);
  return minor;
}

static int64_t envelope_left(struct staff *staff) {
  struct campaigns list = campaign_list(staff->ctx);
  struct envelope envelope;
  assert_true(envelope_find(staff->ctx, list.items[0].id, &envelope));
  db_read_end(staff->ctx);
  return envelope.left.minor;
}

/* Born in 1950: half of 20.00 is public money, by the paper and not by word of honour. */
static void an_identity_paper_tells_who_pays_how_much(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff, TOPUP_BY_EMAIL);
  const char *sold = begun(&staff, &agent, "aid=yes&way=paper&id_name=Roux+Paul");
  struct test_reply page = test_post(&agent, sell_page, sold);
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "lus sur la pièce"));
  sold = staff_text(&staff, "%s&born=1950-03-12", sold);
  page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "Valeur du bon") && test_shows(&page, "L’argent public ajoute"));
  assert_true(test_shows(&page, "Encaisser 10"));
  page = test_post(&agent, sell_page,
                   staff_text(&staff, "%s&seen=400&go=take&tender=cash&given=20", sold));
  assert_int_equal(page.status, 409);
  assert_int_equal(envelope_left(&staff), 10000);
  page = test_post(&agent, sell_page,
                   staff_text(&staff, "%s&seen=1000&go=take&tender=cash&given=20", sold));
  struct str sale = page.location;
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "Pièce d’identité vue par Dominique"));
  assert_int_equal(expected_minor(&staff), 6000);
  assert_int_equal(envelope_left(&staff), 9000);

  page = test_get(&agent, staff_text(&staff, "%.*s/recu.pdf", STR_ARG(sale)));
  const char *file = test_file(staff.ctx->arena, "recu.pdf", page.body);
  struct str words = test_output(staff.ctx->arena, "pdftotext -layout '%s' -", file);
  assert_true(str_find(words, S("Argent public ajouté")) > 0);
  assert_true(str_find(words, S("Payé par l’acheteur")) > 0);
  assert_true(str_find(words, S("Paul")) < 0);

  const char *undo = staff_text(&staff, "%.*s/annuler", STR_ARG(sale));
  page = test_post(&agent, undo, "reason=");
  assert_int_equal(page.status, 422);
  page = test_post(&agent, undo, "reason=mauvais+commerce");
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "Cette vente est annulée"));
  assert_int_equal(expected_minor(&staff), 5000);
  assert_int_equal(envelope_left(&staff), 10000);
  page = test_get(&agent, "/bureau/journal");
  assert_true(test_shows(&page, "Pièce d’identité vue au guichet"));
  staff_close(&staff);
}

/* The digits that a demonstration shows. */
static struct str digits_on(const struct test_reply *page) {
  static const char before[] = "Le code est ";
  ptrdiff_t at = str_find(page->body, str_from(before));
  assert_true(at > 0);
  return str_slice(page->body.ptr + at + sizeof before - 1, 6);
}

static void six_digits_prove_an_address_at_the_counter(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff, TOPUP_BY_EMAIL);
  const char *sold = begun(&staff, &agent, "aid=yes&way=code");
  struct test_reply page = test_post(&agent, sell_page, sold);
  assert_int_equal(page.status, 422);
  sold = staff_text(&staff, "%s&address=paul@exemple.fr", sold);
  page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "Six chiffres sont partis à paul@exemple.fr"));
  sold = staff_text(&staff, "%s&proof=%.*s", sold, STR_ARG(staff_input(&page, "proof")));
  const char *digits = staff_text(&staff, "%.*s", STR_ARG(digits_on(&page)));
  page = test_post(&agent, sell_page, staff_text(&staff, "%s&code=000000x", sold));
  assert_int_equal(page.status, 422);
  page = test_post(&agent, sell_page, staff_text(&staff, "%s&code=%s", sold, digits));
  assert_true(test_shows(&page, "Encaisser 16"));
  page = test_post(&agent, sell_page,
                   staff_text(&staff, "%s&seen=400&go=take&tender=cash", sold));
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "Adresse e-mail vérifiée par un code"));
  assert_int_equal(expected_minor(&staff), 6600);
  staff_close(&staff);
}

/* Where nobody has a ceiling of his own, nobody is asked who he is; and one may do without. */
static void nobody_is_asked_for_what_the_rule_does_not_need(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff, TOPUP_ANYBODY);
  const char *sold = begun(&staff, &agent, "aid=yes");
  struct test_reply page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "Encaisser 16"));
  sold = begun(&staff, &agent, "aid=no");
  page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "Encaisser 20"));
  page = test_post(&agent, sell_page, staff_text(&staff, "%s&seen=0&go=take&tender=cash", sold));
  followed(&staff, &agent, &page);
  assert_int_equal(expected_minor(&staff), 7000);
  assert_int_equal(envelope_left(&staff), 10000);
  staff_close(&staff);
}

/* Two printed vouchers of 20.00; 20.00 of public money a person, and half for the old. */
static void printed_vouchers_ask_once_their_campaign_is_known(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = open_counter(&staff, TOPUP_BY_PHONE);
  struct test_reply page =
      test_get(&agent, "/bureau/imprimes/nouveau?shop=librairie-des-lilas");
  page = test_post(&agent, "/bureau/imprimes",
                   "shop=librairie-des-lilas&amount=20.00&count=20&loose=booklets");
  assert_int_equal(page.status, 303);
  page = test_get(&agent, "/bureau/guichet/vendre?printed=yes");
  const char *sold = staff_text(&staff, "sale=%.*s&printed=yes&first=1-001&last=1-003",
                                STR_ARG(staff_input(&page, "sale")));
  page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "peuvent être complétés"));
  sold = staff_text(&staff, "%s&aid=yes&way=paper&id_name=Roux+Paul&born=1950-03-12", sold);
  page = test_post(&agent, sell_page, sold);
  assert_true(test_shows(&page, "2 bons sur 3 reçoivent"));
  assert_true(test_shows(&page, "Encaisser 40"));
  page = test_post(&agent, sell_page,
                   staff_text(&staff, "%s&seen=2000&go=take&tender=cheque&number=1&bank=B", sold));
  page = followed(&staff, &agent, &page);
  assert_true(test_shows(&page, "Rendez son chèque"));
  assert_int_equal(envelope_left(&staff), 8000);
  staff_close(&staff);
}

int counter_aid_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_identity_paper_tells_who_pays_how_much),
      cmocka_unit_test(six_digits_prove_an_address_at_the_counter),
      cmocka_unit_test(nobody_is_asked_for_what_the_rule_does_not_need),
      cmocka_unit_test(printed_vouchers_ask_once_their_campaign_is_known),
  };
  return cmocka_run_group_tests_name("counter_aid", tests, NULL, NULL);
}
