/* The two passes over a file. */
#include "domain/import/import_work.h"

#include "base/fault.h"
#include "base/format.h"
#include "base/message.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_summary.h"
#include "domain/territory/territory.h"
#include "import_sql.h"

enum {
  BATCH_BYTES = 256 << 20,
  PASS_BYTES = 768 << 20,
  TOWNS_FIRST = 1 << 10,
  STOCK_FIRST = 2000,
  STOCK_GROWTH = 4
};

static void destroy(void *arena) {
  arena_destroy(arena);
}

static struct arena *arena_within(struct arena *arena, size_t limit) {
  struct arena *inner = arena_create(limit);
  arena_defer(arena, destroy, inner);
  return inner;
}

/* Reading a batch. */

static bool is_twice(struct import_pass *pass, const struct import_place *place) {
  return !import_seen_add(&pass->seen, import_hash(place->facts.source_id));
}

/* False: the file is broken. An empty batch is its end. */
static bool read_batch(struct import_pass *pass, struct import_batch *batch, size_t most) {
  struct arena *arena = pass->ctx.arena;
  *batch = (struct import_batch){.pass = pass,
                                 .places = arena_array(arena, struct import_place, most),
                                 .known = arena_array(arena, struct import_known, most),
                                 .twice = arena_array(arena, bool, most),
                                 .new_towns = arena_array(arena, struct import_town, most),
                                 .written = arena_array(arena, struct shop_id, most)};
  while (batch->count < most) {
    struct import_record record;
    enum import_step step = import_reader_next(pass->reader, arena, &record, &pass->run->broken);
    if (step == IMPORT_STEP_BROKEN) return false;
    if (step == IMPORT_STEP_END) break;
    struct import_place *place = &batch->places[batch->count];
    import_place_read(arena, &pass->judge, &record, place);
    batch->twice[batch->count++] = is_twice(pass, place);
  }
  return true;
}

/* The same for whoever only wants to know whether the file can be read to its end. */
static bool skip_batch(struct import_pass *pass, size_t most, size_t *count) {
  for (*count = 0; *count < most; ++*count) {
    struct import_record record;
    arena_reset(pass->ctx.arena);
    enum import_step step =
        import_reader_next(pass->reader, pass->ctx.arena, &record, &pass->run->broken);
    if (step != IMPORT_STEP_PLACE) return step == IMPORT_STEP_END;
  }
  return true;
}

/* Writing what became of it. */

static void put_progress(struct ctx *ctx, const struct import_run *run,
                         const struct import_counts *counts, int64_t read_bytes) {
  run_progress(ctx, &(struct run_progress_params){.id = run->id,
                                                  .read_bytes = read_bytes,
                                                  .places = counts->places,
                                                  .added = counts->added,
                                                  .changed = counts->changed,
                                                  .unchanged = counts->unchanged,
                                                  .refused = counts->refused,
                                                  .warned = counts->warned,
                                                  .missing = counts->missing,
                                                  .lines = counts->lines,
                                                  .now = ctx->now});
}

struct working {
  struct import_batch *batch;
  int64_t read_bytes;
};

static bool batch_body(struct ctx *ctx, void *arg) {
  struct working *working = arg;
  import_batch_run(ctx, working->batch);
  put_progress(ctx, working->batch->pass->run, &working->batch->counts, working->read_bytes);
  return true;
}

static bool begin_body(struct ctx *ctx, void *arg) {
  struct import_pass *pass = arg;
  import_line_clear(ctx, pass->run->id);
  import_key_clear(ctx, pass->run->id);
  put_progress(ctx, pass->run, &pass->run->counts, 0);
  return true;
}

static bool finish_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  bool ended = run->state == IMPORT_DONE_STATE || run->state == IMPORT_BROKEN_STATE;
  if (run->state == IMPORT_BROKEN_STATE) import_line_clear(ctx, run->id);
  put_progress(ctx, run, &run->counts, run->read_bytes);
  run_finish(ctx, &(struct run_finish_params){.id = run->id,
                                              .state = run->state,
                                              .has_finished_at = ended,
                                              .finished_at = run->finished_at,
                                              .broken = run->broken.why,
                                              .broken_at = (int64_t)run->broken.at,
                                              .broken_line = (int64_t)run->broken.line,
                                              .broken_detail = run->broken.detail});
  return true;
}

/* What the source no longer has. */

struct missing {
  struct import_pass *pass;
  struct import_links_after_rows rows;
  struct import_counts counts;
};

static bool missing_body(struct ctx *ctx, void *arg) {
  struct missing *missing = arg;
  struct import_pass *pass = missing->pass;
  const struct import_run *run = pass->run;
  missing->counts = run->counts;
  for (size_t i = 0; i < missing->rows.count; i++) {
    const struct import_links_after_row *row = &missing->rows.items[i];
    if (!row->open || import_seen_has(&pass->seen, import_hash(row->source_id))) continue;
    missing->counts.missing++;
    import_report(ctx, run, &missing->counts,
                  &(struct import_line){.kind = IMPORT_LINE_MISSING,
                                        .reason = IMPORT_MISSING,
                                        .source_id = row->source_id,
                                        .name = row->name});
    if (pass->apply && !row->missing)
      import_link_missing(ctx, run->source.name, row->source_id, run->source.extract_on);
  }
  return true;
}

