#include "base/text.h"

#include "base/check.h"

#include <pthread.h>

static void case_accents_ligatures_and_punctuation_are_folded(void **state) {
  assert_text(*state, text_fold(*state, S("L'Œuf  à la coque")), "l oeuf a la coque");
  assert_text(*state, text_fold(*state, S("L’ŒUF À LA COQUE !")), "l oeuf a la coque");
  assert_text(*state, text_fold(*state, S("Straße Smørrebrød Łódź")), "strasse smorrebrod lodz");
  assert_text(*state, text_fold(*state, S("CAFE-TABAC « Le 3/4 »")), "cafe tabac le 3 4");
  assert_text(*state, text_fold(*state, S("  ")), "");
  assert_text(*state, text_fold(*state, S("")), "");
}

static void composed_and_decomposed_accents_are_the_same(void **state) {
  struct str composed = text_fold(*state, S("caf\u00E9"));
  assert_true(str_equal(composed, text_fold(*state, S("cafe\u0301"))));
  assert_text(*state, composed, "cafe");
}

static void folding_twice_changes_nothing(void **state) {
  struct str once = text_fold(*state, S("Aux Délices d'Été, n° 5 — ½ ﬁn ﷺ"));
  assert_true(str_equal(once, text_fold(*state, once)));
}

/* U+FDFA is eighteen letters long when it is spelt out. */
static void a_text_that_grows_much_when_folded_is_folded_whole(void **state) {
  struct str text = S("\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA\uFDFA x");
  assert_true(str_ends(text_fold(*state, text), S(" x")));
}

static struct str joined(struct arena *arena, struct str_list terms) {
  struct str all = S("");
  for (size_t i = 0; i < terms.count; i++)
    all = str_format(arena, "%.*s%s%.*s", STR_ARG(all), i ? " " : "", STR_ARG(terms.items[i]));
  return all;
}

static struct str terms(struct arena *arena, enum language language, const char *text) {
  return joined(arena, text_terms(arena, language, str_from(text)));
}

static void elisions_are_dropped_and_single_letters_kept(void **state) {
  assert_text(*state, terms(*state, LANGUAGE_FR, "L'Œuf d’or"), "oeuf or");
  assert_text(*state, terms(*state, LANGUAGE_FR, "Vitamine C"), "vitamin c");
  assert_text(*state, terms(*state, LANGUAGE_EN, "Joe's"), "joe");
  assert_text(*state, terms(*state, LANGUAGE_FR, "'' ' -"), "");
}

/* https://snowballstem.org/algorithms/french/stemmer.html and its German and English sisters. */
static void singular_and_plural_are_one_term(void **state) {
  assert_true(
      str_equal(terms(*state, LANGUAGE_FR, "Librairies"), terms(*state, LANGUAGE_FR, "librairie")));
  assert_true(
      str_equal(terms(*state, LANGUAGE_DE, "Bäckereien"), terms(*state, LANGUAGE_DE, "backerei")));
  assert_text(*state, terms(*state, LANGUAGE_EN, "running shops"), "run shop");
}

static void a_slug_is_lower_case_ascii_with_single_hyphens(void **state) {
  assert_text(*state, text_slug(*state, S("Val d'Oingt")), "val-d-oingt");
  assert_text(*state, text_slug(*state, S("  --Chez Œdipe & Fils--  ")), "chez-oedipe-fils");
  assert_text(*state, text_slug(*state, S("")), "x");
  assert_text(*state, text_slug(*state, S("寿司")), "x");
}

static void a_slug_has_at_most_sixty_bytes(void **state) {
  struct str slug =
      text_slug(*state, S("association des commercants et artisans du centre historique aaa bbb"));
  assert_text(*state, slug, "association-des-commercants-et-artisans-du-centre-historique");
  assert_int_equal(slug.len, 60);
}

static int order(struct arena *arena, enum language language, const char *a, const char *b) {
  return str_compare(text_sort_key(arena, language, str_from(a)),
                     text_sort_key(arena, language, str_from(b)));
}

/* DIN 5007-1 and the French dictionaries: accents weigh less than any letter. */
static void names_sort_as_in_a_dictionary(void **state) {
  assert_true(order(*state, LANGUAGE_FR, "Éclair", "Ecole") < 0);
  assert_true(order(*state, LANGUAGE_FR, "cote", "côte") < 0);
  assert_true(order(*state, LANGUAGE_FR, "zèbre", "Zone") < 0);
  assert_true(order(*state, LANGUAGE_DE, "Äpfel", "Anis") > 0);
  assert_true(order(*state, LANGUAGE_DE, "Äpfel", "Azur") < 0);
  assert_int_equal(order(*state, LANGUAGE_EN, "", ""), 0);
}

static void length_counts_code_points(void **state) {
  (void)state;
  assert_int_equal(text_length(S("Œuf à 5 €")), 9);
  assert_int_equal(text_length(S("")), 0);
}

static void *stem_in_thread(void *arg) {
  struct arena *arena = arena_create(1 << 20);
  bool *right = arg;
  *right = true;
  for (int i = 0; i < 500; i++) {
    struct str stemmed = terms(arena, (enum language)(i % LANGUAGE_COUNT), "Librairies du Centre");
    *right = *right && str_starts(stemmed, S("librair"));
    arena_reset(arena);
  }
  arena_destroy(arena);
  return NULL;
}

static void threads_stem_at_the_same_time(void **state) {
  (void)state;
  pthread_t threads[4];
  bool right[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], NULL, stem_in_thread, &right[i]);
  for (int i = 0; i < 4; i++) {
    pthread_join(threads[i], NULL);
    assert_true(right[i]);
  }
}

int text_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(case_accents_ligatures_and_punctuation_are_folded),
      check_test(composed_and_decomposed_accents_are_the_same),
      check_test(folding_twice_changes_nothing),
      check_test(a_text_that_grows_much_when_folded_is_folded_whole),
      check_test(elisions_are_dropped_and_single_letters_kept),
      check_test(singular_and_plural_are_one_term),
      check_test(a_slug_is_lower_case_ascii_with_single_hyphens),
      check_test(a_slug_has_at_most_sixty_bytes),
      check_test(names_sort_as_in_a_dictionary),
      check_test(length_counts_code_points),
      check_test(threads_stem_at_the_same_time),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
