/* Finding one's vouchers again without an account: whoever types an address gets the same answer,
 * and if vouchers are known under it, a mail with a link goes there, which is good for a short time
 * and shows them all.
 *
 * Invariants
 * 1. The answer does not tell whether the address is known.
 * 2. An address is written to once in FINDING_PAUSE_MINUTES, whoever asks.
 * 3. The link shows what the address holds when it is opened, and nothing after its time. */
#ifndef DOMAIN_LIFE_FINDING_H
#define DOMAIN_LIFE_FINDING_H

#include "domain/voucher/voucher_address.h"

enum { FINDING_PAUSE_MINUTES = 10, FINDING_LINK_MINUTES = 120 };

/* Opens its own db_write. The mail is in ctx->language. */
void finding_ask(struct ctx *ctx, struct str email);

/* The link of a notice, and the address it stands for. False: no link of ours, or its time is over
 * (`late`). */
struct str finding_link(struct ctx *ctx, int64_t notice);
bool finding_open(struct ctx *ctx, struct str link, struct str *email, bool *late);

#endif
