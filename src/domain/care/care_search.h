/* Looking for vouchers at the desk: by code, e-mail address, order or transfer reference; by shop,
 * campaign and state. Newest first.
 *
 * Invariants
 * 1. However many vouchers there are, a page costs no more than CARE_LOOK_MAX looks: it begins at
 *    the index that fits best and says where to go on, even if it has found nothing yet. */
#ifndef DOMAIN_CARE_CARE_SEARCH_H
#define DOMAIN_CARE_CARE_SEARCH_H

#include "domain/checkout/checkout.h"

enum { CARE_PAGE = 50, CARE_LOOK_MAX = 2000 };

struct care_query {
  struct str email;            /* "": any */
  struct voucher_id voucher;   /* this one; 0: any */
  struct shop_id shop;         /* 0: any */
  struct campaign_id campaign; /* 0: any */
  bool has_state;
  enum voucher_state state;
};
/* From what a person types: a code, an address, an order's or a transfer's reference. False: none
 * of them, or of nothing that is here. */
bool care_query_read(struct ctx *ctx, struct str typed, struct care_query *query);

struct care_hit {
  struct voucher_id id;
  struct campaign_id campaign;
  struct shop_id shop;
  struct order_id order;
  struct money worth, left;
  enum voucher_state state;
  struct day from, until;
  struct instant issued_at;
  struct str buyer, email, shop_name; /* shop_name: "" for all shops */
};
struct care_hits {
  struct care_hit *items;
  size_t count;
  struct voucher_id next; /* where to go on; 0: that was all */
};
/* Older than `before` (0: from the newest), at most CARE_PAGE. */
struct care_hits care_search(struct ctx *ctx, const struct care_query *query,
                             struct voucher_id before);
/* All of them, one after the other; `each` has scratch memory in ctx->arena. */
void care_search_each(struct ctx *ctx, const struct care_query *query,
                      void (*each)(void *arg, const struct care_hit *hit), void *arg);

#endif
