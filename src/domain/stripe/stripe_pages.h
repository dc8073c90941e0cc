/* The pages around Stripe: of the desk (what must be looked at, what Stripe holds, the setting), of
 * the shopkeeper (an account to be paid to), and the address where Stripe's notices come in. They
 * decide nothing. */
#ifndef DOMAIN_STRIPE_STRIPE_PAGES_H
#define DOMAIN_STRIPE_STRIPE_PAGES_H

#include "domain/frame/frame.h"
#include "domain/payment/stripe_setting.h"
#include "domain/stripe/stripe_account.h"
#include "domain/stripe/stripe_odd.h"

struct stripe_odd_row {
  struct url root;
  struct str id, object, detail;
  enum message what;
  struct str amount; /* in its own currency */
  struct instant at;
  bool asked; /* a refund is on its way */
};
struct stripe_odd_rows {
  struct stripe_odd_row *items;
  size_t count;
};

struct stripe_call_row {
  struct url root;
  struct str form_token;
  struct str id, failure, request;
  enum message what;
  struct instant at;
  bool unanswered; /* else refused */
};
struct stripe_call_rows {
  struct stripe_call_row *items;
  size_t count;
};

struct stripe_move_row {
  struct str move, type, source;
  enum message what;
  struct str amount;
  struct instant at;
};
struct stripe_move_rows {
  struct stripe_move_row *items;
  size_t count;
};

struct stripe_notice_row {
  struct str type, object;
  enum message outcome;
  bool applied, fetched;
  struct instant at;
};
struct stripe_notice_rows {
  struct stripe_notice_row *items;
  size_t count;
};

struct stripe_home_page {
  struct page_frame frame;
  struct str problem;
  bool open, set, live, agent;
  struct money books, told, available, pending, difference, fees;
  bool known, differs; /* has Stripe said what it holds? */
  struct instant told_at;
  int64_t payable_merchants;
  struct money payable;
  struct stripe_odd_rows odds;
  struct stripe_call_rows calls;
  struct stripe_move_rows moves;
  struct stripe_notice_rows notices;
};

struct stripe_odd_page {
  struct page_frame frame;
  struct stripe_odd_row row;
  struct str problem;
  struct money held;
  bool may_accept, may_refund, open, holds, may_close;
  /* A movement that people explain. */
  bool may_say, said, may_confirm;
  enum message meaning;
  struct str said_note;
  struct stripe_choices {
    struct stripe_choice {
      struct str value;
      enum message words;
    } * items;
    size_t count;
  } choices;
};

struct stripe_setting_page {
  struct page_frame frame;
  struct str problem, address; /* address: where notices are to be sent */
  bool saved, may_change, tried, trying;
  struct stripe_setting setting;
};

struct stripe_shop_page {
  struct page_frame frame;
  bool unused; /* the territory does not pay out this way */
  bool began, waits, able, pays_on, submitted;
  int64_t questions;
  struct str failure, reason;
};

extern const struct route_table stripe_routes, stripe_odd_routes, stripe_setting_routes,
    stripe_shop_routes, stripe_notice_routes, stripe_saying_routes;

/* The page of one, after an act that was refused for this reason, or "". */
void stripe_odd_draw(struct request *request, struct response *response, int status,
                     const struct stripe_odd *odd, struct str problem);
struct stripe_odd_row stripe_odd_row_of(struct request *request, const struct stripe_odd *odd);

#endif
