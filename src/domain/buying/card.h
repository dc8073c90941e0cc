/* The view of the pages between the last button of a purchase and the voucher, while Stripe is at
 * work. */
#ifndef DOMAIN_BUYING_CARD_H
#define DOMAIN_BUYING_CARD_H

#include "domain/buying/buying.h"

struct card_page {
  struct page_frame frame;
  struct money amount;
  struct str payment, order; /* their names in addresses */
  struct str email;
  bool preparing;  /* Stripe has not given a page yet */
  bool confirming; /* the buyer is back; Stripe has not said how it ended */
  bool slow;       /* that takes longer than usual */
  bool checking;   /* the money is here, and an agent must look */
  bool left;       /* the buyer turned back */
  bool test;       /* a test key: no money moves */
};

#endif
