#include "db/memo.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "db/engine.h"

enum {
  SLOTS = 1024,
  WINDOW = 8, /* where a value may stand: of 300 in use, hardly ever two contend */
  VALUE_LIMIT = 4 << 20,
  VALUE_KEPT = 2 << 20, /* larger ones are made each time */
  KEPT_LIMIT = 16 << 20,
  ARENA_LEAST = 32 << 10
};

typedef const void *(*computation)(struct ctx *ctx, void *arg);

struct memo {
  int references; /* atomic: the table's and those of requests */
  uint64_t hash;
  computation compute;
  struct territory_id territory;
  enum language language;
  struct str key;
  struct arena *arena; /* holds key and value */
  const void *value;
  struct db_tables tables;
  uint64_t version;
  size_t bytes;
};

#define UNUSED UINT64_MAX

struct memos {
  pthread_mutex_t lock;
  struct memo *slots[SLOTS];
  uint64_t used_at[SLOTS]; /* UNUSED: the slot is free; beside each other: the oldest is sought */
  size_t bytes;
  uint64_t clock;
};

struct memos *memos_create(void) {
  struct memos *memos = calloc(1, sizeof *memos);
  must(memos != NULL);
  pthread_mutex_init(&memos->lock, NULL);
  for (size_t i = 0; i < SLOTS; i++)
    memos->used_at[i] = UNUSED;
  return memos;
}

static void memo_release(void *thing) {
  struct memo *memo = thing;
  if (__atomic_sub_fetch(&memo->references, 1, __ATOMIC_ACQ_REL) > 0) return;
  arena_destroy(memo->arena);
  free(memo);
}

static void drop(struct memos *memos, size_t slot) {
  struct memo *memo = memos->slots[slot];
  memos->slots[slot] = NULL;
  memos->used_at[slot] = UNUSED;
  memos->bytes -= memo->bytes;
  memo_release(memo);
}

void memos_destroy(struct memos *memos) {
  for (size_t i = 0; i < SLOTS; i++)
    if (memos->slots[i]) drop(memos, i);
  pthread_mutex_destroy(&memos->lock);
  free(memos);
}

static bool same(const struct memo *memo, const struct memo *wanted) {
  return memo->hash == wanted->hash && memo->compute == wanted->compute &&
         memo->territory.value == wanted->territory.value && memo->language == wanted->language &&
         str_equal(memo->key, wanted->key);
}

static size_t window_of(uint64_t hash) {
  return (size_t)(hash % SLOTS / WINDOW * WINDOW);
}

/* With a reference for the caller, or NULL. */
static struct memo *recall(struct db *db, const struct memo *wanted) {
  struct memos *memos = db->memos;
  struct memo *found = NULL;
  pthread_mutex_lock(&memos->lock);
  size_t window = window_of(wanted->hash);
  for (size_t slot = window; slot < window + WINDOW; slot++) {
    struct memo *memo = memos->slots[slot];
    if (!memo || !same(memo, wanted)) continue;
    if (db_version(db, memo->territory, memo->tables) > memo->version) {
      drop(memos, slot);
    } else {
      found = memo;
      memos->used_at[slot] = ++memos->clock;
      __atomic_add_fetch(&found->references, 1, __ATOMIC_RELAXED);
    }
    break;
  }
  pthread_mutex_unlock(&memos->lock);
  return found;
}

/* The place of the same value, else a free one, else the one that was used longest ago. */
static size_t place_for(struct memos *memos, const struct memo *memo) {
  size_t window = window_of(memo->hash), place = window;
  for (size_t slot = window; slot < window + WINDOW; slot++) {
    if (memos->slots[slot] && same(memos->slots[slot], memo)) return slot;
    if (!memos->slots[place]) continue;
    if (!memos->slots[slot] || memos->used_at[slot] < memos->used_at[place]) place = slot;
  }
  return place;
}

/* What was asked for longest ago goes first. */
static void make_room(struct memos *memos, size_t bytes) {
  while (memos->bytes > 0 && memos->bytes + bytes > KEPT_LIMIT) {
    size_t oldest = 0;
    for (size_t slot = 1; slot < SLOTS; slot++)
      if (memos->used_at[slot] < memos->used_at[oldest]) oldest = slot;
    drop(memos, oldest);
  }
}

static void remember(struct memos *memos, struct memo *memo) {
  if (memo->bytes > VALUE_KEPT) return;
  pthread_mutex_lock(&memos->lock);
  size_t place = place_for(memos, memo);
  if (memos->slots[place]) drop(memos, place);
  make_room(memos, memo->bytes);
  memos->used_at[place] = ++memos->clock;
  memo->references++;
  memos->bytes += memo->bytes;
  memos->slots[place] = memo;
  pthread_mutex_unlock(&memos->lock);
}

struct making {
  struct ctx *ctx;
  struct memo *memo;
  void *arg;
};

static void make(void *arg) {
  struct making *making = arg;
  struct memo *memo = making->memo;
  making->ctx->arena = memo->arena;
  making->ctx->reads = &memo->tables;
  memo->key = str_copy(memo->arena, memo->key);
  memo->value = memo->compute(making->ctx, making->arg);
}

/* One reference, the caller's. */
static struct memo *compute_new(struct ctx *ctx, const struct memo *wanted, void *arg) {
  struct memo *memo = calloc(1, sizeof *memo);
  must(memo != NULL);
  *memo = *wanted;
  memo->references = 1;
  memo->arena = arena_create(VALUE_LIMIT);
  memo->version = db_snapshot(ctx);
  struct making making = {ctx, memo, arg};
  struct arena *arena = ctx->arena;
  struct db_tables *reads = ctx->reads;
  struct fault fault;
  bool good = fault_catch(&fault, make, &making);
  ctx->arena = arena;
  ctx->reads = reads;
  if (!good) {
    memo_release(memo);
    fault_again(&fault);
  }
  size_t used = arena_used(memo->arena);
  memo->bytes = sizeof *memo + (used > ARENA_LEAST ? used : ARENA_LEAST);
  return memo;
}

uint64_t db_snapshot(const struct ctx *ctx) {
  return ctx->connection ? ctx->connection->since : db_version_now(ctx->db);
}

static struct memo wanted_of(const struct ctx *ctx, struct str key, computation compute) {
  uint64_t territory = (uint64_t)ctx->territory.value * UINT64_C(0x9E3779B97F4A7C15);
  return (struct memo){.hash = str_hash(key) ^ territory ^ (uint64_t)(uintptr_t)compute,
                       .compute = compute,
                       .territory = ctx->territory,
                       .language = ctx->language,
                       .key = key};
}

bool db_memo_knows(struct ctx *ctx, struct str key, computation compute) {
  struct memo wanted = wanted_of(ctx, key, compute);
  struct memo *memo = recall(ctx->db, &wanted);
  if (memo) memo_release(memo);
  return memo != NULL;
}

const void *db_memo(struct ctx *ctx, struct str key, computation compute, void *arg) {
  if (ctx->connection && ctx->connection->writing) return compute(ctx, arg);
  struct memo wanted = wanted_of(ctx, key, compute);
  struct memo *memo = recall(ctx->db, &wanted);
  if (!memo) {
    memo = compute_new(ctx, &wanted, arg);
    remember(ctx->db->memos, memo);
  }
  if (ctx->reads) db_note_reads(ctx->reads, &memo->tables);
  arena_defer(ctx->arena, memo_release, memo);
  return memo->value;
}
