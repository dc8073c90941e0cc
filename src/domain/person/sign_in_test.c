#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "test/staff.h"

static void a_wrong_password_is_refused_and_the_address_kept(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client visitor = staff_visitor(&staff);
  test_get(&visitor, "/connexion");
  struct test_reply page =
      test_post(&visitor, "/connexion", "email=personne%40bourg.example&password=une+erreur");
  assert_int_equal(page.status, 422);
  assert_true(test_shows(&page, "value=\"personne@bourg.example\""));
  assert_true(test_shows(&page, "ne correspond pas"));
  assert_false(test_shows(&page, "une erreur"));
  staff_close(&staff);
}

static void signing_out_ends_the_session_for_good(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT), thief = agent;
  struct test_reply page = test_get(&agent, "/a-propos");
  assert_true(test_shows(&page, "Dominique"));
  assert_int_equal(test_post(&agent, "/deconnexion", "").status, 303);
  page = test_get(&thief, "/a-propos"); /* the cookie as it was */
  assert_false(test_shows(&page, "Dominique"));
  staff_close(&staff);
}

static void signing_in_leads_back_to_this_site_only(void **state) {
  (void)state;
  static const struct {
    const char *next, *location;
  } cases[] = {{"%2Fcommerces", "/commerces"},
               {"%2F%2Fevil.example", "/bureau"},
               {"https%3A%2F%2Fevil.example", "/bureau"},
               {"%2F%5Cevil.example", "/bureau"}};
  struct staff staff;
  staff_open(&staff);
  staff_sign_in(&staff, ROLE_AGENT);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct test_client client = staff_visitor(&staff);
    test_get(&client, "/connexion");
    struct test_reply reply = test_post(
        &client, "/connexion",
        staff_text(&staff, "email=personne1%%40bourg.example&password=une+phrase+longue&next=%s",
                   cases[i].next));
    assert_int_equal(reply.status, 303);
    assert_string_equal(str_cstr(staff.ctx->arena, reply.location), cases[i].location);
  }
  staff_close(&staff);
}

int sign_in_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_wrong_password_is_refused_and_the_address_kept),
      cmocka_unit_test(signing_out_ends_the_session_for_good),
      cmocka_unit_test(signing_in_leads_back_to_this_site_only),
  };
  return cmocka_run_group_tests_name("sign_in", tests, NULL, NULL);
}
