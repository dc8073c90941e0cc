/* The published heads as a page, as JSON and as an Atom feed. */
#ifndef DOMAIN_WITNESS_WITNESS_PAGES_H
#define DOMAIN_WITNESS_WITNESS_PAGES_H

#include "domain/frame/frame.h"
#include "domain/witness/witness.h"

struct witness_page {
  struct page_frame frame;
  struct witness_heads heads; /* the last ones */
  struct witness_head newest;
  struct str host; /* for the command line */
  bool more;       /* older ones are in the file */
};

extern const struct route_table witness_routes;

#endif
