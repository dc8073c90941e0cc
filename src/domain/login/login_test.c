/* A lost password, a changed one, another address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"
#include "domain/letter/letter.h"
#include "domain/login/login.h"
#include "domain/person/keeping.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "test/command.h"
#include "test/staff.h"

static const struct str email = S("personne1@bourg.example"), old = S("une phrase longue"),
                        fresh = S("une autre phrase");

static struct notice newest(struct ctx *ctx, enum notice_kind kind) {
  struct notices list = notice_list(ctx, (struct notice_id){0});
  struct notice none = {0};
  db_read_end(ctx);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].kind == kind) return list.items[i];
  return none;
}

static size_t letters(struct ctx *ctx, enum notice_kind kind) {
  struct notices list = notice_list(ctx, (struct notice_id){0});
  size_t count = 0;
  for (size_t i = 0; i < list.count; i++)
    count += list.items[i].kind == kind;
  db_read_end(ctx);
  return count;
}

/* The link of a letter that was asked for a minute after what came before. */
static struct str link_to(struct ctx *ctx, struct str address) {
  ctx->now.ms += 60000;
  login_forgot(ctx, address);
  assert_int_equal(login_round(ctx), 1);
  return login_link(ctx, newest(ctx, NOTICE_PASSWORD_LOST).id);
}

static bool signs_in(struct ctx *ctx, struct str address, struct str password) {
  struct str token;
  db_read_end(ctx);
  return person_sign_in(ctx, address, password, S(""), &token) == PERSON_OK;
}

static void a_link_lets_choose_a_password_once(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct str link = link_to(ctx, S("PERSONNE1@bourg.example"));
  assert_int_equal(login_choose_password(ctx, link, S("neuf char")), LOGIN_PASSWORD_SHORT);
  assert_int_equal(test_get(&keeper, "/releve").status, 200);
  assert_int_equal(login_choose_password(ctx, link, fresh), LOGIN_OK);
  assert_int_equal(test_get(&keeper, "/releve").status, 303); /* signed out */
  assert_int_equal(login_choose_password(ctx, link, old), LOGIN_LINK_OVER);
  assert_false(signs_in(ctx, email, old));
  assert_true(signs_in(ctx, email, fresh));
  assert_int_equal(letters(ctx, NOTICE_PASSWORD_CHANGED), 1);
  staff_close(&staff);
}

static void a_link_works_for_an_hour(void **state) {
  (void)state;
  struct staff staff;
  struct login_link read;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  staff_sign_in(&staff, ROLE_AGENT);
  struct str link = link_to(ctx, email);
  ctx->now.ms += INT64_C(60) * 60000 - 1;
  assert_true(login_read_link(ctx, NOTICE_PASSWORD_LOST, link, &read));
  assert_false(login_read_link(ctx, NOTICE_ADDRESS_PROVE, link, &read));
  ctx->now.ms++;
  assert_int_equal(login_choose_password(ctx, link, fresh), LOGIN_LINK_OVER);
  assert_true(signs_in(ctx, email, old));
  staff_close(&staff);
}

/* Two letters were asked for; the second one's link ends the first one's. */
static void a_link_dies_with_the_password_and_with_the_address(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  staff_sign_in(&staff, ROLE_AGENT);
  struct person person;
  assert_true(person_find_by_email(ctx, email, &person));
  struct str first = link_to(ctx, email), second = link_to(ctx, email);
  assert_int_equal(login_choose_password(ctx, second, fresh), LOGIN_OK);
  assert_int_equal(login_choose_password(ctx, first, old), LOGIN_LINK_OVER);

  struct str third = link_to(ctx, email);
  struct login_change change = {person.id, S(""), fresh};
  assert_int_equal(login_ask_address(ctx, &change, S("neuve@bourg.example")), LOGIN_OK);
  struct str move = login_link(ctx, newest(ctx, NOTICE_ADDRESS_PROVE).id);
  assert_int_equal(login_confirm_address(ctx, move), LOGIN_OK);
  assert_int_equal(login_confirm_address(ctx, move), LOGIN_LINK_OVER);
  assert_int_equal(login_choose_password(ctx, third, old), LOGIN_LINK_OVER);
  assert_false(signs_in(ctx, email, fresh));
  assert_true(signs_in(ctx, S("neuve@bourg.example"), fresh));
  assert_true(str_equal(newest(ctx, NOTICE_ADDRESS_CHANGED).to_email, email));
  staff_close(&staff);
}

