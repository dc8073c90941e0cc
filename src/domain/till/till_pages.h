/* The till in a browser: a code, the balance, an amount, then green or red. One hand, one metre
 * away, without script. What it takes is decided in domain/voucher; a till device speaks
 * till_api.h instead. */
#ifndef DOMAIN_TILL_TILL_PAGES_H
#define DOMAIN_TILL_TILL_PAGES_H

#include "domain/frame/frame.h"
#include "domain/voucher/voucher.h"

struct till_shop {
  struct str slug, name, street;
  bool chosen;
};

struct till_shops {
  struct till_shop *items;
  size_t count;
};

struct till_desk { /* whose till this is */
  struct shop_id shop_id;
  struct str slug, name, keeper;
  struct till_shops shops; /* to choose from; none where there is but one */
  struct url root;
};

struct till_code_page {
  struct page_frame frame;
  struct till_desk desk;
};

struct till_balance_page {
  struct page_frame frame;
  struct till_desk desk;
  struct str code; /* grouped by four */
  struct money balance;
  struct day expires_on;
  struct str currency; /* "€" or "CHF" */
  struct str amount;   /* as typed, or the balance */
  struct str nonce;
  struct str problem; /* "" or why the amount was not taken */
};

struct till_verdict_page {
  struct page_frame frame;
  struct till_desk desk;
  bool good;
  struct str title, sentence;
  bool retype;     /* the code may have been mistyped: it is offered again */
  struct str code; /* as typed, or grouped by four */
  struct money left;
};

extern const struct route_table till_routes;

#endif
