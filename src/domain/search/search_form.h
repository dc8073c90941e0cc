/* A search as an address: read from a query string, written as one. Page, CSV, GeoJSON, JSON, map
 * and every export read the same form, so that one address answers them all alike.
 *
 *   ?q=librairie&trade=books&town=talence&takeaway=1&open=now&near=talence&km=5&page=...
 *   ?on=2026-11-21&at=19:30&box=-0.6,44.8,-0.5,44.9
 */
#ifndef DOMAIN_SEARCH_SEARCH_FORM_H
#define DOMAIN_SEARCH_SEARCH_FORM_H

#include "domain/search/search_query.h"
#include "web/form.h"

struct search_form {
  struct str q, trade, town;
#define X(name, word, message) bool word;
  SHOP_SERVICES(X)
#undef X
  struct str open; /* "now", or "" */
  struct day on;
  bool has_on;
  struct str at; /* "19:30", in the territory's zone */
  struct str near;
  int64_t km;
  struct str box; /* west,south,east,north */
  struct str page;
};

extern const struct form search_form;

/* What cannot be read (a time of 25:00, a box with three corners) is not asked. */
struct search_query search_query_of(struct ctx *ctx, const struct search_form *form);
struct search_pair { /* a name and its value, not escaped */
  struct str name, value;
};
struct search_pairs {
  struct search_pair *items;
  size_t count;
};
/* What is asked, in one order, without what is not asked: for forms that keep it. */
struct search_pairs search_query_pairs(struct ctx *ctx, const struct search_query *query);
/* "q=librairie&trade=books": the same as an address; "" for all shops. */
struct str search_query_text(struct ctx *ctx, const struct search_query *query);

#endif
