/* The merchant's own page: what is owed and paid, sale by sale; the bank account; whether to take
 * part in vouchers. */
#ifndef DOMAIN_PAYOUT_STATEMENT_PAGES_H
#define DOMAIN_PAYOUT_STATEMENT_PAGES_H

#include "domain/frame/frame.h"
#include "domain/payout/payout.h"

struct statement_row {
  bool sold;         /* a voucher, by somebody who paid */
  enum message what; /* of everything else */
  struct instant at;
  struct str shop, mark; /* of a sale: where, and the last four symbols of the code */
  bool waiting, under_way, paid;
  bool returned;      /* a payout came back */
  bool taken, evened; /* off what is due; what had been paid too much is here again */
  struct str reason;  /* why, in the bank's words */
  struct str paid_on; /* "21 nov. 2026": the column is narrow */
  struct money amount;
};
struct statement_rows {
  struct statement_row *items;
  size_t count;
};

struct support_word {
  struct str text;
  struct day on;
};
struct support_words {
  struct support_word *items;
  size_t count;
};

struct statement_shop {
  struct str name, slug, street;
  bool takes_vouchers;
  struct url root;
  struct str form_token;
};
struct statement_shops {
  struct statement_shop *items;
  size_t count;
};

struct account_fields { /* as typed, or as they are */
  struct str iban, holder, email;
  struct str iban_problem, holder_problem, email_problem;
  bool refused;
};

struct statement_page {
  struct page_frame frame;
  struct str merchant;
  struct day today;
  struct merchant_statement sums;
  struct statement_rows rows;
  struct support_words words;
  struct statement_shops shops;
  bool several;    /* shops */
  struct str iban; /* masked; "" until given */
  struct account_fields account;
  bool account_saved, shop_saved;
  bool pays_out;   /* also through Stripe */
  struct str next; /* where older movements begin, or "" */
  bool later;      /* not the newest movements */
};

extern const struct route_table statement_routes;

#endif
