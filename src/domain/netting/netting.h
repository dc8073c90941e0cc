/* Netting: every night what two neighbours owe each other is summed, set off against each other,
 * and the difference moved to where it waits to be paid. It sends no money: the side that owes
 * prepares a transfer for its bank, with four eyes, or pays as it likes and says so; the accountant
 * of the other side sees it at the bank and says so, or its imported statement does; then both
 * ledgers are settled at once.
 *
 * Words: a statement is what one night counted for a pair; a settlement pays all statements that
 * nothing has paid. `Here` is the ctx's territory; a net above zero is owed to it.
 *
 * Invariants
 * 1. One statement for each night and pair, the same on both sides under the other sign; a use, or
 *    its taking back, is counted in exactly one.
 * 2. What a statement nets has left `neighbour` for `neighbour_net` in both ledgers in its
 *    transaction: a job that dies half way has done all of a pair's night or none of it.
 * 3. A statement is paid by one settlement at most; a settlement is of two persons, one of each
 *    side, or of two of the payer's and the receiver's bank; it moves money once.
 * 4. What stands in `neighbour_net` is the sum of the statements that nothing has paid.
 * 5. Who prepared a transfer does not confirm it; its file is the same bytes every time.
 * 6. What the payer's bank refuses or sends back is owed again, once, with the bank's reason, on
 *    both sides. What has left moves no money yet: the neighbour has it when it has it. */
#ifndef DOMAIN_NETTING_H
#define DOMAIN_NETTING_H

#include "domain/bank/bank.h"
#include "domain/neighbour/neighbour.h"

struct settlement_id {
  int64_t value;
};

struct netting { /* a statement */
  struct day night_on;
  int64_t owed_minor, earned_minor, net_minor, line_count;
  struct settlement_id settlement; /* 0: not paid */
};
struct nettings {
  struct netting *items;
  size_t count;
};

/* After one o'clock, once a night: for every neighbour of ctx's territory. Returns how many
 * statements were made. Own db_write for each pair. The accountants of both sides hear of it. */
int64_t netting_round(struct ctx *ctx);
/* The statement that a notice made at this instant is about (NOTICE_NETTED). */
bool netting_find_made(struct ctx *ctx, struct territory_id neighbour, struct instant made_at,
                       struct netting *netting);
/* Newest first, at most 400. */
struct nettings netting_list(struct ctx *ctx, struct territory_id neighbour);

struct netting_line { /* a use, or below zero its taking back */
  struct transfer_id id;
  bool owed; /* ours, used there */
  int64_t amount_minor;
  struct str shop;
  struct day booked_on;
};
/* Those a statement counts, in their order; the line lives during the call. */
void netting_lines(struct ctx *ctx, struct territory_id neighbour, struct day night,
                   void (*each)(void *arg, const struct netting_line *line), void *arg);

/* In order of precedence. */
#define SETTLEMENT_RESULTS(X)                                                                      \
  X(OK, 200, settlement_ok)                                                                        \
  X(UNKNOWN, 404, settlement_unknown)                                                              \
  X(WAITS, 409, settlement_waits)       /* one is announced and not decided */                     \
  X(NOT_OURS, 409, settlement_not_ours) /* the other side pays, or decides */                      \
  X(NOTHING, 409, settlement_nothing)   /* nothing netted is unpaid */                             \
  X(DECIDED, 409, settlement_decided)                                                              \
  X(NO_REFERENCE, 422, settlement_no_reference)                                                    \
  X(BAD_DAY, 422, settlement_bad_day)                   /* in the future */                        \
  X(NO_ACCOUNT, 409, settlement_no_account)             /* we have no IBAN to pay from */          \
  X(NO_ACCOUNT_THERE, 409, settlement_no_account_there) /* they have none */                       \
  X(SAME_PERSON, 409, settlement_same_person)                                                      \
  X(NO_REASON, 422, settlement_no_reason)                                                          \
  X(NOT_ENOUGH, 409, settlement_not_enough) /* the bank's line holds less */

