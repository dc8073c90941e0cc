#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/joining/claim.h"
#include "domain/joining/confirmation.h"
#include "domain/joining/registration.h"
#include "domain/notice/notice.h"
#include "test/scene.h"

static struct registration typed(struct ctx *ctx, struct str name) {
  struct registration one;
  struct registration_id id = registration_begin(ctx, S("73282932000074"), true);
  assert_true(registration_find(ctx, id, &one));
  one.facts.name = name;
  one.facts.trade = S("books");
  one.facts.town = S("Le Bourg");
  one.person_name = S("Camille");
  one.email = S("camille@bourg.example");
  one.takes_vouchers = true;
  db_read_end(ctx);
  return one;
}

struct deciding {
  struct moderation one;
  enum moderation_result result;
};

static bool approve_body(struct ctx *ctx, void *arg) {
  struct deciding *deciding = arg;
  deciding->result = registration_approve(ctx, &deciding->one);
  return deciding->result == MODERATION_OK;
}

static void a_registration_becomes_a_shop_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct registration one = typed(ctx, S("Aux Trois Tilleuls"));
  assert_true(registration_save(ctx, &one));
  assert_true(registration_send(ctx, one.id));
  assert_false(registration_send(ctx, one.id));
  assert_false(registration_save(ctx, &one));
  struct moderations open = moderation_open(ctx, (struct case_id){0});
  assert_int_equal(open.count, 1);
  struct deciding deciding = {.one = open.items[0]};
  db_read_end(ctx);
  assert_true(db_write(ctx, approve_body, &deciding));
  assert_false(db_write(ctx, approve_body, &deciding));
  assert_int_equal(deciding.result, MODERATION_ALREADY_DECIDED);
  struct shop shop;
  assert_true(shop_find_by_slug(ctx, S("aux-trois-tilleuls"), &shop));
  assert_true(shop.takes_vouchers);
  assert_true(shop.has_confirmed_at);
  assert_int_equal(moderation_waiting(ctx), 0);
  /* confirm the address, and the yes */
  assert_int_equal(notice_list(ctx, (struct notice_id){0}).count, 2);
  test_db_close(test);
}

struct hearing {
  struct registration_question question;
  struct registry_entry entry;
  int what; /* 0 found, 1 unknown, 2 silent */
};

static bool hear_body(struct ctx *ctx, void *arg) {
  struct hearing *hearing = arg;
  if (hearing->what == 0) registration_found(ctx, &hearing->question, &hearing->entry);
  if (hearing->what == 1) registration_unknown(ctx, &hearing->question);
  if (hearing->what == 2) registration_unanswered(ctx, &hearing->question);
  return true;
}

static void a_silent_register_is_asked_again_and_never_writes_over_what_was_typed(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct registration one = typed(ctx, S("Mon nom à moi"));
  assert_true(registration_save(ctx, &one));
  struct registration_questions due = registration_due(ctx);
  assert_int_equal(due.count, 1);
  struct hearing hearing = {.question = due.items[0], .what = 2};
  db_read_end(ctx);
  assert_true(db_write(ctx, hear_body, &hearing));
  assert_int_equal(registration_due(ctx).count, 0);
  db_read_end(ctx);
  ctx->now.ms += 60000; /* after the first silence: one minute */
  due = registration_due(ctx);
  assert_int_equal(due.count, 1);
  hearing = (struct hearing){.question = due.items[0],
                             .entry = {.name = S("SARL DU REGISTRE"),
                                       .street = S("1 Rue Haute"),
                                       .activity = S("47.61Z")}};
  db_read_end(ctx);
  assert_true(db_write(ctx, hear_body, &hearing));
  assert_true(registration_find(ctx, one.id, &one));
  assert_int_equal(one.check, CHECK_FOUND);
  assert_true(str_equal(one.facts.name, S("Mon nom à moi")));
  assert_true(str_equal(one.facts.street, S("1 Rue Haute")));
  assert_true(str_equal(one.check_name, S("SARL DU REGISTRE")));
  test_db_close(test);
}

