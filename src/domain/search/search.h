/* Finds shops by words, trade and town, a page at a time.
 *
 * Invariants
 * 1. Case, accents and plurals do not matter; the last word may be the beginning of one.
 * 2. A shop is found only if every word is its own (name, trade or town), articles aside.
 * 3. Pages follow each other without gap or repeat while nothing changes: by key, not by number.
 * 4. The order is that of the list (domain/shop/shop.h): it depends on no one who asks. */
#ifndef DOMAIN_SEARCH_SEARCH_H
#define DOMAIN_SEARCH_SEARCH_H

#include "domain/shop/shop.h"

enum { SEARCH_PAGE = 24, SEARCH_WORDS = 4 };

struct search {
  struct str q;     /* as typed */
  struct str trade; /* key, or "" */
  struct str town;  /* slug, or "" */
  struct str page;  /* where the last page ended, or "" */
};

struct search_shop { /* what a card shows */
  struct str slug, name;
  struct str trade;      /* key */
  struct str trade_name; /* in ctx->language */
  struct str town, street;
  struct str services;
  bool made_up, takes_vouchers;
};

struct search_page {
  struct search_shop *items;
  size_t count;
  struct str next; /* for struct search's page; "" on the last one */
};

struct search_page search_shops(struct ctx *ctx, const struct search *search);

#endif
