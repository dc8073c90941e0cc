/* The agent's lists of vouchers that somebody else gives away: who owes for them, a form to send a
 * list, and each list line by line before it is let go. */
#ifndef DOMAIN_BULK_BULK_PAGES_H
#define DOMAIN_BULK_BULK_PAGES_H

#include "domain/bulk/bulk.h"
#include "domain/frame/frame.h"
#include "domain/search/shop_pick.h"

struct bulk_row { /* a list */
  struct url root;
  struct str id, issuer;
  enum message state;
  bool waits, over; /* for the second pair of eyes; nothing more happens */
  bool stopped;     /* half way */
  int64_t good, wrong, issued;
  struct money amount, issued_amount;
  struct instant at;
};
struct bulk_rows {
  struct bulk_row *items;
  size_t count;
};

struct issuer_rows {
  struct issuer_row {
    struct url root;
    struct str id, name;
    struct money issued, paid, owed;
    bool owes;
    struct str form_token;
    struct bulk_options {
      struct bulk_option {
        struct str value, label;
        bool chosen;
      } * items;
      size_t count;
    } arrived; /* money in suspense that could be its */
  } * items;
  size_t count;
};

struct bulk_typed {
  struct str issuer, email, campaign, go;
  struct shop_pick_typed place;
  struct day redeemable, expires;
  bool has_redeemable, has_expires;
};

struct bulk_home_page {
  struct page_frame frame;
  struct str problem;
  struct issuer_rows issuers;
  struct bulk_rows rows;
  struct bulk_options campaigns;
  struct bulk_typed typed;
  struct shop_pick_field place;
  struct str redeemable, expires; /* as a date field wants them */
};

struct bulk_line_rows {
  struct bulk_line_row {
    int64_t number;
    struct str name, email, message;
    struct money amount;
    bool wrong, issued;
    enum message problem;
    struct url voucher;
  } * items;
  size_t count;
};

struct bulk_list_page {
  struct page_frame frame;
  struct bulk_row list;
  struct str problem, campaign, shop;
  struct day redeemable_on, expires_on;
  bool mine; /* who reads prepared it: another lets it go */
  struct bulk_line_rows rows;
  bool only_wrong;
  struct str after;
};

extern const struct route_table bulk_routes;

#endif
