/* The accountant's desk: archives of days, closing periods, the SIREN. */
#ifndef DOMAIN_ACCOUNTS_ACCOUNTS_PAGES_H
#define DOMAIN_ACCOUNTS_ACCOUNTS_PAGES_H

#include "domain/accounts/archive.h"
#include "domain/frame/frame.h"

struct accounts_row { /* an archive */
  struct url root;
  struct str form_token;
  struct str id, digest, size, failure;
  struct day first, last;
  int64_t entries;
  bool asked, made, failed, here; /* here: the file is at hand */
  bool closed;                    /* its days are */
  bool too_early, may_close;
  struct str why_open; /* what stands in the way of closing them, or "" */
  bool may_again;      /* the closing's, lost */
};
struct accounts_rows {
  struct accounts_row *items;
  size_t count;
};

struct accounts_fee { /* what a payment provider kept, all in all */
  struct str provider;
  struct money kept;
};
struct accounts_fees {
  struct accounts_fee *items;
  size_t count;
};

struct accounts_way { /* between providers and the bank */
  bool used, any;     /* used: there was ever something */
  struct money sum;
  int64_t oldest_days, late;
};
struct accounts_proof { /* what Stripe says that it holds, beside our books */
  bool known, equal, has_named, has_rest;
  struct day on;
  struct money told, books, difference, named, rest;
};

struct accounts_page {
  struct page_frame frame;
  struct accounts_way way;
  struct accounts_proof proof;
  struct accounts_rows rows;
  struct accounts_fees fees;
  bool accountant, has_closed;
  struct day closed_until, first, last;
  struct str refusal; /* why the last act was not done, or "" */
  struct str siren, siren_problem;
};

extern const struct route_table accounts_routes;

#endif
