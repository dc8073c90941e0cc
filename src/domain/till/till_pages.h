/* The till in a browser: a code, the balance, an amount, then green or red. One hand, one metre
 * away, without script. What it takes is decided in domain/voucher; a till device speaks
 * till_api.h instead. */
#ifndef DOMAIN_TILL_TILL_PAGES_H
#define DOMAIN_TILL_TILL_PAGES_H

#include "domain/till/till_app_pages.h"

struct till_undo { /* a use that may be taken back here */
  struct url root;
  struct str form_token, shop, code, use;
};

struct till_code_page {
  struct page_frame frame;
  struct till_desk desk;
  int64_t conflicts; /* offline scans refused, with which nobody has dealt */
  struct till_app app;
};

struct till_balance_page {
  struct page_frame frame;
  struct till_desk desk;
  struct str code; /* grouped by four */
  struct money balance;
  struct day expires_on;
  struct str currency; /* "€" or "CHF" */
  struct str amount;   /* as typed, or the balance */
  struct str nonce;
  struct str problem; /* "" or why the amount was not taken */
  bool test;          /* worth nothing */
  struct str home;    /* the neighbour whose voucher it is; "": ours */
};

struct till_verdict_page {
  struct page_frame frame;
  struct till_desk desk;
  bool good;
  struct str title, sentence;
  bool retype;     /* the code may have been mistyped: it is offered again */
  struct str code; /* as typed, or grouped by four */
  struct money left;
  struct till_undo undo; /* without `use`: nothing to take back */
  bool test;             /* worth nothing */
};

struct till_day_row {
  struct instant at;
  struct str time, mark; /* "14 h 30"; the last four symbols of the code */
  struct money amount;
  bool reversed;
  struct till_undo undo;
};
struct till_day_rows {
  struct till_day_row *items;
  size_t count;
};
struct till_day_page {
  struct page_frame frame;
  struct till_desk desk;
  struct day today;
  struct money taken; /* without what was taken back */
  int64_t minutes;    /* how long a use may be taken back here; 0: never */
  struct till_day_rows rows;
};

/* To take back what was just taken. */
struct till_undo till_undo_of(struct request *request, const struct till_desk *desk,
                              const struct voucher_answer *answer);

extern const struct route_table till_routes;
extern const struct route_table till_day_routes; /* what was taken today, and taking it back */

#endif
