/* The ledger: double entry, in minor units, append-only. It knows accounts, transfers and seals
 * and nothing of shops or vouchers. It refuses to change or delete a transfer: a correction is
 * another transfer.
 *
 * Words. A transfer moves one amount from one debit account to one credit account, for one reason,
 * because of one cause (an order, a voucher, a payout). A guarded account may never go below
 * zero: it keeps its balance in its row and every debit is one conditional UPDATE. A busy
 * account keeps no balance: it is read as checkpoint plus tail. A seal closes a stretch of
 * transfers with their Merkle root and the hash of the seal before.
 *
 * Invariants (tests name the numbers):
 *  1 Debits equal credits, in each currency of each territory.
 *  2 A guarded account's balance is the sum of its transfers, less what is reserved, and not
 *    negative.
 *  3 A pending transfer is posted or voided at most once, and never both.
 *  4 Both accounts of a transfer hold its currency and lie in its territory.
 *  5 Recomputing every seal from its transfers gives its roots and its hash; each names the one
 *    before; none is missing.
 *  6 A checkpoint is the sum of the sealed transfers of its account.
 *  7 A suspense account never owes: nothing leaves it, nor is reserved, that did not come.
 *
 * What is reserved from a guarded account leaves its balance at once, so that nobody else can take
 * it, and comes back if the reservation is voided. */
#ifndef DOMAIN_LEDGER_H
#define DOMAIN_LEDGER_H

#include "base/crypto.h"
#include "base/ctx.h"

struct account_id {
  int64_t value;
};
struct transfer_id {
  int64_t value;
};

/* kind, number in the database, name in exports. From 100 on guarded. */
#define ACCOUNT_KINDS(X)                                                                           \
  X(CLEARING, 1, "clearing") /* money that a payment provider has taken for us; owner: provider */ \
  X(PAYABLE, 2, "payable")   /* what we owe a merchant; owner: merchant */                         \
  X(BANK, 3, "bank")         /* what left for the merchants' banks; owner: 0 */                    \
  X(PROMISE, 4, "promise")   /* goods a shop has promised to voucher holders; owner: shop */       \
  X(POOL, 5, "pool")         /* the same promised by all shops together; owner: campaign */        \
  X(HELD, 6, "held")         /* money of territory-wide vouchers until a shop has earned it;       \
                                owner: campaign */                                                 \
  X(REFUND, 7, "refund")     /* owed to buyers, not yet sent back; owner: provider */              \
  X(FUNDER, 8, "funder")     /* public money that a funder gives or owes; owner: funder */         \
  X(FUND, 9, "fund")         /* the solidarity fund; owner: 0 */                                   \
  X(ISSUER, 10, "issuer")    /* owed by an employer or office for vouchers; owner: issuer */       \
  X(NEIGHBOUR, 11, "neighbour")         /* between two territories; owner: the other one */        \
  X(NEIGHBOUR_NET, 14, "neighbour_net") /* the same, netted, to be paid; owner likewise */         \
  X(DIFFERENCE, 12, "difference")       /* what a cash box had too much or too little; owner: 0 */ \
  X(FEE, 13, "fee")           /* what a payment provider kept for itself; owner: provider */       \
  X(TRANSIT, 15, "transit") /* left a provider for the territory's bank, and has not come there, \
                               or the other way; owner: provider */                                \
  X(RESERVE, 16, "reserve")    /* what a provider lays aside of our money; owner: provider */      \
  X(TEST, 30, "test")         /* play money and play goods of a test campaign; owner: campaign */  \
  X(SUSPENSE, 20, "suspense") /* came and has no place yet; owner: 0, or a payment not complete */ \
  X(KEPT, 21, "kept")         /* money that stays with the territory for good; owner: 0 */         \
  X(VOUCHER, 100, "voucher")  /* what is left on a voucher; owner: voucher */                      \
  X(ENVELOPE, 101, "envelope") /* public money for a campaign's top-ups; owner: campaign */        \
  X(TEST_VOUCHER, 102, "test_voucher")   /* a voucher and */                                       \
  X(TEST_ENVELOPE, 103, "test_envelope") /* an envelope of a test campaign; owner likewise */

enum account_kind {
#define X(name, number, text) ACCOUNT_##name = number,
  ACCOUNT_KINDS(X)
#undef X
      ACCOUNT_GUARDED = 100
};

