/* The pages of a purchase: three screens, the play bank, the voucher. No account and no script:
 * what was typed travels from screen to screen in hidden fields, and nothing is kept until the
 * last button places the order (domain/checkout), which decides.
 *
 * Invariants
 * 1. A screen is shown only when every screen before it is free of problems.
 * 2. Going back loses nothing that was typed.
 * 3. Pressing "pay" twice, or sending it again, makes one order: each drawing of the last screen
 *    carries a key of its own. */
#ifndef DOMAIN_BUYING_BUYING_H
#define DOMAIN_BUYING_BUYING_H

#include "domain/checkout/checkout.h"
#include "domain/frame/frame.h"

extern const struct route_table buy_routes;       /* /commerces/{slug}/bon, /bon */
extern const struct route_table sandbox_routes;   /* /paiement-test/{id} */
extern const struct route_table transfer_routes;  /* /virement/{id} */
extern const struct route_table card_routes;      /* /paiement-carte/{id} */
extern const struct route_table withdraw_routes;  /* /bons/{order}/renoncer */
extern const struct route_table give_routes;      /* /bons/{order}/transmettre ... */
extern const struct route_table find_bons_routes; /* /retrouver */
extern const struct route_table line_routes;      /* /file/{id} */
extern const struct route_table bon_routes;       /* /bons/{order} */

struct buying_shop { /* a shop as these pages name it, or all that take vouchers */
  bool wide;         /* all */
  struct url page, buy;
  struct str slug, name, pattern;
  struct str street, postcode, town;
};
struct buying_shop buying_shop_of(const struct request *request, const struct shop *shop);
/* Of an order. */
struct buying_shop buying_place_of(struct request *request, const struct order *order);
/* "50 €", for buttons. */
struct str buying_short(struct ctx *ctx, struct money amount);
/* What is nobody else's business: kept by no cache, listed by no search engine. */
void buying_private(struct response *response);

#endif
