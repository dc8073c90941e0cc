/* The statement of a week by mail, on the Monday after, to every merchant whose account or whose
 * vouchers moved in it; unless they said no.
 *
 * Invariants
 * 1. A merchant's week is mailed at most once, whatever process dies when: the row that says so and
 *    the letter are one write.
 * 2. Nobody is written to who said no, or about a week in which nothing moved. */
#ifndef DOMAIN_TAKINGS_TAKINGS_MAIL_H
#define DOMAIN_TAKINGS_TAKINGS_MAIL_H

#include "domain/period/period.h"
#include "domain/shop/shop.h"

struct takings_mail_id {
  int64_t value;
};

/* Writes what is due to the outbox. Returns how many merchants were looked at; each hundred in a
 * db_write of its own. */
int64_t takings_mail_round(struct ctx *ctx);
/* Whose statement, of which days. False: there is no such mail. */
bool takings_mail_find(struct ctx *ctx, struct takings_mail_id id, struct merchant_id *merchant,
                       struct span *span);

/* Do they get it? */
bool takings_mail_wanted(struct ctx *ctx, struct merchant_id merchant);
/* Opens its own db_write; audited. */
void takings_mail_want(struct ctx *ctx, struct merchant_id merchant, bool weekly);

/* A link in the mail that says no without signing in: "<id>-<mac>". */
struct str takings_mail_link(struct ctx *ctx, struct merchant_id merchant);
bool takings_mail_from_link(struct ctx *ctx, struct str link, struct merchant_id *merchant);

#endif
