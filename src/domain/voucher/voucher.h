/* Vouchers: prepaid value with a code, redeemable in the shop it was bought for or, if it was sold
 * for all, in every shop that takes part. Issuing, finding by code, redeeming. Selling is
 * domain/checkout; money is domain/ledger.
 *
 * Invariants
 * 1. A voucher's balance is its ledger account's and nothing else; the account's id is the
 *    voucher's id.
 * 2. What leaves a voucher never exceeds what was paid for it, also under concurrency.
 * 3. The same nonce on the same voucher redeems once; with another amount it is refused by name.
 * 4. A voucher is redeemable from the start of its first day to the end of its last, in the
 *    territory's zone, by the server's clock (what a till took without a network, by the till's:
 *    voucher_offline.h), in its own shop only; a territory-wide one where
 *    vouchers are taken. Using that one earns the shop the money; the shop of the other has it
 *    since the sale. One of a neighbour likewise, under an agreement (domain/neighbour,
 *    voucher_guest.h): then both ledgers move in one transaction.
 * 5. Every refused scan is logged.
 * 6. What a voucher was worth is at any time what was used of it, what is left, and what was taken
 *    off it otherwise (voucher_act.h). An ended voucher holds nothing. */
#ifndef DOMAIN_VOUCHER_H
#define DOMAIN_VOUCHER_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/campaign/campaign.h"
#include "domain/ledger/ledger.h"
#include "domain/neighbour/neighbour.h"
#include "domain/person/bearer.h"
#include "domain/shop/shop.h"

struct voucher_id { /* 40 bits of milliseconds since 2020, 15 random bits */
  int64_t value;
};
struct order_id {
  int64_t value;
};

/* Why an agent blocked it: number in the database, word, what the till says. */
#define VOUCHER_BLOCKS(X)                                                                          \
  X(LOST, 1, "lost", voucher_blocked_lost)                                                         \
  X(STOLEN, 2, "stolen", voucher_blocked_stolen)                                                   \
  X(FRAUD, 3, "fraud", voucher_blocked_fraud)                                                      \
  X(UNPAID, 4, "unpaid", voucher_blocked_unpaid) /* its cheque came back (domain/counter) */       \
  X(FAILED, 5, "failed", voucher_shop_failed)    /* its merchant has failed (domain/failure) */

enum voucher_block {
#define X(name, number, word, message) VOUCHER_BLOCK_##name = number,
  VOUCHER_BLOCKS(X)
#undef X
};

/* How it came to its end before it was used up. SPENT: used up, and its last day is over. */
enum voucher_end {
  VOUCHER_END_NONE,
  VOUCHER_END_SPENT,
  VOUCHER_END_REFUNDED,
  VOUCHER_END_TRANSFERRED,
  VOUCHER_END_EXPIRED
};

struct voucher {
  struct voucher_id id;
  struct campaign_id campaign_id;
  struct shop_id shop_id;         /* 0: every shop that takes part, a territory-wide voucher */
  struct merchant_id merchant_id; /* 0 likewise */
  struct order_id order_id;
  struct money amount, top_up; /* what it was worth; what of it public money added */
  struct day redeemable_on, expires_on;
  enum campaign_remainder remainder; /* who has what is left then */
  struct instant issued_at;
  bool late; /* paid for after its merchant had failed: frozen since, and its money can go back */
  bool blocked;
  enum voucher_block blocked_why;
  struct instant blocked_at;
  enum voucher_end ended;
  struct instant ended_at;
  struct money refunded;          /* taken off and paid back */
  struct voucher_id origin, heir; /* passed on: from which, as which; 0: not */
  bool test;                      /* of a test campaign: worth nothing, counted nowhere */
};

/* Derived, never stored. */
enum voucher_state {
  VOUCHER_STATE_ISSUED,
  VOUCHER_STATE_PARTLY_REDEEMED,
  VOUCHER_STATE_REDEEMED,
  VOUCHER_STATE_EXPIRED,
  VOUCHER_STATE_BLOCKED,
  VOUCHER_STATE_REFUNDED,
  VOUCHER_STATE_TRANSFERRED
};
const char *voucher_state_name(enum voucher_state state); /* "partly_redeemed" */
enum voucher_state voucher_state(const struct ctx *ctx, const struct voucher *voucher,
                                 int64_t balance_minor);

/* Codes: twelve symbols of Crockford's base 32 (no I, L, O, U): eleven carry the voucher's id under
 * a keyed permutation, so that codes neither count nor neighbour; the twelfth is a checksum over
 * GF(32) that catches every single wrong symbol and every swap of two. */
