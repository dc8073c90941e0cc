/* Brings a file of shops into a territory: what is new is added, what is known by its source is
 * brought up to date, what is refused is said row by row. Running it again changes nothing. */
#ifndef DOMAIN_SHOP_SHOP_IMPORT_H
#define DOMAIN_SHOP_SHOP_IMPORT_H

#include "domain/shop/shop_source.h"

struct shop_refused {
  size_t row; /* of the file, from 1: feature or line of data */
  struct str source_id, name;
  enum shop_result reason;
};

struct shop_import_report {
  size_t added, updated;
  struct shop_refused *refused;
  size_t refused_count;
};

/* Outside db_write: it commits every 1,000 rows, so that the file's size does not matter. */
struct shop_import_report shop_import(struct ctx *ctx, const struct shop_facts_list *list);

/* One line per refused row and a last line with the sums, in ctx->language. */
struct str shop_import_text(struct ctx *ctx, const struct shop_import_report *report);

#endif
