#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "db/migrate.h"
#include "domain/shop/shop_calendar.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_summary.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/siret.h"
#include "domain/shop/trade.h"
#include "test/support.h"

static const struct territory_id here = {1}, there = {2};

static struct shop_facts bakery(struct str source_id) {
  return (struct shop_facts){.name = S("Boulangerie du Pont"),
                             .trade = S("bakery"),
                             .town = S("Talence"),
                             .source = S("osm"),
                             .source_id = source_id,
                             .licence = S("ODbL 1.0")};
}

struct keeping {
  const struct shop_facts *facts;
  struct shop_id id;
  bool added;
  enum shop_result result;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  struct keeping *keeping = arg;
  keeping->result = shop_keep(ctx, keeping->facts, &keeping->id, &keeping->added);
  if (keeping->result == SHOP_OK) shop_recount(ctx);
  return keeping->result == SHOP_OK;
}

static struct keeping keep(struct ctx *ctx, struct shop_facts facts) {
  struct keeping keeping = {.facts = &facts};
  db_write(ctx, keep_body, &keeping);
  keeping.facts = NULL;
  return keeping;
}

static void a_source_names_a_shop_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct shop_facts facts = bakery(S("node/1"));
  struct keeping first = keep(ctx, facts);
  facts.name = S("Boulangerie Neuve");
  facts.phone = S("05 56 00 00 00");
  struct keeping second = keep(ctx, facts);
  assert_true(first.added && !second.added);
  assert_int_equal(first.id.value, second.id.value);
  struct shop shop;
  assert_true(shop_find(ctx, first.id, &shop));
  assert_true(str_equal(shop.name, S("Boulangerie Neuve")));
  assert_true(str_equal(shop.phone, S("05 56 00 00 00")));
  assert_true(str_equal(shop.slug, S("boulangerie-du-pont"))); /* an address is for ever */
  test_db_close(test);
}

static void shops_of_one_name_have_different_addresses(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  static const struct str slugs[] = {S("boulangerie-du-pont"), S("boulangerie-du-pont-talence"),
                                     S("boulangerie-du-pont-talence-2")};
  for (int i = 0; i < 3; i++) {
    struct shop shop;
    struct keeping kept = keep(ctx, bakery(str_format(ctx->arena, "node/%d", i)));
    assert_true(shop_find_by_slug(ctx, slugs[i], &shop));
    assert_int_equal(shop.id.value, kept.id.value);
  }
  test_db_close(test);
}

static void one_business_number_is_one_merchant(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct shop_facts one = bakery(S("node/1")), two = bakery(S("node/2")),
                    three = bakery(S("node/3"));
  one.siret = S("73282932000074"); /* the example of Insee's documentation */
  two.siren = S("732829320");
  struct shop first, second, third;
  assert_true(shop_find(ctx, keep(ctx, one).id, &first));
  assert_true(shop_find(ctx, keep(ctx, two).id, &second));
  assert_true(shop_find(ctx, keep(ctx, three).id, &third));
  assert_true(first.siret_valid);
  assert_int_equal(first.merchant_id.value, second.merchant_id.value);
  assert_int_not_equal(first.merchant_id.value, third.merchant_id.value);
  assert_int_equal(shop_list_by_merchant(ctx, first.merchant_id).count, 2);
  test_db_close(test);
}

static void a_territory_sees_only_its_own(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here), *elsewhere = test_ctx(test, there);
  struct keeping kept = keep(ctx, bakery(S("node/1")));
  struct shop shop;
  assert_false(shop_find(elsewhere, kept.id, &shop));
  assert_false(shop_find_by_slug(elsewhere, S("boulangerie-du-pont"), &shop));
  assert_int_equal(shop_summary(elsewhere).shops, 0);
  assert_true(keep(elsewhere, bakery(S("node/1"))).added);
  test_db_close(test);
}

static void towns_and_trades_are_counted(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct shop_facts shouted = bakery(S("node/2")), bar = bakery(S("node/3"));
  shouted.town = S("TALENCE");
  bar.town = S("Bègles");
  bar.trade = S("bar");
  keep(ctx, bakery(S("node/1")));
  keep(ctx, shouted);
  keep(ctx, bar);
  struct shop_summary summary = shop_summary(ctx);
  struct towns towns = summary.towns;
  struct trade_counts trades = summary.trades;
  assert_int_equal(summary.shops, 3);
  assert_int_equal(towns.count, 2);
  assert_true(str_equal(towns.items[0].name, S("Talence")));
  assert_int_equal(towns.items[0].shops, 2);
  assert_true(str_equal(towns.items[1].slug, S("begles")));
  assert_int_equal(trades.count, 2);
  assert_true(str_equal(trades.items[0].trade, S("bakery")));
  assert_int_equal(trades.items[0].shops, 2);
  test_db_close(test);
}

