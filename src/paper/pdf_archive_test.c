/* What ISO 19005-2 asks of a file that calls itself PDF/A-2u, read with qpdf, poppler and libxml2;
 * the numbers are those of the standard's clauses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "paper/paper.h"

static struct arena *arena;
static struct voucher_paper voucher;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(64 << 20);
  voucher = (struct voucher_paper){
      .language = LANGUAGE_FR,
      .territory = S("Bordeaux Métropole"),
      .shop = S("Chez \"Łódź\" & <fils>\001"), /* Ł and ź stand in no Latin 1 font */
      .amount = {5000, CURRENCY_EUR},
      .code = S("K7QF 3M2P 9XTV"),
      .qr_text = S("K7QF3M2P9XTV"),
      .message = S("Na zdrowie, papa."),
      .redeemable_from = day_of(2020, 6, 2),
      .expires_on = day_of(2020, 12, 31),
      .conditions = S("Valable chez Łódź."),
      .accent = S("#7a1f3d"),
  };
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static const char *printed(void) {
  return test_file(arena, "archive.pdf", paper_voucher_pdf(arena, &voucher));
}

static void holds(struct str text, const char *expected) {
  if (str_find(text, str_from(expected)) < 0)
    fail_msg("\"%s\" is not in \"%.*s\"", expected, STR_ARG(text));
}

static int64_t count_of(struct str text, const char *mark) {
  int64_t count = 0;
  for (ptrdiff_t at; (at = str_find(text, str_from(mark))) >= 0; count++)
    text = str_skip(text, (size_t)at + strlen(mark));
  return count;
}

/* The stream that an entry of the catalogue leads to, as a file. */
static const char *stream(const char *entry, const char *name) {
  const char *path = printed();
  struct str catalogue = test_output(arena, "qpdf --show-object=trailer '%s'", path);
  ptrdiff_t root = str_find(catalogue, S("/Root "));
  assert_true(root >= 0);
  struct str object = str_cut(str_skip(catalogue, (size_t)root + 6), ' ', &catalogue);
  struct str dictionary = test_output(arena, "qpdf --show-object=%.*s '%s'", STR_ARG(object), path);
  ptrdiff_t at = str_find(dictionary, str_from(entry));
  assert_true(at >= 0);
  object = str_cut(str_skip(dictionary, (size_t)at + strlen(entry) + 1), ' ', &dictionary);
  struct str bytes =
      test_output(arena, "qpdf --show-object=%.*s --raw-stream-data '%s'", STR_ARG(object), path);
  return test_file(arena, name, bytes);
}

/* 6.1: structure. qpdf follows both tables of contents and opens every stream. */
static void a_strict_reader_finds_no_mistake(void **state) {
  (void)state;
  holds(test_output(arena, "qpdf --check '%s' 2>&1", printed()),
        "No syntax or stream encoding errors found");
}

/* 6.1.2, 6.1.3: four bytes above 127 after the header; an identifier in the last trailer. */
static void the_file_says_that_it_is_binary_and_who_it_is(void **state) {
  (void)state;
  struct str pdf = test_read(arena, printed());
  assert_true(str_starts(pdf, S("%PDF-1.4\n%")));
  for (size_t i = 10; i < 14; i++)
    assert_true((unsigned char)pdf.ptr[i] > 127);
  holds(test_output(arena, "qpdf --show-object=trailer '%s'", printed()), "/ID [ <");
}

/* 6.6.2.1, 6.6.4 */
static void its_metadata_names_part_and_conformance(void **state) {
  (void)state;
  const char *xmp = stream("/Metadata", "about.xmp");
  const char *value = "xmllint --xpath 'string(//*[local-name()=\"%s\"])' '%s'";
  assert_true(str_equal(str_trim(test_output(arena, value, "part", xmp)), S("2")));
  assert_true(str_equal(str_trim(test_output(arena, value, "conformance", xmp)), S("U")));
  holds(test_output(arena, value, "creator", xmp), "Bordeaux Métropole");
  struct str title = test_output(arena, value, "title", xmp);
  holds(title, "chez Chez \"Łódź\" & <fils>");
}

/* 6.2.3: ICC.1, 7.2: an RGB profile of a monitor, version 4.2. */
static void its_colours_are_those_of_srgb(void **state) {
  (void)state;
  struct str profile = test_read(arena, stream("/DestOutputProfile", "profile.icc"));
  assert_true(profile.len > 500);
  assert_memory_equal(profile.ptr + 8, "\x04\x20\0\0", 4);
  assert_memory_equal(profile.ptr + 12, "mntrRGB XYZ ", 12);
  assert_memory_equal(profile.ptr + 36, "acsp", 4);
  holds(test_read(arena, printed()), "/S /GTS_PDFA1");
}

/* 6.2.11.4.1, 6.2.11.7.2: embedded, subset, and every sign known as Unicode; 6.2.11.3.2. */
static void its_fonts_are_inside_and_their_signs_have_names(void **state) {
  (void)state;
  struct str fonts = test_output(arena, "pdffonts '%s' | tail -n +3", printed());
  int64_t composite = 0;
  for (struct str rest = fonts; rest.len > 0;) {
    struct str line = str_cut(rest, '\n', &rest);
    assert_true(str_find(line, S(" yes yes yes ")) > 0);
    composite += str_find(line, S("CID TrueType")) > 0;
  }
  assert_true(composite > 0);
  struct str objects = test_output(arena, "qpdf --json '%s'", printed());
  assert_int_equal(count_of(objects, "\"/CIDToGIDMap\": \"/Identity\""), composite);
}

/* 6.1.7.2, 6.1.12, 6.5.1: nothing that a reader of the year 2060 need not know. */
static void it_holds_nothing_that_an_archive_refuses(void **state) {
  (void)state;
  struct str objects = test_output(arena, "qpdf --json '%s'", printed());
  static const char *const refused[] = {"\"/LZWDecode\"", "\"/Encrypt\"",    "\"/JavaScript\"",
                                        "\"/AA\"",        "\"/OpenAction\"", "\"/FileSpec\"",
                                        "\"/SMask\"",     "\"/Annots\""};
  assert_true(count_of(objects, "\"/OutputIntents\"") == 1); /* where all of them would be */
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    assert_int_equal(count_of(objects, refused[i]), 0);
}

int pdf_archive_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_strict_reader_finds_no_mistake),
      cmocka_unit_test(the_file_says_that_it_is_binary_and_who_it_is),
      cmocka_unit_test(its_metadata_names_part_and_conformance),
      cmocka_unit_test(its_colours_are_those_of_srgb),
      cmocka_unit_test(its_fonts_are_inside_and_their_signs_have_names),
      cmocka_unit_test(it_holds_nothing_that_an_archive_refuses),
  };
  return cmocka_run_group_tests_name("pdf_archive", tests, open_arena, close_arena);
}
