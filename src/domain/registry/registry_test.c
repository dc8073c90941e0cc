#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "domain/registry/registry.h"

static void numbers_are_recognised_and_checked(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 18);
  struct str plain;
  /* Insee's example, La Poste's exception, eCH-0097's example with VAT words around it. */
  assert_int_equal(registry_number_read(arena, S("732 829 320 00074"), &plain), NUMBER_SIRET);
  assert_true(str_equal(plain, S("73282932000074")));
  assert_int_equal(registry_number_read(arena, S("35600000049837"), &plain), NUMBER_SIRET);
  assert_int_equal(registry_number_read(arena, S("CHE-109.322.551 MWST"), &plain), NUMBER_UID);
  assert_true(str_equal(plain, S("CHE109322551")));
  static const char *const wrong[] = {"",
                                      "732 829 320 00075",
                                      "732829320",
                                      "CHE-109.322.552",
                                      "109.322.551",
                                      "mon siret est 73282932000074"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_int_equal(registry_number_read(arena, str_from(wrong[i]), &plain), NUMBER_WRONG);
  arena_destroy(arena);
}

/* By the published schema; values are the schema's own examples where it gives them. */
static const char *const answer =
    "{\"results\":[{\"siren\":\"356000000\",\"nom_complet\":\"la poste\","
    "\"nom_raison_sociale\":\"LA POSTE\",\"siege\":{\"siret\":\"35600000000048\","
    "\"adresse\":\"9 RUE DU COLONEL PIERRE AVIA 75015 PARIS 15\",\"code_postal\":\"75015\","
    "\"commune\":\"75115\",\"libelle_commune\":\"PARIS 15\",\"activite_principale\":\"53.10Z\","
    "\"etat_administratif\":\"A\",\"latitude\":\"48.83002\",\"longitude\":\"2.275688\","
    "\"liste_enseignes\":[\"LA POSTE\"],\"nom_commercial\":null},\"matching_etablissements\":["
    "{\"siret\":\"35600000049837\",\"adresse\":\"19 RUE DE LA POSTE 31700 CORNEBARRIEU\","
    "\"code_postal\":\"31700\",\"commune\":\"31150\",\"libelle_commune\":\"CORNEBARRIEU\","
    "\"activite_principale\":\"53.10Z\",\"etat_administratif\":\"F\",\"latitude\":null,"
    "\"longitude\":null,\"liste_enseignes\":null,\"nom_commercial\":\"POSTE DE CORNEBARRIEU\"}]}],"
    "\"total_results\":1,\"page\":1,\"per_page\":1,\"total_pages\":1}";

static void an_establishment_is_found_as_seat_or_as_match(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 18);
  struct registry_entry entry;
  assert_int_equal(registry_answer(arena, S("35600000000048"), str_from(answer), &entry),
                   REGISTRY_FOUND);
  assert_true(str_equal(entry.name, S("La Poste")));
  assert_true(str_equal(entry.street, S("9 Rue du Colonel Pierre Avia")));
  assert_true(str_equal(entry.postcode, S("75015")));
  assert_true(entry.position.known);
  assert_false(entry.closed);
  assert_int_equal(registry_answer(arena, S("35600000049837"), str_from(answer), &entry),
                   REGISTRY_FOUND);
  assert_true(str_equal(entry.name, S("Poste de Cornebarrieu")));
  assert_true(str_equal(entry.town, S("Cornebarrieu")));
  assert_true(str_equal(entry.activity, S("53.10Z")));
  assert_false(entry.position.known);
  assert_true(entry.closed);
  arena_destroy(arena);
}

static void what_is_no_answer_is_told_from_an_unknown_number(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 18);
  struct registry_entry entry;
  struct str siret = S("73282932000074");
  assert_int_equal(registry_answer(arena, siret, str_from(answer), &entry), REGISTRY_UNKNOWN);
  assert_int_equal(registry_answer(arena, siret, S("{\"results\":[]}"), &entry), REGISTRY_UNKNOWN);
  static const char *const nonsense[] = {"",
                                         "<html>502</html>",
                                         "[]",
                                         "{\"erreur\":\"trop\"}",
                                         "{}",
                                         "{\"results\":[1]}",
                                         "{\"results\":{}}"};
  for (size_t i = 0; i < sizeof nonsense / sizeof *nonsense; i++)
    assert_int_equal(registry_answer(arena, siret, str_from(nonsense[i]), &entry),
                     REGISTRY_NONSENSE);
  arena_destroy(arena);
}

int registry_tests(void);
int registry_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_recognised_and_checked),
      cmocka_unit_test(an_establishment_is_found_as_seat_or_as_match),
      cmocka_unit_test(what_is_no_answer_is_told_from_an_unknown_number),
  };
  return cmocka_run_group_tests_name("registry", tests, NULL, NULL);
}
