/* What staff of two neighbouring territories get by mail, from a real mail server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/letter/letter.h"
#include "domain/netting/netting.h"
#include "jobs/jobs.h"
#include "test/command.h"
#include "test/towns.h"

struct hiring {
  const char *email;
  enum role role;
};

static bool grant_body(struct ctx *ctx, void *arg) {
  const struct hiring *hiring = arg;
  struct person person;
  assert_true(person_find_by_email(ctx, str_from(hiring->email), &person));
  person_grant(ctx, person.id, hiring->role, (struct merchant_id){0});
  return true;
}

static void hire(struct ctx *ctx, const char *email, enum role role) {
  struct person_id id;
  struct person_terms terms = {
      .email = str_from(email), .name = S("Dominique"), .password = S("dix caractères")};
  assert_int_equal(person_create(ctx, &terms, &id), PERSON_OK);
  assert_true(db_write(ctx, grant_body, &(struct hiring){email, role}));
  db_read_end(ctx);
}

static void open_offices(struct towns *towns) {
  towns_open(towns);
  hire(towns->here, "agent@bourg.example", ROLE_AGENT);
  hire(towns->here, "comptable@bourg.example", ROLE_ACCOUNTANT);
  hire(towns->there, "agent@ville.example", ROLE_AGENT);
  hire(towns->there, "comptable@ville.example", ROLE_ACCOUNTANT);
}

static struct agreement_id propose(struct towns *towns) {
  struct agreement_id id;
  struct agreement_terms terms = {.neighbour = towns->ville.id,
                                  .ours_there = true,
                                  .theirs_here = true,
                                  .from_on = zone_day(towns->here->zone, towns->here->now),
                                  .notice_days = 30,
                                  .ceiling_minor = 50000};
  assert_int_equal(agreement_propose(towns->here, &terms, &id), AGREEMENT_RESULT_OK);
  return id;
}

/* The newest letter of this kind to this address, in this language. */
static struct letter letter_to(struct ctx *ctx, enum notice_kind kind, struct str email,
                               enum language language) {
  struct letter letter = {0};
  struct notices list = notice_list(ctx, (struct notice_id){0});
  for (size_t i = 0; i < list.count; i++) {
    if (list.items[i].kind != kind || !str_equal(list.items[i].to_email, email)) continue;
    list.items[i].language = language;
    assert_true(letter_of(ctx, &list.items[i], S("https://bons.example"), true, &letter));
    break;
  }
  db_read_end(ctx);
  return letter;
}

static void has(struct str text, const char *wanted) {
  if (str_find(text, str_from(wanted)) < 0)
    fail_msg("\"%s\" is not in \"%.*s\"", wanted, STR_ARG(text));
}

static size_t count_of(struct ctx *ctx, enum notice_kind kind) {
  size_t count = 0;
  struct notices list = notice_list(ctx, (struct notice_id){0});
  for (size_t i = 0; i < list.count; i++)
    count += list.items[i].kind == kind;
  db_read_end(ctx);
  return count;
}

static void the_other_side_hears_of_a_proposal_and_of_the_answer(void **state) {
  (void)state;
  struct towns towns;
  open_offices(&towns);
  struct agreement_id id = propose(&towns);
  assert_int_equal(count_of(towns.here, NOTICE_NEIGHBOUR_PROPOSED), 0);
  assert_int_equal(count_of(towns.there, NOTICE_NEIGHBOUR_PROPOSED), 2);
  struct letter letter =
      letter_to(towns.there, NOTICE_NEIGHBOUR_PROPOSED, S("agent@ville.example"), LANGUAGE_FR);
  has(letter.subject, "Le Bourg vous propose un accord entre voisins");
  has(letter.text, "Bonjour Dominique,");
  has(letter.text, "– les bons valables partout de Le Bourg servent dans nos commerces");
  has(letter.text, "plus de 500,00\u00a0€.\n\nPréavis");
  has(letter.text, "https://bons.example/bureau/voisins/");
  letter = letter_to(towns.there, NOTICE_NEIGHBOUR_PROPOSED, S("agent@ville.example"), LANGUAGE_DE);
  has(letter.text, "https://bons.example/de/bureau/voisins/");
  assert_int_equal(agreement_decline(towns.there, id), AGREEMENT_RESULT_OK);
  letter =
      letter_to(towns.here, NOTICE_NEIGHBOUR_ANSWERED, S("comptable@bourg.example"), LANGUAGE_EN);
  has(letter.subject, "La Ville has declined your proposal");
  id = propose(&towns);
  assert_int_equal(agreement_withdraw(towns.here, id), AGREEMENT_RESULT_OK);
  letter = letter_to(towns.there, NOTICE_NEIGHBOUR_ANSWERED, S("agent@ville.example"), LANGUAGE_FR);
  has(letter.subject, "Le Bourg a retiré sa proposition d’accord");
  towns_close(&towns);
}

