#include "paper/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/fault.h"
#include "command.h"
#include "paper/paper.h"

enum { SCALE = 6 };

static struct arena *arena;

static int open_arena(void **state) {
  (void)state;
  arena = arena_create(64 << 20);
  return 0;
}

static int close_arena(void **state) {
  (void)state;
  arena_destroy(arena);
  return 0;
}

static void paint(char *pixels, int width, int x, int y, int length) {
  for (int row = y * SCALE; row < (y + 1) * SCALE; row++)
    memset(pixels + row * width + x * SCALE, 0, (size_t)(length * SCALE));
}

/* The dark path of the SVG, drawn as a grey picture: a reader of SVG of our own, which knows only
 * M, h, v and z. */
static struct str picture_of(struct str svg) {
  int side;
  const char *text = str_cstr(arena, svg);
  assert_int_equal(sscanf(strstr(text, "viewBox"), "viewBox=\"0 0 %d", &side), 1);
  int width = side * SCALE;
  struct buf out = buf_in(arena);
  buf_format(&out, "P5 %d %d 255\n", width, width);
  char *pixels = buf_reserve(&out, (size_t)(width * width));
  memset(pixels, 255, (size_t)(width * width));
  out.len += (size_t)(width * width);
  const char *path = strstr(text, "fill=\"#000\" d=\"") + strlen("fill=\"#000\" d=\"");
  int x, y, length, back, taken;
  while (sscanf(path, "M%d %dh%dv1h-%dz%n", &x, &y, &length, &back, &taken) == 4) {
    assert_int_equal(length, back);
    assert_true(x >= QR_QUIET && x + length <= side - QR_QUIET);
    paint(pixels, width, x, y, length);
    path += taken;
  }
  assert_int_equal(*path, '"');
  return buf_str(&out);
}

static void scans_as(const char *text) {
  struct str svg = paper_qr_svg(arena, str_from(text), S("Code du bon"));
  const char *path = test_file(arena, "code.pgm", picture_of(svg));
  struct str seen = test_output(arena, "zbarimg -q --raw '%s'", path);
  if (!str_equal(str_trim(seen), str_from(text)))
    fail_msg("\"%s\" was scanned as \"%.*s\"", text, STR_ARG(seen));
}

static void a_scanner_reads_what_the_code_was_made_of(void **state) {
  (void)state;
  scans_as("K7QF3M2P9XTV");
  scans_as("https://bordeaux.example.org/b/K7QF3M2P9XTV");
  scans_as("K7QF3M2P9XTV.AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01234567");
}

static void the_picture_is_well_formed_and_has_its_words(void **state) {
  (void)state;
  struct str svg = paper_qr_svg(arena, S("A"), S("Bon \"Chez nous\" & <moi>"));
  assert_true(str_find(svg, S("aria-label=\"Bon &quot;Chez nous&quot; &amp; &lt;moi&gt;\"")) > 0);
  assert_true(str_find(svg, S("style")) < 0);
  const char *path = test_file(arena, "code.svg", svg);
  test_output(arena, "python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' '%s'",
              path);
}

static void make_code(void *text) {
  qr_of(arena, *(struct str *)text);
}

/* ISO/IEC 18004 table 7: the largest code holds 2,331 bytes at level M. */
static void a_text_too_long_for_any_code_is_a_fault(void **state) {
  (void)state;
  struct fault fault;
  char *letters = arena_alloc(arena, 2332);
  memset(letters, 'a', 2332);
  struct str most = {letters, 2331}, more = {letters, 2332};
  assert_true(fault_catch(&fault, make_code, &most));
  assert_false(fault_catch(&fault, make_code, &more));
  assert_int_equal(fault.kind, FAULT_INPUT);
}

int qr_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_scanner_reads_what_the_code_was_made_of),
      cmocka_unit_test(the_picture_is_well_formed_and_has_its_words),
      cmocka_unit_test(a_text_too_long_for_any_code_is_a_fault),
  };
  return cmocka_run_group_tests_name("qr", tests, open_arena, close_arena);
}