static bool all_seen(const struct import_pass *pass, const struct import_ids_after_rows *ids) {
  for (size_t i = 0; i < ids->count; i++)
    if (!import_seen_has(&pass->seen, import_hash(ids->items[i].source_id))) return false;
  return true;
}

static void report_missing(struct import_pass *pass, struct str after) {
  struct missing missing = {.pass = pass};
  missing.rows = import_links_after(&pass->ctx, pass->run->source.name, after);
  db_read_end(&pass->ctx);
  must(db_write(&pass->ctx, missing_body, &missing));
  pass->run->counts = missing.counts;
}

static void find_missing(struct import_pass *pass) {
  struct ctx *ctx = &pass->ctx;
  struct arena *keys = arena_within(pass->arena, BATCH_BYTES);
  struct str after = S("");
  for (;;) {
    arena_reset(ctx->arena);
    struct import_ids_after_rows ids = import_ids_after(ctx, pass->run->source.name, after);
    if (ids.count == 0) break;
    if (!all_seen(pass, &ids)) report_missing(pass, after);
    after = str_copy(keys, ids.items[ids.count - 1].source_id);
  }
  db_read_end(ctx);
}

/* A pass. */

static struct import_pass *pass_open(struct ctx *ctx, struct import_run *run,
                                     struct pieces *pieces) {
  struct territory territory;
  struct import_pass *pass = arena_new(ctx->arena, struct import_pass);
  must(territory_find(ctx, ctx->territory, &territory));
  pass->arena = arena_within(ctx->arena, PASS_BYTES);
  pass->ctx = *ctx;
  pass->ctx.arena = arena_within(ctx->arena, BATCH_BYTES);
  pass->ctx.connection = NULL;
  pass->run = run;
  pass->apply = run->state == IMPORT_APPLYING_STATE;
  pass->seen.arena = pass->arena;
  pass->town_capacity = TOWNS_FIRST;
  pass->towns = arena_array(pass->arena, struct import_town, TOWNS_FIRST);
  struct communes *communes = arena_new(ctx->arena, struct communes);
  *communes = communes_load(ctx);
  db_read_end(ctx);
  pass->judge = (struct import_judge){.format = run->kind.format,
                                      .mapping = import_mapping_from(run->source.mapping),
                                      .source = run->source.name,
                                      .licence = run->source.licence,
                                      .country = territory.country,
                                      .on = run->source.extract_on,
                                      .communes = communes};
  pass->reader = import_reader_open(pass->arena, pieces, run->kind);
  return pass;
}

static bool scan_all(struct import_pass *pass, struct pieces *pieces,
                     const struct import_pace *pace) {
  struct import_run *run = pass->run;
  for (;;) {
    size_t count;
    if (!skip_batch(pass, pace->batch, &count)) return false;
    if (count == 0) return true;
    run->counts.places += (int64_t)count;
    run->read_bytes = (int64_t)pieces_offset(pieces);
    if (pace->progress) pace->progress(pace->arg, run);
  }
}

static void take_stock(struct import_pass *pass) {
  if (pass->written < pass->stock_at) return;
  db_take_stock(&pass->ctx);
  pass->stock_at = pass->written > 0 ? pass->written * STOCK_GROWTH : STOCK_FIRST;
}

/* True: read to its end. */
static bool read_all(struct import_pass *pass, struct pieces *pieces,
                     const struct import_pace *pace) {
  struct ctx *ctx = &pass->ctx;
  take_stock(pass);
  for (;;) {
    struct import_batch batch;
    arena_reset(ctx->arena);
    if (pace->now) ctx->now = pace->now();
    if (!read_batch(pass, &batch, pace->batch)) return false;
    if (batch.count == 0) return true;
    struct working working = {&batch, (int64_t)pieces_offset(pieces)};
    must(db_write(ctx, batch_body, &working));
    pass->run->counts = batch.counts;
    pass->run->read_bytes = working.read_bytes;
    import_towns_keep(pass, &batch);
    pass->written += batch.written_count;
    pass->together = batch.together;
    take_stock(pass);
    if (pace->progress) pace->progress(pace->arg, pass->run);
  }
}

/* Anew if rows were left out, now or by an import that was killed. */
static bool index_body(struct ctx *ctx, void *arg) {
  const struct import_pass *pass = arg;
  if (pass->together || !shop_index_is_whole(ctx)) shop_index_gather(ctx);
  return true;
}

static struct str number_text(struct ctx *ctx, int64_t number) {
  struct buf out = buf_in(ctx->arena);
  format_int(&out, ctx->language, number);
  return buf_str(&out);
}