enum settlement_result {
#define X(name, status, message) SETTLEMENT_RESULT_##name,
  SETTLEMENT_RESULTS(X)
#undef X
};
const char *settlement_refusal(enum settlement_result result);
int settlement_status(enum settlement_result result);
enum message settlement_message(enum settlement_result result);

enum settlement_state {
  SETTLEMENT_ANNOUNCED = 1,
  SETTLEMENT_RECEIVED,
  SETTLEMENT_TAKEN_BACK, /* by the payer, or not seen by the other: its statements wait again */
  SETTLEMENT_PREPARED    /* the bank's file is made; a second person has not said that it has it */
};

struct settlement {
  struct settlement_id id;
  enum settlement_state state;
  bool we_pay;
  int64_t amount_minor;
  struct str reference, note;
  struct day paid_on;
  struct str iban, holder; /* of a prepared transfer: to whom */
  struct person_id prepared_by;
  struct instant made_at;
  struct day left_on; /* the payer's account, says its bank; number 0: not said */
  bool rejected;      /* by its bank: it was taken back for that */
};
struct settlements {
  struct settlement *items;
  size_t count;
};
/* Newest first, at most 100. */
struct settlements settlement_list(struct ctx *ctx, struct territory_id neighbour);
bool settlement_find(struct ctx *ctx, struct territory_id neighbour, struct settlement_id id,
                     struct settlement *settlement);
/* Announced by neighbours and waiting for us. */
int64_t settlement_count_waiting(struct ctx *ctx);
/* Transfers of ours about which somebody must do something: confirm one, or prepare it anew
 * because the bank refused it. At most 50. */
struct settlement_tasks {
  struct settlement_task {
    struct territory_id neighbour;
    int64_t amount_minor;
    bool rejected;
    struct str reason; /* the bank's code, then perhaps its words */
    struct person_id prepared_by;
  } * items;
  size_t count;
};
struct settlement_tasks settlement_task_list(struct ctx *ctx);
/* Paid by us to neighbours, ever. */
int64_t settlement_paid_minor(struct ctx *ctx);

/* What the statements that nothing has paid come to; above zero owed to us. */
int64_t netting_unpaid_minor(struct ctx *ctx, struct territory_id neighbour);

/* These open their own db_write, are durable when they return, and are in both logs of who did
 * what; ctx->person acts. */

/* The account that a neighbour's transfer goes to: on which the territory takes transfers, else
 * from which it pays. False: it has none. */
struct settlement_account {
  struct str iban, holder;
};
bool settlement_account(struct ctx *ctx, struct settlement_account *account);

/* All that we owe, as a transfer from our account to theirs. Its reference is its id. */
enum settlement_result settlement_prepare(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id *id);
/* The bank has the file, says another person: it is announced. */
enum settlement_result settlement_confirm(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id id);
/* The side that owes has paid all of it, under this reference. */
enum settlement_result settlement_announce(struct ctx *ctx, struct territory_id neighbour,
                                           struct str reference, struct day paid_on,
                                           struct settlement_id *id);
/* The other side has it: both ledgers are settled, neighbour_net -> bank there, bank ->
 * neighbour_net here; or out of suspense, where an imported statement of the bank has put it
 * (line 0: none has). */
enum settlement_result settlement_receive(struct ctx *ctx, struct territory_id neighbour,
                                          struct settlement_id id, struct bank_line_id line);
/* What imported files of the bank say: that a transfer of ours has left, was refused or came back;
 * and what has arrived with an announced transfer's reference, to the cent. Returns how many were
 * noted. */
int64_t settlement_round(struct ctx *ctx);
/* Nothing came, says the one; it was a mistake, says the other. With a reason. What is only
 * prepared, the payer alone takes back. */
enum settlement_result settlement_take_back(struct ctx *ctx, struct territory_id neighbour,
                                            struct settlement_id id, struct str note);

#endif
