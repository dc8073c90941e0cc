/* Nearest first, exactly, whatever the number of shops in the circle: those of a short list are all
 * looked at; else squares are read outward until enough shops stand nearer than the next square. */
#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "domain/search/search_run.h"

enum {
  FIRST_ROOM = 256,
  NARROWED_EACH = 64,
  SQUARE_COST = 16,        /* shops that could be looked at instead of reading one more square */
  NEAR_SCAN = 16384,       /* shops that are looked at before the answer ends with what it knows */
  PATIENCE = 4,            /* as many times more while it knows nothing */
  LOOKUPS_MOST = 1000,     /* likewise of words */
  READING_BYTES = 64 << 20 /* of one square */
};

struct nearest {
  struct finding *finding;
  struct arena *arena;
  struct place floor;  /* the run begins behind it */
  struct place *items; /* what matches, in no order */
  size_t count, room;
  uint32_t *in_step; /* how many of them in each step of distance */
  unsigned reached;  /* steps of which all are known */
  size_t known;      /* matches in those */
  struct wish wish;  /* as it was asked, but no farther than what can still be shown */
  bool narrowed;     /* it reaches less far than was asked */
  int64_t cost;
};

/* Whatever stands behind as many as a run holds is not in it: so far out, and no farther, is looked
 * at what a shop is. */
static void narrow(struct nearest *nearest) {
  size_t count = 0;
  unsigned step = place_step(nearest->floor.key);
  while (step < PLACE_STEPS && (count += nearest->in_step[step]) < SEARCH_RANKED)
    step++;
  double metres = (step + 1.0) * PLACE_STEP_METRES;
  if (metres >= nearest->wish.metres) return;
  nearest->wish.metres = metres;
  nearest->narrowed = true;
}

static void keep(struct nearest *nearest, const struct place *place) {
  if (nearest->count == nearest->room) {
    size_t room = nearest->room ? nearest->room * 2 : FIRST_ROOM;
    struct place *wider = arena_array(nearest->arena, struct place, room);
    if (nearest->count > 0) memcpy(wider, nearest->items, nearest->count * sizeof *wider);
    nearest->items = wider;
    nearest->room = room;
  }
  nearest->items[nearest->count++] = *place;
  nearest->in_step[place_step(place->key)]++;
  if (nearest->count >= SEARCH_RANKED && nearest->count % NARROWED_EACH == 0) narrow(nearest);
}

static void add(struct nearest *nearest, const struct match *match) {
  struct place place = place_near(match);
  if (nearest->floor.key > 0 && place_compare(&place, &nearest->floor) <= 0) return;
  keep(nearest, &place);
  counting_add(nearest->finding->counting, match->entry);
}

/* Everything nearer than this has been looked at. */
static void reach(struct nearest *nearest, double metres) {
  double steps = metres / PLACE_STEP_METRES;
  unsigned most = steps < PLACE_STEPS ? (unsigned)steps : PLACE_STEPS;
  for (; nearest->reached < most; nearest->reached++)
    nearest->known += nearest->in_step[nearest->reached];
}

/* One list that holds every match and is short. */
static bool read_list(struct ctx *ctx, struct nearest *nearest) {
  struct asked *asked = &nearest->finding->asked;
  struct walk walk = walk_begin(ctx, &asked->question, &asked->wish, -1, -1);
  if (walk.size > SEARCH_SCAN) return false;
  struct match match;
  bool more = false;
  walk.reads_most = LOOKUPS_MOST;
  while (walk_next(&walk, walk.size + 1, &match, &more))
    add(nearest, &match);
  reach(nearest, INFINITY);
  return true;
}

/* A step is known whole or not at all: without one more the next run would begin here again. */
static bool is_spent(const struct nearest *nearest, const struct walk *walk) {
  int64_t most = nearest->known > 0 ? NEAR_SCAN : PATIENCE * NEAR_SCAN;
  bool spent = nearest->cost > most || walk->reads > LOOKUPS_MOST;
  return spent && nearest->reached > place_step(nearest->floor.key) + 1;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

static void read_outward(struct ctx *ctx, struct nearest *nearest) {
  struct asked *asked = &nearest->finding->asked;
  double from_metres = place_step(nearest->floor.key) * (double)PLACE_STEP_METRES;
  struct outward *outward = outward_begin(ctx, &asked->wish, from_metres);
  struct ctx reading = *ctx; /* its memory is emptied after each square */
  reading.arena = arena_create(READING_BYTES);
  arena_defer(ctx->arena, destroy, reading.arena);
  struct walk walk = walk_at_random(&reading, &asked->question, &nearest->wish);
  struct shop_entries entries;
  for (;;) {
    reach(nearest, outward_reach(outward));
    if (nearest->known >= SEARCH_RANKED || is_spent(nearest, &walk)) return;
    if (!outward_next(outward, &reading, &entries)) return;
    struct match match;
    walk_announce(&walk, entries.items, entries.count);
    for (size_t i = 0; i < entries.count; i++)
      if (walk_fits(&walk, &entries.items[i], &match)) add(nearest, &match);
    nearest->cost += SQUARE_COST + (int64_t)entries.count;
    walk_forget(&walk);
    arena_reset(reading.arena);
  }
}

/* Those of the steps that a run can hold: the others need no order. */
static size_t take_nearest(struct nearest *nearest) {
  uint64_t floor = place_floor(nearest->reached);
  double steps = nearest->wish.metres / PLACE_STEP_METRES;
  uint64_t far = nearest->narrowed ? place_floor((unsigned)steps) : floor;
  size_t kept = 0;
  for (size_t i = 0; i < nearest->count; i++) {
    uint64_t key = nearest->items[i].key;
    if (key <= floor && key <= far) nearest->items[kept++] = nearest->items[i];
  }
  return kept;
}

/* The best of those that are known to be the best. */
static void rank(struct nearest *nearest, struct run *run) {
  bool all = nearest->reached == PLACE_STEPS && !nearest->narrowed;
  places_sort_near(nearest->arena, nearest->items, take_nearest(nearest));
  run->places = nearest->items;
  run->count = nearest->known < SEARCH_RANKED ? nearest->known : SEARCH_RANKED;
  run->more = run->count < nearest->count || !all;
  if (run->count == nearest->known) {
    run->next.floor = place_floor(nearest->reached);
  } else {
    const struct place *last = &run->places[run->count - 1];
    run->next.floor = last->key;
    run->next.position = last->position;
    run->next.id = last->id;
  }
  for (size_t i = 0; i < run->count; i++)
    run->places[i].key |= i + 1;
}

void nearest_find(struct ctx *ctx, struct finding *finding) {
  const struct cursor *from = &finding->cursor;
  struct nearest nearest = {.finding = finding,
                            .arena = ctx->arena,
                            .floor = {from->floor, from->position, from->id, 0, SEARCH_UNKNOWN},
                            .in_step = arena_array(ctx->arena, uint32_t, PLACE_STEPS),
                            .wish = finding->asked.wish};
  if (!read_list(ctx, &nearest)) read_outward(ctx, &nearest);
  rank(&nearest, finding->run);
  finding->shops = (int64_t)nearest.count;
  finding->exact = finding->first && nearest.reached == PLACE_STEPS && !nearest.narrowed;
}
