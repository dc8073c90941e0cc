/* The views of a later last day for many vouchers: what an agent asks for, how many and how much it
 * would be, and what became of it. */
#ifndef DOMAIN_CARE_CARE_EXTEND_H
#define DOMAIN_CARE_CARE_EXTEND_H

#include "domain/frame/frame.h"
#include "domain/life/extension.h"
#include "domain/search/shop_pick.h"

struct extend_row { /* one of the past, in the list */
  struct url root;
  struct str id, campaign, reason;
  struct day until;
  struct instant at;
  bool ready, running, done, dropped; /* one of them */
  int64_t count;
  struct money worth;
};
struct extend_rows {
  struct extend_row *items;
  size_t count;
};

struct extend_options {
  struct extend_option {
    struct str value, label;
    bool chosen;
  } * items;
  size_t count;
};

struct extend_typed {
  struct str campaign, reason;
  struct shop_pick_typed place;
  struct day first, last, until;
  bool has_first, has_last, has_until, revive;
};

struct extend_page {
  struct page_frame frame;
  struct str problem;
  struct extend_rows rows;
  struct extend_options campaigns;
  struct extend_typed typed;
  struct shop_pick_field place;
  struct str first, last, until; /* as a date field wants them */
};

struct extension_page {
  struct page_frame frame;
  struct extend_row row;
  struct str problem, shop;
  bool has_first, has_last, revive, counting, nobody;
  struct day first, last;
  int64_t alive, revived, lost;
  struct money alive_worth, revived_worth, lost_worth;
};

extern const struct route_table care_extend_routes; /* /bureau/prolongations */

#endif
