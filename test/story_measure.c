#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/measure/standing.h"
#include "test/story_in.h"

static struct str with_spaces(struct arena *arena, struct str text, char sign) {
  char *copy = arena_raw(arena, text.len);
  for (size_t i = 0; i < text.len; i++)
    copy[i] = text.ptr[i] == sign ? ' ' : text.ptr[i];
  return str_slice(copy, text.len);
}

struct str act_place(struct story *story) {
  struct scene_facts facts = {.name = story_word(story, 1),
                              .trade = story_word(story, 2),
                              .town = story_word(story, 3),
                              .hours = with_spaces(story->ctx->arena, story_word(story, 4), '_')};
  story_thing(story, facts.name)->shop = scene_shop_with(story->ctx, &facts);
  return S("");
}

static struct town_ids town_named(struct story *story, struct str slug) {
  struct town_ids towns = {arena_array(story->ctx->arena, struct town_id, 1), 1};
  struct town town;
  assert_true(town_find_by_slug(story->ctx, slug, &town));
  towns.items[0] = town.id;
  return towns;
}

struct str act_measure(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct str days = story_word(story, 4);
  assert_true(str_equal(story_word(story, 5), S("keeps")));
  assert_true(str_equal(story_word(story, 7), S("vouchers")));
  story_thing(story, story_word(story, 1))->measure =
      (struct measure){.name = story_word(story, 1),
                       .trades = with_spaces(arena, story_word(story, 2), ','),
                       .towns = town_named(story, story_word(story, 3)),
                       .from_on = story_day(str_take(days, 10)),
                       .until_on = story_day(str_skip(days, 12)),
                       .hours = S("off"),
                       .services = with_spaces(arena, story_word(story, 6), ','),
                       .vouchers = str_equal(story_word(story, 8), S("yes"))};
  return S("");
}

struct str act_preview(struct story *story) {
  struct measure_preview preview =
      measure_preview(story->ctx, &story_thing(story, story_word(story, 1))->measure);
  return str_format(story->ctx->arena, "%lld", (long long)preview.shops);
}

struct acting {
  struct measure *measure;
  enum measure_result result;
};

static bool put_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_put(ctx, acting->measure, &acting->measure->id);
  return acting->result == MEASURE_OK;
}

static bool lift_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = measure_lift(ctx, acting->measure->id);
  return acting->result == MEASURE_OK;
}

static struct str act(struct story *story, bool (*body)(struct ctx *ctx, void *arg)) {
  struct acting acting = {.measure = &story_thing(story, story_word(story, 1))->measure};
  db_write(story->ctx, body, &acting);
  return acting.result == MEASURE_OK ? S("ok") : str_from(measure_refusal(acting.result));
}

struct str act_put(struct story *story) {
  return act(story, put_body);
}

struct str act_lift(struct story *story) {
  return act(story, lift_body);
}

struct str act_counter(struct story *story) {
  static const struct str words[] = {S("closed"), S("open"), S("unknown")};
  struct ctx *ctx = story->ctx;
  const struct shop *shop = &story_thing(story, story_word(story, 1))->shop;
  struct measured here = measured_shop(shop);
  struct measures measures = measures_current(ctx);
  struct shop_calendar calendar = {.normal = shop->opening_hours};
  struct hours_place place = standing_place(ctx, here.position);
  return words[standing_state(ctx->arena, &calendar, &measures, &here, &place,
                              local_at(ctx->zone, ctx->now))];
}

struct str act_allowed(struct story *story) {
  struct measured here = measured_shop(&story_thing(story, story_word(story, 1))->shop);
  struct measures measures = measures_current(story->ctx);
  const struct measure *measure =
      measure_for(&measures, &here, zone_day(story->ctx->zone, story->ctx->now));
  return !measure || measure_allows(measure, story_word(story, 2)) ? S("yes") : S("no");
}
