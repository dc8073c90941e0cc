/* Letters about somebody's own login: a lost password, a changed one, another address. */
#ifndef DOMAIN_LETTER_LETTER_LOGIN_H
#define DOMAIN_LETTER_LETTER_LOGIN_H

#include "domain/letter/letter.h"
#include "domain/territory/territory.h"

/* Is it one of them? */
bool letter_is_of_login(enum notice_kind kind);
/* Could whoever reads this letter act as somebody else: sign in, choose their password, prove their
 * address? */
bool letter_is_personal(enum notice_kind kind);
/* In the notice's language, which is ctx's. False if the person is gone. */
bool letter_of_login(struct ctx *ctx, const struct notice *notice,
                     const struct territory *territory, struct str base, struct letter *letter);

#endif
