/* Paper lists: a stall without a till wrote down code, amount and day; an agent keys the list in. A
 * list is judged line by line before anything is taken, and each line is taken for itself: one that
 * is refused keeps nothing else back. It decides nothing about vouchers: domain/voucher does.
 *
 * Invariants
 * 1. A line's nonce is made of shop, code, amount, day and how many equal lines stand before it:
 * the same list again, in whatever order, takes nothing twice.
 * 2. The day of the list counts, not the day of keying: a voucher used on its last day is taken. */
#ifndef DOMAIN_KEYING_KEYING_H
#define DOMAIN_KEYING_KEYING_H

#include "domain/voucher/voucher.h"

enum { KEYING_LINES = 500 };

/* In order of precedence. */
#define KEYING_RESULTS(X)                                                                          \
  X(OK, 200, keying_ok)         /* taken, or will be */                                            \
  X(BEFORE, 200, keying_before) /* was taken when this list was keyed before */                    \
  X(AMOUNT, 422, keying_amount) /* cannot be read */                                               \
  X(DAY, 422, keying_day)       /* likewise */                                                     \
  X(FUTURE, 422, keying_future)                                                                    \
  X(VOUCHER, 409, keying_voucher) /* the voucher says no: see its own result */

enum keying_result {
#define X(name, status, message) KEYING_##name,
  KEYING_RESULTS(X)
#undef X
};
enum message keying_message(enum keying_result result);

struct keying_line { /* as written */
  struct str code, amount, day;
};
struct keying_list {
  struct keying_line *items;
  size_t count;
  bool too_long; /* lines after the last one kept were left out */
};
/* What a scanner read becomes the code that is printed below it. */
void keying_mend(struct ctx *ctx, const struct keying_list *list);
/* "CODE;12,50;12/05/2020", one a line; a tab separates too, empty lines are passed over, and a
 * first line that names its columns. */
struct keying_list keying_read(struct arena *arena, struct str text);
/* The same from a table: columns called code, montant (amount, Betrag) and date (jour, day, Datum),
 * else the first three. False if it is no table. */
bool keying_read_csv(struct arena *arena, struct str bytes, struct keying_list *list);
/* What keying_read reads. */
struct str keying_text(struct arena *arena, const struct keying_list *list);
/* "2020-05-12", "12/05/2020", "12.5.20". */
bool keying_day_read(struct str text, struct day *day);

struct keying_verdict {
  enum keying_result result;
  int64_t amount_minor;
  struct day on;
  struct voucher_answer answer; /* when it is KEYING_VOUCHER */
};
struct keying_verdicts {
  struct keying_verdict *items; /* one for each line */
  size_t count;
  int64_t taken, taken_minor; /* lines that are taken now, and their sum */
  int64_t before, refused;
};
/* What keying_take would do; writes nothing. */
struct keying_verdicts keying_judge(struct ctx *ctx, struct shop_id shop_id,
                                    const struct keying_list *list);
/* Takes what can be taken, each line in a transaction of its own; audited. Not inside db_write. */
struct keying_verdicts keying_take(struct ctx *ctx, struct shop_id shop_id,
                                   const struct keying_list *list);
/* Why a line is refused, as a sentence. */
struct str keying_sentence(struct ctx *ctx, const struct keying_verdict *verdict);

#endif
