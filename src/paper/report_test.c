#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "paper/report.h"
#include "test/paper_seen.h"

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

static struct str first_lines(struct str text) {
  return test_output(arena,
                     "pdftotext -layout '%s' - | sed 's/\u00a0/ /g; s/\u202f/ /g' | tr -s ' '",
                     test_file(arena, "report.pdf", text));
}

/* ---- charts ---- */

static void assert_axis(int64_t largest, int64_t least, int64_t step, int64_t top) {
  struct chart_axis axis = chart_axis(largest, least);
  assert_int_equal(axis.step, step);
  assert_int_equal(axis.top, top);
}

static void an_axis_has_round_steps_and_at_most_five(void **state) {
  (void)state;
  assert_axis(0, 1, 1, 1);
  assert_axis(1, 1, 1, 1);
  assert_axis(5, 1, 1, 5);
  assert_axis(6, 1, 2, 6);
  assert_axis(7, 1, 2, 8);
  assert_axis(1608, 1, 500, 2000);
  assert_axis(7485000, 100, 2000000, 8000000); /* 74,850 EUR: up to 80,000 by 20,000 */
  assert_axis(3, 100, 100, 100);               /* no cents */
}

static struct chart four_days(int64_t *paid, int64_t *added) {
  return (struct chart){.form = CHART_AREA,
                        .language = LANGUAGE_FR,
                        .currency = CURRENCY_EUR,
                        .first = day_of(2020, 5, 1),
                        .count = 4,
                        .values = {paid, added},
                        .label = S("Des \"bons\" & plus")};
}

static void a_layer_stands_on_the_one_below(void **state) {
  (void)state;
  int64_t paid[] = {1000, 2000, 3000, 4000}, added[] = {0, 1000, 1000, 1000};
  struct chart chart = four_days(paid, added);
  struct chart_plan plan = chart_plan(arena, &chart);
  assert_int_equal(plan.tick_count, 5); /* 10 to 50 EUR */
  assert_true(str_equal(plan.ticks[4].words, S("50\u00a0€")));
  assert_float_equal(plan.heights[0][1], 0.4, 1e-9);
  assert_float_equal(plan.heights[1][1], 0.6, 1e-9);
  assert_float_equal(plan.heights[1][3], 1, 1e-9);
  assert_int_equal(plan.mark_count, 4);
  assert_true(str_equal(plan.marks[0].words, S("1 mai 2020")) ||
              str_equal(plan.marks[0].words, S("1er mai 2020")));
}

static void a_picture_for_pages_has_no_style_and_escapes_its_words(void **state) {
  (void)state;
  int64_t paid[] = {1000, 2000, 3000, 4000};
  struct chart chart = four_days(paid, NULL);
  struct chart_plan plan = chart_plan(arena, &chart);
  struct str svg = chart_svg(arena, &plan, 240);
  paper_shows(svg, "aria-label=\"Des &quot;bons&quot; &amp; plus\"");
  paper_shows(svg, "class=\"layer1\"");
  assert_true(str_find(svg, S("layer2")) < 0);
  assert_true(str_find(svg, S("style=")) < 0);
  assert_true(str_find(svg, S("nan")) < 0);
}

static void one_day_alone_is_a_bar(void **state) {
  (void)state;
  int64_t paid[] = {1000};
  struct chart chart = four_days(paid, NULL);
  chart.count = 1;
  struct chart_plan plan = chart_plan(arena, &chart);
  assert_int_equal(plan.form, CHART_BARS);
  paper_shows(chart_svg(arena, &plan, 240), "<rect class=\"layer1\" x=\"14.000%\"");
}

/* ---- reports ---- */

static struct report_block table_of(size_t rows) {
  struct report_block block = {.kind = REPORT_TABLE};
  block.table =
      (struct report_table){.columns = {{.title = S("Commerce"), .width = 0.4},
                                        {.title = S("Part"), .width = 0.3, .bar = true},
                                        {.title = S("Valeur"), .width = 0.3, .right = true}},
                            .column_count = 3,
                            .items = arena_array(arena, struct report_row, rows + 1),
                            .count = rows + 1};
  for (size_t i = 0; i < rows; i++)
    block.table.items[i] = (struct report_row){
        .cells = {str_format(arena, "Commerce %zu", i + 1), S(""), S("12,50 €")},
        .percent = (int64_t)(100 - i)};
  block.table.items[rows] =
      (struct report_row){.cells = {S("Ensemble"), S(""), S("999,00 €")}, .total = true};
  return block;
}

static struct report report_with(struct report_block *blocks, size_t count) {
  return (struct report){.language = LANGUAGE_FR,
                         .accent = S("#7a1f3d"),
                         .territory = S("Bourg-sur-Rivière"),
                         .title = S("Bilan des bons"),
                         .subject = S("Loin des yeux, près du cœur"),
                         .period = S("du 23 mars au 12 juin 2020"),
                         .colophon = S("Établi le 12 juin 2020."),
                         .headline = {S("103 900 €"), S("de bons achetés")},
                         .blocks = blocks,
                         .count = count};
}

static void pages_are_numbered_and_a_tables_head_is_repeated(void **state) {
  (void)state;
  struct report_block blocks[] = {{.kind = REPORT_CHAPTER, .text = S("Les commerces")},
                                  table_of(60)};
  struct report report = report_with(blocks, 2);
  struct str pdf = paper_report_pdf(arena, &report);
  struct str text = first_lines(pdf);
  paper_shows(text, "Bilan des bons");
  paper_shows(text, "103 900 €");
  paper_shows(text, "Page 2 sur 3");
  paper_shows(text, "Page 3 sur 3");
  size_t heads = 0;
  struct str rest = text;
  for (ptrdiff_t at; (at = str_find(rest, S("Valeur"))) >= 0; heads++)
    rest = str_skip(rest, (size_t)at + 1);
  assert_int_equal(heads, 2);
  paper_shows(text, "Commerce 60");
  paper_shows(text, "Ensemble");
}

static void the_same_report_gives_the_same_bytes(void **state) {
  (void)state;
  struct report_block blocks[] = {{.kind = REPORT_TEXT, .text = S("Un paragraphe.")}};
  struct report report = report_with(blocks, 1);
  assert_true(str_equal(paper_report_pdf(arena, &report), paper_report_pdf(arena, &report)));
}

int report_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_axis_has_round_steps_and_at_most_five),
      cmocka_unit_test(a_layer_stands_on_the_one_below),
      cmocka_unit_test(a_picture_for_pages_has_no_style_and_escapes_its_words),
      cmocka_unit_test(one_day_alone_is_a_bar),
      cmocka_unit_test(pages_are_numbered_and_a_tables_head_is_repeated),
      cmocka_unit_test(the_same_report_gives_the_same_bytes),
  };
  return cmocka_run_group_tests_name("report", tests, open_arena, close_arena);
}
