/* What an agent does for one voucher: finding it by its code, its whole story, blocking, paying
 * back, taking a use back; and the refunds that wait for somebody. What is allowed is decided in
 * domain/life. */
#ifndef DOMAIN_CARE_CARE_PAGES_H
#define DOMAIN_CARE_CARE_PAGES_H

#include "domain/frame/frame.h"
#include "domain/life/refund.h"
#include "domain/search/shop_pick.h"

struct care_typed { /* a search as it was asked for */
  struct str q, campaign, state, before;
  struct shop_pick_typed place;
};
struct care_option {
  struct str value, label;
  bool chosen;
};
struct care_options {
  struct care_option *items;
  size_t count;
};
struct care_row { /* a voucher found */
  struct url root;
  struct str voucher, code, shop, buyer, email;
  enum message state;
  struct money left, worth;
  struct instant issued_at;
};
struct care_rows {
  struct care_row *items;
  size_t count;
};
struct care_find_page {
  struct page_frame frame;
  struct care_typed typed;
  struct shop_pick_field place;
  struct str shop;          /* its slug, or "" */
  struct str problem, next; /* next: where the search goes on */
  struct care_options campaigns, states;
  struct care_rows hits;
  int64_t refunds; /* that wait */
};

struct care_setting_page {
  struct page_frame frame;
  struct str minutes, problem;
  bool done;
};

struct care_use {
  struct url root;
  struct str form_token, voucher, id, shop;
  struct instant at;
  struct money amount, left;
  bool reversed;
};
struct care_uses {
  struct care_use *items;
  size_t count;
};

struct care_act {
  struct instant at;
  enum message what;
  struct str note, by; /* by: a person's name, the till's shop, or "" */
  bool by_till;
  struct money amount;
  bool moved;
};
struct care_acts {
  struct care_act *items;
  size_t count;
};

struct care_refund {
  struct url root;
  struct str form_token, id, voucher, code, note, failure, iban, holder, shop;
  enum message stage;
  struct money paid, value;
  struct instant asked_at;
  bool sent, failed;
  bool takes_account, takes_word, takes_done, takes_back, takes_again, file,
      at_counter; /* what may be done */
};
struct care_refunds {
  struct care_refund *items;
  size_t count;
};

struct care_voucher_page {
  struct page_frame frame;
  struct str voucher, code, shop, buyer, email, problem, order, campaign;
  struct str holder, holder_email; /* if it is not who bought it */
  struct str heir, heir_code, origin, origin_code, support;
  bool support_hidden, may_resend, may_pass;
  struct money worth, balance, paid, public_part;
  struct day from, until;
  struct instant issued_at;
  enum message state_message;
  bool test, done, alive, blocked, agent;
  struct care_uses uses;
  struct care_acts acts;
  struct care_refunds refunds;
};

struct care_refunds_page {
  struct page_frame frame;
  struct str problem;
  struct care_refunds refunds;
};

/* A voucher's state in words. */
enum message care_state_message(enum voucher_state state);

/* One as it is shown, with what may be done about it by whoever asks. */
struct care_refund care_refund_of(struct request *request, const struct refund *refund);

extern const struct route_table care_find_routes;   /* /bureau/bons */
extern const struct route_table care_routes;        /* /bureau/bons/{code} */
extern const struct route_table care_refund_routes; /* /bureau/remboursements */

#endif