static void what_stands_in_no_block_is_looked_up_once(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  struct shop_id id = keep(ctx, bakery(S("node/1"))).id;
  struct posting all = posting_from(ctx, S("*"), -1, -1);
  int64_t position = posting_peek(ctx, &all)->position;
  struct posting posting = {.term = S("*")};
  unsigned reads = 0;
  assert_null(posting_find(ctx, &posting, position - 2, 1, &reads));
  assert_null(posting_find(ctx, &posting, position - 1, 1, &reads)); /* before the first block */
  assert_int_equal(reads, 1);
  assert_non_null(posting_find(ctx, &posting, position, id.value, &reads));
  assert_int_equal(reads, 2);
  for (int i = 1; i < 50; i++)
    assert_null(posting_find(ctx, &posting, position + i, 1, &reads));
  assert_int_equal(reads, 3); /* behind the last: where nothing follows is known then */
  test_db_close(test);
}

static void a_business_number_is_checked(void **state) {
  (void)state;
  assert_true(siret_valid(S("73282932000074")));
  assert_false(siret_valid(S("73282932000075")));
  assert_true(siret_valid(S("35600000000048"))); /* La Poste's seat: Luhn holds */
  assert_true(siret_valid(S("35600000049837"))); /* La Poste: only the sum of digits, 45 */
  assert_false(siret_valid(S("35600000049838")));
  assert_false(siret_valid(S("7328293200007")));
  assert_false(siret_valid(S("7328293200007A")));
  assert_false(siret_valid(S("")));
  assert_true(siren_valid(S("732829320")));
  assert_false(siren_valid(S("732829321")));
  assert_false(siren_valid(S("")));
}

static bool reads(enum language language, struct str plain, const char *words) {
  struct arena *arena = arena_create((size_t)1 << 16);
  bool same = str_equal(business_words(arena, language, plain), str_from(words));
  arena_destroy(arena);
  return same;
}

static void numbers_of_businesses_are_written_as_their_registers_write_them(void **state) {
  (void)state;
  assert_true(reads(LANGUAGE_FR, S("732829320"), "SIREN\u00a0732\u00a0829\u00a0320"));
  assert_true(
      reads(LANGUAGE_DE, S("73282932000074"), "SIRET\u00a0732\u00a0829\u00a0320\u00a000074"));
  assert_true(reads(LANGUAGE_FR, S("CHE109322551"), "IDE\u00a0CHE-109.322.551"));
  assert_true(reads(LANGUAGE_DE, S("CHE109322551"), "UID\u00a0CHE-109.322.551"));
  assert_true(reads(LANGUAGE_DE, S("CHE109322552"), "CHE109322552"));
  assert_true(reads(LANGUAGE_FR, S(""), ""));
}

static void the_telephone_book_leaves_out_what_every_name_begins_with(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct shop_facts plain = bakery(S("1")), full = bakery(S("2")), chain = bakery(S("3"));
  plain.name = S("Restaurant Le Chaudron");
  full.name = S("Zinc");
  full.street = full.opening_hours = full.phone = full.website = S("x");
  chain.name = S("Aaa");
  chain.chain = true;
  struct str a = shop_sort_key(arena, &plain, (struct shop_id){1});
  struct str b = shop_sort_key(arena, &full, (struct shop_id){2});
  struct str c = shop_sort_key(arena, &chain, (struct shop_id){3});
  assert_true(str_starts(a, S("4chaudron.")));
  assert_true(str_compare(b, a) < 0); /* says more of itself */
  assert_true(str_compare(a, c) < 0); /* chains come last */
  arena_destroy(arena);
}

static bool has_term(const struct shop_terms *terms, struct str term, int where) {
  for (size_t i = 0; i < terms->count; i++)
    if (str_equal(terms->items[i].term, term)) return terms->items[i].where == where;
  return false;
}

