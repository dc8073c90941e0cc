/* The views of what whoever holds a voucher may do with it: pass it on, and, having bought it as a
 * gift, say when and to which address we send it. */
#ifndef DOMAIN_BUYING_GIVE_H
#define DOMAIN_BUYING_GIVE_H

#include "domain/buying/bon.h"

struct pass_page {
  struct page_frame frame;
  struct str link, shop, problem;
  struct money left;
  bool may, done;
  struct str name, email, message; /* as typed; of whom it went to */
};

struct gift_page {
  struct page_frame frame;
  struct str link, shop, to, problem;
  struct money worth;
  bool waiting, sent, changed;
  struct str email, message, day; /* as typed, or as they are */
  struct day send_on;
  struct instant sent_at;
};

#endif
