/* The agent's campaigns: a list, one form to set a campaign up, and the acts that open, suspend and
 * end it. What a campaign means is decided in domain/campaign. */
#ifndef DOMAIN_SELLING_SELLING_PAGES_H
#define DOMAIN_SELLING_SELLING_PAGES_H

#include "domain/campaign/campaign.h"
#include "domain/frame/frame.h"

struct selling_row { /* a campaign in the list */
  struct url root;
  struct str id, name, values;
  bool free_amount;
  struct money least, most;
  struct day opens_on, closes_on, expires_on;
  bool draft, waiting, selling, suspended, over; /* one of them */
  bool test;
};
struct selling_rows {
  struct selling_row *items;
  size_t count;
};

struct selling_list_page {
  struct page_frame frame;
  struct selling_rows rows;
};

struct selling_typed { /* the form as sent */
  struct str name, conditions, values, vat, remainder;
  int64_t least_minor, most_minor;
  struct day opens, closes, redeemable, expires;
  bool has_least, has_most, has_opens, has_closes, has_redeemable, has_expires, measured_only, wide,
      test;
};

struct selling_field { /* a line of the form */
  const char *name, *type;
  enum message label, help;
  bool required;
  int64_t length; /* of a text, in characters; 0 for a day */
  struct str value, error;
  struct str sign; /* beside what is typed: "€"; or "" */
};
struct selling_problems {
  struct selling_problem {
    struct str place, sentence;
  } * items;
  size_t count;
};

struct selling_form_page {
  struct page_frame frame;
  struct str id; /* "" for a new one */
  struct selling_row campaign;
  struct selling_problems problems;
  struct selling_field name, values, least, most, opens, closes, redeemable, expires;
  struct selling_field conditions;
  bool measured_only, wide, test, single, multi, free_vat;
  bool kept, to_holder, to_fund; /* what is left at the end */
  bool saved, turned;
  struct str refusal; /* of an act, or "" */
};

/* « 12,50 », as a person types it. */
struct str selling_amount(struct ctx *ctx, int64_t minor);

extern const struct route_table selling_routes;

#endif
