#include "domain/shop/shop_import.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_summary.h"

/* From so many on the index is made anew at the end, in a tenth of the time. */
enum { MANY = 200, BATCH_ROWS = 1000, BATCH_BYTES = 64 << 20 };

struct batch {
  const struct shop_facts_list *list;
  size_t from, to;
  struct shop_import_report *report; /* of the whole import; arrays have room for every row */
  struct shop_import_report sums;    /* of this batch alone: the body may run twice */
};

static bool batch_body(struct ctx *ctx, void *arg) {
  struct batch *batch = arg;
  batch->sums =
      (struct shop_import_report){.refused = batch->report->refused + batch->report->refused_count};
  for (size_t i = batch->from; i < batch->to; i++) {
    struct shop_facts *facts = &batch->list->items[i];
    facts->unindexed = batch->list->count >= MANY;
    struct shop_id id;
    bool added;
    enum shop_result result = shop_keep(ctx, facts, &id, &added);
    if (result != SHOP_OK)
      batch->sums.refused[batch->sums.refused_count++] =
          (struct shop_refused){i + 1, facts->source_id, facts->name, result};
    else if (added)
      batch->sums.added++;
    else
      batch->sums.updated++;
  }
  return true;
}

static bool recount_body(struct ctx *ctx, void *arg) {
  const struct shop_facts_list *list = arg;
  if (list->count >= MANY) shop_index_rebuild(ctx);
  shop_recount(ctx);
  return true;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

struct shop_import_report shop_import(struct ctx *ctx, const struct shop_facts_list *list) {
  struct shop_import_report report = {
      .refused = arena_array(ctx->arena, struct shop_refused, list->count)};
  db_read_end(ctx); /* a copy must not hold the same connection */
  struct ctx scratch = *ctx;
  scratch.arena = arena_create(BATCH_BYTES);
  arena_defer(ctx->arena, destroy, scratch.arena);
  for (size_t from = 0; from < list->count; from += BATCH_ROWS) {
    size_t to = from + BATCH_ROWS < list->count ? from + BATCH_ROWS : list->count;
    struct batch batch = {.list = list, .from = from, .to = to, .report = &report};
    must(db_write(&scratch, batch_body, &batch));
    report.added += batch.sums.added;
    report.updated += batch.sums.updated;
    report.refused_count += batch.sums.refused_count;
    arena_reset(scratch.arena);
  }
  must(db_write(ctx, recount_body, (void *)(uintptr_t)list));
  return report;
}

static struct str number(struct arena *arena, size_t value) {
  return str_format(arena, "%zu", value);
}

struct str shop_import_text(struct ctx *ctx, const struct shop_import_report *report) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < report->refused_count; i++) {
    const struct shop_refused *row = &report->refused[i];
    buf_format(&text, "%zu\t%.*s\t%.*s\t%.*s\n", row->row, STR_ARG(row->source_id),
               STR_ARG(row->name),
               STR_ARG(message_text(ctx->language, shop_result_message(row->reason))));
  }
  buf_add(&text, MESSAGE(ctx->arena, ctx->language, MSG_shop_import_sums,
                         {"added", number(ctx->arena, report->added)},
                         {"updated", number(ctx->arena, report->updated)},
                         {"refused", number(ctx->arena, report->refused_count)}));
  buf_literal(&text, "\n");
  return buf_str(&text);
}
