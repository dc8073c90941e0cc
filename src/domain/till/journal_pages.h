/* What became of a shop's scans: those taken without a network, and those refused. */
#ifndef DOMAIN_TILL_JOURNAL_PAGES_H
#define DOMAIN_TILL_JOURNAL_PAGES_H

#include "domain/till/till_desk.h"

struct offline_row {
  struct url root;
  struct str token, slug;
  struct str till, nonce; /* which scan it is, for the form that closes it */
  struct str shop, device, code;
  struct money amount, left;
  struct instant at;
  struct str title; /* of the refusal; "" if it was taken */
  bool refused, closed, may_look;
};
struct offline_rows {
  struct offline_row *items;
  size_t count;
};

struct refused_row {
  struct str device, code, title;
  struct instant at;
};
struct refused_rows {
  struct refused_row *items;
  size_t count;
};

struct journal_page {
  struct page_frame frame;
  struct till_desk desk;
  struct offline_rows conflicts; /* open ones */
  struct offline_rows past;      /* taken, and closed */
  struct refused_rows refused;
};

struct tills_page { /* the agent's */
  struct page_frame frame;
  struct offline_rows conflicts;
  struct money waiting; /* their sum */
  bool saved;
  struct str voucher, day, voucher_problem, day_problem;
  struct str currency;
};

extern const struct route_table journal_routes, tills_routes;

#endif
