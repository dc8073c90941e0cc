/* The three screens, and a fourth where public money wants to know a person: what travels between
 * them, and what each of them shows. */
#ifndef DOMAIN_BUYING_BUY_H
#define DOMAIN_BUYING_BUY_H

#include "domain/buying/buying.h"

enum screen { SCREEN_AMOUNT, SCREEN_PERSON, SCREEN_PROVE, SCREEN_CHECK, SCREEN_PAY };

struct purchase { /* everything typed so far */
  struct str go;  /* the screen that was asked for */
  int64_t amount;
  bool has_amount;
  struct str whom; /* me or gift; "" is me */
  struct str name, email, to_name, message, support;
  struct str to_email; /* where we send the gift; "": the buyer gives it */
  struct day to_on;
  bool has_to_on;
  struct str to_on_iso; /* "2026-12-24", as it is carried */
  struct str key;
  struct str by;   /* the provider; "" for the usual one */
  struct str test; /* "yes": an agent tries a test campaign out */
  struct str aid;  /* "no": he does without public money */
  int64_t birth;   /* year; 0: not said */
  struct str home; /* postcode or town; "": not said */
  struct str phone;
  struct str proof, code; /* of his address: its name, and the digits he types */
  struct str queue;       /* his place in the line, where he was offered it */
  int64_t seen;           /* public money that he was shown, in cents; 0: none */
};
extern const struct form purchase_form;
bool purchase_is_gift(const struct purchase *purchase);

struct offer { /* what this shop sells now */
  bool test;   /* an agent tries it out */
  bool wide;   /* or what is sold for all, and `shop` stands for them: order_shop() */
  struct shop shop;
  struct campaign campaign;
  struct checkout_aid aid;
  struct str phone; /* as it is dialled; "" where none is asked, or it is none */
  bool proved;      /* the address that counts is his */
  struct str told;  /* what public money said when he wanted to pay, or "" */
};

/* Finds what is wrong with the purchase and notes it beside the fields. */
void buy_judge(struct request *request, const struct offer *offer, const struct purchase *purchase);
/* The first screen, up to the one asked for, that has a problem. */
enum screen buy_reached(const struct request *request, const struct purchase *purchase,
                        enum screen wanted);

/* The problem as a sentence that says what to do, with the campaign's bounds. */
struct str buy_sentence(struct ctx *ctx, const struct offer *offer,
                        const struct form_problem *problem);

/* Public money. */

/* What it can do for this buyer, into the offer. */
void buy_aid(struct request *request, struct offer *offer, const struct purchase *purchase);
/* What this voucher would get; 0 where nothing. */
struct topup_answer buy_aid_answer(struct ctx *ctx, const struct offer *offer,
                                   const struct purchase *purchase);
/* As the order asks for it. */
struct order_top_up buy_aid_wish(struct ctx *ctx, const struct offer *offer,
                                 const struct purchase *purchase);
/* Must he prove an address before he goes on? Sends digits, or tries those he typed; what is wrong
 * is noted beside the field. */
bool buy_prove(struct request *request, struct offer *offer, struct purchase *purchase);

/* Takes a place in the line if he asks for one and the envelope is empty. True: answered. */
bool buy_wait(struct request *request, struct response *response, const struct offer *offer,
              const struct purchase *purchase);

/* Views. */

struct buy_input {
  const char *name;
  struct str value, error;
};

struct buy_problems {
  struct buy_problem {
    struct str place; /* id of the element to mend */
    struct str sentence;
  } * items;
  size_t count;
};

struct buy_ways { /* to pay */
  struct buy_way {
    struct str provider;
    enum message label, help;
    bool chosen;
  } * items;
  size_t count;
};

struct buy_faces {
  struct buy_face {
    bool wide, aided;
    struct money amount, paid, added;
    struct str text;
  } * items;
  size_t count;
};

struct buy_steps {
  struct buy_step {
    enum message label;
    bool current, done;
  } * items;
  size_t count;
};

struct buy_top { /* where on the way, and what is wrong */
  bool test;
  struct buy_steps steps;
  struct buy_problems problems;
};

struct buy_sum { /* the dock */
  bool wide;
  struct str shop;
  struct money amount; /* what the voucher is worth */
  bool aided;          /* public money pays a part */
  struct money paid, added;
  struct str refusal; /* why it pays none, or "" */
  struct str rest;    /* what is left of his ceiling, or "" */
  struct str funders; /* « Ville, Département » */
};

struct buy_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct buy_top top;
  struct buy_sum sum;
  struct purchase typed;     /* carried in hidden fields where it is not asked */
  struct str amount_decimal; /* "50.00", carried */
  struct str pay;            /* "50 €" */
  /* first */
  struct str method; /* get, or post where there is something to carry */
  bool carries;
  struct buy_faces faces;
  bool free_amount;
  struct str min_text, max_text;   /* "5 €" */
  struct str currency;             /* "€" */
  struct str aid_most, aid_person; /* sentences about public money, or "" */
  /* second */
  bool gift;
  struct buy_input amount, whom, name, email, to_name, to_email, to_on, message, support, birth,
      home, phone;
  bool asks_birth, asks_home, asks_phone, may_decline, declined;
  /* between */
  struct str address, digits; /* where the code went; in a demonstration, the code */
  bool by_phone;
  struct buy_input code;
  /* third */
  struct str key, conditions, told;
  bool may_wait; /* public money has run out: he may stand in line */
  int64_t seen;
  struct buy_ways ways;
  bool choice; /* more than one */
  struct day redeemable_on, expires_on;
};

/* The parts of a view that are about public money. */
void buy_aid_view(struct request *request, const struct offer *offer,
                  const struct purchase *purchase, struct buy_page *view);

void buy_draw(struct request *request, struct response *response, const struct offer *offer,
              const struct purchase *purchase, enum screen screen, bool sent_back);

struct buy_closed_page {
  struct page_frame frame;
  struct buying_shop shop;
  struct str sentence;
  bool sent;  /* while buying: nothing was charged */
  bool again; /* that order was placed before, with other content */
  bool opens;
  struct day opens_on;
};
/* The page where nothing can be bought: the shop's or the campaign's "no". */
void buy_draw_closed(struct request *request, struct response *response, const struct offer *offer,
                     const struct checkout_answer *answer);

#endif
