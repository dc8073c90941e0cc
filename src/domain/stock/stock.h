/* Vouchers printed before they are sold, loose or in booklets: a campaign's stock. A lot is one
 * printing of one value. A printed voucher is worth nothing until a counter has sold it
 * (domain/counter); selling gives its code a voucher. It knows nothing of money.
 *
 * Words. A voucher's serial is "3-017": the seventeenth of the territory's third lot. Whoever sells
 * names the first and the last of a row, by serial or by code.
 *
 * Invariants
 * 1. A printed code belongs to one lot and number, and becomes the code of one voucher at most.
 * 2. From in stock it goes to sold or to cancelled, once; two counters that sell the same booklet
 * at the same moment: one does.
 * 3. A row is sold or cancelled as a whole or not at all. */
#ifndef DOMAIN_STOCK_STOCK_H
#define DOMAIN_STOCK_STOCK_H

#include "domain/voucher/voucher.h"

struct lot_id {
  int64_t value;
};

enum { STOCK_LOT_MAX = 500, STOCK_ROW_MAX = 50 };
enum stock_state { STOCK_HERE = 1, STOCK_SOLD = 2, STOCK_CANCELLED = 3 };
const char *stock_state_name(enum stock_state state); /* "in_stock" */

/* In order of precedence. */
#define STOCK_RESULTS(X)                                                                           \
  X(OK, 200, stock_ok)                                                                             \
  X(UNKNOWN_CAMPAIGN, 404, stock_unknown_campaign)                                                 \
  X(CAMPAIGN_OVER, 409, stock_campaign_over)                                                       \
  X(NO_SHOP, 422, stock_no_shop) /* the campaign sells for one shop: say which */                  \
  X(AMOUNT, 422, stock_amount)   /* the campaign does not offer it */                              \
  X(COUNT, 422, stock_count)     /* none, more than a lot holds, or no whole booklets */           \
  X(UNKNOWN, 404, stock_unknown) /* no printed voucher has this serial or code */                  \
  X(ROW, 422, stock_row)         /* first and last are of two lots, or the wrong way round */      \
  X(ROW_TOO_LONG, 422, stock_row_too_long)                                                         \
  X(NOT_HERE, 409, stock_not_here)             /* one of them was sold or cancelled */             \
  X(OTHER_CAMPAIGN, 409, stock_other_campaign) /* what is on sale now is not what was printed */   \
  X(NO_NOTE, 422, stock_no_note)

enum stock_result {
#define X(name, status, message) STOCK_##name,
  STOCK_RESULTS(X)
#undef X
};
const char *stock_refusal(enum stock_result result);
int stock_status(enum stock_result result);
enum message stock_message(enum stock_result result);

struct lot {
  struct lot_id id;
  int64_t serial;
  struct campaign_id campaign_id;
  struct shop_id shop_id; /* 0: for all shops that take part */
  struct money amount;
  int64_t vouchers, booklet; /* how many; how many in one booklet, 1: loose */
  struct instant made_at;
  int64_t here, sold, cancelled; /* how many of each */
};
struct lots {
  struct lot *items;
  size_t count;
};

struct stock_voucher {
  struct voucher_id id; /* that its voucher has or will have */
  int64_t number;
  enum stock_state state;
  struct str note;
  struct instant changed_at;
};
struct stock_vouchers {
  struct stock_voucher *items;
  size_t count;
};

/* Opens its own db_write; audited. `lot` says campaign, shop, amount, vouchers and booklet. */
enum stock_result stock_print(struct ctx *ctx, const struct lot *lot, struct lot_id *id);

bool lot_find(struct ctx *ctx, struct lot_id id, struct lot *lot);
/* Newest first, at most 100. */
struct lots lot_list(struct ctx *ctx);
/* In order of their numbers, the whole lot. */
struct stock_vouchers stock_list(struct ctx *ctx, struct lot_id id);
/* "3-017" */
struct str stock_serial(struct ctx *ctx, const struct lot *lot, int64_t number);

/* A row as somebody names it: serials or codes; an empty last means the first alone. */
struct stock_row {
  struct lot lot;
  int64_t first, last;
};
enum stock_result stock_row(struct ctx *ctx, struct str first, struct str last,
                            struct stock_row *row);

/* Inside db_write. The row's vouchers leave the stock; false if one of them was not there. */
bool stock_take(struct ctx *ctx, const struct stock_row *row, struct stock_vouchers *taken);
/* Opens its own db_write; audited. Lost or spoilt before it was sold. */
enum stock_result stock_cancel(struct ctx *ctx, struct str first, struct str last, struct str note);

#endif
