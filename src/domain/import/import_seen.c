#include "domain/import/import_work.h"

enum { SLOTS_FIRST = 1 << 12 };

uint64_t import_hash(struct str text) {
  uint64_t hash = UINT64_C(0xCBF29CE484222325);
  for (size_t i = 0; i < text.len; i++)
    hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001B3);
  return hash ? hash : 1;
}

static size_t slot_of(const uint64_t *slots, size_t capacity, uint64_t hash) {
  size_t at = (size_t)(hash >> 7) & (capacity - 1);
  while (slots[at] != 0 && slots[at] != hash)
    at = (at + 1) & (capacity - 1);
  return at;
}

bool import_seen_has(const struct import_seen *seen, uint64_t hash) {
  return seen->capacity > 0 && seen->slots[slot_of(seen->slots, seen->capacity, hash)] == hash;
}

static void grow(struct import_seen *seen) {
  size_t capacity = seen->capacity ? seen->capacity * 2 : SLOTS_FIRST;
  uint64_t *slots = arena_array(seen->arena, uint64_t, capacity);
  for (size_t i = 0; i < seen->capacity; i++)
    if (seen->slots[i] != 0) slots[slot_of(slots, capacity, seen->slots[i])] = seen->slots[i];
  seen->slots = slots;
  seen->capacity = capacity;
}

bool import_seen_add(struct import_seen *seen, uint64_t hash) {
  if (seen->count * 2 >= seen->capacity) grow(seen);
  size_t at = slot_of(seen->slots, seen->capacity, hash);
  if (seen->slots[at] == hash) return false;
  seen->slots[at] = hash;
  seen->count++;
  return true;
}
