#include "domain/ledger/ledger_chain.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

void merkle_add(struct merkle *merkle, struct digest leaf) {
  unsigned level = 0;
  for (uint64_t waiting = merkle->count; waiting & 1; waiting >>= 1)
    leaf = digest_pair(merkle->level[level++], leaf);
  must(level < sizeof merkle->level / sizeof merkle->level[0]);
  merkle->level[level] = leaf;
  merkle->count++;
}

struct digest merkle_root(const struct merkle *merkle) {
  struct digest root = digest_of(S(""));
  bool started = false;
  for (unsigned level = 0; level < 48 && merkle->count >> level; level++) {
    if (!(merkle->count >> level & 1)) continue;
    root = started ? digest_pair(merkle->level[level], root) : merkle->level[level];
    started = true;
  }
  return root;
}

/* A record as the chain reads it: a word that says what it is, then numbers, eight bytes each,
 * the most significant first. The same on every engine and machine. */
enum { RECORD_WORDS = 12 };
struct record {
  unsigned char bytes[RECORD_WORDS * 8];
  size_t len;
};

static void record_add(struct record *record, int64_t number) {
  must(record->len + 8 <= sizeof record->bytes);
  for (int shift = 56; shift >= 0; shift -= 8)
    record->bytes[record->len++] = (unsigned char)((uint64_t)number >> shift);
}

/* Up to eight letters, padded with zeros: "transfer", "seal", "EUR". */
static void record_add_word(struct record *record, struct str word) {
  must(word.len <= 8 && record->len + 8 <= sizeof record->bytes);
  memcpy(record->bytes + record->len, word.ptr, word.len);
  record->len += 8;
}

static struct digest record_digest(const struct record *record) {
  return digest_of(str_slice((const char *)record->bytes, record->len));
}

struct digest chain_leaf(const struct ledger_page_row *t) {
  struct record record = {0};
  record_add_word(&record, S("transfer"));
  record_add(&record, t->id.value);
  record_add(&record, t->debit_id.value);
  record_add(&record, t->credit_id.value);
  record_add(&record, t->amount_minor);
  record_add_word(&record, t->currency);
  record_add(&record, t->reason);
  record_add(&record, t->cause_id);
  record_add(&record, t->phase);
  record_add(&record, t->has_pending_id ? t->pending_id.value : 0);
  record_add(&record, t->created_at.ms);
  return record_digest(&record);
}

struct digest chain_hash(const struct chain_seal *seal) {
  struct record record = {0};
  record_add_word(&record, S("seal"));
  record_add(&record, seal->territory);
  record_add(&record, seal->number);
  record_add(&record, seal->first_id);
  record_add(&record, seal->last_id);
  record_add(&record, seal->count);
  record_add(&record, seal->sealed_at.ms);
  struct digest roots = digest_pair(seal->merkle_root, seal->balance_root);
  return digest_pair(seal->previous_hash, digest_pair(record_digest(&record), roots));
}

static size_t slot_of(const struct tallies *tallies, int64_t account) {
  uint64_t mixed = (uint64_t)account * 0x9e3779b97f4a7c15u;
  return (size_t)(mixed >> 20) & (tallies->capacity - 1);
}

static struct tally *probe(const struct tallies *tallies, int64_t account) {
  size_t slot = slot_of(tallies, account);
  while (tallies->slots[slot].account != 0 && tallies->slots[slot].account != account)
    slot = (slot + 1) & (tallies->capacity - 1);
  return &tallies->slots[slot];
}

static int by_account(const void *a, const void *b) {
  int64_t left = (*(struct tally *const *)a)->account, right = (*(struct tally *const *)b)->account;
  return (left > right) - (left < right);
}

