/* Which towns and trades a territory has, and how many shops in each: what filters and the first
 * page show. Counted when shops change, read as one row. */
#ifndef DOMAIN_SHOP_SHOP_SUMMARY_H
#define DOMAIN_SHOP_SHOP_SUMMARY_H

#include "base/fault.h"
#include "domain/shop/shop.h"

struct towns { /* most shops first */
  struct town *items;
  size_t count;
};

struct trade_counts { /* most shops first */
  struct trade_count {
    struct str trade;
    int64_t shops;
  } * items;
  size_t count;
};

struct shop_summary {
  struct towns towns;
  struct trade_counts trades;
  int64_t shops; /* of all towns */
};

struct shop_summary shop_summary(struct ctx *ctx);
/* Only the largest towns and trades, some of each; `shops` stays 0. */
struct shop_summary shop_summary_top(struct ctx *ctx, size_t most);
/* Counts anew, after shop_keep. Inside db_write. */
void shop_recount(struct ctx *ctx);

#endif