#define REASONS(X)                                                                                 \
  X(VOUCHER_SOLD, 1, "voucher_sold")            /* clearing -> payable */                          \
  X(VOUCHER_ISSUED, 2, "voucher_issued")        /* promise -> voucher */                           \
  X(VOUCHER_REDEEMED, 3, "voucher_redeemed")    /* voucher -> promise */                           \
  X(MERCHANT_PAID, 4, "merchant_paid")          /* payable -> bank, two-phase */                   \
  X(BANK_RECEIVED, 20, "bank_received")         /* clearing -> suspense */                         \
  X(SUSPENSE_HELD, 21, "suspense_held")         /* suspense -> suspense of a payment, and back */  \
  X(SUSPENSE_USED, 22, "suspense_used")         /* suspense -> clearing: it paid an order */       \
  X(SUSPENSE_REFUNDED, 23, "suspense_refunded") /* suspense -> bank, two-phase */                  \
  X(SUSPENSE_KEPT, 24, "suspense_kept")         /* suspense -> kept */                             \
  X(BANK_TAKEN_BACK, 25, "bank_taken_back")     /* kept -> clearing: the bank reversed a credit */ \
  X(PAYOUT_RETURNED, 26, "payout_returned")     /* bank -> payable */                              \
  X(ENVELOPE_FILLED, 30, "envelope_filled")     /* funder -> envelope */                           \
  X(ENVELOPE_EMPTIED, 31, "envelope_emptied")   /* envelope -> funder */                           \
  X(TOP_UP, 32, "top_up") /* envelope -> payable or held, two-phase: reserved, then paid */        \
  X(TOP_UP_RETURNED, 33, "top_up_returned")         /* payable or held -> envelope */              \
  X(SHOP_EARNED, 34, "shop_earned")                 /* held -> payable: a wide voucher used */     \
  X(REDEMPTION_REVERSED, 35, "redemption_reversed") /* promise or pool -> voucher */               \
  X(SHOP_EARNED_BACK, 36, "shop_earned_back")       /* payable -> held */                          \
  X(VOUCHER_REFUNDED, 37, "voucher_refunded")       /* voucher -> promise or pool */               \
  X(SALE_REFUNDED, 38, "sale_refunded")             /* payable or held -> refund */                \
  X(REFUND_SENT, 39, "refund_sent")                 /* refund -> clearing */                       \
  X(VOUCHER_EXPIRED, 40, "voucher_expired")         /* voucher -> promise or pool */               \
  X(REMAINDER_TO_FUND, 41, "remainder_to_fund")     /* payable or held -> fund */                  \
  X(REMAINDER_KEPT, 42, "remainder_kept")           /* held -> kept */                             \
  X(VOUCHER_TRANSFERRED, 43, "voucher_transferred") /* voucher -> voucher */                       \
  X(ISSUED_ON_ACCOUNT, 44, "issued_on_account")     /* issuer -> payable or held */                \
  X(ISSUER_PAID, 48, "issuer_paid")                 /* suspense -> issuer */                       \
  X(NEIGHBOUR_OWED, 45, "neighbour_owed")           /* held -> neighbour: used over there */       \
  X(NEIGHBOUR_EARNED, 46, "neighbour_earned")       /* neighbour -> payable: theirs, used here */  \
  X(NEIGHBOUR_CLEARED, 47, "neighbour_cleared")     /* neighbour_net -> bank; bank or              \
                                                       suspense -> neighbour_net */                \
  X(NEIGHBOUR_OWED_BACK, 90, "neighbour_owed_back") /* neighbour -> held: a use taken back */      \
  X(NEIGHBOUR_EARNED_BACK, 91, "neighbour_earned_back") /* payable -> neighbour: likewise */       \
  X(NEIGHBOUR_NETTED, 92, "neighbour_netted")           /* neighbour -> neighbour_net, or back */  \
  X(REFUND_RETURNED, 49, "refund_returned")             /* clearing -> refund: it came back */     \
  X(CASH_BANKED, 50, "cash_banked")                     /* bank -> clearing of the desk */         \
  X(CASH_DIFFERENCE, 51, "cash_difference")             /* clearing of the desk <-> difference */  \
  X(CHEQUE_RETURNED, 52, "cheque_returned")             /* payable, held or refund -> clearing of  \
                                                           the desk */                             \
  X(CHEQUE_TAKEN_BACK, 53, "cheque_taken_back")   /* clearing of the desk -> bank: it had been     \
                                                     credited */                                   \
  X(CHEQUE_LOST, 54, "cheque_lost")               /* difference -> clearing of the desk: already   \
                                                     redeemed */                                   \
  X(CHEQUE_VALUE_OFF, 55, "cheque_value_off")     /* voucher -> promise or pool: never paid */     \
  X(PROVIDER_FEE, 60, "provider_fee")             /* fee -> clearing */                            \
  X(PROVIDER_FEE_BACK, 67, "provider_fee_back")   /* clearing -> fee */                            \
  X(PROVIDER_PAID_OUT, 61, "provider_paid_out")   /* payable -> clearing: paid by it */            \
  X(PROVIDER_RECEIVED, 62, "provider_received")   /* clearing -> suspense */                       \
  X(PROVIDER_GAVE_BACK, 63, "provider_gave_back") /* suspense -> clearing: to the card */          \
  X(PROVIDER_TOOK_BACK, 64, "provider_took_back") /* clearing -> payable: from the merchant */     \
  X(DISPUTED, 65, "disputed")               /* kept -> clearing: the buyer's bank took it back */  \
  X(DISPUTE_WON, 66, "dispute_won")         /* clearing -> kept */                                 \
  X(TRANSIT_LEFT, 68, "transit_left")       /* transit -> clearing of the provider */              \
  X(TRANSIT_BACK, 69, "transit_back")       /* clearing of the provider -> transit */              \
  X(TRANSIT_ARRIVED, 70, "transit_arrived") /* clearing of the bank -> transit, or back */         \
  X(TRANSIT_PLACED, 71, "transit_placed")   /* suspense -> transit: somebody knew it */            \
  X(PROVIDER_RESERVED, 72, "provider_reserved") /* reserve -> clearing */                          \
  X(PROVIDER_RELEASED, 73, "provider_released") /* clearing -> reserve */                          \
  X(PROVIDER_LOST, 74, "provider_lost")     /* kept -> clearing: two people said what it was */    \
  X(PROVIDER_GAINED, 75, "provider_gained") /* clearing -> kept: likewise */                       \
  X(VOUCHER_REVIVED, 80, "voucher_revived") /* promise or pool -> voucher */                       \
  X(REMAINDER_RETURNED, 81, "remainder_returned") /* fund or kept -> payable or held */            \
  X(ISSUER_CREDITED, 82, "issuer_credited")       /* payable or held -> issuer */

