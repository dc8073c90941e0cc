/* A list's « open » and a shop's page speak of the same thing: compared over a small territory of
 * made calendars, at many moments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/measure/measure.h"
#include "domain/search/search.h"
#include "domain/shop/shop_edit.h"
#include "domain/shop/shop_index.h"
#include "domain/territory/territory.h"
#include "domain/window/window_hours.h"
#include "test/scene.h"

enum { SHOPS = 48, MOMENTS = 60 };

static struct str one_of(struct ctx *ctx, const struct str *texts, size_t count) {
  return texts[random_below(ctx->random, count)];
}

static const struct str hours[] = {
    S("Mo-Fr 09:00-12:30,14:00-19:00; PH off"), S("Mo-Su 18:00-02:00"), S("24/7"), S(""),
    S("sunrise-sunset"), S("Sa,Su 10:00-18:00; SH Mo-Fr 11:00+"), S("whenever"),
    S("May-Sep: Tu-Su 08:00-20:00 || \"sur rendez-vous\"")};
static const struct str other_hours[] = {S("off"), S("10:00-12:00"), S("22:00-04:00"),
                                         S("dawn-10:00"), S("unknown \"peut-être\"")};

static void add_calendar(struct ctx *ctx, struct shop_id id) {
  struct day today = zone_day(ctx->zone, ctx->now);
  struct shop_exception items[3];
  struct shop_exceptions exceptions = {items, random_below(ctx->random, 4)};
  for (size_t i = 0; i < exceptions.count; i++) {
    struct day from = {today.number + (int32_t)random_below(ctx->random, 20)};
    struct day to = {from.number + (int32_t)random_below(ctx->random, 6)};
    items[i] = (struct shop_exception){
        from, to, one_of(ctx, other_hours, sizeof other_hours / sizeof *other_hours), S("note")};
  }
  struct shop_service_hours own[] = {
      {S("delivery"), one_of(ctx, other_hours, sizeof other_hours / sizeof *other_hours)},
      {S("takeaway"), S("11:00-23:00")}};
  struct shop_services services = {own, random_below(ctx->random, 3)};
  shop_set_calendar(ctx, id, today, &exceptions, &services);
}

static bool fill_body(struct ctx *ctx, void *arg) {
  static const struct str trades[] = {S("restaurant"), S("bar"), S("books")};
  struct shop_id *ids = arg;
  for (int i = 0; i < SHOPS; i++) {
    bool added;
    struct shop_facts facts = {
        .name = str_format(ctx->arena, "Étal %02d", i),
        .trade = one_of(ctx, trades, 3),
        .town = i % 2 ? S("Bordeaux") : S("Talence"),
        .services = i % 3 ? S("delivery takeaway") : S("takeaway"),
        .opening_hours = one_of(ctx, hours, sizeof hours / sizeof *hours),
        .has_position = i % 5 > 0,
        .latitude = 44.8 + i * 0.01,
        .longitude = -0.9 + i * 0.05,
        .source = S("made"),
        .source_id = str_format(ctx->arena, "%d", i)};
    if (shop_keep(ctx, &facts, &ids[i], &added) != SHOP_OK) return false;
    if (i % 4 > 0) add_calendar(ctx, ids[i]);
  }
  struct measure_id id;
  struct day today = zone_day(ctx->zone, ctx->now);
  struct measure measure = {.name = S("Fermeture"),
                            .trades = S("restaurant bar"),
                            .box = {true, -0.7, 44, 2, 46},
                            .from_on = {today.number + 5},
                            .until_on = {today.number + 9},
                            .hours = S("06:00-18:00"),
                            .services = S("takeaway")};
  return measure_put(ctx, &measure, &id) == MEASURE_OK;
}

static bool rebuild_body(struct ctx *ctx, void *arg) {
  *(int64_t *)arg = shop_index_rebuild(ctx);
  return true;
}

/* All that a question finds. */
static size_t found(struct ctx *ctx, struct search_query query, struct search_shop *shops) {
  size_t count = 0;
  do {
    struct search_answer page = search_shops(ctx, &query);
    for (size_t i = 0; i < page.count; i++)
      shops[count++] = page.items[i];
    query.page = page.next;
  } while (query.page.len > 0);
  return count;
}

static const struct search_shop *among(const struct search_shop *shops, size_t count,
                                       struct shop_id id) {
  for (size_t i = 0; i < count; i++)
    if (shops[i].id.value == id.value) return &shops[i];
  return NULL;
}

static bool delivers(const struct hours_view *view) {
  for (size_t i = 0; i < view->services.count; i++)
    if (str_equal(view->services.items[i].word, S("delivery")))
      return str_equal(view->services.items[i].state, S("open"));
  return view->open;
}

static void assert_agree(struct ctx *ctx, const struct shop_id *ids) {
  struct search_shop all[SHOPS], open[SHOPS], delivering[SHOPS], then[SHOPS];
  const uint32_t delivery = UINT32_C(1) << SERVICE_DELIVERY;
  size_t all_count = found(ctx, (struct search_query){.q = S("étal")}, all);
  size_t open_count = found(ctx, (struct search_query){.q = S("étal"), .open_now = true}, open);
  size_t delivering_count = found(
      ctx, (struct search_query){.services = delivery, .open_now = true}, delivering);
  size_t then_count = found(
      ctx, (struct search_query){.q = S("étal"), .has_open_at = true, .open_at = ctx->now}, then);
  assert_int_equal(all_count, SHOPS);
  assert_int_equal(open_count, then_count);
  for (size_t i = 0; i < SHOPS; i++) {
    struct shop shop;
    assert_true(shop_find(ctx, ids[i], &shop));
    struct hours_view page = window_hours(ctx, &shop);
    const struct search_shop *card = among(all, all_count, ids[i]);
    assert_int_equal(card->open, page.open     ? SEARCH_OPEN
                                 : page.closed ? SEARCH_CLOSED
                                               : SEARCH_UNKNOWN);
    assert_int_equal(among(open, open_count, ids[i]) != NULL, page.open);
    assert_int_equal(among(then, then_count, ids[i]) != NULL, page.open);
    assert_int_equal(among(delivering, delivering_count, ids[i]) != NULL,
                     str_find(shop.services, S("delivery")) >= 0 && delivers(&page));
  }
}

static void the_list_and_the_shops_page_agree_at_every_moment(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  struct territory territory;
  assert_true(territory_find(ctx, ctx->territory, &territory));
  db_read_end(ctx);
  struct shop_id ids[SHOPS];
  assert_true(db_write(ctx, fill_body, ids));
  struct instant start = ctx->now;
  for (int i = 0; i < MOMENTS; i++) {
    int64_t shops = 0;
    struct ctx *visitor = test_ctx(test, territory.id);
    territory_enter(visitor, &territory);
    visitor->now.ms = start.ms + (int64_t)random_below(ctx->random, 26 * 24 * 60) * 60000;
    if (i == MOMENTS / 2) assert_true(db_write(ctx, rebuild_body, &shops));
    assert_agree(visitor, ids);
    db_read_end(visitor);
  }
  test_db_close(test);
}

int window_open_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_list_and_the_shops_page_agree_at_every_moment),
  };
  return cmocka_run_group_tests_name("window_open", tests, NULL, NULL);
}
