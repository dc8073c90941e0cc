/* Walks along the entries of one term, and looks one up. */
#include <string.h>

#include "db/memo.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_index_in.h"

size_t entry_place(const struct shop_entries *entries, const struct shop_entry *entry) {
  size_t low = 0, high = entries->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (shop_entry_compare(&entries->items[middle], entry) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

bool entry_stands_at(const struct shop_entries *entries, size_t at,
                     const struct shop_entry *entry) {
  return at < entries->count && shop_entry_compare(&entries->items[at], entry) == 0;
}

static void skip_to(struct posting *posting, int64_t position, int64_t id) {
  struct shop_entry wanted = {.position = position, .id = id};
  posting->at = entry_place(&posting->entries, &wanted);
}

struct posting posting_from(struct ctx *ctx, struct str term, int64_t position, int64_t id) {
  struct posting posting = {.term = term, .position = position, .id = id};
  if (position < 0) return posting;
  struct posting_at_rows rows = posting_at(ctx, term, position, (struct shop_id){id});
  if (rows.count == 0) return posting;
  posting.entries = shop_entries_read(ctx->arena, rows.items[0].entries);
  skip_to(&posting, position, id + 1);
  return posting;
}

enum { STRETCH_BLOCKS = 8 }; /* as many as posting_after gives at once */

struct stretch { /* some blocks, joined */
  struct shop_entries entries;
  int64_t position, id; /* of the last block's first entry */
  bool last;            /* nothing follows */
};

struct reading {
  const struct posting *posting;
  struct arena *scratch; /* for what is only needed until they are joined */
};

static struct posting_at_rows next_blocks(struct ctx *ctx, const struct reading *reading) {
  const struct posting *posting = reading->posting;
  struct arena *keep = ctx->arena;
  ctx->arena = reading->scratch;
  struct posting_at_rows rows =
      posting_after(ctx, posting->term, posting->position, (struct shop_id){posting->id});
  ctx->arena = keep;
  return rows;
}

/* For db_memo: struct reading -> struct stretch. */
static const void *stretch_read(struct ctx *ctx, void *arg) {
  struct posting_at_rows rows = next_blocks(ctx, arg);
  struct stretch *stretch = arena_new(ctx->arena, struct stretch);
  size_t bytes = 0;
  for (size_t i = 0; i < rows.count; i++)
    bytes += rows.items[i].entries.len;
  stretch->last = rows.count < STRETCH_BLOCKS;
  stretch->entries.items = arena_raw(ctx->arena, bytes + 1);
  stretch->entries.count = bytes / sizeof(struct shop_entry);
  char *end = (char *)stretch->entries.items;
  for (size_t i = 0; i < rows.count; i++) {
    struct str block = rows.items[i].entries;
    memcpy(end, block.ptr, block.len);
    end += block.len;
  }
  if (rows.count == 0) return stretch;
  stretch->position = rows.items[rows.count - 1].position;
  stretch->id = rows.items[rows.count - 1].shop_id.value;
  return stretch;
}

static struct str key_of(struct arena *arena, const struct posting *posting) {
  const int64_t place[] = {posting->position, posting->id};
  struct buf key = buf_in(arena);
  buf_add(&key, str_slice((const char *)place, sizeof place));
  buf_add(&key, posting->term);
  return buf_str(&key);
}

static void read_on(struct ctx *ctx, struct posting *posting) {
  struct reading reading = {posting, ctx->arena};
  const struct stretch *stretch =
      posting->shared ? db_memo(ctx, key_of(ctx->arena, posting), stretch_read, &reading)
                      : stretch_read(ctx, &reading);
  posting->entries = stretch->entries;
  posting->at = 0;
  posting->last = stretch->last;
  posting->announced = 0;
  posting->ended = stretch->entries.count == 0;
  if (posting->ended) return;
  posting->position = stretch->position;
  posting->id = stretch->id;
}

void posting_ahead(struct ctx *ctx, const struct posting *posting) {
  bool known = posting->shared && db_memo_knows(ctx, key_of(ctx->arena, posting), stretch_read);
  if (!known) posting_after(ctx, posting->term, posting->position, (struct shop_id){posting->id});
}

void posting_find_ahead(struct ctx *ctx, struct str term, int64_t position, int64_t id) {
  posting_at(ctx, term, position, (struct shop_id){id});
}

const struct shop_entry *posting_peek(struct ctx *ctx, struct posting *posting) {
  while (posting->at == posting->entries.count && !posting->ended)
    if (posting->last)
      posting->ended = true;
    else
      read_on(ctx, posting);
  return posting->ended ? NULL : &posting->entries.items[posting->at];
}

static bool holds(const struct posting *posting, const struct shop_entry *wanted) {
  const struct shop_entries *entries = &posting->entries;
  struct shop_entry next = {.position = posting->gap_position, .id = posting->gap_id};
  if (entries->count > 0 && shop_entry_compare(&entries->items[0], wanted) > 0) return false;
  if (posting->gap) return shop_entry_compare(wanted, &next) < 0;
  return entries->count > 0 && shop_entry_compare(wanted, &entries->items[entries->count - 1]) <= 0;
}

/* The block in which it would stand; and if it would stand behind its end, where the next begins:
 * else each shop that is asked for behind the last block read that block again. */
static void look_up(struct ctx *ctx, struct posting *posting, const struct shop_entry *wanted) {
  struct shop_id id = {wanted->id};
  struct posting_at_rows rows = posting_at(ctx, posting->term, wanted->position, id);
  posting->entries = (struct shop_entries){NULL, 0};
  posting->gap = false;
  if (rows.count > 0) posting->entries = shop_entries_read(ctx->arena, rows.items[0].entries);
  if (holds(posting, wanted)) return;
  struct posting_next_rows next = posting_next(ctx, posting->term, wanted->position, id);
  posting->gap = true;
  posting->gap_position = next.count > 0 ? next.items[0].position : INT64_MAX;
  posting->gap_id = next.count > 0 ? next.items[0].shop_id.value : INT64_MAX;
}

const struct shop_entry *posting_find(struct ctx *ctx, struct posting *posting, int64_t position,
                                      int64_t id, unsigned *reads) {
  struct shop_entry wanted = {.position = position, .id = id};
  if (!holds(posting, &wanted)) {
    look_up(ctx, posting, &wanted);
    ++*reads;
  }
  size_t at = entry_place(&posting->entries, &wanted);
  return entry_stands_at(&posting->entries, at, &wanted) ? &posting->entries.items[at] : NULL;
}
