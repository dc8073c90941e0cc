/* How the till says things in few words. */
#ifndef DOMAIN_TILL_TITLE_H
#define DOMAIN_TILL_TITLE_H

#include "domain/voucher/voucher.h"

/* "Déjà utilisé": what stands in large letters above the sentence. */
enum message till_title(enum voucher_result result);
/* "50,00" or "50.00", as the reader would type it. */
struct str till_typed_amount(struct ctx *ctx, int64_t minor);

#endif
