#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/migrate.h"
#include "domain/person/audit.h"
#include "domain/person/bearer.h"
#include "domain/person/roles.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static const struct person_terms agent = {.email = S("Agent@Example.org"),
                                          .name = S("Claire Agent"),
                                          .password = S("une phrase longue"),
                                          .language = LANGUAGE_FR};

struct grant {
  struct person_id person;
  enum role role;
  struct merchant_id merchant;
};

static bool grant_body(struct ctx *ctx, void *arg) {
  struct grant *grant = arg;
  person_grant(ctx, grant->person, grant->role, grant->merchant);
  return true;
}

static struct person_id somebody(struct ctx *ctx, enum role role, struct merchant_id merchant) {
  struct person_id id;
  assert_int_equal(person_create(ctx, &agent, &id), PERSON_OK);
  assert_true(db_write(ctx, grant_body, &(struct grant){id, role, merchant}));
  return id;
}

static void a_person_signs_in_and_is_known_again(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct person_id id = somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct str token;
  struct session session;
  assert_int_equal(person_sign_in(ctx, S("agent@example.ORG"), agent.password, S(""), &token),
                   PERSON_OK);
  assert_int_equal(token.len, 65);
  assert_true(session_find(ctx, token, &session));
  assert_int_equal(session.person.value, id.value);
  assert_true(str_equal(session.name, S("Claire Agent")));
  assert_true(session.agent);
  assert_false(session.shopkeeper || session.accountant);
  test_db_close(test);
}

static void a_wrong_password_and_an_unknown_address_get_one_answer(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct str token;
  int64_t start = clock_monotonic_us();
  assert_int_equal(person_sign_in(ctx, agent.email, S("une phrase courte"), S(""), &token),
                   PERSON_UNKNOWN);
  int64_t known = clock_monotonic_us() - start;
  start = clock_monotonic_us();
  assert_int_equal(person_sign_in(ctx, S("personne@example.org"), agent.password, S(""), &token),
                   PERSON_UNKNOWN);
  int64_t unknown = clock_monotonic_us() - start;
  /* An answer without Argon2id would come a thousand times faster. */
  assert_true(unknown * 5 > known);
  test_db_close(test);
}

static void a_session_is_good_in_one_territory(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *elsewhere = test_ctx(test, there);
  somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct str token;
  struct session session;
  assert_int_equal(person_sign_in(elsewhere, agent.email, agent.password, S(""), &token),
                   PERSON_UNKNOWN);
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  assert_false(session_find(elsewhere, token, &session));
  test_db_close(test);
}

static void a_session_ends_when_it_is_ended_or_old(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  somebody(ctx, ROLE_ACCOUNTANT, (struct merchant_id){0});
  struct str token;
  struct session session;
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  session_end(ctx, token);
  assert_false(session_find(ctx, token, &session));

  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  ctx->now.ms += INT64_C(7) * 24 * 3600 * 1000 - 1;
  assert_true(session_find(ctx, token, &session));
  ctx->now.ms += 1;
  assert_false(session_find(ctx, token, &session));
  test_db_close(test);
}

static void a_new_password_signs_everybody_out(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct person_id id = somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct str token, fresh = S("une autre phrase");
  struct session session;
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  assert_int_equal(person_change_password(ctx, id, S("courte")), PERSON_PASSWORD_SHORT);
  assert_true(session_find(ctx, token, &session));
  assert_int_equal(person_change_password(ctx, id, fresh), PERSON_OK);
  assert_false(session_find(ctx, token, &session));
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_UNKNOWN);
  assert_int_equal(person_sign_in(ctx, agent.email, fresh, S(""), &token), PERSON_OK);
  test_db_close(test);
}

static bool withdraw_body(struct ctx *ctx, void *arg) {
  struct grant *grant = arg;
  return person_withdraw(ctx, grant->person, grant->role, grant->merchant);
}

static bool close_body(struct ctx *ctx, void *arg) {
  return person_close(ctx, *(struct person_id *)arg);
}

static bool reopen_body(struct ctx *ctx, void *arg) {
  return person_reopen(ctx, *(struct person_id *)arg);
}

static void a_withdrawn_role_counts_for_nothing_at_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *elsewhere = test_ctx(test, there);
  struct person_id id = somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct grant accountant = {id, ROLE_ACCOUNTANT, {0}}, agents = {id, ROLE_AGENT, {0}};
  struct str token;
  struct session session;
  assert_true(db_write(ctx, grant_body, &accountant));
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  assert_false(db_write(elsewhere, withdraw_body, &agents));
  assert_int_equal(role_holder_list(ctx).count, 2);
  assert_true(db_write(ctx, withdraw_body, &agents));
  assert_false(db_write(ctx, withdraw_body, &agents));
  assert_true(session_find(ctx, token, &session));
  assert_false(session.agent);
  assert_true(session.accountant);
  struct role_holders left = role_holder_list(ctx);
  assert_int_equal(left.count, 1);
  assert_int_equal(left.items[0].role, ROLE_ACCOUNTANT);
  assert_true(str_equal(left.items[0].email, S("agent@example.org")));
  assert_int_equal(role_holder_list(elsewhere).count, 0);
  test_db_close(test);
}

