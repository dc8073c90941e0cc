/* The books of a span of days: every entry of the ledger in the order of its date, once, with the
 * balances before. It walks all transfers from the first one on, a page at a time; what it keeps
 * grows with shops, merchants, campaigns and days of expiry, not with transfers.
 *
 * An entry is a transfer that counts for good: single or posted. What was only reserved is no
 * entry. Its number is its place among all entries of the territory, so that numbers run on from
 * one span to the next. */
#ifndef DOMAIN_ACCOUNTS_BOOKS_H
#define DOMAIN_ACCOUNTS_BOOKS_H

#include "domain/accounts/memory.h"
#include "domain/campaign/campaign.h"
#include "domain/period/period.h"

/* One account of the balance: of a kind and an owner. Vouchers stand by campaign. */
struct book {
  enum account_kind kind;
  int64_t owner;
  struct str number, name;           /* of the owner, for people */
  int64_t opening_minor;             /* credits less debits before the span */
  int64_t debit_minor, credit_minor; /* in it */
};
struct book_list { /* by number of the account, then by owner */
  struct book **items;
  size_t count;
};

/* What vouchers of a campaign that expire on one day are worth. */
struct liability {
  struct campaign_id campaign;
  struct day expires_on;
  int64_t opening_minor, issued_minor, redeemed_minor, refunded_minor, expired_minor;
  int64_t moved_minor; /* to or from another voucher */
};
struct liability_list { /* by campaign, then by day */
  struct liability **items;
  size_t count;
};
int64_t liability_closing(const struct liability *liability);

struct reason_sum {
  int64_t entries, minor;
};
enum { BOOKS_REASONS = 100 };

struct books {
  struct span span;
  int64_t before;                             /* entries before the span */
  int64_t entries;                            /* in it */
  int64_t transfers;                          /* in it, also those that reserve or give back */
  struct transfer_id first_known, last_known; /* the least and the greatest id among them */
  int64_t moved_minor;                        /* of its entries */
  struct reason_sum reasons[BOOKS_REASONS];   /* by enum reason */
  struct book_list accounts;
  struct liability_list liabilities;
};
int64_t book_closing(const struct book *book); /* credits less debits at its end */

struct books_entry {
  int64_t number; /* from 1 */
  struct transfer_id id;
  struct instant at;
  enum reason reason;
  int64_t cause;
  int64_t amount_minor;
  const struct book *debit, *credit;
  struct campaign_id campaign; /* of the voucher it touches, or 0 */
};
/* What each entry of the span is shown to; before the first one, `begin` sees the accounts with
 * their opening balances. What it takes from ctx's arena is gone with the page. */
struct books_visitor {
  void (*begin)(struct ctx *ctx, void *arg, const struct books *books);
  void (*entry)(struct ctx *ctx, void *arg, const struct books_entry *entry);
  void *arg;
};
struct books *books_walk(struct ctx *ctx, struct span span, const struct plan *plan,
                         struct memory *memory, const struct books_visitor *visitor);

#endif
