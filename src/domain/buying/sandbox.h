/* The view of the play bank's page. */
#ifndef DOMAIN_BUYING_SANDBOX_H
#define DOMAIN_BUYING_SANDBOX_H

#include "domain/buying/buying.h"

struct sandbox_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct money amount;
  struct str payment, order; /* their names in addresses */
  struct str buyer;
  bool unsaid;                 /* sent without an answer */
  bool decided, paid, refused; /* decided otherwise: abandoned */
};

#endif