static void a_shop_is_found_by_its_words_trade_town_services_and_square(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct shop_text text = {.name = S("L'Œuf à la coque n° 7"),
                           .trade = S("restaurant"),
                           .town = S("Bègles"),
                           .street = S("12 Rue des Œufs"),
                           .description = S("Chez nous"),
                           .services = S("takeaway unheard-of"),
                           .town_id = {1},
                           .has_position = true,
                           .latitude = 44.8378,
                           .longitude = -0.5792};
  struct shop_terms terms = shop_terms_of(arena, &text);
  assert_true(has_term(&terms, S("*"), 0));
  assert_true(has_term(&terms, S("trestaurant"), 0));
  assert_true(has_term(&terms, S("v0000000000001"), 0));
  assert_true(has_term(&terms, S("stakeaway"), 0));
  assert_true(has_term(&terms, S("z12.031333111201"), 0)); /* tile 12/2041/1476 */
  assert_true(has_term(&terms, S("woeuf"), WHERE_NAME | WHERE_STREET));
  assert_true(has_term(&terms, S("=oeuf"), 0));
  assert_true(has_term(&terms, S("=oeufs"), 0));
  assert_true(has_term(&terms, S("w7"), WHERE_NAME));
  assert_true(has_term(&terms, S("wbegl"), WHERE_TOWN));
  assert_false(has_term(&terms, S("w12"), WHERE_STREET));
  assert_false(has_term(&terms, S("wrue"), WHERE_STREET));
  assert_false(has_term(&terms, S("sunheard-of"), 0));
  arena_destroy(arena);
}

static void what_the_index_holds_of_a_shop_is_read_back(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct shop_indexed indexed = {.sort_key = S("3chaudron.0000000000001"),
                                 .terms = {.items = {{S("*"), 0}, {S("woeuf"), 3}}, .count = 2}};
  struct str text = shop_indexed_text(arena, &indexed);
  assert_string_equal(str_cstr(arena, text), "@3chaudron.0000000000001 * woeuf/3");
  struct shop_indexed back;
  assert_true(shop_indexed_read(text, &back));
  assert_true(str_equal(back.sort_key, indexed.sort_key));
  assert_int_equal(back.terms.count, 2);
  assert_int_equal(back.terms.items[1].where, 3);
  assert_false(shop_indexed_read(S(" boulangerie boulanger "), &back));
  arena_destroy(arena);
}

static void positions_stand_as_sort_keys_do(void **state) {
  (void)state;
  static const struct str keys[] = {S("0a.0000000000001"),         S("0ab.0000000000001"),
                                    S("0b.0000000000001"),         S("0b0.0000000000001"),
                                    S("0ba.0000000000001"),        S("1a.0000000000001"),
                                    S("9zzzzzzzzzz.0000000000001")};
  for (size_t i = 1; i < sizeof keys / sizeof *keys; i++)
    assert_true(shop_position(keys[i - 1]) < shop_position(keys[i]));
}

static void trades_have_different_numbers(void **state) {
  (void)state;
  struct trades trades = trade_list();
  for (size_t i = 0; i < trades.count; i++)
    assert_ptr_equal(trade_by_number(trade_number(trades.items[i].key)), &trades.items[i]);
}

static void a_word_and_its_misspelling_have_a_spelling_in_common(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct str_list right = shop_spellings(arena, S("pain")), none = shop_spellings(arena, S("vin"));
  static const struct str expected[] = {S("pain"), S("ain"), S("pin"), S("pan"), S("pai")};
  assert_int_equal(right.count, 5);
  for (size_t i = 0; i < right.count; i++)
    assert_true(str_equal(right.items[i], expected[i]));
  assert_int_equal(none.count, 0); /* too short to be sure */
  arena_destroy(arena);
}

/* What the tables of the index hold, whole, in order. */
static struct str index_dump(struct ctx *ctx) {
  struct buf text = buf_in(ctx->arena);
  static const struct str terms[] = {
      S("*"),     S("tbakery"),   S("wpont"),           S("wboulanger"),
      S("wneuv"), S("stakeaway"), S("z12.031333111201")};
  for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
    buf_format(&text, "%.*s %lld:", STR_ARG(terms[i]), (long long)shop_term_size(ctx, terms[i]));
    struct posting posting = posting_from(ctx, terms[i], -1, -1);
    for (const struct shop_entry *entry; (entry = posting_peek(ctx, &posting)); posting.at++)
      buf_format(&text, " %lld/%d", (long long)entry->id, entry->where);
    buf_literal(&text, "\n");
  }
  return buf_str(&text);
}

static bool rebuild_body(struct ctx *ctx, void *arg) {
  *(int64_t *)arg = shop_index_rebuild(ctx);
  return true;
}

