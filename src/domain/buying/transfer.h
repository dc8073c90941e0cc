/* The view of the page that says how to pay by transfer. */
#ifndef DOMAIN_BUYING_TRANSFER_H
#define DOMAIN_BUYING_TRANSFER_H

#include "domain/buying/buying.h"

struct transfer_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct money amount;
  struct str payment, order; /* their names in addresses */
  struct str holder, iban, bic, reference, email;
  struct day until;
  struct html code; /* QR */
  bool swiss;
  bool waiting, paid; /* else: the time is over */
};

#endif
