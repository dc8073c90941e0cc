#include "domain/search/search_run.h"

#include <string.h>

static void walk_run(struct ctx *ctx, struct finding *finding) {
  struct run *run = finding->run;
  struct walk walk = walk_begin(ctx, &finding->asked.question, &finding->asked.wish,
                                run->next.position, run->next.id);
  struct match match;
  bool more = false;
  run->more = false;
  while (walk_next(&walk, SEARCH_SCAN, &match, &more)) {
    run->places[run->count] = place_of(&match, (uint32_t)run->count);
    counting_add(finding->counting, match.entry);
    run->more = ++run->count == SEARCH_RANKED;
    if (run->more) break;
  }
  run->more = run->more || more;
  run->next.position = walk.position;
  run->next.id = walk.id;
  finding->shops = walk.plain ? walk.size : (int64_t)run->count;
  finding->exact = walk.plain || (finding->first && !run->more);
}

/* Much was looked at and nothing found: looks a little further before giving up. */
static void walk_on(struct ctx *ctx, struct finding *finding) {
  finding->run->places = arena_array(ctx->arena, struct place, SEARCH_RANKED);
  walk_run(ctx, finding);
  for (int again = 0; again < 3 && finding->run->count == 0 && finding->run->more; again++)
    walk_run(ctx, finding);
  places_sort(ctx->arena, finding->run->places, finding->run->count);
}

/* In the arena where the run stays. A later run knows its own shops only. */
static void describe(struct ctx *ctx, const struct finding *finding) {
  const struct asked *asked = &finding->asked;
  struct search_answer *about = &finding->run->about;
  about->ranked = true;
  about->shops = finding->shops;
  about->more = !finding->exact;
  about->counts_more = finding->run->more || !finding->first;
  about->near_unknown = asked->near_unknown;
  about->near_corrected = asked->near_corrected;
  about->near_name = str_copy(ctx->arena, asked->near_name);
  about->read_as = str_copy(ctx->arena, asked->question.read_as);
  counting_answer(ctx, finding->counting, finding->query, about);
  if (asked->question.place.id.value == 0) return;
  about->place = str_copy(ctx->arena, asked->question.place.name);
  about->place_town = str_copy(ctx->arena, asked->question.place.slug);
}

static struct place *places_copied(struct arena *arena, const struct run *run) {
  struct place *places = arena_array(arena, struct place, run->count);
  if (run->count > 0) memcpy(places, run->places, run->count * sizeof *places);
  return places;
}

const void *run_find(struct ctx *ctx, void *arg) {
  struct finding *finding = arg;
  struct arena *keep = ctx->arena;
  struct run *run = finding->run = arena_new(keep, struct run);
  run->next = finding->cursor;
  run->next.after = 0;
  finding->first = finding->cursor.position < 0 && finding->cursor.floor == 0;
  ctx->arena = finding->scratch;
  finding->counting = counting_new(ctx->arena);
  asked_of(ctx, finding->query, finding->cursor.at, &finding->asked);
  if (finding->asked.wish.has_near)
    nearest_find(ctx, finding);
  else
    walk_on(ctx, finding);
  ctx->arena = keep;
  run->places = places_copied(keep, run);
  describe(ctx, finding);
  return run;
}