static void an_index_kept_shop_by_shop_is_the_one_made_anew(void **state) {
  (void)state;
  struct test_db *test = test_db_open_two();
  struct ctx *ctx = test_ctx(test, here);
  for (int i = 0; i < 200; i++) { /* several blocks, entries before, between and behind */
    struct shop_facts facts = bakery(str_format(ctx->arena, "node/%d", i));
    facts.name = str_format(ctx->arena, "%c Boulangerie du Pont %d", 'a' + i * 7 % 26, i);
    facts.services = i % 3 == 0 ? S("takeaway") : S("");
    facts.has_position = true;
    facts.latitude = 44.8378;
    facts.longitude = -0.5792;
    keep(ctx, facts);
  }
  for (int i = 0; i < 200; i += 5) { /* some become others */
    struct shop_facts facts = bakery(str_format(ctx->arena, "node/%d", i));
    facts.name = str_format(ctx->arena, "Boulangerie Neuve %d", i);
    keep(ctx, facts);
  }
  struct str before = index_dump(ctx);
  int64_t shops = 0;
  assert_true(db_write(ctx, rebuild_body, &shops));
  assert_int_equal(shops, 200);
  assert_string_equal(str_cstr(ctx->arena, before), str_cstr(ctx->arena, index_dump(ctx)));
  assert_true(str_find(before, S("wneuv 40:")) >= 0);
  assert_true(str_find(before, S("wpont 160:")) >= 0);
  test_db_close(test);
}

static void a_calendar_is_read_as_it_was_written(void **state) {
  (void)state;
  struct arena *arena = arena_create(1 << 20);
  struct shop_exception days[] = {{{18402}, {18404}, S("off"), S("")},
                                  {{18420}, {18420}, S("10:00-12:00 \"5:a\""), S("")}};
  struct shop_service_hours own = {S("delivery"), S("18:00-22:00")};
  struct shop_calendar calendar = {S("Mo-Fr 09:00-18:00"), {days, 2}, {&own, 1}};
  struct str text = shop_calendar_text(arena, &calendar);
  struct shop_calendar read = shop_calendar_read(arena, text);
  assert_true(str_equal(read.normal, calendar.normal));
  assert_int_equal(read.exceptions.count, 2);
  assert_int_equal(read.exceptions.items[0].to_on.number, 18404);
  assert_true(str_equal(read.exceptions.items[1].value, days[1].value));
  assert_int_equal(read.services.count, 1);
  assert_true(str_equal(read.services.items[0].service, own.service));
  assert_true(str_equal(read.services.items[0].value, own.value));
  assert_true(str_equal(shop_calendar_text(arena, &read), text));
  struct shop_calendar plain = {.normal = S("24/7")};
  assert_true(str_equal(shop_calendar_text(arena, &plain), S("24/7")));
  plain.normal = S("\x1dMo"); /* what looks like a calendar is kept as hours that nobody reads */
  read = shop_calendar_read(arena, shop_calendar_text(arena, &plain));
  assert_true(str_equal(read.normal, plain.normal));
  arena_destroy(arena);
}

static void the_list_of_trades_is_sorted_and_named(void **state) {
  (void)state;
  struct trades trades = trade_list();
  for (size_t i = 0; i < trades.count; i++) {
    if (i > 0) assert_true(str_compare(trades.items[i - 1].key, trades.items[i].key) < 0);
    assert_ptr_equal(trade_find(trades.items[i].key), &trades.items[i]);
  }
  assert_true(str_equal(trade_name(S("books"), LANGUAGE_FR), S("Librairie")));
  assert_true(str_equal(trade_name(S("books"), LANGUAGE_DE), S("Buchhandlung")));
  assert_null(trade_find(S("zzz")));
}

int shop_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_source_names_a_shop_once),
      cmocka_unit_test(shops_of_one_name_have_different_addresses),
      cmocka_unit_test(one_business_number_is_one_merchant),
      cmocka_unit_test(a_territory_sees_only_its_own),
      cmocka_unit_test(towns_and_trades_are_counted),
      cmocka_unit_test(what_stands_in_no_block_is_looked_up_once),
      cmocka_unit_test(a_business_number_is_checked),
      cmocka_unit_test(numbers_of_businesses_are_written_as_their_registers_write_them),
      cmocka_unit_test(the_telephone_book_leaves_out_what_every_name_begins_with),
      cmocka_unit_test(a_shop_is_found_by_its_words_trade_town_services_and_square),
      cmocka_unit_test(what_the_index_holds_of_a_shop_is_read_back),
      cmocka_unit_test(positions_stand_as_sort_keys_do),
      cmocka_unit_test(trades_have_different_numbers),
      cmocka_unit_test(a_word_and_its_misspelling_have_a_spelling_in_common),
      cmocka_unit_test(an_index_kept_shop_by_shop_is_the_one_made_anew),
      cmocka_unit_test(a_calendar_is_read_as_it_was_written),
      cmocka_unit_test(the_list_of_trades_is_sorted_and_named),
  };
  return cmocka_run_group_tests_name("shop", tests, NULL, NULL);
}
