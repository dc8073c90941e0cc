/* What the public can hold against the books: the head of the chain of seals at the end of each
 * day. Whoever keeps one can prove later that nothing sealed before it was rewritten
 * (`emplettes ledger verify --heads`).
 *
 * Invariants
 * 1. A day is published once, when it is over, and never changed.
 * 2. From the day of the first seal on, every day is published, also one without transfers. */
#ifndef DOMAIN_WITNESS_WITNESS_H
#define DOMAIN_WITNESS_WITNESS_H

#include "base/crypto.h"
#include "domain/ledger/ledger.h"

struct witness_head {
  struct day on;
  int64_t number;  /* of the seal */
  struct str hash; /* 64 hexadecimal digits */
  struct instant published_at;
};
struct witness_heads {
  struct witness_head *items;
  size_t count;
};
/* Newest first, at most 4,000: eleven years. */
struct witness_heads witness_list(struct ctx *ctx);

/* Publishes the days that are over. Returns how many; opens its own db_write. */
int64_t witness_round(struct ctx *ctx);

struct ledger_heads {
  struct ledger_head *items;
  size_t count;
};
/* Reads what /grand-livre/sceaux.json gives out. False: it is not that. */
bool witness_read(struct arena *arena, struct str json, struct ledger_heads *heads);

#endif
