#include <math.h>

#include "domain/import/import_reader_in.h"

enum { SLOTS_FIRST = 1 << 12, NODES_MAX = 4000000 };
static const double PRECISION = 1e7; /* OpenStreetMap's own */

struct node {
  int64_t id; /* 0: free */
  int32_t longitude, latitude;
};

struct import_nodes {
  struct arena *arena;
  struct node *slots;
  size_t capacity, count; /* capacity: a power of two */
};

struct import_nodes *import_nodes_new(struct arena *arena) {
  struct import_nodes *nodes = arena_new(arena, struct import_nodes);
  nodes->arena = arena;
  nodes->capacity = SLOTS_FIRST;
  nodes->slots = arena_array(arena, struct node, nodes->capacity);
  return nodes;
}

static struct node *slot_of(const struct import_nodes *nodes, int64_t id) {
  uint64_t hash = (uint64_t)id * UINT64_C(0x9E3779B97F4A7C15);
  size_t at = (size_t)(hash >> 20) & (nodes->capacity - 1);
  while (nodes->slots[at].id != 0 && nodes->slots[at].id != id)
    at = (at + 1) & (nodes->capacity - 1);
  return &nodes->slots[at];
}

static void grow(struct import_nodes *nodes) {
  struct import_nodes larger = *nodes;
  larger.capacity *= 2;
  larger.slots = arena_array(nodes->arena, struct node, larger.capacity);
  for (size_t i = 0; i < nodes->capacity; i++)
    if (nodes->slots[i].id != 0) *slot_of(&larger, nodes->slots[i].id) = nodes->slots[i];
  *nodes = larger;
}

void import_nodes_add(struct import_nodes *nodes, int64_t id, double longitude, double latitude) {
  bool real = id != 0 && fabs(longitude) <= 180 && fabs(latitude) <= 90;
  if (!real || nodes->count == NODES_MAX) return;
  if (nodes->count * 2 >= nodes->capacity) grow(nodes);
  struct node *slot = slot_of(nodes, id);
  nodes->count += slot->id == 0;
  *slot = (struct node){id, (int32_t)lround(longitude * PRECISION),
                        (int32_t)lround(latitude * PRECISION)};
}

bool import_nodes_find(const struct import_nodes *nodes, int64_t id, double *longitude,
                       double *latitude) {
  if (id == 0) return false;
  const struct node *slot = slot_of(nodes, id);
  if (slot->id == 0) return false;
  *longitude = slot->longitude / PRECISION;
  *latitude = slot->latitude / PRECISION;
  return true;
}

void import_box_add(struct import_box *box, double longitude, double latitude) {
  bool first = box->count++ == 0;
  if (first || longitude < box->west) box->west = longitude;
  if (first || longitude > box->east) box->east = longitude;
  if (first || latitude < box->south) box->south = latitude;
  if (first || latitude > box->north) box->north = latitude;
}

void import_box_middle(const struct import_box *box, struct import_record *record) {
  if (box->count == 0) return;
  record->has_position = true;
  record->longitude = (box->west + box->east) / 2;
  record->latitude = (box->south + box->north) / 2;
}