static void who_has_left_signs_in_nowhere_and_may_come_back(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct person_id id = somebody(ctx, ROLE_AGENT, (struct merchant_id){0}), ever;
  struct str token;
  struct session session;
  struct person person;
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  assert_true(db_write(ctx, close_body, &id));
  assert_false(db_write(ctx, close_body, &id));
  assert_false(session_find(ctx, token, &session));
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_UNKNOWN);
  assert_false(person_find_by_email(ctx, agent.email, &person));
  assert_int_equal(staff_list(ctx, false).count, 0);
  assert_true(role_holder_list(ctx).items[0].closed);
  assert_true(person_find_ever(ctx, S("AGENT@example.org"), &ever));
  assert_int_equal(ever.value, id.value);
  assert_true(db_write(ctx, reopen_body, &id));
  assert_false(db_write(ctx, reopen_body, &id));
  assert_false(session_find(ctx, token, &session));
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  assert_true(session_find(ctx, token, &session));
  assert_true(session.agent);
  test_db_close(test);
}

static void a_forged_token_opens_nothing(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  somebody(ctx, ROLE_AGENT, (struct merchant_id){0});
  struct str token;
  struct session session;
  assert_int_equal(person_sign_in(ctx, agent.email, agent.password, S(""), &token), PERSON_OK);
  struct str forged = str_copy(ctx->arena, token);
  char *last = (char *)(uintptr_t)forged.ptr + forged.len - 1;
  *last = *last == '0' ? '1' : '0';
  assert_false(session_find(ctx, forged, &session));
  assert_false(session_find(ctx, str_take(token, 64), &session));
  assert_false(session_find(ctx, S(""), &session));
  test_db_close(test);
}

static void an_address_has_one_account_and_a_long_password(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct person_id id;
  struct person_terms terms = agent;
  terms.password = S("neuf char");
  assert_int_equal(person_create(ctx, &terms, &id), PERSON_PASSWORD_SHORT);
  assert_int_equal(person_create(ctx, &agent, &id), PERSON_OK);
  terms = agent;
  terms.email = S("AGENT@example.org");
  assert_int_equal(person_create(ctx, &terms, &id), PERSON_EMAIL_TAKEN);
  test_db_close(test);
}

struct till {
  struct till_id id;
  struct str token;
};

static bool issue_body(struct ctx *ctx, void *arg) {
  struct till *till = arg;
  till->token =
      str_copy(ctx->arena, bearer_issue(ctx, (struct shop_id){7}, S("Comptoir"), &till->id));
  return true;
}

static bool revoke_body(struct ctx *ctx, void *arg) {
  return bearer_revoke(ctx, ((struct till *)arg)->id);
}

static void a_till_acts_for_its_shop_until_it_is_revoked(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *elsewhere = test_ctx(test, there);
  db_script(test->db,
            S("INSERT INTO shop (territory_id, id, merchant_id, slug, name, trade, town_id, street,"
              " postcode, town_name, phone, website, opening_hours, siret, siret_valid,"
              " description, services, made_up, takes_vouchers, source, source_id, source_on, "
              "licence, sort_key,"
              " search_text, created_at, updated_at) VALUES (1, 7, 5, 'a', 'A', 'bar', 1, '', '',"
              " '', '', '', '', '', FALSE, '', '', FALSE, TRUE, 's', '1', 0, '', 'k', '', 0, 0);"));
  struct till till;
  struct bearer bearer;
  assert_true(db_write(ctx, issue_body, &till));
  assert_true(bearer_find(ctx, till.token, &bearer));
  assert_int_equal(bearer.shop.value, 7);
  assert_int_equal(bearer.merchant.value, 5);
  assert_false(bearer_find(elsewhere, till.token, &bearer));
  assert_true(db_write(ctx, revoke_body, &till));
  assert_true(bearer_find(ctx, till.token, &bearer));
  assert_true(bearer.revoked);
  assert_false(db_write(ctx, revoke_body, &till));
  test_db_close(test);
}

static bool audit_body(struct ctx *ctx, void *arg) {
  audit_write(ctx, S("payout.confirm"), 42, *(struct str *)arg);
  return true;
}

static void acts_are_listed_newest_first_with_who_did_them(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct str first = S("premier"), second = S("second");
  assert_true(db_write(ctx, audit_body, &first));
  ctx->person = somebody(ctx, ROLE_ACCOUNTANT, (struct merchant_id){0});
  assert_true(db_write(ctx, audit_body, &second));
  struct audit_lines lines = audit_list(ctx, 0);
  assert_int_equal(lines.count, 2);
  assert_true(str_equal(lines.items[0].detail, second));
  assert_true(str_equal(lines.items[0].person, S("Claire Agent")));
  assert_true(str_equal(lines.items[1].detail, first));
  assert_true(str_is_empty(lines.items[1].person));
  assert_int_equal(audit_list(ctx, lines.items[0].id).count, 1);
  assert_int_equal(audit_list(test_ctx(test, there), 0).count, 0);
  test_db_close(test);
}

int person_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_person_signs_in_and_is_known_again),
      cmocka_unit_test(a_wrong_password_and_an_unknown_address_get_one_answer),
      cmocka_unit_test(a_session_is_good_in_one_territory),
      cmocka_unit_test(a_session_ends_when_it_is_ended_or_old),
      cmocka_unit_test(a_new_password_signs_everybody_out),
      cmocka_unit_test(a_withdrawn_role_counts_for_nothing_at_once),
      cmocka_unit_test(who_has_left_signs_in_nowhere_and_may_come_back),
      cmocka_unit_test(a_forged_token_opens_nothing),
      cmocka_unit_test(an_address_has_one_account_and_a_long_password),
      cmocka_unit_test(a_till_acts_for_its_shop_until_it_is_revoked),
      cmocka_unit_test(acts_are_listed_newest_first_with_who_did_them),
  };
  return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
