/* Cards of shops, kept in memory until a shop of the territory changes: most pages show shops that
 * another page has just shown. Rows are read only for those that nobody has asked for yet. */
#ifndef DOMAIN_SEARCH_SEARCH_SHELF_H
#define DOMAIN_SEARCH_SEARCH_SHELF_H

#include "domain/search/search.h"

/* Fills shops[i] from the shop ids[i]; ids[i].value becomes 0 where that is gone. At most
 * SEARCH_PAGE. `open` and `metres` are left to the caller. */
void shelf_cards(struct ctx *ctx, struct shop_id *ids, size_t count, struct search_shop *shops);

#endif
