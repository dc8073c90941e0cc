/* Letters to staff about what a neighbouring territory does: it proposes an agreement, answers,
 * sets its last day; and that a night's statement is ready. */
#ifndef DOMAIN_LETTER_LETTER_NEIGHBOUR_H
#define DOMAIN_LETTER_LETTER_NEIGHBOUR_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* Is it one of them? */
bool letter_is_of_neighbour(enum notice_kind kind);
/* In the notice's language, which is ctx's. False if what it is about is gone. */
bool letter_of_neighbour(struct ctx *ctx, const struct notice *notice,
                         const struct territory *territory, struct str base, struct letter *letter);

#endif
