/* How an order is paid by transfer, as its page, its mail and its paper say it. */
#ifndef DOMAIN_LETTER_LETTER_DEMAND_H
#define DOMAIN_LETTER_LETTER_DEMAND_H

#include "domain/checkout/checkout.h"
#include "domain/payment/bank_setting.h"
#include "paper/paper.h"

struct letter_demand {
  struct order order;
  struct shop shop;
  struct payment payment;
  struct bank_setting setting;
  struct reference reference;
  struct demand_paper paper; /* in the order's language */
};
/* False if the order is not paid by transfer, or the territory takes none. */
bool letter_demand_of(struct ctx *ctx, struct order_id id, struct letter_demand *demand);

#endif
