/* What transfers did to the guarded accounts, some of millions, in bounded memory: sums are kept in
 * a table of fixed size, which is written aside in the order of ids whenever it is full; at the end
 * what lies aside is merged. 32 bytes an account a time on disk, in $TMPDIR. Private to the ledger.
 */
#ifndef DOMAIN_LEDGER_FLOORS_H
#define DOMAIN_LEDGER_FLOORS_H

#include "domain/ledger/ledger.h"

struct floor_sum {
  int64_t account;
  int64_t balance_minor;  /* credits minus debits */
  int64_t reserved_minor; /* debits still pending */
  int32_t kind;           /* as transfers name it */
  int32_t mixed;          /* 1: they do not agree on it, and `kind` is the least */
};

struct floors;
/* `room`: how many accounts are summed in memory, at least 1. Everything is gone with the arena. */
struct floors *floors_open(struct arena *arena, size_t room);
/* The account's sums grow by these. */
void floors_add(struct floors *floors, const struct floor_sum *sum);
/* The next account in the order of ids, each once; false behind the last. Ends the adding. */
bool floors_next(struct floors *floors, struct floor_sum *sum);

#endif
