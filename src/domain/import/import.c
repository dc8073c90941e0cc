#include "domain/import/import.h"

#include "base/fault.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"
#include "import_sql.h"

enum { STALE_MS = 60 * 1000 };

enum message import_state_message(enum import_state state) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      IMPORT_STATES(X)
#undef X
  };
  return messages[state];
}

enum message import_format_message(enum import_format format) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      IMPORT_FORMATS(X)
#undef X
  };
  return messages[format];
}

/* Sources. */

bool import_source_known(struct str name, struct import_source *source) {
  static const struct import_source known[] = {
      {.name = S("osm"),
       .title = S("OpenStreetMap"),
       .licence = S("ODbL 1.0"),
       .attribution = S("© les contributeurs d’OpenStreetMap"),
       .url = S("https://www.openstreetmap.org/copyright")},
      {.name = S("sirene"),
       .title = S("Sirene"),
       .licence = S("Licence Ouverte 2.0"),
       .attribution = S("Insee, base Sirene"),
       .url = S("https://www.sirene.fr/")},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (str_equal(known[i].name, name)) {
      *source = known[i];
      return true;
    }
  return false;
}

#define SOURCE_OF(row)                                                                             \
  ((struct import_source){.name = (row)->name,                                                     \
                          .title = (row)->title,                                                   \
                          .licence = (row)->licence,                                               \
                          .attribution = (row)->attribution,                                       \
                          .url = (row)->url,                                                       \
                          .mapping = (row)->mapping,                                               \
                          .extract_on = (row)->extract_on,                                         \
                          .imported_at = (row)->imported_at,                                       \
                          .shops = (row)->shops})

bool import_source_find(struct ctx *ctx, struct str name, struct import_source *source) {
  struct source_row_row row;
  if (!source_row(ctx, name, &row)) return false;
  *source = SOURCE_OF(&row);
  return true;
}

struct import_sources import_source_list(struct ctx *ctx) {
  struct source_rows_rows rows = source_rows(ctx);
  struct import_sources sources = {arena_array(ctx->arena, struct import_source, rows.count),
                                   rows.count};
  for (size_t i = 0; i < rows.count; i++)
    sources.items[i] = SOURCE_OF(&rows.items[i]);
  return sources;
}

struct import_origins import_origins_of(struct ctx *ctx, struct shop_id shop) {
  struct import_links_of_rows links = import_links_of(ctx, shop);
  struct import_origins origins = {arena_array(ctx->arena, struct import_origin, links.count), 0};
  for (size_t i = 0; i < links.count; i++) {
    const struct import_links_of_row *link = &links.items[i];
    struct import_source source;
    if (!import_source_find(ctx, link->source, &source) &&
        !import_source_known(link->source, &source))
      continue;
    bool newer = source.extract_on.number > link->extract_on.number && !link->missing;
    origins.items[origins.count++] =
        (struct import_origin){.title = source.title,
                               .licence = source.licence,
                               .attribution = source.attribution,
                               .url = source.url,
                               .source = link->source,
                               .source_id = link->source_id,
                               .on = newer ? source.extract_on : link->extract_on,
                               .missing = link->missing,
                               .gave = shop_fields_from(link->gave)};
  }
  return origins;
}

/* Runs. */

#define RUN_OF(row)                                                                                \
  ((struct import_run){.id = (row)->id,                                                            \
                       .source = {.name = (row)->source,                                           \
                                  .title = (row)->title,                                           \
                                  .licence = (row)->licence,                                       \
                                  .attribution = (row)->attribution,                               \
                                  .url = (row)->url,                                               \
                                  .mapping = (row)->mapping,                                       \
                                  .extract_on = (row)->extract_on},                                \
                       .kind = {(enum import_format)(row)->format, (row)->latin1},                 \
                       .file_name = (row)->file_name,                                              \
                       .file = (row)->file,                                                        \
                       .file_bytes = (row)->file_bytes,                                            \
                       .whole = (row)->whole,                                                      \
                       .state = (enum import_state)(row)->state,                                   \
                       .read_bytes = (row)->read_bytes,                                            \
                       .counts = {(row)->places, (row)->added, (row)->changed, (row)->unchanged,   \
                                  (row)->refused, (row)->warned, (row)->missing, (row)->lines},    \
                       .broken = {(enum import_broken)(row)->broken, (uint64_t)(row)->broken_at,   \
                                  (size_t)(row)->broken_line, (row)->broken_detail},               \
                       .person = (row)->person_id,                                                 \
                       .created_at = (row)->created_at,                                            \
                       .beat_at = (row)->beat_at,                                                  \
                       .finished_at = (row)->finished_at})

void import_create(struct ctx *ctx, struct import_run *run) {
  run->id.value = id_next(ctx->ids);
  run->created_at = ctx->now;
  run_insert(ctx, &(struct run_insert_params){.id = run->id,
                                              .source = run->source.name,
                                              .title = run->source.title,
                                              .licence = run->source.licence,
                                              .attribution = run->source.attribution,
                                              .url = run->source.url,
                                              .extract_on = run->source.extract_on,
                                              .format = run->kind.format,
                                              .latin1 = run->kind.latin1,
                                              .file_name = run->file_name,
                                              .file = run->file,
                                              .file_bytes = run->file_bytes,
                                              .mapping = run->source.mapping,
                                              .whole = run->whole,
                                              .state = run->state,
                                              .broken = run->broken.why,
                                              .broken_at = (int64_t)run->broken.at,
                                              .person_id = ctx->person,
                                              .now = ctx->now});
  audit_write(ctx, S("import.begin"), run->id.value, run->file_name);
}

bool import_find(struct ctx *ctx, struct import_id id, struct import_run *run) {
  struct run_row_row row;
  if (!run_row(ctx, id, &row)) return false;
  *run = RUN_OF(&row);
  return true;
}

struct import_runs import_list(struct ctx *ctx) {
  struct run_rows_rows rows = run_rows(ctx);
  struct import_runs runs = {arena_array(ctx->arena, struct import_run, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    runs.items[i] = RUN_OF(&rows.items[i]);
  return runs;
}

bool import_describe(struct ctx *ctx, const struct import_run *run) {
  const struct import_source *source = &run->source;
  struct run_describe_params params = {.id = run->id,
                                       .source = source->name,
                                       .title = source->title,
                                       .licence = source->licence,
                                       .attribution = source->attribution,
                                       .url = source->url,
                                       .extract_on = source->extract_on,
                                       .mapping = source->mapping,
                                       .whole = run->whole,
                                       .from_state = IMPORT_NEW_STATE,
                                       .state = IMPORT_CHECKING_STATE,
                                       .now = ctx->now};
  bool moved = run_describe(ctx, &params) == 1;
  params.from_state = IMPORT_CHECKED_STATE;
  moved = moved || run_describe(ctx, &params) == 1;
  if (moved) audit_write(ctx, S("import.check"), run->id.value, source->name);
  return moved;
}

bool import_confirm(struct ctx *ctx, struct import_id id) {
  if (run_move(ctx, id, IMPORT_CHECKED_STATE, IMPORT_APPLYING_STATE) != 1) return false;
  audit_write(ctx, S("import.confirm"), id.value, S(""));
  return true;
}

bool import_cancel(struct ctx *ctx, struct import_id id) {
  if (run_move(ctx, id, IMPORT_NEW_STATE, IMPORT_CANCELLED_STATE) != 1 &&
      run_move(ctx, id, IMPORT_CHECKED_STATE, IMPORT_CANCELLED_STATE) != 1)
    return false;
  audit_write(ctx, S("import.cancel"), id.value, S(""));
  return true;
}

#define LINE_OF(row)                                                                               \
  ((struct import_line){.number = (row)->number,                                                   \
                        .kind = (enum import_line_kind)(row)->kind,                                \
                        .reason = (enum import_reason)(row)->reason,                               \
                        .place = (row)->place,                                                     \
                        .line = (row)->line,                                                       \
                        .at = (row)->at,                                                           \
                        .source_id = (row)->source_id,                                             \
                        .name = (row)->name,                                                       \
                        .detail = (row)->detail})

struct import_lines import_lines_after(struct ctx *ctx, struct import_id id, int64_t after) {
  struct import_line_rows_rows rows = import_line_rows(ctx, id, after);
  struct import_lines lines = {arena_array(ctx->arena, struct import_line, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    lines.items[i] = LINE_OF(&rows.items[i]);
  return lines;
}

struct each {
  void (*each)(void *arg, const struct import_line *line);
  void *arg;
};

static void each_row(void *arg, const struct import_line_each_row *row) {
  const struct each *each = arg;
  struct import_line line = LINE_OF(row);
  each->each(each->arg, &line);
}

void import_lines_each(struct ctx *ctx, struct import_id id,
                       void (*each)(void *arg, const struct import_line *line), void *arg) {
  struct each all = {each, arg};
  import_line_each(ctx, id, each_row, &all);
}

struct import_reason_counts import_reasons_of(struct ctx *ctx, struct import_id id) {
  struct import_reasons_rows rows = import_reasons(ctx, id);
  struct import_reason_counts counts = {
      arena_array(ctx->arena, struct import_reason_count, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    counts.items[i] =
        (struct import_reason_count){(enum import_line_kind)rows.items[i].kind,
                                     (enum import_reason)rows.items[i].reason, rows.items[i].lines};
  return counts;
}

struct str import_break_text(struct ctx *ctx, const struct import_break *broken) {
  static const enum message messages[] = {
#define X(name, message) MSG_##message,
      IMPORT_BREAKS(X)
#undef X
  };
  struct str at = str_format(ctx->arena, "%llu", (unsigned long long)broken->at);
  struct str line = str_format(ctx->arena, "%zu", broken->line);
  struct str why = message_text(ctx->language, messages[broken->why]);
  bool placed = broken->why == IMPORT_BROKEN_SYNTAX || broken->why == IMPORT_BROKEN_ENCODING ||
                broken->why == IMPORT_BROKEN_CHANGED;
  if (!placed) return why;
  struct str detail = broken->detail.len > 0 ? str_format(ctx->arena, "%.*s (%.*s)", STR_ARG(why),
                                                          STR_ARG(broken->detail))
                                             : why;
  if (broken->line == 0)
    return MESSAGE(ctx->arena, ctx->language, MSG_import_broken_byte, {"byte", at},
                   {"why", detail});
  return MESSAGE(ctx->arena, ctx->language, MSG_import_broken_line, {"byte", at}, {"line", line},
                 {"why", detail});
}

struct str import_line_text(struct ctx *ctx, const struct import_line *line) {
  struct str text = message_text(ctx->language, import_reason_message(line->reason));
  struct str detail = import_line_detail(ctx, line);
  if (detail.len == 0) return text;
  return str_format(ctx->arena, "%.*s (%.*s)", STR_ARG(text), STR_ARG(detail));
}

/* Missing. */

struct import_missings import_missing_list(struct ctx *ctx) {
  struct import_missing_shops_rows rows = import_missing_shops(ctx);
  struct import_missings list = {arena_array(ctx->arena, struct import_missing, rows.count),
                                 rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct import_missing){.source = rows.items[i].source,
                                            .source_id = rows.items[i].source_id,
                                            .title = rows.items[i].title,
                                            .slug = rows.items[i].slug,
                                            .name = rows.items[i].name,
                                            .town = rows.items[i].town,
                                            .on = rows.items[i].missing_on};
  return list;
}

int64_t import_missing_count(struct ctx *ctx) {
  struct import_missing_size_row row;
  return import_missing_size(ctx, &row) ? row.shops : 0;
}

bool import_keep_missing(struct ctx *ctx, struct str source, struct str source_id) {
  if (import_link_drop(ctx, source, source_id) != 1) return false;
  audit_write(ctx, S("import.keep"), 0, source_id);
  return true;
}

/* Work that waits. */

struct taking {
  struct import_id id;
  enum import_state state;
  struct instant seen;
};

static bool take_body(struct ctx *ctx, void *arg) {
  const struct taking *taking = arg;
  return run_claim(ctx, &(struct run_claim_params){.id = taking->id,
                                                   .state = taking->state,
                                                   .seen = taking->seen,
                                                   .now = ctx->now}) == 1;
}

/* A run whose worker gave no sign of life for a minute is anybody's: its server has died. Several
 * servers ask; one of them gets it. */
bool import_take(struct ctx *ctx, struct import_run *run) {
  struct instant stale = {ctx->now.ms - STALE_MS};
  struct run_waiting_rows rows =
      run_waiting(ctx, IMPORT_CHECKING_STATE, IMPORT_APPLYING_STATE, stale);
  db_read_end(ctx);
  for (size_t i = 0; i < rows.count; i++) {
    struct territory territory;
    struct taking taking = {rows.items[i].id, (enum import_state)rows.items[i].state,
                            rows.items[i].beat_at};
    if (!territory_find(ctx, rows.items[i].territory, &territory)) continue;
    territory_enter(ctx, &territory);
    if (!db_write(ctx, take_body, &taking)) continue;
    must(import_find(ctx, taking.id, run));
    db_read_end(ctx);
    return true;
  }
  return false;
}

void import_gone(struct ctx *ctx, struct import_run *run) {
  run_finish(ctx, &(struct run_finish_params){.id = run->id,
                                              .state = IMPORT_BROKEN_STATE,
                                              .has_finished_at = true,
                                              .finished_at = ctx->now,
                                              .broken = IMPORT_BROKEN_GONE,
                                              .broken_detail = S("")});
}
