/* The warning that twelve months of payments come near the threshold, or have reached it. */
#ifndef DOMAIN_LETTER_LETTER_VOLUME_H
#define DOMAIN_LETTER_LETTER_VOLUME_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* In the notice's language, which is ctx's. False if a later warning took its place. */
bool letter_of_volume(struct ctx *ctx, const struct notice *notice,
                      const struct territory *territory, struct str base, struct letter *letter);

#endif
