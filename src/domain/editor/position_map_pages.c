#include "domain/editor/position_map.h"
#include "domain/map/map_drawing_pages.h"

static struct str box_text(struct arena *arena, const struct box *box) {
  return str_format(arena, "%.5f,%.5f,%.5f,%.5f", box->west, box->south, box->east, box->north);
}

bool position_map_of(struct request *request, struct position position, struct position_map *map) {
  struct ctx *ctx = request->ctx;
  struct box box = map_around(position.latitude, position.longitude), whole;
  struct map_tiles tiles = request_tiles(request);
  *map = (struct position_map){.tiles = tiles.url, .tiles_attribution = tiles.attribution};
  bool ground = ground_box(ctx, &whole, &map->ground_attribution);
  if (!ground) map->ground_attribution = S("");
  if (!position.known && !ground && !map_extent(ctx, &whole)) return false;
  if (position.known) {
    struct map_mark mark = {
        .latitude = position.latitude, .longitude = position.longitude, .shops = 1};
    struct map_answer answer = {.shops = {&mark, 1}};
    map->drawing = map_drawing(request, &box, S(""), &answer);
  }
  map->box = box_text(ctx->arena, position.known ? &box : &whole);
  return true;
}
