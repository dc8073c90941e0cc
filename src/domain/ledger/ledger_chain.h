/* What sealing and checking share: the leaf of a transfer, the Merkle root of a stretch, the hash
 * of a seal, and sums per account. Private to the ledger. */
#ifndef DOMAIN_LEDGER_CHAIN_H
#define DOMAIN_LEDGER_CHAIN_H

#include "domain/ledger/ledger.h"
#include "ledger_sql.h"

/* The Merkle root as RFC 6962 shapes it, fed leaf by leaf in constant space: level k holds the
 * root of a full subtree of 2^k leaves that waits for its right neighbour. */
struct merkle {
  struct digest level[48];
  uint64_t count;
};
void merkle_add(struct merkle *merkle, struct digest leaf);
struct digest merkle_root(const struct merkle *merkle);

/* Hash of every column of the transfer but the two kinds, which are those of its accounts. */
struct digest chain_leaf(const struct ledger_page_row *transfer);

struct chain_seal { /* what a seal's hash covers */
  int64_t territory, number, first_id, last_id, count;
  struct digest merkle_root, balance_root, previous_hash;
  struct instant sealed_at;
};
struct digest chain_hash(const struct chain_seal *seal);

/* Sums of one account over the transfers fed so far. */
struct tally {
  int64_t account;
  int64_t kind;
  struct ledger_sums sums;
  int64_t count;
  struct ledger_sums sealed; /* sums and count as of the last seal (checking only) */
  int64_t sealed_count;
  bool touched; /* since tallies_clear_touched */
  bool mixed;   /* transfers do not agree on its kind, and `kind` is the first (checking only) */
  bool there;   /* it has its account (checking only) */
};
/* All accounts met, by id: open addressing, doubled at half full, in `arena`. */
struct tallies {
  struct arena *arena;
  struct tally *slots;
  size_t capacity, count;
  struct tally **touched; /* by account id once tallies_touched_root has sorted them */
  size_t touched_count, touched_capacity;
};
struct tally *tally_of(struct tallies *tallies, int64_t account, int64_t kind);
struct tally *tally_find(const struct tallies *tallies, int64_t account); /* or NULL */
/* What a transfer does to its debit side, its credit side, both. */
void tallies_debit(struct tallies *tallies, const struct ledger_page_row *transfer);
void tallies_credit(struct tallies *tallies, const struct ledger_page_row *transfer);
void tallies_add(struct tallies *tallies, const struct ledger_page_row *transfer);
/* Hash over the sums of every unguarded account touched since the last clear, in id order. */
struct digest tallies_root(struct tallies *tallies, struct arena *scratch);
void tallies_clear_touched(struct tallies *tallies);
/* What a transfer does to one side's final and pending sums. */
void transfer_apply(int64_t phase, int64_t amount_minor, int64_t *final, int64_t *pending);

#endif
