/* Letters about public money: the digits that prove an address. */
#ifndef DOMAIN_LETTER_LETTER_TOPUP_H
#define DOMAIN_LETTER_LETTER_TOPUP_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* Is it one of them? */
bool letter_is_of_topup(enum notice_kind kind);
/* Subject and text, as letter_of_life(); to a telephone the text alone is sent, so it is short. */
bool letter_of_topup(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base, struct letter *letter);

#endif
