/* Payouts: money on its way from the territory to its merchants, in batches with four eyes. An
 * agent prepares a batch: what every merchant with a bank account is owed is reserved. The bank
 * file is drawn from the batch. The accountant, another person, confirms that the bank has it:
 * the reserved transfers are posted. Cancelling voids them. Where a payment provider holds the
 * money, a batch may go through it instead: then there is no file, and confirming sends it.
 *
 * Invariants
 * 1. A batch is decided once: prepared -> confirmed | cancelled.
 * 2. A merchant stands in at most one prepared batch; what is reserved is not offered again.
 * 3. Who prepared a batch does not confirm it.
 * 4. The file of a batch is the same bytes every time.
 * 5. What the bank sends back is owed to the merchant again, once, with the bank's reason. */
#ifndef DOMAIN_PAYOUT_H
#define DOMAIN_PAYOUT_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/shop/shop.h"

struct batch_id {
  int64_t value;
};
struct payout_id {
  int64_t value;
};

enum payout_state {
  PAYOUT_PREPARED = 1,
  PAYOUT_CONFIRMED = 2,
  PAYOUT_CANCELLED = 3,
  PAYOUT_RETURNED = 4, /* the money came back after it had left */
  PAYOUT_REJECTED = 5  /* it never left: the bank refused it */
};
const char *payout_state_name(enum payout_state state);

#define PAYOUT_RESULTS(X)                                                                          \
  X(OK, 200, payout_ok)                                                                            \
  X(NOTHING_DUE, 409, payout_nothing_due)                                                          \
  X(NO_DEBTOR_ACCOUNT, 409, payout_no_debtor_account) /* the territory has no IBAN */              \
  X(UNKNOWN_BATCH, 404, payout_unknown_batch)                                                      \
  X(ALREADY_DECIDED, 409, payout_already_decided)                                                  \
  X(SAME_PERSON, 409, payout_same_person)                                                          \
  X(NO_FILE, 409, payout_no_file) /* a provider carries it out, not the bank */

enum payout_result {
#define X(name, status, message) PAYOUT_##name,
  PAYOUT_RESULTS(X)
#undef X
};
const char *payout_refusal(enum payout_result result);
int payout_status(enum payout_result result);
enum message payout_message(enum payout_result result);

struct batch {
  struct batch_id id;
  int64_t provider; /* who carries it out, enum provider; 0: the bank */
  enum payout_state state;
  struct day execute_on;
  int64_t payouts;
  struct money amount;
  struct person_id prepared_by, decided_by;
  struct instant prepared_at, decided_at; /* decided_* 0 while prepared */
  bool executed;                          /* says the bank */
  struct day executed_on;
};
struct batches {
  struct batch *items;
  size_t count;
};

struct payout {
  struct payout_id id;
  struct merchant_id merchant_id;
  struct str merchant, iban, account_holder; /* iban: or the account at the provider */
  struct money amount;
  enum payout_state state;
  struct str reason; /* why it came back: the bank's code, and perhaps its words */
};
struct payouts {
  struct payout *items;
  size_t count;
};

/* Each opens its own db_write and is durable when it returns. ctx->person acts and is audited. */
enum payout_result payout_prepare(struct ctx *ctx, struct batch_id *id);
enum payout_result payout_confirm(struct ctx *ctx, struct batch_id id);
enum payout_result payout_cancel(struct ctx *ctx, struct batch_id id);

enum { PAYOUT_BATCH_MAX = 5000 };
struct payout_receivers {
  struct payout_receiver {
    struct merchant_id merchant_id;
    struct str account, holder; /* at the provider */
  } * items;
  size_t count;
};
struct payout_through {
  int64_t provider; /* enum provider */
  struct payout_receivers receivers;
  int64_t most_minor; /* what the provider can send, together; the last one may get a part */
};
/* The same through a provider, for those of the receivers who are owed money; NULL: the bank. */
enum payout_result payout_prepare_through(struct ctx *ctx, const struct payout_through *through,
                                          struct batch_id *id);

bool batch_find(struct ctx *ctx, struct batch_id id, struct batch *batch);
/* Newest first, at most 50. */
struct batches batch_list(struct ctx *ctx);
/* Of a batch, in order of preparation, at most 5,000 (the batch's own limit). */
struct payouts payout_list(struct ctx *ctx, struct batch_id id);

/* A payment of a batch as the bank knows it: by its id. */
struct payout_fact {
  struct payout_id id;
  struct batch_id batch_id;
  struct merchant_id merchant_id;
  struct str merchant;
  struct money amount;
  enum payout_state state;
  struct str reason;
};
bool payout_find(struct ctx *ctx, struct payout_id id, struct payout_fact *payout);

/* Inside db_write. The bank sent the money back or refused to send it: it is owed again. False, and
 * nothing done, unless the payout was on its way. */
bool payout_return(struct ctx *ctx, struct payout_id id, struct str reason);
/* Inside db_write. The provider that paid it has taken so much of it back from the merchant, who
 * owed it: he was paid less, he has not sold more. */
void payout_fetched_back(struct ctx *ctx, struct payout_id id, int64_t minor);
/* Inside db_write. The bank has booked the batch. False if that was known. */
bool payout_executed(struct ctx *ctx, struct batch_id id, struct day day);

/* What waits to be paid: merchants with a bank account and money due, and those without. */
struct payout_due {
  int64_t ready_count, ready_minor;
  int64_t blocked_count, blocked_minor; /* no IBAN yet */
};
struct payout_due payout_due(struct ctx *ctx);

/* What a merchant has been, is being and will be paid; all re-derived from the ledger. */
struct merchant_statement {
  struct money sold;        /* vouchers bought so far */
  struct money due;         /* « à vous verser » */
  struct money under_way;   /* in a prepared batch */
  struct money paid;        /* « versé » */
  struct money taken_back;  /* of what was owed: sales paid back, uses taken back */
  struct money outstanding; /* promised to holders and not yet redeemed, all shops */
  struct money redeemed;
};
struct merchant_statement payout_statement(struct ctx *ctx, struct merchant_id merchant);

#endif
