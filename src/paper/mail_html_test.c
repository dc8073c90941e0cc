/* The mail's HTML: what it draws, and what it never lets a stranger draw. */
#include "paper/mail_html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command.h"

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(16 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static struct mail_html letter(const char *text) {
  return (struct mail_html){.language = LANGUAGE_FR,
                            .territory = S("Bordeaux Métropole"),
                            .subject = S("Votre bon"),
                            .text = str_from(text),
                            .home = S("https://bons.example/"),
                            .go = S("Voir votre bon"),
                            .code = S("AB3D E6GH JK9M"),
                            .accent = S("#7a1f3d")};
}

static size_t count(struct str text, struct str needle) {
  size_t found = 0;
  for (ptrdiff_t at; (at = str_find(text, needle)) >= 0; found++)
    text = str_skip(text, (size_t)at + needle.len);
  return found;
}

static void holds(struct str html, struct str wanted) {
  if (str_find(html, wanted) < 0)
    fail_msg("\"%.*s\" is not in \"%.*s\"", STR_ARG(wanted), STR_ARG(html));
}

static void lacks(struct str html, struct str unwanted) {
  if (str_find(html, unwanted) >= 0) fail_msg("\"%.*s\" is there", STR_ARG(unwanted));
}

/* Every tag that Python’s reader of HTML opens is closed, in its order. */
static void is_well_formed(struct str html) {
  const char *path = test_file(arena, "mail.html", html);
  const char *script = test_file(arena, "tags.py",
                                 S("import sys, html.parser\n"
                                   "class P(html.parser.HTMLParser):\n"
                                   "  open = []\n"
                                   "  def handle_starttag(s, tag, attrs):\n"
                                   "    tag in ('meta', 'br') or s.open.append(tag)\n"
                                   "  def handle_endtag(s, tag):\n"
                                   "    assert s.open.pop() == tag, tag\n"
                                   "p = P()\n"
                                   "p.feed(open(sys.argv[1]).read())\n"
                                   "assert not p.open, p.open\n"
                                   "print('fine')"));
  struct str said = test_output(arena, "python3 '%s' '%s'", script, path);
  assert_true(str_equal(str_trim(said), S("fine")));
}

static void the_first_address_is_a_button_and_the_next_a_link(void **state) {
  (void)state;
  struct mail_html mail = letter("Bonjour,\n\nIl est ici :\nhttps://bons.example/bons/abc\n\n"
                                 "En carte postale :\nhttps://bons.example/bons/abc/carte.pdf\n");
  struct str html = mail_html(arena, &mail);
  holds(html, S("<a href=\"https://bons.example/bons/abc\""));
  holds(html, S(">Voir votre bon</a>"));
  holds(html, S("href=\"https://bons.example/bons/abc/carte.pdf\""));
  holds(html, S(">En carte postale</a>"));
  assert_int_equal(count(html, S("<a ")), 2);
  is_well_formed(html);
}

static void what_the_rules_frame_is_a_card_with_the_code_large(void **state) {
  (void)state;
  struct mail_html mail = letter("Bonjour,\n\n--------------------------------\nUn bon\nAdonis\n\n"
                                 "Code : AB3D E6GH JK9M\nJusqu’au 31 décembre.\n"
                                 "--------------------------------\n\nMerci.\n");
  mail.card = (struct mail_card){S("Adonis & Fils"), S("Rue Cerey"), S("50,00 €"), S("")};
  struct str html = mail_html(arena, &mail);
  assert_int_equal(count(html, S("class=\"card\"")), 1);
  holds(html, S(">Adonis &amp; Fils</p>"));
  holds(html, S(">Code</p>"));
  holds(html, S(">AB3D E6GH JK9M</p>"));
  holds(html, S("Jusqu’au 31 décembre."));
  lacks(html, S("------"));
  lacks(html, S("Un bon<"));
  is_well_formed(html);
}

static void words_of_a_stranger_stay_words(void **state) {
  (void)state;
  struct mail_html mail = letter("« Gagné ! https://evil.example/x <b onclick=\"a\">ici</b>\n"
                                 "https://bons.example/\"><script>x</script> »\n\nMerci.\n");
  struct str html = mail_html(arena, &mail);
  lacks(html, S("href=\"https://evil"));
  lacks(html, S("<b "));
  lacks(html, S("<script"));
  is_well_formed(html);
}

static void a_frame_left_open_is_closed(void **state) {
  (void)state;
  struct mail_html mail = letter("--------------------------------\nUn bon\n\nCode");
  is_well_formed(mail_html(arena, &mail));
}

static void nothing_is_loaded_from_anywhere(void **state) {
  (void)state;
  struct mail_html mail = letter("Bonjour.\n");
  struct str html = mail_html(arena, &mail);
  lacks(html, S("src="));
  lacks(html, S("url("));
  lacks(html, S("http"));
}

static void a_voucher_without_value_says_so_first(void **state) {
  (void)state;
  struct mail_html mail = letter("Bonjour.\n");
  lacks(mail_html(arena, &mail), S("class=\"test\""));
  mail.test = true;
  struct str html = mail_html(arena, &mail);
  assert_true(str_find(html, S("aucune valeur")) < str_find(html, S("Bonjour")));
}

int mail_html_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_address_is_a_button_and_the_next_a_link),
      cmocka_unit_test(what_the_rules_frame_is_a_card_with_the_code_large),
      cmocka_unit_test(words_of_a_stranger_stay_words),
      cmocka_unit_test(a_frame_left_open_is_closed),
      cmocka_unit_test(nothing_is_loaded_from_anywhere),
      cmocka_unit_test(a_voucher_without_value_says_so_first),
  };
  return cmocka_run_group_tests_name("mail_html", tests, open_arena, close_arena);
}
