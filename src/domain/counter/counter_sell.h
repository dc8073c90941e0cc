/* Selling at the counter, screen by screen: what and to whom; where public money is added, who the
 * buyer is, and what there is to pay. What was typed travels in hidden fields; nothing is kept
 * before the money is taken. */
#ifndef DOMAIN_COUNTER_COUNTER_SELL_H
#define DOMAIN_COUNTER_COUNTER_SELL_H

#include "domain/counter/counter_pages.h"

struct sell_form {
  struct str sale, shop, amount, first, last, name, email, to_name, message, tender, number, bank;
  struct str go;                 /* "form", "again", "take"; "" is on with it */
  struct str aid, way;           /* yes or no; paper or code */
  struct str id_name;            /* as the identity paper says */
  struct str address, proof, code; /* where six digits go, their name, and what was typed of them */
  struct str home;
  struct day born;
  int64_t own, given, birth, seen;
  bool wide, printed, has_born, has_seen;
};

struct counter_carried { /* typed before, and not asked on this screen */
  struct counter_carry {
    const char *name;
    struct str value;
  } * items;
  size_t count;
};

struct counter_aid { /* what public money wants to know */
  bool offered, printed, asks_person, asks_birth, asks_home, by_phone;
  bool yes, no, paper, digits;
  struct str id_name, born, address, birth, home;
};

struct counter_tender {
  bool cheque;
  struct str given, number, bank, currency;
};

struct counter_sell_page {
  struct page_frame frame;
  struct str problem, sale, currency;
  struct str slug, shop, place; /* of one shop, or "" */
  bool wide, printed, free_amount;
  struct money least, most;
  struct counter_amounts amounts;
  struct str own, first, last, name, email, to_name, message, proof;
  struct counter_aid aid;
  struct counter_tender tender;
};

struct counter_prove_page {
  struct page_frame frame;
  struct str problem, address, digits; /* digits: in a demonstration */
  struct counter_carried carried;
};

struct counter_check_page {
  struct page_frame frame;
  struct str problem, what, person; /* person: how he is known, or "" */
  bool aided, some;                 /* some: not all of a row */
  int64_t vouchers, count;          /* count: those with public money */
  int64_t seen;
  struct money value, added, due;
  struct str due_short;
  struct counter_carried carried;
  struct counter_tender tender;
};

/* Between the files of these screens. */
struct selling_now { /* one request */
  struct request *request;
  struct response *response;
  struct sell_form *form;
  struct shop shop;
  struct counter_order order;
  struct counter_quote quote;
};
void counter_draw_form(struct selling_now *now, int status, struct str problem);
/* Public money is on offer: asks, sends digits, shows what there is to pay. True: that was the
 * answer; false: the money is on the counter, and now->order says everything. */
bool counter_aid_answered(struct selling_now *now);
void counter_draw_check(struct selling_now *now, int status, struct str problem);
struct counter_aid counter_aid_of(const struct selling_now *now);
struct counter_tender counter_tender_of(const struct selling_now *now);
/* As typed, also where it could not be read. */
struct str counter_typed(const struct request *request, const char *field, int64_t minor);

#endif
