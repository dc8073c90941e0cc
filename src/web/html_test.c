#include "base/check.h"

#include <stdio.h>
#include <string.h>

#include "web/html.h"
#include "web/html_template.h"

static struct arena *arena; /* of the running test */

static int set_up(void **state) {
  int result = check_open(state);
  arena = *state;
  return result;
}

static struct buf buf;

static struct html_out out_in(enum language language) {
  buf = buf_in(arena);
  return (struct html_out){&buf, language, zone_find(S("Europe/Paris"))};
}

#define assert_printed(expected) assert_text(arena, buf_str(&buf), (expected))

static void the_five_characters_are_escaped(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT(&out, S("<a href=\"x\">L'Œuf & co</a>"));
  assert_printed("&lt;a href=&quot;x&quot;&gt;L&#39;Œuf &amp; co&lt;/a&gt;");
}

static void a_special_character_is_found_at_every_position(void **state) {
  (void)state;
  for (size_t at = 0; at < 40; at++) {
    char text[40], expected[64];
    memset(text, 'x', sizeof text);
    text[at] = '<';
    snprintf(expected, sizeof expected, "%.*s&lt;%.*s", (int)at, text, (int)(39 - at),
             text + at + 1);
    struct html_out out = out_in(LANGUAGE_FR);
    html_put_str(&out, str_slice(text, sizeof text));
    assert_printed(expected);
  }
}

static void every_byte_but_the_five_stays(void **state) {
  (void)state;
  for (int c = 1; c < 256; c++) {
    char text[17];
    memset(text, c, sizeof text);
    if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'') continue;
    struct html_out out = out_in(LANGUAGE_FR);
    html_put_str(&out, str_slice(text, sizeof text));
    assert_int_equal(buf.len, sizeof text);
    assert_memory_equal(buf.ptr, text, sizeof text);
  }
}

static void nothing_prints_nothing(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT(&out, (struct str){0});
  const char *missing = NULL;
  HTML_PUT(&out, missing);
  assert_int_equal(buf.len, 0);
}

static void markup_is_printed_as_it_is(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT(&out, html_of_svg(S("<svg></svg>")));
  HTML_PUT(&out, html_of_text(arena, S("a<b")));
  assert_printed("<svg></svg>a&lt;b");
}

static void people_read_grouped_numbers_and_programs_plain_ones(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT(&out, (int64_t)1372);
  HTML_LITERAL(&out, "|");
  HTML_PUT_MACHINE(&out, (int64_t)1372);
  HTML_LITERAL(&out, "|");
  HTML_PUT_QUERY(&out, (int64_t)-5);
  assert_printed("1\u202f372|1372|-5");
}

static void programs_read_iso_dates_and_decimal_amounts(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT_MACHINE(&out, day_of(2026, 11, 21));
  HTML_LITERAL(&out, "|");
  HTML_PUT_MACHINE(&out, (struct instant){0});
  HTML_LITERAL(&out, "|");
  HTML_PUT_MACHINE(&out, money_of(3250, CURRENCY_EUR));
  HTML_LITERAL(&out, "|");
  HTML_PUT_MACHINE(&out, (bool)true);
  HTML_LITERAL(&out, "|");
  HTML_PUT_MACHINE(&out, 44.8378);
  assert_printed("2026-11-21|1970-01-01T00:00:00.000Z|32.50|true|44.837800");
}

static void values_in_an_address_are_percent_encoded(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT_QUERY(&out, S("café & co/?#\"'<%"));
  assert_printed("caf%C3%A9%20%26%20co%2F%3F%23%22%27%3C%25");
  assert_string_equal(str_cstr(arena, url_escape(arena, S("a b@c.d"))), "a%20b@c.d");
}

static void a_telephone_address_holds_only_digits_and_plus(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_FR);
  HTML_PUT_PHONE(&out, S("+33 (0)5 56 00 00 00\";x"));
  assert_printed("+330556000000");
}

static void assert_url(const char *text, const char *expected) {
  assert_string_equal(str_cstr(arena, url_of(str_from(text)).text), expected);
}

static void an_address_of_the_web_or_of_this_site_stays(void **state) {
  (void)state;
  assert_url("/commerces?q=a:b", "/commerces?q=a:b");
  assert_url("https://exemple.fr/a", "https://exemple.fr/a");
  assert_url("HTTP://exemple.fr", "HTTP://exemple.fr");
  assert_url("#bas", "#bas");
  assert_url("", "");
}

static void an_address_that_could_run_or_lead_astray_becomes_a_hash(void **state) {
  (void)state;
  static const char *const bad[] = {
      "javascript:alert(1)", " javascript:alert(1)", "java\nscript:x",  "JavaScript:x",
      "data:text/html,x",    "//evil.example",       "/\\evil.example", "http:evil",
      "mailto:a@b.c",        "\x01http://a",         "https://a b",     NULL};
  for (size_t i = 0; bad[i] != NULL; i++)
    assert_url(bad[i], "#");
}

static void structured_data_cannot_end_its_script(void **state) {
  (void)state;
  struct html html = html_of_json_ld(arena, S("{\"name\":\"</script><b>\"}"));
  assert_string_equal(
      str_cstr(arena, html.text),
      "<script type=\"application/ld+json\">{\"name\":\"\\u003c/script>\\u003cb>\"}</script>");
}

static void a_message_prints_its_values_escaped_at_their_place(void **state) {
  (void)state;
  struct html_out out = out_in(LANGUAGE_EN);
  struct html_message message = {.rest = S("a {x} & {count} {y}."), .count = 1200};
  while (html_message_next(&out, &message)) {
    if (html_message_at(&message, "x"))
      HTML_PUT(&out, S("<i>"));
    else if (html_message_at(&message, "y"))
      HTML_PUT(&out, S("end"));
  }
  assert_printed("a &lt;i&gt; &amp; 1,200 end.");
}

static void truth_follows_the_type(void **state) {
  (void)state;
  int64_t zero = 0, big = INT64_C(1) << 40;
  const char *missing = NULL;
  assert_false(HTML_TRUE(zero));
  assert_true(HTML_TRUE(big));
  assert_false(HTML_TRUE(missing));
  assert_true(HTML_TRUE(S("x")));
  assert_false(HTML_TRUE(S("")));
  assert_true(HTML_TRUE((bool)true));
}

#define html_test(name) cmocka_unit_test_setup_teardown(name, set_up, check_close)

int html_tests(void);
int html_tests(void) {
  const struct CMUnitTest tests[] = {
      html_test(the_five_characters_are_escaped),
      html_test(a_special_character_is_found_at_every_position),
      html_test(every_byte_but_the_five_stays),
      html_test(nothing_prints_nothing),
      html_test(markup_is_printed_as_it_is),
      html_test(people_read_grouped_numbers_and_programs_plain_ones),
      html_test(programs_read_iso_dates_and_decimal_amounts),
      html_test(values_in_an_address_are_percent_encoded),
      html_test(a_telephone_address_holds_only_digits_and_plus),
      html_test(an_address_of_the_web_or_of_this_site_stays),
      html_test(an_address_that_could_run_or_lead_astray_becomes_a_hash),
      html_test(structured_data_cannot_end_its_script),
      html_test(a_message_prints_its_values_escaped_at_their_place),
      html_test(truth_follows_the_type),
  };
  return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
