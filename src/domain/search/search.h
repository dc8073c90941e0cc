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
 * 5. The order is published (docs/decisions/0027): near a place the nearest first, in steps of 100
 *    metres, exactly, whatever their number; then how well the words fit, open before closed, the
 *    more fragile first (domain/shop/shop_fragility.h), then the order of the list. Without a place
 *    it is computed within runs of SEARCH_RANKED shops of the list's order. */
#ifndef DOMAIN_SEARCH_SEARCH_H
#define DOMAIN_SEARCH_SEARCH_H

#include "domain/search/search_query.h"

enum { SEARCH_PAGE = 24, SEARCH_SCAN = 4096, SEARCH_RANKED = 1000 };

enum search_open { SEARCH_UNKNOWN, SEARCH_OPEN, SEARCH_CLOSED };

struct search_shop { /* what a card shows */
  struct shop_id id;
  struct str slug, name;
  struct str trade;      /* key */
  struct str trade_name; /* in ctx->language */
  struct town_id town_id;
  struct str town, street;
  struct str services;
  bool made_up, takes_vouchers;
  bool has_position;
  double latitude, longitude;
  struct str opening_hours;
  enum search_open open; /* at the instant asked for, else now; unknown if nothing is ranked */
  bool has_metres;       /* only where `near` was understood */
  int64_t metres;
};

struct search_count { /* of a trade, a town or a service, with all other wishes kept */
  struct str value;   /* key, slug or word */
  struct str label;
  int64_t shops;
  bool chosen;
};

struct search_counts { /* most first; the chosen one is always there */
  struct search_count *items;
  size_t count;
};

struct search_answer {
  struct search_shop *items;
  size_t count;
  struct str next;  /* for struct search_query's page; "" on the last one */
  int64_t shops;    /* how many match */
  bool more;        /* at least so many: counting ended at the bound */
  bool counts_more; /* the same of the counts below */
  struct search_counts trades, towns, services;
  bool ranked;           /* false: simply the order of the list */
  struct str read_as;    /* the words that were searched instead of those typed, or "" */
  struct str place;      /* the name of the town found among the words, or "" */
  struct str place_town; /* its slug */
  bool near_unknown;     /* `near` was given and is no place we know */
  bool near_corrected;   /* it was understood as something else than what was typed */
  struct str near_name;  /* how `near` was understood, or "" */
};

/* One page. */
struct search_answer search_shops(struct ctx *ctx, const struct search_query *query);

/* Every match, in the order of the list, in constant memory: each() gets whole shops, whose texts
 * are valid during the call only. Unlike a page it may take seconds. */
void search_each(struct ctx *ctx, const struct search_query *query,
                 void (*each)(void *arg, const struct shop *shop), void *arg);

/* Where matching shops stand: of a map that is filtered. At most `most` of them, in the order of
 * the list; `more` if there are others, or shops that were not looked at (SEARCH_SCAN). */
struct search_point {
  struct shop_id id;
  double latitude, longitude;
};

struct search_points {
  struct search_point *items;
  size_t count;
  bool more;
};

struct search_points search_box(struct ctx *ctx, const struct search_query *query, size_t most);

#endif
