/* Private to bulk: between reading a list and issuing it. */
#ifndef DOMAIN_BULK_IN_H
#define DOMAIN_BULK_IN_H

#include "domain/bulk/bulk.h"

/* May a list with these terms be read? The shop they name is found. */
enum bulk_result bulk_check_terms(struct ctx *ctx, const struct bulk_terms *terms,
                                  struct shop_id *shop_id);

#endif
