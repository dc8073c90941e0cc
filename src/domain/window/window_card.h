/* How a shop stands in a list: from a search result, or from the shop itself. */
#ifndef DOMAIN_WINDOW_WINDOW_CARD_H
#define DOMAIN_WINDOW_WINDOW_CARD_H

#include "domain/shop/shop_summary.h"
#include "domain/window/window.h"

/* `selling`: cards may say that a shop sells vouchers. One does so only where they are sold now: no
 * measure stops them, and some campaign is open for such a shop. */
struct shop_cards window_cards(struct ctx *ctx, struct url root, const struct search_answer *answer,
                               bool selling);
struct shop_card window_card(struct ctx *ctx, struct url root, const struct shop *shop,
                             bool selling);
/* The campaign that sells now, and the bounds of a free amount in it. */
bool window_selling(struct ctx *ctx, struct campaign *campaign);
struct money window_min(struct ctx *ctx, const struct campaign *campaign);
struct money window_max(struct ctx *ctx, const struct campaign *campaign);

/* Towns and trades as choices of a filter, most shops first. Beyond `most` they are left out. */
struct choices window_towns(struct arena *arena, const struct shop_summary *summary, size_t most,
                            struct str chosen);
struct choices window_trades(struct ctx *ctx, const struct shop_summary *summary, size_t most,
                             struct str chosen);

#endif