enum reason {
#define X(name, number, text) REASON_##name = number,
  REASONS(X)
#undef X
};

enum phase { PHASE_SINGLE, PHASE_PENDING, PHASE_POST, PHASE_VOID };

struct str account_kind_name(int64_t kind); /* "?" if unknown */
struct str reason_name(int64_t reason);
struct str phase_name(int64_t phase);

struct account {
  struct account_id id;
  enum account_kind kind;
};

struct transfer {
  struct account debit, credit;
  int64_t amount_minor; /* > 0, in the territory's currency */
  enum reason reason;
  int64_t cause; /* id of the order, voucher or payout behind it */
};

/* All that follow run inside db_write's body. */

/* The unguarded account of this kind and owner, opened if it is not there. */
struct account ledger_account(struct ctx *ctx, enum account_kind kind, int64_t owner);

/* The same of three different ones with one look-up: a purchase moves money between so many. */
struct account_wish {
  enum account_kind kind;
  int64_t owner;
  struct account account; /* the answer; where its id is known before, nothing is asked */
};
enum { ACCOUNT_WISHES = 3 };
void ledger_accounts(struct ctx *ctx, struct account_wish wishes[ACCOUNT_WISHES]);

/* Opens a guarded account with the given id, which no account has, and fills it by its first
 * transfer, whose credit side is that account. The debit account may be guarded too: false, and
 * nothing done, if it holds less. */
bool ledger_open(struct ctx *ctx, const struct transfer *first, int64_t owner);

/* Moves the amount at once. False, and nothing done, if a guarded debit account holds less. */
bool ledger_move(struct ctx *ctx, const struct transfer *transfer, struct transfer_id *id);

