#include "base/sepa.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(1 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static void becomes(const char *text, const char *expected) {
  struct str result = sepa_text(arena, str_from(text), 70);
  if (!str_equal(result, str_from(expected)))
    fail_msg("\"%s\" became \"%.*s\", not \"%s\"", text, STR_ARG(result), expected);
  assert_true(sepa_is_text(result));
}

static void french_and_german_names_lose_their_accents(void **state) {
  (void)state;
  becomes("Librairie L’Œuf à la coque", "Librairie L'OEuf a la coque");
  becomes("Bäckerei Zürcher & Söhne", "Backerei Zurcher + Sohne");
  becomes("Straße", "Strasse");
  becomes("ÀÉÎÕÜÇ àéîõüç ñ ł ø đ", "AEIOUC aeiouc n l o d");
}

static void the_rulebooks_own_signs_stay(void **state) {
  (void)state;
  becomes("a/b-c?d:e(f)g.h,i'j+k 0", "a/b-c?d:e(f)g.h,i'j+k 0");
}

static void other_signs_become_what_they_mean_or_a_full_stop(void **state) {
  (void)state;
  becomes("[a] {b} c_d; e\\f | g", "(a) (b) c-d, e/f / g");
  becomes("« Chez “Nous” » – 50 €", "Chez Nous - 50 E");
  becomes("100 % sûr ! n°1…", "100 . sur . n.1...");
  becomes("愛", ".");
}

static void white_space_is_one_space_and_none_at_the_ends(void **state) {
  (void)state;
  becomes("  a\t\r\nb\u00a0\u202fc  ", "a b c");
  becomes(" \n ", "");
}

/* EPC132-08: no slash at either end, never two. */
static void slashes_never_stand_at_the_ends_or_together(void **state) {
  (void)state;
  becomes("//a//b///c/", "a/b/c");
  becomes("/", "");
}

static void a_cut_text_keeps_to_its_limit_and_to_the_rules(void **state) {
  (void)state;
  assert_true(str_equal(sepa_text(arena, S("abc/def"), 4), S("abc")));
  assert_true(str_equal(sepa_text(arena, S("éé éé"), 3), S("ee")));
  assert_int_equal(sepa_text(arena, S("ßßßß"), 7).len, 7);
}

int sepa_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(french_and_german_names_lose_their_accents),
      cmocka_unit_test(the_rulebooks_own_signs_stay),
      cmocka_unit_test(other_signs_become_what_they_mean_or_a_full_stop),
      cmocka_unit_test(white_space_is_one_space_and_none_at_the_ends),
      cmocka_unit_test(slashes_never_stand_at_the_ends_or_together),
      cmocka_unit_test(a_cut_text_keeps_to_its_limit_and_to_the_rules),
  };
  return cmocka_run_group_tests_name("sepa", tests, open_arena, close_arena);
}
