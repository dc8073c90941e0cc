/* Entries that nobody has confirmed for months ask their owner by mail: « still right? » The answer
 * is a POST from a page, so that what opens links in mails to look for viruses confirms nothing.
 *
 * Invariants
 * 1. An owner is asked at most once in a month, and only about a shop whose merchant left an
 *    e-mail address.
 * 2. A link answers for one shop and for sixty days. */
#ifndef DOMAIN_JOINING_CONFIRMATION_H
#define DOMAIN_JOINING_CONFIRMATION_H

#include "domain/shop/shop_edit.h"
#include "domain/territory/territory.h"

enum { CONFIRM_MONTHS_MAX = 36 };

/* After how many months an entry asks its owner; 0: never. */
int64_t confirmation_period(struct ctx *ctx);
/* 0 to CONFIRM_MONTHS_MAX. Inside db_write. */
void confirmation_set_period(struct ctx *ctx, int64_t months);

/* Asks at most 50 owners of the territory that ctx has entered; how many. Own db_write. */
int64_t confirmation_ask_round(struct ctx *ctx, const struct territory *territory);

/* The name of the question in addresses, and back; false also when it is too old. */
struct str confirmation_link(struct ctx *ctx, struct shop_id id);
bool confirmation_from_link(struct ctx *ctx, struct str link, struct shop_id *id);
/* Own db_write. */
void confirmation_answer(struct ctx *ctx, struct shop_id id);

#endif