/* Guarded accounts have no checkpoint, hence no place in a seal's balances. */
static void touch(struct tallies *tallies, struct tally *tally) {
  if (tally->touched || tally->kind >= ACCOUNT_GUARDED) return;
  tally->touched = true;
  if (tallies->touched_count == tallies->touched_capacity) {
    size_t capacity = tallies->touched_capacity ? tallies->touched_capacity * 2 : 256;
    struct tally **grown = arena_array(tallies->arena, struct tally *, capacity);
    if (tallies->touched_count)
      memcpy(grown, tallies->touched, tallies->touched_count * sizeof *grown);
    tallies->touched = grown;
    tallies->touched_capacity = capacity;
  }
  tallies->touched[tallies->touched_count++] = tally;
}

static void grow(struct tallies *tallies) {
  struct tallies bigger = {.arena = tallies->arena,
                           .capacity = tallies->capacity ? tallies->capacity * 2 : 1024};
  bigger.slots = arena_array(tallies->arena, struct tally, bigger.capacity);
  for (size_t i = 0; i < tallies->capacity; i++) {
    if (tallies->slots[i].account == 0) continue;
    struct tally *moved = probe(&bigger, tallies->slots[i].account);
    *moved = tallies->slots[i];
    bigger.count++;
    if (!moved->touched) continue;
    moved->touched = false;
    touch(&bigger, moved);
  }
  *tallies = bigger;
}

struct tally *tally_of(struct tallies *tallies, int64_t account, int64_t kind) {
  must(account != 0);
  if (tallies->count * 2 >= tallies->capacity) grow(tallies);
  struct tally *tally = probe(tallies, account);
  if (tally->account == 0) {
    *tally = (struct tally){.account = account, .kind = kind};
    tallies->count++;
  }
  if (tally->kind != kind) tally->mixed = true;
  return tally;
}

struct tally *tally_find(const struct tallies *tallies, int64_t account) {
  if (tallies->count == 0 || account == 0) return NULL;
  struct tally *tally = probe(tallies, account);
  return tally->account == 0 ? NULL : tally;
}

void transfer_apply(int64_t phase, int64_t amount_minor, int64_t *final, int64_t *pending) {
  if (phase == PHASE_SINGLE || phase == PHASE_POST) *final += amount_minor;
  if (phase == PHASE_PENDING) *pending += amount_minor;
  if (phase == PHASE_POST || phase == PHASE_VOID) *pending -= amount_minor;
}

void tallies_debit(struct tallies *tallies, const struct ledger_page_row *t) {
  struct tally *tally = tally_of(tallies, t->debit_id.value, t->debit_kind);
  transfer_apply(t->phase, t->amount_minor, &tally->sums.debit_minor,
                 &tally->sums.debit_pending_minor);
  tally->count++;
  touch(tallies, tally);
}

void tallies_credit(struct tallies *tallies, const struct ledger_page_row *t) {
  struct tally *tally = tally_of(tallies, t->credit_id.value, t->credit_kind);
  transfer_apply(t->phase, t->amount_minor, &tally->sums.credit_minor,
                 &tally->sums.credit_pending_minor);
  tally->count++;
  touch(tallies, tally);
}

void tallies_add(struct tallies *tallies, const struct ledger_page_row *t) {
  tallies_debit(tallies, t);
  tallies_credit(tallies, t);
}

struct digest tallies_root(struct tallies *tallies, struct arena *scratch) {
  if (tallies->touched_count)
    qsort(tallies->touched, tallies->touched_count, sizeof *tallies->touched, by_account);
  struct buf text = buf_in(scratch);
  buf_literal(&text, "balances");
  for (size_t i = 0; i < tallies->touched_count; i++) {
    const struct tally *t = tallies->touched[i];
    buf_format(&text, "\n%" PRId64 ";%" PRId64 ";%" PRId64 ";%" PRId64 ";%" PRId64 ";%" PRId64,
               t->account, t->sums.debit_minor, t->sums.credit_minor, t->sums.debit_pending_minor,
               t->sums.credit_pending_minor, t->count);
  }
  return digest_of(buf_str(&text));
}

void tallies_clear_touched(struct tallies *tallies) {
  for (size_t i = 0; i < tallies->touched_count; i++)
    tallies->touched[i]->touched = false;
  tallies->touched_count = 0;
}