enum { VOUCHER_CODE_LEN = 12 };

/* What the QR holds instead is a signed token: voucher_key.h. */

/* "7F3K 9Q2M XW4T" grouped by four with `separator` (0: none). */
struct str voucher_code_text(struct ctx *ctx, struct voucher_id id, char separator);

enum voucher_code_result { VOUCHER_CODE_OK, VOUCHER_CODE_UNREADABLE, VOUCHER_CODE_CHECK_WRONG };
/* As people type it, or copy it out of a mail: any case; spaces, hyphens, dashes and points of all
 * sorts anywhere; O for 0, I and L for 1. */
enum voucher_code_result voucher_code_read(const struct ctx *ctx, struct str typed,
                                           struct voucher_id *id);

/* Issuing, inside db_write. */

/* An id that no voucher has, sold or printed, in any territory; it is taken with the transaction.
 */
struct voucher_id voucher_new_id(struct ctx *ctx);

struct voucher_issue {
  struct voucher_id id; /* where its code was printed before (voucher_new_id); else 0: a new one */
  struct campaign_id campaign_id;
  struct day redeemable_on, expires_on; /* the campaign's terms, copied */
  enum campaign_remainder remainder;
  struct shop_id shop_id;
  struct merchant_id merchant_id;
  struct order_id order_id;
  int64_t amount_minor, top_up_minor; /* what it is worth; what of it public money added */
  struct account promise;             /* of the shop, or the pool of all */
  bool test;
  bool late; /* its merchant has failed before it was paid for */
};
/* Makes the voucher and its account, filled from the promise. */
struct voucher_id voucher_issue(struct ctx *ctx, const struct voucher_issue *issue);

/* Inside db_write: what is left goes on as another voucher, with the same terms and another code.
 * The old one's end is for the caller to write. */
struct voucher_id voucher_pass_on(struct ctx *ctx, const struct voucher *voucher,
                                  int64_t balance_minor, int64_t top_up_minor);

/* Inside db_write: the account against which its value stands, the shop's promise or the pool. */
struct account voucher_promise(struct ctx *ctx, const struct voucher *voucher);
/* Likewise: where its money lies, with the shop's merchant or held until one has earned it. */
struct account voucher_money(struct ctx *ctx, const struct voucher *voucher);
/* The voucher's own account. */
struct account voucher_account(const struct voucher *voucher);

/* Reading. */

bool voucher_find(struct ctx *ctx, struct voucher_id id, struct voucher *voucher);

struct redemption {
  struct transfer_id id;
  int64_t amount_minor, balance_minor; /* taken, and left after it */
  struct shop_id shop_id;              /* 0: a neighbour's */
  struct str place;                    /* that one's name, and its territory's */
  struct instant redeemed_at;
  struct instant kept_at; /* by our clock */
  bool reversed;          /* taken back: it counts no more */
};
struct redemptions {
  struct redemption *items;
  size_t count;
};
/* Oldest first, at most 200. */
struct redemptions voucher_redemptions(struct ctx *ctx, struct voucher_id id);

/* Redeeming. */