static bool keep_source_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  const struct import_source *source = &run->source;
  struct source_size_row size;
  must(source_size(ctx, source->name, &size));
  source_put(ctx, &(struct source_put_params){
                      .name = source->name,
                      .title = source->title,
                      .licence = source->licence,
                      .attribution = source->attribution,
                      .url = source->url,
                      .mapping = run->kind.format == IMPORT_FORMAT_CSV ? source->mapping : S(""),
                      .extract_on = source->extract_on,
                      .now = ctx->now,
                      .shops = size.shops});
  shop_recount(ctx);
  audit_write(ctx, S("import.done"), run->id.value,
              MESSAGE(ctx->arena, ctx->language, MSG_import_act_counts, {"source", source->title},
                      {"added", number_text(ctx, run->counts.added)},
                      {"changed", number_text(ctx, run->counts.changed)}));
  return true;
}

static void settle(struct ctx *ctx, struct import_run *run, bool whole_file) {
  run->finished_at = ctx->now;
  if (!whole_file) {
    bool applied = run->state == IMPORT_APPLYING_STATE;
    if (applied) run->broken.why = IMPORT_BROKEN_CHANGED;
    if (!applied) run->counts = (struct import_counts){0};
    run->state = IMPORT_BROKEN_STATE;
  } else {
    run->state = run->state == IMPORT_APPLYING_STATE ? IMPORT_DONE_STATE : IMPORT_CHECKED_STATE;
  }
  must(db_write(ctx, finish_body, run));
}

void import_work(struct ctx *ctx, struct import_run *run, struct pieces *pieces,
                 const struct import_pace *pace) {
  db_read_end(ctx);
  run->counts = (struct import_counts){0};
  run->broken = (struct import_break){0};
  struct import_pass *pass = pass_open(ctx, run, pieces);
  must(db_write(&pass->ctx, begin_body, pass));
  bool scan = pace->scan && !pass->apply;
  bool whole_file = scan ? scan_all(pass, pieces, pace) : read_all(pass, pieces, pace);
  run->broken.detail = str_copy(ctx->arena, run->broken.detail);
  if (whole_file && run->whole && !scan) find_missing(pass);
  arena_reset(pass->ctx.arena);
  if (whole_file && pass->apply) {
    must(db_write(&pass->ctx, index_body, pass));
    must(db_write(&pass->ctx, keep_source_body, run));
  }
  pass->ctx.arena = ctx->arena;
  settle(&pass->ctx, run, whole_file);
  if (pass->written >= STOCK_FIRST) db_tidy(&pass->ctx);
}

/* All at once. */

static bool create_body(struct ctx *ctx, void *arg) {
  import_create(ctx, arg);
  return true;
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  return import_confirm(ctx, run->id);
}

/* Columns as they were last time for this source, else as the header lets us guess. */
struct str import_mapping_for(struct ctx *ctx, struct pieces *pieces, struct import_kind kind,
                              struct str source) {
  struct import_break broken;
  struct import_source known;
  if (kind.format != IMPORT_FORMAT_CSV) return S("");
  struct import_reader *reader = import_reader_open(ctx->arena, pieces, kind);
  const struct csv_row *header = import_reader_header(reader, &broken);
  struct import_mapping mapping = {0};
  if (header && import_source_find(ctx, source, &known))
    mapping = import_mapping_from(known.mapping);
  if (header) import_mapping_limit(&mapping, header);
  if (header && mapping.header[IMPORT_COLUMN_name].len == 0)
    mapping = import_mapping_guess(ctx->arena, header);
  pieces_rewind(pieces);
  return import_mapping_text(ctx->arena, &mapping);
}

bool import_source_by_columns(struct ctx *ctx, struct pieces *pieces, struct import_kind kind,
                              struct import_source *source) {
  struct import_break broken;
  if (kind.format != IMPORT_FORMAT_CSV) return false;
  struct import_sources sources = import_source_list(ctx);
  struct import_reader *reader = import_reader_open(ctx->arena, pieces, kind);
  const struct csv_row *header = import_reader_header(reader, &broken);
  pieces_rewind(pieces);
  for (size_t i = 0; header && i < sources.count; i++) {
    struct import_mapping mapping = import_mapping_from(sources.items[i].mapping);
    import_mapping_limit(&mapping, header);
    struct str kept = import_mapping_text(ctx->arena, &mapping);
    if (kept.len == 0 || !str_equal(kept, sources.items[i].mapping)) continue;
    *source = sources.items[i];
    return true;
  }
  return false;
}

void import_now(struct ctx *ctx, struct import_run *run, struct pieces *pieces,
                const struct import_pace *pace) {
  run->kind = import_recognise(ctx->arena, pieces, &run->broken);
  run->file_bytes = (int64_t)pieces_size(pieces);
  run->state = run->broken.why ? IMPORT_BROKEN_STATE : IMPORT_CHECKING_STATE;
  if (!run->broken.why && run->source.mapping.len == 0)
    run->source.mapping = import_mapping_for(ctx, pieces, run->kind, run->source.name);
  must(db_write(ctx, create_body, run));
  if (run->state == IMPORT_BROKEN_STATE) return;
  import_work(ctx, run, pieces, pace);
  if (run->state != IMPORT_CHECKED_STATE) return;
  must(db_write(ctx, confirm_body, run));
  run->state = IMPORT_APPLYING_STATE;
  pieces_rewind(pieces);
  import_work(ctx, run, pieces, pace);
}
