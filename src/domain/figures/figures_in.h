/* Between figures_roll.c, which knows what a transfer does, and figures.c, which asks. */
#ifndef DOMAIN_FIGURES_IN_H
#define DOMAIN_FIGURES_IN_H

#include "domain/figures/figures.h"

enum figures_grain { GRAIN_SHOP_AND_DAY, GRAIN_SHOP, GRAIN_DAY };

struct figures_change { /* by one transfer, of one voucher's figures */
  struct shop_id shop;
  struct campaign_id campaign;
  struct day on;
  struct figures_sums sums;
};

/* Visits what the transfers after the mark have changed, oldest first. Few when rolling keeps up;
 * if it does not (a new installation of an old database), at most 50,000 are read. */
void figures_visit_tail(struct ctx *ctx,
                        void (*visit)(void *arg, const struct figures_change *change), void *arg);

#endif
