/* The accounts between two neighbours: what each night netted, what is unpaid, and paying it. Page,
 * CSV and PDF; the other side reads the same figures under the other sign. */
#ifndef DOMAIN_NETTING_NETTING_PAGES_H
#define DOMAIN_NETTING_NETTING_PAGES_H

#include "domain/frame/frame.h"
#include "domain/netting/netting.h"

struct netting_rows {
  struct netting_row {
    struct url root;
    struct str slug, night; /* as an address has it */
    struct day night_on;
    struct money owed, earned, net;
    int64_t uses;
    bool we_owe, paid, announced, prepared;
  } * items;
  size_t count;
};

struct settlement_rows {
  struct settlement_row {
    struct str reference, note;
    struct day paid_on;
    struct money amount;
    bool we_pay, prepared, announced, received, left, rejected;
    struct day left_on; /* the payer's account */
  } * items;
  size_t count;
};

struct netting_options { /* money in suspense that could be it */
  struct netting_option {
    struct str value, label;
  } * items;
  size_t count;
};

struct netting_page {
  struct page_frame frame;
  struct str problem, slug, name, here;
  bool accountant, we_owe, they_owe;
  bool waits, waits_here;     /* a settlement was announced; we have to look for it */
  bool prepared, ours;        /* a transfer is prepared; by this reader */
  bool has_accounts;          /* both sides have one */
  struct str account, holder; /* theirs; masked */
  struct str settlement;      /* its id */
  struct settlement_row pending;
  struct money unpaid;
  struct str reference, paid_on; /* as typed */
  struct netting_options arrived;
  struct netting_rows nights;
  struct settlement_rows settlements;
};

/* The transfer of a settlement for the bank, pain.001. */
struct str netting_order(struct ctx *ctx, const struct settlement *settlement);
/* The PDF of all statements. */
struct str netting_pdf(struct ctx *ctx, const struct territory *neighbour);

extern const struct route_table netting_routes;

#endif