static void shops_that_it_may_be_are_told(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  scene_shop(ctx, S("Librairie des Lilas"));
  scene_shop(ctx, S("Au Bon Pain"));
  static const struct {
    const char *name;
    size_t found;
  } cases[] = {{"La librairie des lilas", 1},
               {"Librairie des Lylas", 1},
               {"LIBRAIRIE LILAS", 1},
               {"Le Bon Pain", 1},
               {"Garage du Port", 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct registration one = {.facts = {.name = str_from(cases[i].name), .town = S("Le Bourg")}};
    assert_int_equal(registration_duplicates(ctx, &one).count, cases[i].found);
  }
  test_db_close(test);
}

struct confirming {
  struct claim_id claim;
  struct person_id person;
};

static bool confirm_body(struct ctx *ctx, void *arg) {
  struct confirming *confirming = arg;
  claim_confirm(ctx, confirming->claim, confirming->person);
  return true;
}

static void a_claim_needs_its_address_then_its_code(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas"));
  struct str email = S("lilas@bourg.example"), code;
  struct confirming confirming = {.claim =
                                      claim_begin(ctx, &shop, CLAIM_BY_POST, S("Lilas"), email)};
  struct claim_id id = confirming.claim;
  assert_int_equal(claim_enter_code(ctx, id, S("AAAA AAAA")), CLAIM_NOT_CONFIRMED);
  assert_int_equal(
      person_create(ctx, &(struct person_terms){email, S("Lilas"), S("dix lettres"), LANGUAGE_FR},
                    &confirming.person),
      PERSON_OK);
  assert_true(db_write(ctx, confirm_body, &confirming));
  assert_int_equal(claim_enter_code(ctx, id, S("AAAA AAAA")), CLAIM_NO_CODE);
  assert_int_equal(claim_make_code(ctx, id, &code), CLAIM_OK);
  struct claim claim;
  assert_true(claim_find(ctx, id, &claim));
  assert_int_equal(str_find(claim.code_digest, str_take(code, 4)), -1);
  db_read_end(ctx);
  for (int i = 0; i < CLAIM_TRIES; i++)
    assert_int_equal(claim_enter_code(ctx, id, S("AAAA AAAA")), CLAIM_WRONG_CODE);
  assert_int_equal(claim_enter_code(ctx, id, code), CLAIM_TOO_MANY_TRIES);
  assert_int_equal(claim_make_code(ctx, id, &code), CLAIM_OK);
  struct instant then = ctx->now;
  ctx->now.ms += INT64_C(31) * 24 * 3600 * 1000;
  assert_int_equal(claim_enter_code(ctx, id, code), CLAIM_EXPIRED);
  ctx->now = then;
  assert_int_equal(claim_enter_code(ctx, id, code), CLAIM_OK);
  assert_int_equal(claim_enter_code(ctx, id, code), CLAIM_DECIDED);
  struct str token;
  struct session session;
  assert_int_equal(person_sign_in(ctx, email, S("dix lettres"), S(""), &token), PERSON_OK);
  assert_true(session_find(ctx, token, &session));
  assert_true(session.shopkeeper);
  assert_int_equal(session.shop.value, shop.id.value);
  test_db_close(test);
}

static void an_owner_is_asked_once_a_month_and_answers(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas")), other;
  struct territory territory = {.id = ctx->territory};
  struct shop_id id;
  assert_int_equal(confirmation_ask_round(ctx, &territory), 0);
  ctx->now.ms += INT64_C(200) * 24 * 3600 * 1000;
  assert_int_equal(confirmation_ask_round(ctx, &territory), 0); /* no address is known */
  struct registration one = typed(ctx, S("Aux Trois Tilleuls"));
  (void)one;
  assert_true(confirmation_from_link(ctx, confirmation_link(ctx, shop.id), &id));
  assert_int_equal(id.value, shop.id.value);
  struct str link = confirmation_link(ctx, shop.id);
  ctx->now.ms += INT64_C(61) * 24 * 3600 * 1000;
  assert_false(confirmation_from_link(ctx, link, &id));
  confirmation_answer(ctx, shop.id);
  assert_true(shop_find(ctx, shop.id, &other));
  assert_true(other.has_confirmed_at);
  test_db_close(test);
}

static void another_territory_sees_none_of_it(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct shop shop = scene_shop(ctx, S("Librairie des Lilas"));
  struct registration one = typed(ctx, S("Aux Trois Tilleuls"));
  struct claim_id claimed =
      claim_begin(ctx, &shop, CLAIM_BY_POST, S("Lilas"), S("lilas@bourg.example"));
  struct claim claim;
  ctx->territory = (struct territory_id){ctx->territory.value + 1};
  assert_false(registration_find(ctx, one.id, &one));
  assert_false(claim_find(ctx, claimed, &claim));
  assert_int_equal(moderation_waiting(ctx), 0);
  test_db_close(test);
}

int joining_tests(void);
int joining_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_registration_becomes_a_shop_once),
      cmocka_unit_test(a_silent_register_is_asked_again_and_never_writes_over_what_was_typed),
      cmocka_unit_test(shops_that_it_may_be_are_told),
      cmocka_unit_test(a_claim_needs_its_address_then_its_code),
      cmocka_unit_test(an_owner_is_asked_once_a_month_and_answers),
      cmocka_unit_test(another_territory_sees_none_of_it),
  };
  return cmocka_run_group_tests_name("joining", tests, NULL, NULL);
}
