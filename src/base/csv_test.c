#include "base/csv.h"

#include "base/check.h"
#include "base/random.h"

#include <string.h>

static void cells_are_found_by_the_header(void **state) {
  struct csv csv = csv_read(*state, S("name,town\nL'Œuf,Bordeaux\nChez Zoé,Pessac\n"));
  assert_int_equal(csv.count, 2);
  assert_text(*state, csv_cell(&csv.rows[1], csv_column(&csv, S("town"))), "Pessac");
  assert_int_equal(csv_column(&csv, S("trade")), -1);
  assert_text(*state, csv_cell(&csv.rows[1], -1), "");
}

static void semicolons_windows_lines_and_a_byte_order_mark_are_understood(void **state) {
  struct csv csv = csv_read(*state, S("\uFEFFa;\"b,c,d\";e\r\n1;2,50;3\r\n"));
  assert_int_equal(csv_column(&csv, S("a")), 0);
  assert_int_equal(csv_column(&csv, S("b,c,d")), 1);
  assert_text(*state, csv_cell(&csv.rows[0], 1), "2,50");
  assert_int_equal(csv.rows[0].count, 3);
}

static void quoted_cells_hold_separators_quotes_and_lines(void **state) {
  struct csv csv = csv_read(*state, S("a,b\n\"x,\"\"y\"\"\n\nz\", w \n"));
  assert_text(*state, csv_cell(&csv.rows[0], 0), "x,\"y\"\n\nz");
  assert_text(*state, csv_cell(&csv.rows[0], 1), " w ");
}

static void rows_know_the_line_they_begin_on(void **state) {
  struct csv csv = csv_read(*state, S("a\n\n1\n\"2\n\n2\"\n\n3"));
  assert_int_equal(csv.header.line, 1);
  assert_int_equal(csv.count, 3);
  assert_int_equal(csv.rows[0].line, 3);
  assert_int_equal(csv.rows[1].line, 4);
  assert_int_equal(csv.rows[2].line, 8);
}

static void a_short_row_has_empty_cells(void **state) {
  struct csv csv = csv_read(*state, S("a,b,c\n1\n"));
  assert_int_equal(csv.rows[0].count, 1);
  assert_text(*state, csv_cell(&csv.rows[0], 2), "");
}

static void an_empty_text_is_an_empty_table(void **state) {
  assert_int_equal(csv_read(*state, S("")).header.count, 0);
  assert_int_equal(csv_read(*state, S("\uFEFF")).count, 0);
  assert_int_equal(csv_read(*state, S("a,b")).header.count, 2);
}

struct attempt {
  struct arena *arena;
  const char *text;
};

static void read_attempt(void *arg) {
  struct attempt *attempt = arg;
  csv_read(attempt->arena, str_from(attempt->text));
}

static void assert_refused(struct arena *arena, const char *text, const char *place) {
  struct attempt attempt = {arena, text};
  struct fault fault;
  assert_false(fault_catch(&fault, read_attempt, &attempt));
  assert_int_equal(fault.kind, FAULT_INPUT);
  if (!strstr(fault.text, place)) fail_msg("%s lacks %s", fault.text, place);
}

static void what_cannot_be_read_is_refused_with_its_byte(void **state) {
  assert_refused(*state, "a,b\n1,x\"y\n", "byte 7");
  assert_refused(*state, "a\n\"open", "byte 7");
  assert_refused(*state, "a\n\xE9t\xE9\n", "not UTF-8 at byte 2");
  assert_refused(*state, "\uFEFF\xFF", "not UTF-8 at byte 3");
}

static struct str cell(struct arena *arena, const char *text) {
  struct buf out = buf_in(arena);
  csv_text(&out, str_from(text));
  return buf_str(&out);
}

static void cells_are_quoted_only_where_needed(void **state) {
  assert_text(*state, cell(*state, "L'Œuf à la coque"), "L'Œuf à la coque");
  assert_text(*state, cell(*state, "a,b"), "\"a,b\"");
  assert_text(*state, cell(*state, "a;b"), "\"a;b\"");
  assert_text(*state, cell(*state, "say \"hi\""), "\"say \"\"hi\"\"\"");
  assert_text(*state, cell(*state, "two\nlines"), "\"two\nlines\"");
  assert_text(*state, cell(*state, ""), "");
}

/* https://owasp.org/www-community/attacks/CSV_Injection */
static void formulas_are_defused_and_numbers_are_not(void **state) {
  assert_text(*state, cell(*state, "=1+2"), "'=1+2");
  assert_text(*state, cell(*state, "@SUM(A1)"), "'@SUM(A1)");
  assert_text(*state, cell(*state, "-2+3+cmd|' /C calc'!A0"), "'-2+3+cmd|' /C calc'!A0");
  assert_text(*state, cell(*state, "=HYPERLINK(\"x\",\"y\")"),
              "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  assert_text(*state, cell(*state, "\t=1"), "\"'\t=1\"");
  assert_text(*state, cell(*state, "-12.50"), "-12.50");
  assert_text(*state, cell(*state, "+33 5 56 00 00 00"), "+33 5 56 00 00 00");
  assert_text(*state, cell(*state, "-"), "'-");
}

static void what_is_written_is_read_back(void **state) {
  static const char alphabet[] = "ab \",;\n\r";
  struct random random = random_seeded(5);
  for (int i = 0; i < 1000; i++) {
    char text[10];
    size_t len = 1 + random_below(&random, sizeof text - 1);
    for (size_t k = 0; k < len; k++)
      text[k] = alphabet[random_below(&random, sizeof alphabet - 1)];
    if (text[0] == '\r') text[0] = 'a'; /* would be defused */
    struct buf out = buf_in(*state);
    buf_literal(&out, "h,i\n");
    csv_text(&out, str_slice(text, len));
    buf_literal(&out, ",x\n");
    struct csv csv = csv_read(*state, buf_str(&out));
    assert_int_equal(csv.count, 1);
    assert_int_equal(csv.rows[0].count, 2);
    assert_text(*state, csv.rows[0].cells[0], str_cstr(*state, str_slice(text, len)));
    arena_reset(*state);
  }
}

int csv_tests(void) {
  const struct CMUnitTest tests[] = {
      check_test(cells_are_found_by_the_header),
      check_test(semicolons_windows_lines_and_a_byte_order_mark_are_understood),
      check_test(quoted_cells_hold_separators_quotes_and_lines),
      check_test(rows_know_the_line_they_begin_on),
      check_test(a_short_row_has_empty_cells),
      check_test(an_empty_text_is_an_empty_table),
      check_test(what_cannot_be_read_is_refused_with_its_byte),
      check_test(cells_are_quoted_only_where_needed),
      check_test(formulas_are_defused_and_numbers_are_not),
      check_test(what_is_written_is_read_back),
  };
  return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
