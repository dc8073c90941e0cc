/* A pointer for a pair of numbers: open addressing, doubled at half full, in an arena. Private to
 * the walk of the books and to what an archive remembers. */
#ifndef DOMAIN_ACCOUNTS_BOOKS_MAP_H
#define DOMAIN_ACCOUNTS_BOOKS_MAP_H

#include <stdint.h>

#include "base/arena.h"

struct books_place {
  int64_t a, b;
  void *thing; /* NULL: free */
};
struct books_map {
  struct arena *arena;
  struct books_place *places;
  size_t capacity, count;
};

/* Where the pair is, or where it belongs: then fill `thing` and call books_map_filled. */
struct books_place *books_map_at(struct books_map *map, int64_t a, int64_t b);
void books_map_filled(struct books_map *map);
/* NULL: it is not there. */
void *books_map_find(const struct books_map *map, int64_t a, int64_t b);

#endif
