/* The bank's files at work: what a file says is kept line by line, shown, and applied by somebody's
 * word. Money that an order waits for pays it; money without a place goes to suspense, where an
 * agent gives it one; a payment that came back is owed to its merchant again.
 *
 * Words: a line is one movement on the account, or one answer to a payment order. Its mark is the
 * same in whatever file the bank repeats it. A line is open while money lies in suspense because of
 * it.
 *
 * Invariants
 * 1. A line is applied once, and no two lines with the same mark: the ledger moves in the
 * transaction that says so. Who applies a file again, after a crash too, does what was left.
 * 2. Of what arrived, every cent is in the books: on an order, in suspense, returned to a merchant.
 * 3. Suspense holds the sum of the open and the held lines.
 * 4. Money leaves suspense to the outside by the word of two people. Two people also say that a
 *    debit is a refund where the bank does not; it is one refund, and the refund one debit. */
#ifndef DOMAIN_BANK_BANK_H
#define DOMAIN_BANK_BANK_H

#include "domain/bank/bank_file.h"
#include "domain/checkout/checkout.h"
#include "domain/payout/payout.h"
#include "domain/transit/transit.h"

struct bank_file_id {
  int64_t value;
};
struct bank_line_id {
  int64_t value;
};

enum bank_file_state { BANK_FILE_DROPPED = 0, BANK_FILE_READ = 1, BANK_FILE_APPLIED = 2 };

enum bank_line_state {
  BANK_LINE_DROPPED = 0,
  BANK_LINE_READ = 1,
  BANK_LINE_IDLE = 2, /* applied before in another file, or not final yet: nothing to do */
  BANK_LINE_DONE = 3,
  BANK_LINE_OPEN = 4,  /* somebody must look */
  BANK_LINE_ASKED = 5, /* a refund waits for its second pair of eyes */
  BANK_LINE_RESOLVED = 6,
  BANK_LINE_HELD = 7 /* part of what an order waits for */
};

/* What was, or would be, made of a line. */
#define BANK_OUTCOMES(X)                                                                           \
  X(NONE, 0, bank_outcome_none)                                                                    \
  X(SETTLED, 1, bank_outcome_settled)                                                              \
  X(TOO_MUCH, 2, bank_outcome_too_much) /* the order is paid, the rest is in suspense */           \
  X(TOO_LITTLE, 3, bank_outcome_too_little)                                                        \
  X(ALREADY_PAID, 4, bank_outcome_already_paid)                                                    \
  X(LATE, 5, bank_outcome_late)                                                                    \
  X(OTHER_CURRENCY, 6, bank_outcome_other_currency) /* not in the books: they know one currency */ \
  X(UNKNOWN, 7, bank_outcome_unknown)                                                              \
  X(RETURNED, 8, bank_outcome_returned) /* a payout came back: owed again */                       \
  X(RETURNED_BEFORE, 9, bank_outcome_returned_before)                                              \
  X(RETURN_DIFFERS, 10, bank_outcome_return_differs)                                               \
  X(EXECUTED, 11, bank_outcome_executed)     /* a batch was booked */                              \
  X(NOT_OURS, 12, bank_outcome_not_ours)     /* money that left for something else */              \
  X(COLLECTIVE, 13, bank_outcome_collective) /* a sum whose details come with another file */      \
  X(DETAILED, 14, bank_outcome_detailed)     /* a sum whose details are here */                    \
  X(PENDING, 15, bank_outcome_pending)                                                             \
  X(SAME, 16, bank_outcome_same)                                                                   \
  X(TAKEN_BACK, 17, bank_outcome_taken_back) /* the bank reversed what it had credited */          \
  X(ACCEPTED, 18, bank_outcome_accepted)                                                           \
  X(NOTED, 19, bank_outcome_noted)                                                                 \
  X(REFUND_RETURNED, 20, bank_outcome_refund_returned) /* owed to the buyer again */               \
  X(REFUND_LEFT, 21, bank_outcome_refund_left)         /* a refund was executed */                 \
  X(REFUND_LEFT_BEFORE, 22, bank_outcome_refund_left_before)                                       \
  X(REFUND_DIFFERS, 23, bank_outcome_refund_differs) /* another sum, account or turn */            \
  X(NET_REJECTED, 24, bank_outcome_net_rejected)     /* a neighbour's net: owed again */           \
  X(NET_LEFT, 25, bank_outcome_net_left)                                                           \
  X(NET_DIFFERS, 26, bank_outcome_net_differs) /* another sum or account, or not confirmed */      \
  X(TRANSIT_ARRIVED, 27, bank_outcome_transit_arrived) /* a provider's payout to the territory */  \
  X(TRANSIT_UNSURE, 28, bank_outcome_transit_unsure)   /* may be one */

