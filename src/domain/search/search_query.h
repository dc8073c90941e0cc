/* Finds shops: by words, trade, town, services, hours and place; a page at a time or all of them.
 *
 * Invariants
 * 1. Case, accents, plurals, elisions and articles do not matter; the last word may be the
 * beginning of one; a word that no shop has is read as the nearest one that some shop has.
 * 2. A shop is found only if every word is its own (name, trade or a synonym of it, street,
 *    description); the name of a town among the words is a place, not a word.
 * 3. Pages follow each other without gap or repeat while nothing changes: by key, not by number.
 * 4. What is looked at for one answer is bounded (SEARCH_SCAN shops): an answer costs the same in a
 *    territory of a thousand and of a million. Counts beyond the bound say so.
 * 5. The order is published (docs/decisions/0018): how well the words fit, then open before closed,
 *    nearer before farther, independent before chain, then the order of the list. It is computed
 *    within runs of SEARCH_RANKED shops of the list's order. */
#ifndef DOMAIN_SEARCH_SEARCH_QUERY_H
#define DOMAIN_SEARCH_SEARCH_QUERY_H

#include "domain/shop/shop.h"
#include "domain/shop/shop_service.h"

enum { SEARCH_SCAN = 4096, SEARCH_RANKED = 1000, SEARCH_KM_MAX = 100 };

struct search_box { /* degrees, WGS 84; west > east never */
  double west, south, east, north;
};

/* What is asked: everything that stands in the address of a list, and nothing else. Zeroed: all
 * shops. search_form.h reads it from an address and writes it into one. */
struct search_query {
  struct str q;      /* as typed */
  struct str trade;  /* key, or "" */
  struct str town;   /* slug, or "" */
  uint32_t services; /* bits of enum shop_service: all of them are wanted */
  bool open_now;
  bool has_open_at; /* open at that instant instead */
  struct instant open_at;
  struct str near; /* "44.84123,-0.58056", a town, or a street with its town; "" for nowhere */
  int64_t km;      /* at most so far from there; 0: SEARCH_KM */
  bool has_box;
  struct search_box box;
  struct str page; /* where the last page ended, or "" */
};

enum { SEARCH_KM = 2 }; /* kilometres where none are said */

#endif
