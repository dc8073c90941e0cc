#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/territory/territory.h"
#include "test/support.h"

static const struct territory_terms bordeaux = {.slug = S("bordeaux"),
                                                .name = S("Bordeaux Métropole"),
                                                .currency = CURRENCY_EUR,
                                                .zone = S("Europe/Paris"),
                                                .country = S("FR"),
                                                .languages = S("fr,en"),
                                                .accent = S("#7a1f3d"),
                                                .contact_email = S("contact@example.org"),
                                                .is_default = true};
static const struct territory_terms fribourg = {.slug = S("fribourg"),
                                                .name = S("Fribourg"),
                                                .currency = CURRENCY_CHF,
                                                .zone = S("Europe/Zurich"),
                                                .country = S("CH"),
                                                .languages = S("de,fr"),
                                                .accent = S("#1d4f7c"),
                                                .contact_email = S("contact@example.org")};

struct creation {
  const struct territory_terms *terms;
  struct str host; /* or "" */
  struct territory_id id;
  enum territory_result result;
};

static bool create_body(struct ctx *ctx, void *arg) {
  struct creation *creation = arg;
  creation->result = territory_create(ctx, creation->terms, &creation->id);
  if (creation->result == TERRITORY_OK && creation->host.len > 0)
    creation->result = territory_add_host(ctx, creation->id, creation->host);
  return creation->result == TERRITORY_OK;
}

static enum territory_result create(struct ctx *ctx, struct territory_terms terms,
                                    struct str host) {
  struct creation creation = {.terms = &terms, .host = host};
  db_write(ctx, create_body, &creation);
  return creation.result;
}

static void assert_host_shows(struct ctx *ctx, struct str host, struct str slug) {
  struct territory territory;
  bool found = territory_find_by_host(ctx, host, &territory);
  assert_int_equal(found, slug.len > 0);
  if (found) assert_true(str_equal(territory.slug, slug));
}

static void the_host_name_decides(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  assert_int_equal(create(ctx, bordeaux, S("bons.bordeaux.example")), TERRITORY_OK);
  assert_int_equal(create(ctx, fribourg, S("")), TERRITORY_OK);

  assert_host_shows(ctx, S("bons.bordeaux.example"), S("bordeaux"));
  assert_host_shows(ctx, S("fribourg.localhost"), S("fribourg"));
  assert_host_shows(ctx, S("localhost"), S("bordeaux"));
  assert_host_shows(ctx, S("127.0.0.1"), S("bordeaux"));
  assert_host_shows(ctx, S("[::1]"), S("bordeaux"));
  assert_host_shows(ctx, S("monaco.localhost"), S(""));
  assert_host_shows(ctx, S("fribourg"), S(""));
  assert_host_shows(ctx, S("www.bons.bordeaux.example"), S(""));
  test_db_close(test);
}

static void a_territory_keeps_its_terms(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  create(ctx, fribourg, S(""));
  struct territory territory;
  assert_true(territory_find_by_slug(ctx, S("fribourg"), &territory));
  assert_int_equal(territory.currency, CURRENCY_CHF);
  assert_int_equal(territory.language, LANGUAGE_DE);
  assert_true(territory.has_language[LANGUAGE_FR]);
  assert_false(territory.has_language[LANGUAGE_EN]);
  territory_enter(ctx, &territory);
  assert_int_equal(ctx->territory.value, territory.id.value);
  assert_int_equal(ctx->currency, CURRENCY_CHF);
  assert_true(str_equal(zone_name(ctx->zone), S("Europe/Zurich")));
  test_db_close(test);
}

static void bad_terms_are_refused_by_name(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory_terms terms = bordeaux;
  terms.slug = S("Bordeaux");
  assert_int_equal(create(ctx, terms, S("")), TERRITORY_BAD_SLUG);
  terms = bordeaux;
  terms.slug = S("-bordeaux");
  assert_int_equal(create(ctx, terms, S("")), TERRITORY_BAD_SLUG);
  terms = bordeaux;
  terms.zone = S("Europe/Bordeaux");
  assert_int_equal(create(ctx, terms, S("")), TERRITORY_BAD_ZONE);
  terms = bordeaux;
  terms.languages = S("fr,xx");
  assert_int_equal(create(ctx, terms, S("")), TERRITORY_BAD_LANGUAGES);
  terms = bordeaux;
  terms.accent = S("red");
  assert_int_equal(create(ctx, terms, S("")), TERRITORY_BAD_ACCENT);
  assert_int_equal(territory_list(ctx).count, 0);
  test_db_close(test);
}

static void a_slug_and_a_host_belong_to_one_territory(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  assert_int_equal(create(ctx, bordeaux, S("bons.example")), TERRITORY_OK);
  assert_int_equal(create(ctx, bordeaux, S("")), TERRITORY_SLUG_TAKEN);
  assert_int_equal(create(ctx, fribourg, S("bons.example")), TERRITORY_HOST_TAKEN);
  assert_int_equal(territory_list(ctx).count, 1);
  test_db_close(test);
}

static void a_new_default_takes_the_place_of_the_old_one(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory_terms second = fribourg;
  second.is_default = true;
  create(ctx, bordeaux, S(""));
  create(ctx, second, S(""));
  assert_host_shows(ctx, S("localhost"), S("fribourg"));
  test_db_close(test);
}

struct change {
  struct territory_terms terms;
  struct str add, drop;
  enum territory_result result;
};

