/* The list of shops: what was asked, what was found, how to ask for less or more. */
#ifndef DOMAIN_WINDOW_FOUND_H
#define DOMAIN_WINDOW_FOUND_H

#include "domain/search/search_form.h"
#include "domain/window/window.h"

struct found_link {
  struct str label;
  struct url href;
  int64_t shops;
  bool at_least; /* so many and perhaps more */
};

struct found_links {
  struct found_link *items;
  size_t count;
};

struct found_service {
  struct str word, label;
  int64_t shops;
  bool at_least, chosen;
};

struct found_services {
  struct found_service *items;
  size_t count;
};

struct found_distance { /* a radius to choose */
  int64_t km;
  bool chosen;
};

struct found_distances {
  struct found_distance items[6];
  size_t count;
};

struct found_page {
  struct page_frame frame;
  struct str q;
  struct search_pairs kept; /* by the field of words: everything else that is asked */
  struct search_pairs held; /* by the filters: words, trade, town */
  struct shop_cards cards;
  int64_t shops;
  bool more;                /* at least so many */
  struct found_links chips; /* what is asked, each with the way to ask it no more */
  struct url all;           /* everything again */
  struct found_links trades, towns;
  struct found_services services, payments;
  bool any_time, open_now, open_at;
  struct str on, at; /* for the fields of day and time */
  struct str near;
  struct found_distances distances;
  struct str read_as, near_read_as, place;
  struct url place_off; /* the same words, not read as a place */
  bool near_unknown, ranked;
  struct url first, next; /* "" if there is none */
  bool has_first, has_next;
  struct url csv, geojson, formats; /* formats: all others, with the same question */
  struct url map;
};

extern const struct route_table found_routes, found_api_routes;

#endif