static void whoever_ends_an_agreement_tells_the_other(void **state) {
  (void)state;
  struct towns towns;
  open_offices(&towns);
  struct agreement_id id = propose(&towns);
  assert_int_equal(agreement_confirm(towns.there, id), AGREEMENT_RESULT_OK);
  struct letter letter =
      letter_to(towns.here, NOTICE_NEIGHBOUR_ANSWERED, S("agent@bourg.example"), LANGUAGE_FR);
  has(letter.subject, "La Ville a confirmé votre accord");
  struct day last = zone_day(towns.here->zone, towns.here->now);
  last.number += 40;
  assert_int_equal(agreement_end(towns.there, id, last), AGREEMENT_RESULT_OK);
  assert_int_equal(count_of(towns.there, NOTICE_NEIGHBOUR_ENDS), 0);
  letter = letter_to(towns.here, NOTICE_NEIGHBOUR_ENDS, S("agent@bourg.example"), LANGUAGE_FR);
  has(letter.subject, "L’accord avec La Ville prend fin le");
  towns_close(&towns);
}

/* Of 12.00 used over there; agents are spared it. Then out by a real mail server. */
static void both_accountants_get_a_nights_statement(void **state) {
  (void)state;
  struct towns towns;
  open_offices(&towns);
  towns_agree(&towns);
  towns_campaign(towns.here);
  struct voucher_id id = towns_voucher(towns.here, 5000);
  towns_redeem(towns.there, &towns.rose, id, 1200, S("caisse-01"));
  towns.here->now.ms += 86400000;
  towns.there->now = towns.here->now;
  assert_int_equal(netting_round(towns.here), 1);
  assert_int_equal(count_of(towns.here, NOTICE_NETTED), 1);
  assert_int_equal(count_of(towns.there, NOTICE_NETTED), 1);
  struct letter letter =
      letter_to(towns.here, NOTICE_NETTED, S("comptable@bourg.example"), LANGUAGE_FR);
  has(letter.text, "nos bons, encaissés chez lui\u00a0: 12,00\u00a0€");
  has(letter.text, "nous lui devons 12,00\u00a0€");
  letter = letter_to(towns.there, NOTICE_NETTED, S("comptable@ville.example"), LANGUAGE_FR);
  has(letter.text, "Le Bourg nous doit 12,00\u00a0€");
  has(letter.text, "https://bons.example/bureau/compensations/bourg");

  struct jobs_options options = test_mail_options(test_mail_server());
  while (jobs_mail_round(towns.here, &options) > 0)
    continue;
  assert_int_equal(notice_count_waiting(towns.here), 0);
  assert_int_equal(notice_count_waiting(towns.there), 0);
  has(test_mail_with(towns.here->arena, "/bureau/compensations/bourg"), "comptable@ville.example");
  has(test_mail_with(towns.here->arena, "/bureau/compensations/ville"), "comptable@bourg.example");
  towns_close(&towns);
}

int neighbour_mail_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_other_side_hears_of_a_proposal_and_of_the_answer),
      cmocka_unit_test(whoever_ends_an_agreement_tells_the_other),
      cmocka_unit_test(both_accountants_get_a_nights_statement),
  };
  return cmocka_run_group_tests_name("neighbour_mail", tests, NULL, NULL);
}
