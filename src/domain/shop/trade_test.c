#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/csv.h"
#include "base/text.h"
#include "domain/shop/trade.h"

static struct csv read_file(struct arena *arena, const char *path) {
  static char text[200000];
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  size_t len = fread(text, 1, sizeof text, file);
  fclose(file);
  assert_true(len < sizeof text);
  return csv_read(arena, str_slice(text, len));
}

static bool names_have(struct arena *arena, struct str names, struct str wanted) {
  struct str folded = text_fold(arena, wanted);
  while (names.len > 0)
    if (str_equal(text_fold(arena, str_cut(names, '|', &names)), folded)) return true;
  return false;
}

/* « vacant » is no trade; an internet café is ours. */
static void trades_and_synonyms_are_those_of_openstreetmaps_list(void **state) {
  (void)state;
  struct arena *arena = arena_create(16 << 20);
  struct csv csv = read_file(arena, "data/categories/osm_types_commerce_fr.csv");
  ptrdiff_t value = csv_column(&csv, S("valeur")), also = csv_column(&csv, S("synonymes_fr"));
  size_t known = 0;
  for (size_t i = 0; i < csv.count; i++) {
    struct str key = csv_cell(&csv.rows[i], value);
    if (str_equal(key, S("vacant"))) continue;
    assert_non_null(trade_find(key));
    for (struct str rest = csv_cell(&csv.rows[i], also); rest.len > 0;)
      assert_true(names_have(arena, trade_synonyms(key), str_cut(rest, '|', &rest)));
    bool again = false; /* shop=tailor, craft=tailor */
    for (size_t k = 0; k < i; k++)
      again = again || str_equal(csv_cell(&csv.rows[k], value), key);
    known += !again;
  }
  assert_int_equal(known + 1, trade_list().count);
  arena_destroy(arena);
}

/* Every name of the file is in the list, in its order, and the list has no other. */
static void the_list_of_the_house_is_its_file(void **state) {
  (void)state;
  struct arena *arena = arena_create(4 << 20);
  struct csv csv = read_file(arena, "data/trades-house.csv");
  struct str listed = S(""), last = S("");
  for (size_t i = 0; i < csv.count; i++) {
    struct str trade = csv_cell(&csv.rows[i], 0);
    if (!str_equal(trade, last)) {
      assert_int_equal(listed.len, 0); /* nothing left of the one before */
      assert_true(str_compare(last, trade) < 0);
      assert_non_null(trade_find(trade));
      listed = trade_house_names(trade);
      last = trade;
    }
    struct str name = str_cut(listed, '|', &listed);
    assert_string_equal(str_cstr(arena, name), str_cstr(arena, csv_cell(&csv.rows[i], 2)));
  }
  assert_true(csv.count > 200);
  assert_int_equal(listed.len, 0);
  arena_destroy(arena);
}

static void a_name_means_one_trade(void **state) {
  (void)state;
  struct arena *arena = arena_create(8 << 20);
  struct trades trades = trade_list();
  for (size_t i = 0; i < trades.count; i++)
    for (struct str rest = trade_house_names(trades.items[i].key); rest.len > 0;) {
      struct str name = str_cut(rest, '|', &rest);
      struct str said = trade_said(arena, name);
      const struct trade *trade = trade_find(said);
      assert_non_null(trade);
      /* What another trade is properly called goes before what we call this one. */
      if (!str_equal(said, trades.items[i].key)) fail_msg("%s", str_cstr(arena, name));
    }
  arena_destroy(arena);
}

static void a_trade_is_known_by_what_people_call_it(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  static const struct {
    struct str said, trade;
  } cases[] = {
      {S("bakery"), S("bakery")},        {S("Boulangerie"), S("bakery")},
      {S("BOULANGERIES"), S("bakery")},  {S("boulange"), S("bakery")},
      {S("Bäckerei"), S("bakery")},      {S("resto"), S("restaurant")},
      {S("les restos"), S("")},          {S("restos"), S("restaurant")},
      {S("Coiffeur"), S("hairdresser")}, {S("pharma"), S("pharmacy")},
      {S("Apotheke"), S("pharmacy")},    {S("Metzgerei"), S("butcher")},
      {S("tea-room"), S("cafe")},        {S("Tea room"), S("cafe")},
      {S("carnotzet"), S("bar")},        {S("Bakery"), S("bakery")},
      {S("droguerie"), S("chemist")},    {S("bistrot"), S("cafe")},
      {S("chaudronnier"), S("")},        {S(""), S("")},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(str_cstr(arena, trade_said(arena, cases[i].said)),
                        str_cstr(arena, cases[i].trade));
  arena_destroy(arena);
}

int trade_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trades_and_synonyms_are_those_of_openstreetmaps_list),
      cmocka_unit_test(the_list_of_the_house_is_its_file),
      cmocka_unit_test(a_name_means_one_trade),
      cmocka_unit_test(a_trade_is_known_by_what_people_call_it),
  };
  return cmocka_run_group_tests_name("trade", tests, NULL, NULL);
}
