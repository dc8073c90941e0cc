/* The agent's and the accountant's desk: what waits to be done, payouts in batches, mails, and who
 * did what. It decides nothing: domain/payout does. */
#ifndef DOMAIN_DESK_DESK_PAGES_H
#define DOMAIN_DESK_DESK_PAGES_H

#include "domain/figures/figures.h"
#include "domain/frame/frame.h"
#include "domain/notice/notice.h"
#include "domain/payout/payout.h"

struct desk_batch { /* a line of the list, a task, the head of its page */
  struct url root;
  struct str id;
  int64_t number; /* 1, 2, 3 of the territory */
  struct day prepared_on, execute_on, decided_on;
  struct str prepared_by, decided_by; /* names */
  int64_t payouts;
  struct money amount;
  bool prepared, confirmed, cancelled;
  bool through;  /* a payment provider carries it out: no file, no bank */
  bool executed; /* says the bank */
  struct day executed_on;
};
struct desk_batches {
  struct desk_batch *items;
  size_t count;
};

struct desk_mail {
  struct url root;
  struct str id, subject, to;
  struct instant written_at;
  bool waiting, sent, failed;
  int64_t tries;
};
struct desk_mails {
  struct desk_mail *items;
  size_t count;
};

struct desk_rooms { /* the ways into everything else of the desk */
  struct url root;
  bool agent; /* who may open all of them; an accountant some */
};

struct desk_nets { /* transfers to neighbours about which somebody must do something */
  struct desk_net {
    struct url root;
    struct str slug, name, prepared_by, reason;
    struct money amount;
    bool rejected;
  } * items;
  size_t count;
};

struct desk_page {
  struct page_frame frame;
  struct desk_rooms rooms;
  struct day today;
  bool agent, accountant;
  struct str refusal; /* why the batch was not prepared, or "" */
  bool idle;          /* nothing to do */
  int64_t ready_count, blocked_count;
  struct money ready, blocked;
  struct desk_batches to_confirm, batches;
  int64_t mails_waiting, mails_failed;
  int64_t odds;              /* at the payment provider */
  int64_t transits_late;     /* that a provider said are at the bank */
  int64_t volume_percent;    /* of the legal threshold; 0 while it is far */
  int64_t boxes;             /* cash boxes that wait for a second person */
  int64_t proposals;         /* of neighbours, to be answered by an agent */
  int64_t settlements;       /* that neighbours have announced */
  struct desk_nets nets;     /* that we pay */
  int64_t entries, measures; /* waiting for an agent; in force */
  struct str campaign;
  struct figures_total total;
  int64_t shops;
  struct money paid;
  struct desk_mails mails;
};

struct desk_payout {
  struct str merchant, iban; /* masked */
  struct money amount;
  struct str reason; /* why it came back, or "" */
};
struct desk_payouts {
  struct desk_payout *items;
  size_t count;
};

struct desk_batch_page {
  struct page_frame frame;
  struct desk_batch batch;
  struct desk_payouts lines;
  struct str debtor, debtor_iban; /* masked */
  bool may_confirm;               /* an accountant looks at it, who has not prepared it */
  bool own;                       /* this accountant has, so another must confirm */
  int64_t returned, left;         /* how many came back, how many did not */
  struct money returned_amount, left_amount;
  struct str refusal;             /* why it was not decided, or "" */
  bool due_file;                  /* the next step is to take the file to the bank */
};

struct desk_unpayable { /* a merchant with money due and no account */
  struct str name, slug;
  struct money due;
};
struct desk_unpayables {
  struct desk_unpayable *items;
  size_t count;
};
struct desk_unpayable_page {
  struct page_frame frame;
  struct desk_unpayables merchants;
};

struct desk_mails_page {
  struct page_frame frame;
  struct desk_mails mails;
  struct str next;
  bool later; /* not the newest */
};

struct desk_mail_page {
  struct page_frame frame;
  struct desk_mail mail;
  struct str text, failure, attachment_name;
};

struct desk_act {
  struct instant at;
  struct str person, act, detail;
  struct str batch; /* id of the batch it was about, or "" */
};
struct desk_acts {
  struct desk_act *items;
  size_t count;
};
struct desk_journal_page {
  struct page_frame frame;
  struct desk_acts acts;
  struct str next;
  bool later;
};

extern const struct route_table desk_routes, desk_batch_routes, desk_mail_routes;

/* The desk with, if given, the sentence of what was refused there. */
void desk_show(struct request *request, struct response *response, int status, struct str refusal);
struct desk_batch desk_batch_of(struct request *request, const struct batch *batch);
struct desk_mails desk_mails_of(struct request *request, const struct notices *notices);

/* Where a list goes on. */
struct desk_query {
  struct str before;
};
extern const struct form desk_query;
/* 0 for the newest. */
int64_t desk_before(struct request *request);

#endif