static bool change_body(struct ctx *ctx, void *arg) {
  struct change *change = arg;
  change->result = territory_change(ctx, ctx->territory, &change->terms);
  if (!change->result && change->add.len > 0)
    change->result = territory_add_host(ctx, ctx->territory, change->add);
  if (!change->result && change->drop.len > 0)
    change->result = territory_drop_host(ctx, change->drop);
  return change->result == TERRITORY_OK;
}

static void a_territory_changes_what_is_said_and_keeps_the_rest(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory territory;
  create(ctx, fribourg, S(""));
  create(ctx, bordeaux, S("bons.example"));
  assert_true(territory_find_by_slug(ctx, S("bordeaux"), &territory));
  territory_enter(ctx, &territory);
  struct change change = {.add = S("bons.bordeaux.example"), .drop = S("bons.example")};
  territory_terms(ctx, territory.id, &change.terms);
  assert_true(str_equal(change.terms.zone, bordeaux.zone));
  change.terms.name = S("Bordeaux et ses voisines");
  assert_true(db_write(ctx, change_body, &change));
  assert_host_shows(ctx, S("bons.bordeaux.example"), S("bordeaux"));
  assert_host_shows(ctx, S("bons.example"), S(""));
  assert_host_shows(ctx, S("localhost"), S("bordeaux"));
  assert_true(territory_find(ctx, territory.id, &territory));
  assert_true(str_equal(territory.name, S("Bordeaux et ses voisines")));
  assert_true(str_equal(territory.accent, bordeaux.accent));
  assert_true(territory_find_by_slug(ctx, S("fribourg"), &territory));
  assert_true(str_equal(territory.name, fribourg.name));
  test_db_close(test);
}

static void a_change_that_is_refused_changes_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory territory;
  create(ctx, fribourg, S("bons.fribourg.example"));
  create(ctx, bordeaux, S("bons.example"));
  assert_true(territory_find_by_slug(ctx, S("bordeaux"), &territory));
  territory_enter(ctx, &territory);
  struct change change = {.drop = S("bons.fribourg.example")};
  territory_terms(ctx, territory.id, &change.terms);
  change.terms.name = S("Ailleurs");
  assert_false(db_write(ctx, change_body, &change));
  assert_int_equal(change.result, TERRITORY_HOST_UNKNOWN);
  change.drop = S("");
  change.add = S("bons.fribourg.example");
  assert_false(db_write(ctx, change_body, &change));
  assert_int_equal(change.result, TERRITORY_HOST_TAKEN);
  change.terms.accent = S("red");
  assert_false(db_write(ctx, change_body, &change));
  assert_int_equal(change.result, TERRITORY_BAD_ACCENT);
  assert_true(territory_find(ctx, territory.id, &territory));
  assert_true(str_equal(territory.name, bordeaux.name));
  assert_host_shows(ctx, S("bons.fribourg.example"), S("fribourg"));
  test_db_close(test);
}

struct naming {
  struct str add, choose;
  enum territory_result result;
};

static bool naming_body(struct ctx *ctx, void *arg) {
  struct naming *naming = arg;
  naming->result = TERRITORY_OK;
  if (naming->add.len > 0) naming->result = territory_add_host(ctx, ctx->territory, naming->add);
  if (!naming->result && naming->choose.len > 0)
    naming->result = territory_choose_host(ctx, naming->choose);
  return naming->result == TERRITORY_OK;
}

/* The first stays until another is chosen, wherever they stand in the alphabet. */
static void mails_bear_the_host_name_that_was_chosen(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory territory;
  create(ctx, fribourg, S("fribourg.example"));
  create(ctx, bordeaux, S("www.bons.example"));
  assert_true(territory_find_by_slug(ctx, S("bordeaux"), &territory));
  territory_enter(ctx, &territory);
  assert_true(db_write(ctx, naming_body, &(struct naming){.add = S("ancien.example")}));
  assert_true(str_equal(territory_host(ctx, &territory), S("www.bons.example")));
  struct naming naming = {.add = S("bons.example"), .choose = S("bons.example")};
  assert_true(db_write(ctx, naming_body, &naming));
  assert_true(str_equal(territory_host(ctx, &territory), S("bons.example")));
  naming = (struct naming){.choose = S("fribourg.example")};
  assert_false(db_write(ctx, naming_body, &naming));
  assert_int_equal(naming.result, TERRITORY_HOST_UNKNOWN);
  assert_true(str_equal(territory_host(ctx, &territory), S("bons.example")));
  test_db_close(test);
}

static bool installation_body(struct ctx *ctx, void *arg) {
  (void)arg;
  installation_create(ctx, true);
  return true;
}

static void an_installation_has_one_master_key(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct installation before, after;
  assert_false(installation_find(ctx, &before));
  assert_true(db_write(ctx, installation_body, NULL));
  assert_true(installation_find(ctx, &before));
  assert_true(before.demonstration);
  assert_true(installation_find(ctx, &after));
  assert_memory_equal(before.master_key, after.master_key, sizeof before.master_key);
  test_db_close(test);
}

int territory_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_host_name_decides),
      cmocka_unit_test(a_territory_keeps_its_terms),
      cmocka_unit_test(bad_terms_are_refused_by_name),
      cmocka_unit_test(a_slug_and_a_host_belong_to_one_territory),
      cmocka_unit_test(a_new_default_takes_the_place_of_the_old_one),
      cmocka_unit_test(a_territory_changes_what_is_said_and_keeps_the_rest),
      cmocka_unit_test(a_change_that_is_refused_changes_nothing),
      cmocka_unit_test(mails_bear_the_host_name_that_was_chosen),
      cmocka_unit_test(an_installation_has_one_master_key),
  };
  return cmocka_run_group_tests_name("territory", tests, NULL, NULL);
}