static void who_has_no_role_here_gets_no_letter_and_the_same_answer(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct person_id id;
  struct person_terms terms = {
      .email = S("ailleurs@bourg.example"), .name = S("Ailleurs"), .password = old};
  assert_int_equal(person_create(staff.ctx, &terms, &id), PERSON_OK);
  staff_sign_in(&staff, ROLE_AGENT);
  static const char *const asked[] = {"ailleurs%40bourg.example", "inconnu%40bourg.example",
                                      "personne1%40bourg.example"};
  struct str answers[3];
  for (size_t i = 0; i < 3; i++) {
    struct test_client visitor = staff_visitor(&staff);
    test_get(&visitor, "/connexion/oubli");
    struct test_reply page =
        test_post(&visitor, "/connexion/oubli", staff_text(&staff, "email=%s", asked[i]));
    assert_int_equal(page.status, 200);
    assert_true(test_shows(&page, "Regardez vos e-mails"));
    ptrdiff_t from = str_find(page.body, S("<main")), to = str_find(page.body, S("<footer"));
    answers[i] = str_slice(page.body.ptr + from, (size_t)(to - from));
  }
  /* But for the address that was typed, the same to the byte. */
  assert_int_equal(answers[0].len - S("ailleurs").len, answers[1].len - S("inconnu").len);
  assert_int_equal(answers[2].len - S("personne1").len, answers[1].len - S("inconnu").len);
  assert_int_equal(login_round(staff.ctx), 3);
  assert_int_equal(login_round(staff.ctx), 0);
  assert_int_equal(letters(staff.ctx, NOTICE_PASSWORD_LOST), 1);
  assert_true(str_equal(newest(staff.ctx, NOTICE_PASSWORD_LOST).to_email, email));
  staff_close(&staff);
}

static void an_address_gets_three_letters_whoever_asks(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  staff_sign_in(&staff, ROLE_AGENT);
  struct server_options options = {0};
  struct test_web *web = test_web_open_with(staff.ctx, product_site(), &options);
  for (int i = 0; i < 5; i++) {
    struct test_client visitor = test_client(web, "bourg.localhost");
    visitor.address = str_format(staff.ctx->arena, "192.0.2.%d", i + 10);
    test_get(&visitor, "/connexion/oubli");
    struct test_reply page =
        test_post(&visitor, "/connexion/oubli",
                  i % 2 ? "email=personne1%40bourg.example" : "email=Personne1%40bourg.example");
    assert_int_equal(page.status, 200);
    assert_true(test_shows(&page, "Regardez vos e-mails"));
  }
  assert_int_equal(login_round(staff.ctx), 3);
  test_web_close(web);
  staff_close(&staff);
}

static void an_address_that_somebody_has_is_not_taken_over(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  staff_sign_in(&staff, ROLE_AGENT);
  staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct person person;
  assert_true(person_find_by_email(ctx, email, &person));
  ctx->now.ms += 60000;
  struct login_change change = {person.id, S(""), S("pas le bon du tout")};
  assert_int_equal(login_ask_address(ctx, &change, S("personne2@bourg.example")),
                   LOGIN_WRONG_PASSWORD);
  change.password = old;
  assert_int_equal(login_ask_address(ctx, &change, S("PERSONNE1@bourg.example")),
                   LOGIN_SAME_ADDRESS);
  assert_int_equal(login_ask_address(ctx, &change, S("personne2@bourg.example")), LOGIN_OK);
  struct str move = login_link(ctx, newest(ctx, NOTICE_ADDRESS_PROVE).id);
  assert_int_equal(login_confirm_address(ctx, move), LOGIN_EMAIL_TAKEN);
  assert_true(signs_in(ctx, email, old));
  staff_close(&staff);
}

static void agents_cannot_read_a_letter_that_opens_a_login(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  db_script(staff.test->db, S("UPDATE installation SET demonstration = FALSE;"));
  staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct str link = link_to(staff.ctx, email);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct notice notice = newest(staff.ctx, NOTICE_PASSWORD_LOST);
  struct str path = str_format(staff.ctx->arena, "/bureau/courrier/%.*s",
                               STR_ARG(id_text(staff.ctx->arena, notice.id.value)));
  struct test_reply page = test_get(&agent, str_cstr(staff.ctx->arena, path));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "seul son destinataire peut le lire"));
  assert_false(test_shows(&page, str_cstr(staff.ctx->arena, link)));
  staff_close(&staff);
}

