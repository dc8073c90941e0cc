/* The views of an order's page: the voucher, or why there is none. */
#ifndef DOMAIN_BUYING_BON_H
#define DOMAIN_BUYING_BON_H

#include "domain/buying/buy.h"

/* What a link of an address stands for: an order, to who bought; or a voucher, to who holds it. */
struct bon_key {
  struct str link;
  struct order order;
  bool buyer, has_voucher;
  struct voucher voucher;
};
bool bon_find(struct request *request, struct bon_key *key);

struct unpaid_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct money amount;
  bool waiting, refused; /* else abandoned */
  bool slow;             /* the money comes in days, not in seconds */
  struct url payment, self;
  struct purchase typed; /* to try again with */
  struct str amount_decimal;
};

struct bon_uses {
  struct bon_use {
    struct instant at;
    struct money taken, left;
    struct str shop; /* where, if it could be anywhere */
  } * items;
  size_t count;
};

struct bon_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct str order;
  struct money worth, balance, paid, top_up;
  bool aided;                   /* public money paid a part */
  struct str from, to, message; /* from and to: of a gift */
  struct str code;              /* in groups of four */
  struct html qr;
  struct day redeemable_on, expires_on;
  bool settled;           /* it has ended, and what was left is somebody's: */
  enum message remainder; /* whose */
  struct instant bought_at;
  struct str email; /* only to the buyer, just after paying */
  bool fresh;       /* just paid */
  bool partly;
  bool spent, expired, blocked; /* at most one: why it pays no more */
  bool frozen;                  /* blocked because its merchant has failed */
  bool late;                    /* before it was paid for: the money can be taken back */
  struct day late_until;
  bool refunded, passed;
  struct day passed_on;
  bool over; /* any of them */
  bool may_withdraw, may_pass, may_resend;
  bool resent;                           /* it was just sent once more */
  bool gift_waits, gift_sent, gift_held; /* a gift that we send, to the buyer */
  struct str gift_email;
  struct day gift_on;
  bool test;
  struct instant spent_at;
  struct str spent_in; /* the shop of the last use */
  struct bon_uses uses;
};

#endif
