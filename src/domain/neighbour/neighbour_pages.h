/* The neighbours at the desk: which agreements there are, proposing one, deciding on one, ending
 * it. Everybody who works for the territory reads them, agents act. */
#ifndef DOMAIN_NEIGHBOUR_NEIGHBOUR_PAGES_H
#define DOMAIN_NEIGHBOUR_NEIGHBOUR_PAGES_H

#include "domain/frame/frame.h"
#include "domain/neighbour/neighbour.h"

struct neighbour_row {
  struct url root;
  struct str id, name, slug;
  enum message state;
  bool good, waits; /* how its state is shown; neither: it is over */
  bool ours_there, theirs_here;
};
struct neighbour_rows {
  struct neighbour_row *items;
  size_t count;
};
struct neighbours_page {
  struct page_frame frame;
  bool agent, candidates;
  struct neighbour_rows rows;
};

struct neighbour_options {
  struct neighbour_option {
    struct str slug, name;
    bool chosen;
  } * items;
  size_t count;
};
struct neighbour_new_page {
  struct page_frame frame;
  struct str problem; /* of the whole; or beside a field: */
  struct str wrong_directions, wrong_from, wrong_notice, wrong_ceiling;
  struct str from, notice, ceiling;
  struct str currency;
  int64_t notice_min;
  bool ours_there, theirs_here;
  struct neighbour_options territories;
};

struct neighbour_page {
  struct page_frame frame;
  struct str problem, here;
  struct neighbour_row one;
  struct day from_on, ends_on;
  struct str earliest; /* last day that can be asked for */
  int64_t notice_days;
  struct money ceiling, open, netted; /* what is owed, never below zero */
  bool agent, decides, waits_there, may_end, ends, owes_open, owes_netted, ever;
};

extern const struct route_table neighbour_routes;

#endif