static void ones_own_password_is_changed_and_the_other_browsers_are_signed_out(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client here = staff_sign_in(&staff, ROLE_AGENT), there = staff_visitor(&staff);
  test_get(&there, "/connexion");
  test_post(&there, "/connexion", "email=personne1%40bourg.example&password=une+phrase+longue");
  struct test_reply page = test_get(&here, "/mon-compte");
  assert_true(test_shows(&page, "Fermer toutes les autres connexions"));
  page = test_post(&here, "/mon-compte/mot-de-passe", "old=pas+la+bonne&fresh=une+autre+phrase");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "mot de passe actuel"));
  page = test_post(&here, "/mon-compte/mot-de-passe", "old=une+phrase+longue&fresh=court");
  assert_int_equal(page.status, 422);
  assert_int_equal(test_get(&there, "/bureau").status, 200);
  page =
      test_post(&here, "/mon-compte/mot-de-passe", "old=une+phrase+longue&fresh=une+autre+phrase");
  assert_int_equal(page.status, 303);
  assert_int_equal(test_get(&there, "/bureau").status, 303);
  assert_int_equal(test_get(&here, "/bureau").status, 200);
  staff_close(&staff);
}

static void a_session_is_ended_by_its_owner_only(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  struct test_client keeper = staff_sign_in(&staff, ROLE_AGENT);
  struct test_client stranger = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct person person;
  assert_true(person_find_by_email(ctx, email, &person));
  struct own_sessions open = session_list_open(ctx, person.id, S(""));
  assert_int_equal(open.count, 1);
  const char *path = staff_text(&staff, "/mon-compte/connexions/%s/fin",
                                str_cstr(ctx->arena, id_text(ctx->arena, open.items[0].id)));
  test_get(&stranger, "/mon-compte");
  test_post(&stranger, path, "");
  assert_int_equal(test_get(&keeper, "/mon-compte").status, 200);
  assert_int_equal(test_post(&keeper, path, "").status, 303);
  assert_int_equal(test_get(&keeper, "/mon-compte").status, 303);
  staff_close(&staff);
}

static void the_letters_arrive_and_say_when(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  staff_sign_in(&staff, ROLE_SHOPKEEPER);
  struct str link = link_to(ctx, email);
  struct jobs_options options = test_mail_options(test_mail_server());
  while (jobs_mail_round(ctx, &options) > 0)
    continue;
  struct str mail = test_mail_with(ctx->arena, "Le lien sert une fois");
  assert_true(str_find(mail, link) >= 0);
  assert_true(str_find(mail, email) >= 0);
  assert_int_equal(login_choose_password(ctx, link, fresh), LOGIN_OK);
  while (jobs_mail_round(ctx, &options) > 0)
    continue;
  struct letter letter;
  struct notice notice = newest(ctx, NOTICE_PASSWORD_CHANGED);
  assert_int_equal(notice.state, NOTICE_SENT);
  assert_true(letter_of(ctx, &notice, S("https://bons.example"), true, &letter));
  assert_true(str_find(letter.text, S("a été changé le")) >= 0);
  assert_true(str_find(letter.text, S("https://bons.example/connexion/oubli\n")) >= 0);
  staff_close(&staff);
}

static void a_browser_is_called_by_the_name_people_know(void **state) {
  (void)state;
  static const struct {
    struct str agent, name;
  } cases[] = {
      {S("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
       S("Firefox, Linux")},
      {S("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"),
       S("Edge, Windows")},
      {S("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
         "Gecko) Version/17.5 Mobile/15E148 Safari/604.1"),
       S("Safari, iPhone")},
      {S("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
         "Chrome/126.0.0.0 Mobile Safari/537.36"),
       S("Chrome, Android")},
      {S("curl/8.5.0"), S("")},
      {S(""), S("")}};
  struct arena *arena = arena_create(1 << 20);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_true(str_equal(browser_name(arena, cases[i].agent), cases[i].name));
  arena_destroy(arena);
}

int login_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_link_lets_choose_a_password_once),
      cmocka_unit_test(a_link_works_for_an_hour),
      cmocka_unit_test(a_link_dies_with_the_password_and_with_the_address),
      cmocka_unit_test(who_has_no_role_here_gets_no_letter_and_the_same_answer),
      cmocka_unit_test(an_address_gets_three_letters_whoever_asks),
      cmocka_unit_test(an_address_that_somebody_has_is_not_taken_over),
      cmocka_unit_test(agents_cannot_read_a_letter_that_opens_a_login),
      cmocka_unit_test(ones_own_password_is_changed_and_the_other_browsers_are_signed_out),
      cmocka_unit_test(a_session_is_ended_by_its_owner_only),
      cmocka_unit_test(the_letters_arrive_and_say_when),
      cmocka_unit_test(a_browser_is_called_by_the_name_people_know),
  };
  return cmocka_run_group_tests_name("login", tests, NULL, NULL);
}