/* Two-phase, to an unguarded account: reserve, then post or void the whole amount. Reserving says
 * false, and nothing is done, if a guarded debit account holds less; post and void say false if the
 * transfer is not pending (any more). */
bool ledger_reserve(struct ctx *ctx, const struct transfer *transfer, struct transfer_id *id);
bool ledger_post(struct ctx *ctx, struct transfer_id pending);
bool ledger_void(struct ctx *ctx, struct transfer_id pending);

/* Reading. */

struct ledger_sums { /* of an unguarded account; pending not in the first two */
  int64_t debit_minor, credit_minor;
  int64_t debit_pending_minor, credit_pending_minor;
};
/* Zero for an account that was never opened. */
struct ledger_sums ledger_sums(struct ctx *ctx, enum account_kind kind, int64_t owner);
struct ledger_owner {
  int64_t owner;
  struct ledger_sums sums;
};
struct ledger_owners {
  struct ledger_owner *items;
  size_t count;
};
enum { LEDGER_OWNERS = 500 };
/* The same of all accounts of an unguarded kind, by owner: LEDGER_OWNERS at a time, fewer at the
 * end. */
struct ledger_owners ledger_owners(struct ctx *ctx, enum account_kind kind, int64_t after_owner);
/* Of a guarded account. Zero if there is none. */
int64_t ledger_balance(struct ctx *ctx, struct account_id guarded);

struct ledger_entry { /* a transfer as seen from one account */
  struct transfer_id id;
  enum reason reason;
  enum phase phase;
  int64_t signed_minor; /* credits positive */
  int64_t cause;
  struct instant at;
};
struct ledger_entries {
  struct ledger_entry *items;
  size_t count;
};
/* Newest first, at most `limit` (<= 200), older than `before` (0: from the newest). */
struct ledger_entries ledger_list(struct ctx *ctx, enum account_kind kind, int64_t owner,
                                  struct transfer_id before, size_t limit);

/* Sealing. */

/* Seals what is not sealed yet in this territory, at most 2,048 transfers a seal. Returns the
 * number of transfers sealed; call again while it is not 0. Transfers younger than `lag_ms` wait:
 * on PostgreSQL an older id may still be on its way to commit, on SQLite 0 is right. */
int64_t ledger_seal(struct ctx *ctx, int64_t lag_ms);
enum { LEDGER_SEAL_LAG_MS = 60000 };

/* Checking and exporting, for the command line and the accountant. */

struct ledger_report {
  int64_t territories, accounts, transfers, seals, unsealed;
  int64_t problems;
};
/* Walks every transfer of every territory and checks invariants 1 to 7. Sentences about each
 * problem, and the totals per account kind, are added to `out` as text for a person. Memory grows
 * with shops and campaigns, not with vouchers and transfers; what is known of vouchers meanwhile
 * lies in a temporary file. */
struct ledger_report ledger_verify(struct ctx *ctx, struct buf *out);

/* The head of a chain of seals as somebody outside has kept it. */
struct ledger_head {
  struct str territory; /* slug; "": of any */
  int64_t number;       /* of its seal; 0: of any */
  struct digest hash;
  bool found; /* the answer: the chain has that seal */
};
enum ledger_stage { LEDGER_STAGE_TRANSFERS, LEDGER_STAGE_ACCOUNTS };
struct ledger_progress {
  struct str territory;
  enum ledger_stage stage;
  int64_t done;   /* transfers or accounts */
  int64_t sealed; /* transfers: the least that there are */
};
/* The same check, and that every one of these heads still lies in the chain; one that does not is a
 * problem. A chain that was rewritten as a whole, seals included, is found only so. Sorts them.
 * `show`, if given, is called every few thousand rows, and may empty `out`. */
struct ledger_check {
  struct ledger_head *heads;
  size_t head_count;
  struct buf *out;
  void (*show)(void *arg, const struct ledger_progress *progress);
  void *arg;
};
struct ledger_report ledger_check(struct ctx *ctx, const struct ledger_check *wish);
/* Every transfer of one territory as CSV, oldest first; `write` gets pieces of it. */
void ledger_export(struct ctx *ctx, void (*write)(void *arg, struct str piece), void *arg);

#endif
