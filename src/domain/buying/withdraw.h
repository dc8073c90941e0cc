/* The page on which a buyer withdraws from a purchase. */
#ifndef DOMAIN_BUYING_WITHDRAW_H
#define DOMAIN_BUYING_WITHDRAW_H

#include "domain/buying/buying.h"

struct withdraw_page {
  struct page_frame frame;
  struct str order, shop, problem;
  struct money worth, paid;
  struct day until;
  bool may, done, sent;
};

#endif
