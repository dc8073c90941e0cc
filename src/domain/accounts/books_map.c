#include "domain/accounts/books_map.h"

static struct books_place *probe(const struct books_map *map, int64_t a, int64_t b) {
  uint64_t mixed = ((uint64_t)a * 0x9e3779b97f4a7c15u) ^ ((uint64_t)b * 0xc2b2ae3d27d4eb4fu);
  size_t slot = (size_t)(mixed >> 20) & (map->capacity - 1);
  while (map->places[slot].thing && (map->places[slot].a != a || map->places[slot].b != b))
    slot = (slot + 1) & (map->capacity - 1);
  return &map->places[slot];
}

static void grow(struct books_map *map) {
  struct books_map bigger = {.arena = map->arena,
                             .capacity = map->capacity ? map->capacity * 2 : 256,
                             .count = map->count};
  bigger.places = arena_array(map->arena, struct books_place, bigger.capacity);
  for (size_t i = 0; i < map->capacity; i++)
    if (map->places[i].thing) *probe(&bigger, map->places[i].a, map->places[i].b) = map->places[i];
  *map = bigger;
}

struct books_place *books_map_at(struct books_map *map, int64_t a, int64_t b) {
  if (map->count * 2 >= map->capacity) grow(map);
  struct books_place *place = probe(map, a, b);
  place->a = a;
  place->b = b;
  return place;
}

void books_map_filled(struct books_map *map) {
  map->count++;
}

void *books_map_find(const struct books_map *map, int64_t a, int64_t b) {
  return map->capacity > 0 ? probe(map, a, b)->thing : NULL;
}
