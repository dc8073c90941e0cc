/* The letter with a merchant's statement of a week. */
#ifndef DOMAIN_LETTER_LETTER_TAKINGS_H
#define DOMAIN_LETTER_LETTER_TAKINGS_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* In the notice's language, which is ctx's. False if what it is about is gone. */
bool letter_of_takings(struct ctx *ctx, const struct notice *notice,
                       const struct territory *territory, struct str base, bool with_attachment,
                       struct letter *letter);

#endif
