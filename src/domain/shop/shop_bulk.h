/* Writing a shop's row once everything about it is known: shop_keep() looks that up for one shop,
 * an import for thousands at once. Inside db_write. */
#ifndef DOMAIN_SHOP_SHOP_BULK_H
#define DOMAIN_SHOP_SHOP_BULK_H

#include "domain/shop/shop.h"

/* The town of that name as written first, « BORDEAUX » is Bordeaux; made if there is none. */
struct town shop_town(struct ctx *ctx, struct str name, struct str code);
struct merchant_id shop_merchant_new(struct ctx *ctx, struct str name, struct str siren);
/* Tries "chez-paul", then "chez-paul-talence", then "chez-paul-talence-2" and so on. */
struct str shop_free_slug(struct ctx *ctx, struct str name, struct str town);
/* The business number that the facts prove, or "". */
struct str shop_siren(const struct shop_facts *facts);

/* The one way to write a shop's facts: a new row with these keys, or the row of that id brought up
 * to date; merchant, slug, source, vouchers and closing stay what they were. `keys` holds id and
 * town, for a new row merchant and slug too. Not in the index yet: shop_index() follows, or for
 * facts that are `unindexed` shop_index_gather(). */
void shop_row_add(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys);
void shop_row_change(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys);

#endif
