/* Writing many shops at once, for imports: what shop_keep() looks up one by one comes in from
 * outside. Inside db_write. */
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

/* A new row, or the one of that id brought up to date: merchant, slug, source, vouchers and closing
 * stay what they were. Not indexed yet:
 * shop_index.h. */
void shop_row_add(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys);
void shop_row_change(struct ctx *ctx, const struct shop_facts *facts, const struct shop *keys);
/* Shops that are not closed, counted one by one. */
int64_t shop_count_open(struct ctx *ctx);

#endif
