/* Marking a merchant as failed, and the list of claims: page, CSV, PDF. */
#ifndef DOMAIN_FAILURE_FAILURE_PAGES_H
#define DOMAIN_FAILURE_FAILURE_PAGES_H

#include "domain/failure/failure.h"
#include "domain/frame/frame.h"

struct failure_row {
  struct url root;
  struct str id, name;
  struct day on;
  bool lifted;
};
struct failure_rows {
  struct failure_row *items;
  size_t count;
};
struct failure_shop {
  struct url root;
  struct str slug, name, place;
};
struct failure_shops {
  struct failure_shop *items;
  size_t count;
};
struct failures_page {
  struct page_frame frame;
  struct str q;
  bool agent, asked;
  struct failure_shops shops;
  struct failure_rows failures;
};

struct failure_form_page {
  struct page_frame frame;
  struct str problem, slug, shop, on, until, reason, trustee;
  int64_t vouchers;
  struct money left, owed;
  bool owes;
};

struct claim_row {
  struct str code, holder, payer;
  struct day bought_on;
  struct money left, buyers, public_part;
};
struct claim_rows {
  struct claim_row *items;
  size_t count;
};
struct failure_page_view {
  struct page_frame frame;
  struct str problem, id, name, siren, reason, trustee, lift_note;
  struct day on, until, lifted_on;
  bool has_until; /* claims are declared until then */
  bool agent, lifted, owes, freezing, thawing;
  int64_t vouchers, turned;
  struct money left, buyers, public_part, owed;
  struct claim_rows claims;
};

/* The list for the liquidator, on A4. */
struct str failure_pdf(struct ctx *ctx, struct str territory, const struct failure *failure);

extern const struct route_table failure_routes;

#endif
