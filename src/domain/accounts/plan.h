/* The ledger in the words of French public accounting: which number each kind of account has (plan
 * M57, or its class 8 for what stands beside the balance sheet), and which journal and nature each
 * reason. A kind or a reason without its line does not compile. */
#ifndef DOMAIN_ACCOUNTS_PLAN_H
#define DOMAIN_ACCOUNTS_PLAN_H

#include "base/message.h"
#include "domain/ledger/ledger.h"

/* Whose an account is. */
enum plan_owner {
  OWNER_TERRITORY,
  OWNER_PROVIDER,
  OWNER_MERCHANT,
  OWNER_SHOP,
  OWNER_CAMPAIGN,
  OWNER_FUNDER,
  OWNER_ISSUER,
  OWNER_NEIGHBOUR,
  OWNER_PAYMENT, /* or 0 */
  OWNER_VOUCHER  /* shown by campaign */
};

#define PLAN_CLEARING                                                                              \
  { "511", MSG_accounts_kind_clearing, OWNER_PROVIDER }
#define PLAN_PAYABLE                                                                               \
  { "4671", MSG_accounts_kind_payable, OWNER_MERCHANT }
#define PLAN_BANK                                                                                  \
  { "515", MSG_accounts_kind_bank, OWNER_TERRITORY }
#define PLAN_PROMISE                                                                               \
  { "80281", MSG_accounts_kind_promise, OWNER_SHOP }
#define PLAN_POOL                                                                                  \
  { "80282", MSG_accounts_kind_pool, OWNER_CAMPAIGN }
#define PLAN_HELD                                                                                  \
  { "4648", MSG_accounts_kind_held, OWNER_CAMPAIGN }
#define PLAN_REFUND                                                                                \
  { "466", MSG_accounts_kind_refund, OWNER_PROVIDER }
#define PLAN_FUNDER                                                                                \
  { "441", MSG_accounts_kind_funder, OWNER_FUNDER }
#define PLAN_FUND                                                                                  \
  { "46718", MSG_accounts_kind_fund, OWNER_TERRITORY }
#define PLAN_ISSUER                                                                                \
  { "4672", MSG_accounts_kind_issuer, OWNER_ISSUER }
#define PLAN_NEIGHBOUR                                                                             \
  { "46728", MSG_accounts_kind_neighbour, OWNER_NEIGHBOUR }
#define PLAN_NEIGHBOUR_NET                                                                         \
  { "46729", MSG_accounts_kind_neighbour_net, OWNER_NEIGHBOUR }
#define PLAN_DIFFERENCE                                                                            \
  { "4728", MSG_accounts_kind_difference, OWNER_TERRITORY }
#define PLAN_FEE                                                                                   \
  { "627", MSG_accounts_kind_fee, OWNER_PROVIDER }
#define PLAN_TRANSIT                                                                               \
  { "588", MSG_accounts_kind_transit, OWNER_PROVIDER }
#define PLAN_RESERVE                                                                               \
  { "275", MSG_accounts_kind_reserve, OWNER_PROVIDER }
#define PLAN_TEST                                                                                  \
  { "80298", MSG_accounts_kind_test, OWNER_CAMPAIGN }
#define PLAN_TEST_VOUCHER PLAN_TEST
#define PLAN_TEST_ENVELOPE PLAN_TEST
#define PLAN_SUSPENSE                                                                              \
  { "4718", MSG_accounts_kind_suspense, OWNER_PAYMENT }
#define PLAN_KEPT                                                                                  \
  { "75888", MSG_accounts_kind_kept, OWNER_TERRITORY }
#define PLAN_VOUCHER                                                                               \
  { "8018", MSG_accounts_kind_voucher, OWNER_VOUCHER }
#define PLAN_ENVELOPE                                                                              \
  { "46481", MSG_accounts_kind_envelope, OWNER_CAMPAIGN }

struct plan_line {
  enum account_kind kind;
  struct str number, label;
  enum plan_owner owner;
};
enum { JOURNAL_COUNT = 8 };
struct plan { /* in the order of ACCOUNT_KINDS */
  struct plan_line *items;
  size_t count;
  struct str journals[JOURNAL_COUNT]; /* what each is called */
};
/* With labels in this language and the numbers that the territory has chosen. */
struct plan plan_of(struct ctx *ctx, enum language language);
/* The proposed ones. */
struct plan plan_usual(struct arena *arena, enum language language);
enum { PLAN_KINDS_MAX = 32 };
const struct plan_line *plan_find(const struct plan *plan, enum account_kind kind);
/* Journals of the file for the tax office. */
#define JOURNALS(X)                                                                                \
  X(OPENING, "AN", accounts_journal_opening)                                                       \
  X(SALES, "VE", accounts_journal_sales)                                                           \
  X(USE, "UT", accounts_journal_use)                                                               \
  X(PUBLIC, "AB", accounts_journal_public)                                                         \
  X(BANK, "BQ", accounts_journal_bank)                                                             \
  X(PAYOUT, "VR", accounts_journal_payout)                                                         \
  X(REFUND, "RB", accounts_journal_refund)                                                         \
  X(OTHER, "OD", accounts_journal_other)

enum journal {
#define X(name, code, message) JOURNAL_##name,
  JOURNALS(X)
#undef X
};

/* Where an entry stands in the account rendering of the mandate (CGCT, art. D1611-26): receipts and
 * expenses by nature without contraction, operations of treasury, the rest. */
enum plan_nature { NATURE_RECEIPT, NATURE_EXPENSE, NATURE_TREASURY, NATURE_ORDER, NATURE_BESIDE };

struct plan_reason {
  enum reason reason;
  enum journal journal;
  enum plan_nature nature;
  enum message label;
};
struct plan_reason plan_reason_of(enum reason reason);
struct str journal_code(enum journal journal);
enum message journal_message(enum journal journal);

#endif