enum bank_outcome {
#define X(name, number, message) BANK_OUTCOME_##name = number,
  BANK_OUTCOMES(X)
#undef X
};
const char *bank_outcome_name(enum bank_outcome outcome); /* "settled" */
enum message bank_outcome_message(enum bank_outcome outcome);
/* Will somebody have to look? */
bool bank_outcome_opens(enum bank_outcome outcome);

#define BANK_RESULTS(X)                                                                            \
  X(OK, 200, bank_ok)                                                                              \
  X(UNREADABLE, 422, bank_unreadable)       /* see bank_file_result */                             \
  X(NO_SETTING, 409, bank_no_setting)       /* say first which account it is */                    \
  X(OTHER_ACCOUNT, 422, bank_other_account) /* a file of an account that is not the territory's */ \
  X(NOTHING, 409, bank_nothing)             /* no such file or line */                             \
  X(ALREADY_DECIDED, 409, bank_already_decided)                                                    \
  X(NO_ORDER, 404, bank_no_order) /* no order of that reference that may be paid */                \
  X(NO_ACCOUNT, 422, bank_no_account)                                                              \
  X(NO_NOTE, 422, bank_no_note)                                                                    \
  X(NO_MONEY, 409, bank_no_money) /* this line has nothing in suspense */                          \
  X(NO_REFUND, 409, bank_no_refund) /* of this sum, waiting for the bank */                        \
  X(NO_TRANSIT, 409, bank_no_transit) /* of this sum, on its way */                                \
  X(SAME_PERSON, 409, bank_same_person)                                                            \
  X(TOP_UP_GONE, 409, bank_top_up_gone) /* came too late for the public part of the price */       \
  X(TOO_LATE, 409, bank_too_late)       /* the last day of the voucher is over */

enum bank_result {
#define X(name, status, message) BANK_##name,
  BANK_RESULTS(X)
#undef X
};
const char *bank_refusal(enum bank_result result);
int bank_status(enum bank_result result);
enum message bank_message(enum bank_result result);

struct bank_line {
  struct bank_line_id id;
  struct bank_file_id file;
  int64_t number;
  struct str mark;
  struct str account, currency;
  int64_t amount_minor;
  bool credit, reversal, booked, collective;
  struct day booked_on;
  struct str entry, reference, end_to_end, batch, remittance, party, party_iban;
  struct str status, reason, reason_text;
  enum bank_line_state state;
  enum bank_outcome outcome; /* of a line that was only read: NONE; ask bank_judge */
  int64_t noun;              /* payment, payout or batch; 0: none */
  int64_t open_minor;
  struct str note;
  struct person_id asked_by;
  struct instant decided_at;
  int64_t refunded_minor; /* sent back to the payer */
};
struct bank_lines {
  struct bank_line *items;
  size_t count;
};

struct bank_kept { /* a file as it was kept */
  struct bank_file_id id;
  enum bank_file_kind kind;
  struct str version, message_id, file_name;
  enum bank_file_state state;
  int64_t lines;
  struct instant read_at;
};
struct bank_kepts {
  struct bank_kept *items;
  size_t count;
};

/* Reads a file and keeps what it says, to be looked at. Opens its own db_write. With UNREADABLE,
 * *why and *problem say what and where. */
enum bank_result bank_receive(struct ctx *ctx, struct str bytes, struct str file_name,
                              struct bank_file_id *id, enum bank_file_result *why,
                              struct bank_file_problem *problem);
