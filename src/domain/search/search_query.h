/* A question to the directory: everything that stands in the address of a list. */
#ifndef DOMAIN_SEARCH_SEARCH_QUERY_H
#define DOMAIN_SEARCH_SEARCH_QUERY_H

#include "domain/shop/shop.h"
#include "domain/shop/shop_service.h"

enum { SEARCH_KM = 2 /* where none are said */, SEARCH_KM_MAX = 100 };

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

#endif
