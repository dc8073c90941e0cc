/* Shops as linked data: a name for each that never changes, and what schema.org calls its trade,
 * licences as addresses. Pure. */
#ifndef DOMAIN_LINKED_LINKED_H
#define DOMAIN_LINKED_LINKED_H

#include "domain/shop/shop.h"

/* "Bakery"; "LocalBusiness" for a trade that has no word of its own. */
struct str linked_type(struct str trade);
/* "ODbL 1.0" to its address; "" for a licence that has none we know. */
struct str linked_licence(struct str licence);
/* Where the entry can be read at its source; "" if nowhere. */
struct str linked_origin(struct arena *arena, const struct shop *shop);

/* All pairs, for tests. */
struct linked_pair {
  struct str trade, type;
};
extern const struct linked_pair linked_pairs[];
extern const size_t linked_pair_count;

#endif
