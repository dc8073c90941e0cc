/* How the till says things in few words. */
#ifndef DOMAIN_TILL_TITLE_H
#define DOMAIN_TILL_TITLE_H

#include "domain/voucher/voucher.h"

/* "Déjà utilisé": what stands in large letters above the sentence. */
enum message till_title(enum voucher_result result);

#endif
