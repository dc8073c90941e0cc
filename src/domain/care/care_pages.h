/* What an agent does for one voucher: finding it by its code, its whole story, blocking, paying
 * back, taking a use back; and the refunds that wait for somebody. What is allowed is decided in
 * domain/life. */
#ifndef DOMAIN_CARE_CARE_PAGES_H
#define DOMAIN_CARE_CARE_PAGES_H

#include "domain/frame/frame.h"
#include "domain/life/refund.h"

struct care_find_page {
  struct page_frame frame;
  struct str code, problem;
  int64_t refunds; /* that wait */
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
  struct str note;
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
  struct str voucher, code, shop, buyer, email, problem, state;
  struct money worth, balance, paid, public_part;
  struct day from, until;
  struct instant issued_at;
  enum message state_message;
  bool done, alive, blocked, agent;
  struct care_uses uses;
  struct care_acts acts;
  struct care_refunds refunds;
};

struct care_refunds_page {
  struct page_frame frame;
  struct str problem;
  struct care_refunds refunds;
};

/* One as it is shown, with what may be done about it by whoever asks. */
struct care_refund care_refund_of(struct request *request, const struct refund *refund);

extern const struct route_table care_routes;        /* /bureau/bons */
extern const struct route_table care_refund_routes; /* /bureau/remboursements */

#endif