/* In order of precedence: name, HTTP status, message. */
#define VOUCHER_RESULTS(X)                                                                         \
  X(OK, 200, voucher_ok)                                                                           \
  X(NO_CODE, 409, voucher_no_code)           /* no twelve symbols: cut short, or something else */ \
  X(UNKNOWN_CODE, 409, voucher_unknown_code) /* right, and no voucher has it */                    \
  X(WRONG_CHECK_DIGIT, 409, voucher_wrong_check_digit)     /* mistyped */                          \
  X(WRONG_SIGNATURE, 409, voucher_wrong_signature)         /* a QR read badly, or not of ours */   \
  X(NOT_SOLD, 409, voucher_not_sold)                       /* printed, and never sold */           \
  X(STOCK_CANCELLED, 409, voucher_stock_cancelled)         /* printed, lost, and cancelled */      \
  X(OTHER_TERRITORY, 409, voucher_other_territory)         /* with which nothing is agreed */      \
  X(OTHER_CURRENCY, 409, voucher_other_currency)           /* francs here, euros there */          \
  X(NEIGHBOUR_NOT_YET, 409, voucher_neighbour_not_yet)     /* agreed from a later day on */        \
  X(NEIGHBOUR_NO_LONGER, 409, voucher_neighbour_no_longer) /* until an earlier day */              \
  X(NEIGHBOUR_SINGLE, 409, voucher_neighbour_single)       /* for one shop over there */           \
  X(NEIGHBOUR_TEST, 409, voucher_neighbour_test)           /* of a test campaign there */          \
  X(OTHER_SHOP, 409, voucher_other_shop)                                                           \
  X(SHOP_NOT_TAKING, 409, voucher_shop_not_taking) /* no vouchers are taken here */                \
  X(NONCE_REUSED, 409, voucher_nonce_reused)       /* same nonce, another amount */                \
  X(DEVICE_REVOKED, 403, voucher_device_revoked)   /* the till's right was taken away */           \
  X(REVERSED, 409, voucher_reversed)               /* this use was taken back: begin anew */       \
  X(TRANSFERRED, 409, voucher_transferred)         /* passed on: it has another code now */        \
  X(REFUNDED, 409, voucher_refunded)                                                               \
  X(SHOP_FAILED, 409, voucher_shop_failed) /* its merchant has: it is a claim now */               \
  X(BLOCKED, 409, voucher_blocked)         /* says when and why */                                 \
  X(NOT_YET_VALID, 409, voucher_not_yet_valid)                                                     \
  X(ALREADY_REDEEMED, 409, voucher_already_redeemed) /* nothing left; says when and where */       \
  X(EXPIRED, 409, voucher_expired)                                                                 \
  X(OFFLINE_CEILING, 409, voucher_offline_ceiling)     /* more than a till may take by itself */   \
  X(NEIGHBOUR_CEILING, 409, voucher_neighbour_ceiling) /* more than a neighbour may owe */         \
  X(AMOUNT_ABOVE_BALANCE, 409, voucher_amount_above_balance)                                       \
  X(AMOUNT_MISSING, 422, voucher_amount_missing) /* zero or less */

enum voucher_result {
#define X(name, status, message) VOUCHER_##name,
  VOUCHER_RESULTS(X)
#undef X
};
const char *voucher_refusal(enum voucher_result result);
int voucher_status(enum voucher_result result);
enum message voucher_message(enum voucher_result result);

struct voucher_scan { /* who asks, from where */
  struct str code;    /* as typed or scanned */
  struct shop_id shop_id;
  struct till_id till_id; /* 0: a signed-in person, ctx->person */
  bool revoked;           /* that device may no more */
};

struct voucher_answer { /* as far as known; zero otherwise */
  enum voucher_result result;
  struct voucher voucher;
  struct merchant_id taker; /* of a territory-wide voucher: who earns the money here */
  struct str taker_shop;    /* the name of the shop then */
  struct territory_id home; /* a neighbour's voucher: whose; 0: ours */
  struct str home_name;
  struct day agreed_on; /* from which, or until which day theirs are taken */
  int64_t balance_minor;
  struct transfer_id use; /* what was just taken, to take it back by */
  bool has_last;          /* the latest redemption, for "already redeemed on ... at ..." */
  struct redemption last;
  struct str last_shop; /* its name */
};
/* What the till shows before taking anything. A refusal is logged. Not inside db_write. */
struct voucher_answer voucher_look(struct ctx *ctx, const struct voucher_scan *scan);

struct voucher_redemption {
  struct voucher_scan scan;
  int64_t amount_minor;
  struct str nonce;           /* 8 to 80 characters, made by the till */
  struct instant redeemed_at; /* the till's clock */
  bool offline;               /* decided by the till, without a network: voucher_offline.h */
  bool has_used_on;
  struct day used_on; /* of a list on paper: this day counts for first and last day, not today */
};
/* Takes the amount off; durable when it returns. Not inside db_write: it opens its own. */
struct voucher_answer voucher_redeem(struct ctx *ctx, const struct voucher_redemption *redemption);

/* Which voucher is meant by what was typed or scanned, its QR too, whatever keyboard the scanner
 * believes in: OK, NO_CODE, WRONG_CHECK_DIGIT or WRONG_SIGNATURE. It need not exist. */
enum voucher_result voucher_code_meant(struct ctx *ctx, struct str text, struct voucher_id *id);

/* What voucher_redeem would answer; takes and logs nothing. `before`: it was taken already under
 * this nonce, and the answer is the same. */
struct voucher_answer voucher_preview(struct ctx *ctx, const struct voucher_redemption *redemption,
                                      bool *before);

/* The refusal as a sentence in the reader's language, with date and place where it has them. */
struct str voucher_sentence(struct ctx *ctx, const struct voucher_answer *answer);

#endif
