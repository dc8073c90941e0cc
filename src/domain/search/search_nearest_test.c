/* Nearest first, against every shop of a dense town sorted by hand. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/search/search.h"
#include "domain/shop/shop_index.h"
#include "test/scene.h"

enum { SHOPS = 5200, HERE_LATITUDE = 44840000, HERE_LONGITUDE = -580000 };

struct made { /* a shop, and what its place in an answer rests on */
  int number, open_rank;
  bool chain, baker;
  int32_t latitude, longitude; /* millionths */
  double metres;
};

static int32_t scattered(struct random *random, int32_t reach) {
  return (int32_t)random_below(random, (uint64_t)reach * 2) - reach;
}

/* By the formula of a flat map, as a geographer would on paper. */
static double metres_from_here(const struct made *made) {
  double degree = 6371000 * M_PI / 180;
  double middle = (made->latitude + HERE_LATITUDE) / 2e6 * M_PI / 180;
  double north = (made->latitude - HERE_LATITUDE) / 1e6 * degree;
  double east = (made->longitude - HERE_LONGITUDE) / 1e6 * degree * cos(middle);
  return sqrt(north * north + east * east);
}

/* Two thirds in the old town, the others as far as the suburbs. */
static struct made make(struct random *random, int number) {
  int32_t reach = number % 3 ? 9000 : 90000;
  struct made made = {.number = number,
                      .open_rank = (int)random_below(random, 3),
                      .chain = random_below(random, 5) == 0,
                      .baker = random_below(random, 2) == 0,
                      .latitude = HERE_LATITUDE + scattered(random, reach),
                      .longitude = HERE_LONGITUDE + scattered(random, reach)};
  made.metres = metres_from_here(&made);
  return made;
}

static bool fill_body(struct ctx *ctx, void *arg) {
  static const struct str hours[] = {S("24/7"), S(""), S("Jan 1 10:00-11:00")};
  const struct made *all = arg;
  for (int i = 0; i < SHOPS; i++) {
    struct shop_id id;
    bool added;
    struct shop_facts facts = {.name = str_format(ctx->arena, "Étal %04d", all[i].number),
                               .trade = all[i].baker ? S("bakery") : S("books"),
                               .town = S("Bordeaux"),
                               .opening_hours = hours[all[i].open_rank],
                               .phone = all[i].open_rank == 1 ? S("05 56 00 00 00") : S(""),
                               .chain = all[i].chain,
                               .has_position = true,
                               .latitude = all[i].latitude / 1e6,
                               .longitude = all[i].longitude / 1e6,
                               .unindexed = true,
                               .source = S("made"),
                               .source_id = str_format(ctx->arena, "%d", i)};
    if (shop_keep(ctx, &facts, &id, &added) != SHOP_OK) return false;
  }
  return shop_index_rebuild(ctx) == SHOPS;
}

static int by_place(const void *left, const void *right) {
  const struct made *a = left, *b = right;
  int steps = (int)(a->metres / 100) - (int)(b->metres / 100);
  if (steps != 0) return steps;
  if (a->open_rank != b->open_rank) return a->open_rank - b->open_rank;
  if (a->chain != b->chain) return a->chain - b->chain;
  return a->number - b->number;
}

/* Those that a question should find, in the order it should. */
static size_t expected(const struct made *all, double metres, bool open, bool bakers,
                       struct made *found) {
  size_t count = 0;
  for (int i = 0; i < SHOPS; i++)
    if (all[i].metres <= metres && (!open || all[i].open_rank == 0) && (!bakers || all[i].baker))
      found[count++] = all[i];
  qsort(found, count, sizeof *found, by_place);
  return count;
}

static void assert_pages(struct ctx *ctx, struct search_query query, const struct made *wanted,
                         size_t count) {
  size_t at = 0;
  struct arena *whole = ctx->arena;
  char next[128];
  do {
    ctx->arena = arena_create(32 << 20);
    struct search_answer page = search_shops(ctx, &query);
    for (size_t i = 0; i < page.count; i++, at++) {
      assert_true(at < count);
      struct str name = str_format(ctx->arena, "Étal %04d", wanted[at].number);
      assert_true(str_equal(page.items[i].name, name));
      assert_int_equal(page.items[i].metres, lround(wanted[at].metres));
    }
    memcpy(next, page.next.ptr, page.next.len);
    query.page = str_slice(next, page.next.len);
    arena_destroy(ctx->arena);
    ctx->arena = whole;
  } while (query.page.len > 0);
  assert_int_equal(at, count);
}

static void nearest_first_whatever_their_number(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  static struct made all[SHOPS], found[SHOPS];
  for (int i = 0; i < SHOPS; i++)
    all[i] = make(ctx->random, i);
  assert_true(db_write(ctx, fill_body, all));
  const struct {
    struct search_query query;
    bool open, bakers;
  } asked[] = {
      {{.km = 20}, false, false},                 {{.km = 1}, false, false},
      {{.km = 2, .open_now = true}, true, false}, {{.km = 20, .trade = S("bakery")}, false, true},
      {{.km = 20, .q = S("etal")}, false, false}, {{.km = 1, .q = S("boulangerie")}, false, true},
  };
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    struct search_query query = asked[i].query;
    query.near = S("44.84,-0.58");
    size_t count =
        expected(all, 1000.0 * (double)query.km, asked[i].open, asked[i].bakers, found);
    assert_pages(ctx, query, found, count);
  }
  test_db_close(test);
}

int search_nearest_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nearest_first_whatever_their_number),
  };
  return cmocka_run_group_tests_name("search_nearest", tests, NULL, NULL);
}
