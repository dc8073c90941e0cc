/* The views of finding one's vouchers again. */
#ifndef DOMAIN_BUYING_FOUND_H
#define DOMAIN_BUYING_FOUND_H

#include "domain/buying/buying.h"

struct find_bons_page {
  struct page_frame frame;
  struct str email, problem;
  bool sent, late; /* asked; came by a link whose time is over */
};

struct found_bon {
  struct url root;
  struct str link, shop, code;
  struct money left, worth;
  struct day until;
  bool alive, blocked, frozen; /* frozen: with its shop */
};
struct found_bons {
  struct found_bon *items;
  size_t count;
};
struct found_bons_page {
  struct page_frame frame;
  struct str email;
  struct found_bons alive, over;
};

#endif
