/* The bilan: what a campaign, or all of them, came to; for a council and for everybody. It gathers
 * what domain/figures sums, says what each figure is made of, and refuses to show the public what
 * stands on so few vouchers that somebody could be recognised (figures_few.h).
 *
 * Invariants
 * 1. Value = paid by buyers + added by public money = used + refunded + expired + still to be used,
 *    to the cent, whatever is asked for; « moved » is added where vouchers were handed on between
 *    what is asked for and the rest.
 * 2. A figure is the sum of its lines, each of them transfers of the ledger.
 * 3. What is joined or left out changes no sum. */
#ifndef DOMAIN_BILAN_H
#define DOMAIN_BILAN_H

#include "domain/figures/figures_few.h"

/* name, word in addresses and exports, kind. In the order in which they are shown. */
#define BILAN_FIGURES(X)                                                                           \
  X(COUNT, "bons", NUMBER)         /* vouchers sold */                                             \
  X(WORTH, "valeur", MONEY)        /* what they could buy */                                       \
  X(PAID, "payes", MONEY)          /* by those who bought them */                                  \
  X(ADDED, "abondement", MONEY)    /* by public money */                                           \
  X(LEVERAGE, "levier", RATIO)     /* paid for each unit of public money */                        \
  X(SHOPS, "commerces", NUMBER)    /* for which vouchers were sold, or that took some */           \
  X(USED, "utilises", MONEY)       /* in shops */                                                  \
  X(RATE, "taux", PERCENT)         /* of their value */                                            \
  X(LEFT, "reste", MONEY)          /* still to be used: what shops owe in goods */                 \
  X(REFUNDED, "rembourses", MONEY) /* given back to buyers */                                      \
  X(EXPIRED, "expires", MONEY)     /* not used in time */

enum bilan_figure {
#define X(name, word, kind) BILAN_##name,
  BILAN_FIGURES(X)
#undef X
      BILAN_FIGURE_COUNT
};
/* RATIO: hundredths; PERCENT: tenths. */
enum bilan_kind { BILAN_NUMBER, BILAN_MONEY, BILAN_RATIO, BILAN_PERCENT };

struct str bilan_word(enum bilan_figure figure);
enum bilan_kind bilan_kind(enum bilan_figure figure);

/* One line of a figure's sum. */
struct bilan_line {
  enum reason reason;
  enum account_kind from, to; /* VOUCHER stands for each voucher, PROMISE also for POOL, PAYABLE
                                 also for HELD */
  bool less;                  /* taken off */
  int64_t amount;             /* minor units; of COUNT and SHOPS how many */
};
enum { BILAN_LINES = 7 };
struct bilan_lines {
  struct bilan_line items[BILAN_LINES];
  size_t count;
};

struct bilan {
  bool whole;          /* nothing is masked: for those who work for the territory */
  struct str campaign; /* its name; "" for all */
  struct day first, last;
  struct figures_sums sums;
  int64_t shops;
  bool few; /* too few vouchers to say more about them in public; all that follows is empty */
  struct figures_spans spans;
  struct figures_days days; /* each from the first to the last, for curves */
  struct ranking by_value, by_count;
  struct figures_groups trades, towns;
  bool sealed; /* mark is known */
  struct figures_mark mark;
};
/* `rows`: of each table of shops at most so many, 0 for all. */
struct bilan bilan_of(struct ctx *ctx, const struct figures_query *query, bool whole, size_t rows);

/* False: there is none, as no leverage where no public money was added. */
bool bilan_value(const struct bilan *bilan, enum bilan_figure figure, int64_t *value);
/* What it is summed from; none for RATIO and PERCENT, which are quotients of two others. */
struct bilan_lines bilan_lines(const struct bilan *bilan, enum bilan_figure figure);

#endif
