/* Letters about what Stripe says: to a buyer whose money does not fit, to a merchant about his
 * account there. */
#ifndef DOMAIN_LETTER_LETTER_CARD_H
#define DOMAIN_LETTER_LETTER_CARD_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* Is it one of them? */
bool letter_is_of_card(enum notice_kind kind);
/* Subject and text. In the notice's language, which is ctx's. False if what it is about is gone. */
bool letter_of_card(struct ctx *ctx, const struct notice *notice, const struct territory *territory,
                    struct str base, struct letter *letter);

#endif