bool bank_find(struct ctx *ctx, struct bank_file_id id, struct bank_kept *file);
/* Newest first, at most 30. */
struct bank_kepts bank_list(struct ctx *ctx);
/* Of a file, in its order, after the line of that number; at most 200. */
struct bank_lines bank_line_list(struct ctx *ctx, struct bank_file_id id, int64_t after);
bool bank_line_find(struct ctx *ctx, struct bank_line_id id, struct bank_line *line);
/* Those that somebody must look at: open, asked, held; at most 200, oldest first. */
struct bank_lines bank_open_list(struct ctx *ctx);

struct bank_verdict {
  enum bank_outcome outcome;
  int64_t noun;
  int64_t due_minor; /* of the payment: what it still waits for */
};
/* What applying this line would do now. Changes nothing. */
struct bank_verdict bank_judge(struct ctx *ctx, const struct bank_line *line);

/* Applies every line that was only read, each in its own db_write, then closes the file. */
enum bank_result bank_apply(struct ctx *ctx, struct bank_file_id id);
/* Forgets a file that was only read. */
enum bank_result bank_drop(struct ctx *ctx, struct bank_file_id id);

/* Resolving. Each opens its own db_write and is audited. */

/* Gives the money of an open line to the order of this reference ("RF..", QRR). What is too much
 * stays open; too little is held until the rest is there. */
enum bank_result bank_assign(struct ctx *ctx, struct bank_line_id id, struct str reference);
/* Takes back what is held for an order. */
enum bank_result bank_release(struct ctx *ctx, struct bank_line_id id);
/* Asks for the money to be sent back to the payer; another person says yes, or anybody no. */
enum bank_result bank_refund_ask(struct ctx *ctx, struct bank_line_id id);
enum bank_result bank_refund_confirm(struct ctx *ctx, struct bank_line_id id);
enum bank_result bank_refund_cancel(struct ctx *ctx, struct bank_line_id id);
/* The territory keeps it, or has seen it; the note says why. */
enum bank_result bank_keep(struct ctx *ctx, struct bank_line_id id, struct str note);
/* Inside db_write. What an open line left in suspense, but not more than `most_minor`, goes to an
 * account that is owed it, for this reason. False if there is nothing to give. */
bool bank_give(struct ctx *ctx, struct bank_line_id id, struct account to, enum reason reason,
               int64_t most_minor);
/* A debit that names no order of ours, or one that differs from its order: some say that it is a
 * refund which waits for the bank. Nothing lies in suspense: the money has left. When another
 * person agrees the refund is noted as sent, as if the bank had named it; the sum is the same in
 * any case. */
bool bank_may_claim(const struct bank_line *line);
bool bank_is_claimed(const struct bank_line *line);
struct bank_claims {
  struct bank_claim {
    int64_t refund;
    struct str holder; /* of the account it went to */
  } * items;
  size_t count;
};
/* Refunds that it could be, at most 50. */
struct bank_claims bank_claim_list(struct ctx *ctx, const struct bank_line *line);
enum bank_result bank_claim_ask(struct ctx *ctx, struct bank_line_id id, int64_t refund);
enum bank_result bank_claim_confirm(struct ctx *ctx, struct bank_line_id id);
enum bank_result bank_claim_cancel(struct ctx *ctx, struct bank_line_id id);
/* A movement that no words tie to a payout on its way: somebody says which it is. Money in suspense
 * goes there; a debit is booked now. */
bool bank_may_transit(const struct bank_line *line);
/* Those of its sum, at most 50. */
struct transits bank_transit_list(struct ctx *ctx, const struct bank_line *line);
enum bank_result bank_transit_choose(struct ctx *ctx, struct bank_line_id id,
                                     struct transit_id transit);
/* A sum whose details will never come: into suspense with it. */
enum bank_result bank_unbundle(struct ctx *ctx, struct bank_line_id id);

/* From which account a payment came, if a bank's file said so. */
struct bank_payer {
  struct str iban, name;
};
bool bank_payer_find(struct ctx *ctx, struct payment_id payment, struct bank_payer *payer);

/* What lies in suspense now: unplaced, and held for orders. */
int64_t bank_suspense_minor(struct ctx *ctx);

/* Gives up orders whose time for a transfer is over. Returns how many; own db_write for each. */
int64_t bank_expire_round(struct ctx *ctx);

#endif
