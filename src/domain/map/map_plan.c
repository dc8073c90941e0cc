#include "domain/map/map_plan.h"

#include <math.h>

#include "base/fault.h"
#include "db/memo.h"

enum { SCRATCH = 64 << 20 /* for a file of GROUND_BYTES_MAX as it is read */ };

struct map_point map_point_of(double latitude, double longitude) {
  double radians = fmax(-85.05, fmin(85.05, latitude)) * M_PI / 180;
  return (struct map_point){(longitude + 180) / 360, (1 - asinh(tan(radians)) / M_PI) / 2};
}

static struct map_line line_of(struct arena *arena, const struct ground_line *from) {
  struct map_line line = {.points = arena_array(arena, struct map_point, from->count),
                          .count = from->count,
                          .least = {1, 1},
                          .most = {0, 0}};
  for (size_t i = 0; i < from->count; i++) {
    struct map_point at = map_point_of(from->points[2 * i + 1], from->points[2 * i]);
    line.points[i] = at;
    line.least = (struct map_point){fmin(line.least.x, at.x), fmin(line.least.y, at.y)};
    line.most = (struct map_point){fmax(line.most.x, at.x), fmax(line.most.y, at.y)};
  }
  return line;
}

struct planning {
  struct ctx *ctx;
  struct arena *arena; /* the plan's */
  struct map_plan *plan;
};

static void copy(struct planning *planning, const struct ground *ground) {
  struct arena *arena = planning->arena;
  struct map_plan *plan = planning->plan;
  plan->shapes = arena_array(arena, struct map_shape, ground->count);
  for (; plan->count < ground->count; plan->count++) {
    const struct ground_shape *from = &ground->shapes[plan->count];
    struct map_shape *shape = &plan->shapes[plan->count];
    *shape = (struct map_shape){.kind = from->kind, .name = str_copy(arena, from->name)};
    shape->lines = arena_array(arena, struct map_line, from->count);
    for (; shape->count < from->count; shape->count++)
      shape->lines[shape->count] = line_of(arena, &from->lines[shape->count]);
    plan->streets = plan->streets || from->kind == GROUND_street;
  }
}

static void read_ground(void *arg) {
  struct planning *planning = arg;
  struct ctx *ctx = planning->ctx;
  struct ground_file file;
  struct ground ground;
  if (ground_find(ctx, &file) && ground_read(ctx->arena, file.geojson, &ground) == GROUND_OK)
    copy(planning, &ground);
}

/* The file and all that reading it leaves over are not kept. */
static const void *plan_new(struct ctx *ctx, void *arg) {
  (void)arg;
  struct fault fault;
  struct planning planning = {ctx, ctx->arena, arena_new(ctx->arena, struct map_plan)};
  ctx->arena = arena_create(SCRATCH);
  bool good = fault_catch(&fault, read_ground, &planning);
  arena_destroy(ctx->arena);
  ctx->arena = planning.arena;
  if (!good) fault_again(&fault);
  return planning.plan;
}

const struct map_plan *map_plan(struct ctx *ctx) {
  return db_memo(ctx, S("plan"), plan_new, NULL);
}
