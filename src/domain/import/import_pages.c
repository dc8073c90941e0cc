#include "domain/import/import_pages.h"

#include "base/csv.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/shop/trade.h"
#include "domain/territory/territory.h"
#include "import_gone_html.h"
#include "import_list_html.h"
#include "import_one_html.h"

enum { UPLOAD_MAX = 512 << 20, PREVIEW_ROWS = 5, PREVIEW_PLACES = 8, REFRESH_S = 2 };

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

static struct import_item item_of(struct request *request, const struct import_run *run) {
  struct ctx *ctx = request->ctx;
  return (struct import_item){
      .root = root_of(request),
      .id = id_text(ctx->arena, run->id.value),
      .file_name = run->file_name.len > 0 ? run->file_name : S("-"),
      .source = run->source.title,
      .format = message_text(ctx->language, import_format_message(run->kind.format)),
      .state = import_state_message(run->state),
      .good = run->state == IMPORT_DONE_STATE,
      .bad = run->state == IMPORT_BROKEN_STATE || run->state == IMPORT_CANCELLED_STATE,
      .on = run->source.extract_on,
      .at = run->created_at,
      .counts = run->counts,
  };
}

/* The list, and sending a file. */

static void show_list(struct request *request, struct response *response, int status,
                      struct str problem) {
  struct ctx *ctx = request->ctx;
  struct import_runs runs = import_list(ctx);
  struct import_list_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_import_title),
      .problem = problem,
      .runs = {arena_array(ctx->arena, struct import_item, runs.count), runs.count},
      .sources = import_source_list(ctx),
      .missing = import_missing_count(ctx)};
  for (size_t i = 0; i < runs.count; i++)
    view.runs.items[i] = item_of(request, &runs.items[i]);
  struct html_out out = response_out(request, response, status);
  import_list_html(&out, &view);
}

static void list(struct request *request, struct response *response) {
  show_list(request, response, 200, S(""));
}

static bool create_body(struct ctx *ctx, void *arg) {
  import_create(ctx, arg);
  return true;
}

static void guess_source(struct ctx *ctx, struct import_run *run) {
  struct str name = S("");
  if (run->kind.format == IMPORT_FORMAT_SIRENE) name = S("sirene");
  if (run->kind.format == IMPORT_FORMAT_OVERPASS || run->kind.format == IMPORT_FORMAT_OSM_XML)
    name = S("osm");
  if (name.len > 0 && !import_source_find(ctx, name, &run->source))
    import_source_known(name, &run->source);
  run->source.mapping = S("");
  run->source.extract_on = zone_day(ctx->zone, ctx->now);
}

static void go_to(struct request *request, struct response *response, struct import_id id) {
  response_redirect(response, str_format(request->ctx->arena, "/bureau/importer/%.*s",
                                         STR_ARG(id_text(request->ctx->arena, id.value))));
}

static void send(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct upload upload;
  if (!request_upload(request, "file", &upload) || upload.name.len == 0) {
    show_list(request, response, 422, message_text(ctx->language, MSG_import_no_file));
    return;
  }
  struct import_run run = {.file_name = str_take(upload.name, 200),
                           .file_bytes = (int64_t)upload.bytes.len,
                           .whole = true};
  run.file_name.len = str_utf8_prefix(run.file_name);
  struct pieces *pieces = pieces_of_text(ctx->arena, upload.bytes);
  run.kind = import_recognise(ctx->arena, pieces, &run.broken);
  guess_source(ctx, &run);
  run.state = run.broken.why ? IMPORT_BROKEN_STATE : IMPORT_NEW_STATE;
  bool known = !run.broken.why && import_source_by_columns(ctx, pieces, run.kind, &run.source);
  if (known) run.source.extract_on = zone_day(ctx->zone, ctx->now);
  if (!run.broken.why && !known)
    run.source.mapping = import_mapping_for(ctx, pieces, run.kind, S(""));
  if (!run.broken.why) run.file = upload_keep(request, &upload);
  db_write(ctx, create_body, &run);
  go_to(request, response, run.id);
}

/* What the file is. */

struct describe_form {
  struct str source, title, licence, attribution, url;
  struct day extract_on;
  bool whole;
#define X(word, message) struct str word;
  IMPORT_COLUMNS(X)
#undef X
};
static const struct field describe_fields[] = {
    FIELD(struct describe_form, source, TEXT, .required = true, .max = 40, .help = "Short name"),
    FIELD(struct describe_form, title, TEXT, .required = true, .max = 100, .help = "As shown"),
    FIELD(struct describe_form, licence, TEXT, .required = true, .max = 100, .help = "Licence"),
    FIELD(struct describe_form, attribution, TEXT, .help = "As the licence wants it"),
    FIELD(struct describe_form, url, TEXT, .help = "Where the source can be read"),
    FIELD(struct describe_form, extract_on, DAY, .required = true, .help = "Day of the extract"),
    FIELD(struct describe_form, whole, FLAG, .help = "All of the source: report what is missing"),
#define X(word, message) FIELD(struct describe_form, word, TEXT, .help = "Name of a column"),
    IMPORT_COLUMNS(X)
#undef X
};
static const struct form describe_form =
    FORM("ImportSource", struct describe_form, describe_fields);

struct report_query {
  int64_t after;
};
static const struct field report_fields[] = {
    FIELD(struct report_query, after, INT, .help = "The last line that was read")};
static const struct form report_form = FORM("ImportReport", struct report_query, report_fields);

static bool find(struct request *request, struct import_run *run) {
  struct import_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         import_find(request->ctx, id, run);
}

/* The file of a run, or NULL if it is gone or was never here. */
static struct pieces *file_of(struct request *request, const struct import_run *run) {
  struct str path = upload_path(request, run->file);
  if (run->file.len == 0 || !pieces_exist(request->ctx->arena, path)) return NULL;
  return pieces_of_file(request->ctx->arena, path);
}

static struct import_row row_of(struct arena *arena, const struct str *cells, size_t count) {
  struct import_row row = {arena_array(arena, struct import_cell, count), count};
  for (size_t i = 0; i < count; i++)
    row.items[i].text = cells[i];
  return row;
}

static void set_choices(struct ctx *ctx, struct import_page *view, const struct csv_row *header,
                        const struct import_mapping *mapping) {
  view->choices.items = arena_array(ctx->arena, struct import_choice, IMPORT_COLUMN_COUNT);
  view->choices.count = IMPORT_COLUMN_COUNT;
  for (int column = 0; column < IMPORT_COLUMN_COUNT; column++) {
    struct import_choice *choice = &view->choices.items[column];
    choice->word = import_column_word((enum import_column)column);
    choice->label = import_column_message((enum import_column)column);
    choice->options.items = arena_array(ctx->arena, struct import_option, header->count);
    for (size_t i = 0; i < header->count; i++)
      if (header->cells[i].len > 0)
        choice->options.items[choice->options.count++] = (struct import_option){
            header->cells[i], str_equal(header->cells[i], mapping->header[column])};
  }
}

static void set_columns(struct request *request, struct import_page *view,
                        const struct import_run *run) {
  struct ctx *ctx = request->ctx;
  struct import_break broken;
  struct import_record record;
  struct pieces *pieces = file_of(request, run);
  if (!pieces) return;
  struct import_reader *reader = import_reader_open(ctx->arena, pieces, run->kind);
  const struct csv_row *header = import_reader_header(reader, &broken);
  if (!header) return;
  struct import_mapping mapping = import_mapping_from(run->source.mapping);
  view->columns = true;
  set_choices(ctx, view, header, &mapping);
  view->header = row_of(ctx->arena, header->cells, header->count);
  view->rows.items = arena_array(ctx->arena, struct import_row, PREVIEW_ROWS);
  while (view->rows.count < PREVIEW_ROWS &&
         import_reader_next(reader, ctx->arena, &record, &broken) == IMPORT_STEP_PLACE) {
    struct str *cells = arena_array(ctx->arena, struct str, record.tag_count);
    for (size_t i = 0; i < record.tag_count; i++)
      cells[i] = record.tags[i].value;
    view->rows.items[view->rows.count++] = row_of(ctx->arena, cells, record.tag_count);
  }
}

/* What was understood of the first places. */

static struct import_seen_place seen_of(struct ctx *ctx, const struct import_place *place) {
  const struct shop_facts *facts = &place->facts;
  struct str comma = facts->street.len > 0 && facts->town.len > 0 ? S(", ") : S("");
  return (struct import_seen_place){
      .name = facts->name,
      .trade = trade_name(facts->trade, ctx->language),
      .address = str_format(ctx->arena, "%.*s%.*s%.*s%s%.*s", STR_ARG(facts->street),
                            STR_ARG(comma), STR_ARG(facts->postcode),
                            facts->postcode.len > 0 ? " " : "", STR_ARG(facts->town)),
      .phone = facts->phone,
      .refusal = place->refusal == IMPORT_FINE
                     ? S("")
                     : message_text(ctx->language, import_reason_message(place->refusal))};
}

static void set_places(struct request *request, struct import_page *view,
                       const struct import_run *run) {
  struct ctx *ctx = request->ctx;
  struct territory territory;
  struct import_break broken;
  struct import_record record;
  struct pieces *pieces = file_of(request, run);
  if (!pieces || !territory_find(ctx, ctx->territory, &territory)) return;
  struct communes communes = communes_load(ctx);
  struct import_judge judge = {.format = run->kind.format,
                               .mapping = import_mapping_from(run->source.mapping),
                               .source = run->source.name,
                               .country = territory.country,
                               .on = run->source.extract_on,
                               .communes = &communes};
  struct import_reader *reader = import_reader_open(ctx->arena, pieces, run->kind);
  view->places.items = arena_array(ctx->arena, struct import_seen_place, PREVIEW_PLACES);
  while (view->places.count < PREVIEW_PLACES &&
         import_reader_next(reader, ctx->arena, &record, &broken) == IMPORT_STEP_PLACE) {
    struct import_place *place = arena_new(ctx->arena, struct import_place);
    import_place_read(ctx->arena, &judge, &record, place);
    view->places.items[view->places.count++] = seen_of(ctx, place);
  }
}

/* The report. */

static struct str place_of(struct ctx *ctx, const struct import_line *line) {
  struct str number =
      str_format(ctx->arena, "%lld", (long long)(line->line > 0 ? line->line : line->at));
  if (line->line > 0) return MESSAGE(ctx->arena, ctx->language, MSG_import_line, {"line", number});
  if (line->place == 0) return S("");
  return MESSAGE(ctx->arena, ctx->language, MSG_import_byte, {"byte", number});
}

static void set_report(struct request *request, struct import_page *view,
                       const struct import_run *run) {
  struct ctx *ctx = request->ctx;
  const struct report_query *query = request_form(request);
  struct import_reason_counts sums = import_reasons_of(ctx, run->id);
  int64_t after = request->method == METHOD_GET ? query->after : 0;
  struct import_lines lines = import_lines_after(ctx, run->id, after);
  view->sums.items = arena_array(ctx->arena, struct import_sum, sums.count);
  view->sums.count = sums.count;
  for (size_t i = 0; i < sums.count; i++)
    view->sums.items[i] =
        (struct import_sum){import_reason_message(sums.items[i].reason), sums.items[i].lines,
                            sums.items[i].kind == IMPORT_LINE_REFUSED};
  view->lines.items = arena_array(ctx->arena, struct import_report_line, lines.count);
  view->lines.count = lines.count;
  for (size_t i = 0; i < lines.count; i++)
    view->lines.items[i] =
        (struct import_report_line){.place = place_of(ctx, &lines.items[i]),
                                    .name = lines.items[i].name,
                                    .id = lines.items[i].source_id,
                                    .text = import_line_text(ctx, &lines.items[i])};
  if (lines.count == 100)
    view->next = str_format(ctx->arena, "%lld", (long long)lines.items[99].number);
  if (run->counts.lines > IMPORT_LINES_MAX) view->left_out = run->counts.lines - IMPORT_LINES_MAX;
}

static void set_state(struct import_page *view, const struct import_run *run) {
  view->applying = run->state == IMPORT_APPLYING_STATE;
  view->working = view->applying || run->state == IMPORT_CHECKING_STATE;
  view->describing = run->state == IMPORT_NEW_STATE || run->state == IMPORT_CHECKED_STATE;
  view->checked = run->state == IMPORT_CHECKED_STATE;
  view->done = run->state == IMPORT_DONE_STATE;
  view->broken = run->state == IMPORT_BROKEN_STATE;
  view->cancelled = run->state == IMPORT_CANCELLED_STATE;
  view->latin1 = run->kind.latin1;
  view->whole = run->whole;
  view->source = run->source;
  if (run->file_bytes > 0) view->percent = 100 * run->read_bytes / run->file_bytes;
  if (view->percent > 100) view->percent = 100;
}

static void show_run(struct request *request, struct response *response, int status,
                     const struct import_run *run, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct import_page view = {.frame = page_frame_of(request, SECTION_DESK, run->file_name),
                             .run = item_of(request, run),
                             .problem = problem,
                             .extract_on = day_iso(ctx->arena, run->source.extract_on)};
  view.form = &view;
  set_state(&view, run);
  if (view.broken) view.problem = import_break_text(ctx, &run->broken);
  if (view.describing && run->kind.format == IMPORT_FORMAT_CSV) set_columns(request, &view, run);
  if (view.checked) set_places(request, &view, run);
  if (view.checked || view.done) set_report(request, &view, run);
  if (view.working) response_header(response, "Refresh", S("2"));
  struct html_out out = response_out(request, response, status);
  import_one_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct import_run run;
  if (find(request, &run))
    show_run(request, response, 200, &run, S(""));
  else
    response_not_found(request, response);
}

static bool is_word(struct str word) {
  for (size_t i = 0; i < word.len; i++) {
    char c = word.ptr[i];
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') return false;
  }
  return word.len > 0;
}

static void take_form(struct ctx *ctx, const struct describe_form *form, struct import_run *run) {
  struct import_mapping mapping = {0};
#define X(word, message) mapping.header[IMPORT_COLUMN_##word] = form->word;
  IMPORT_COLUMNS(X)
#undef X
  run->whole = form->whole;
  run->source = (struct import_source){.name = form->source,
                                       .title = form->title,
                                       .licence = form->licence,
                                       .attribution = form->attribution,
                                       .url = form->url,
                                       .extract_on = form->extract_on};
  bool columns = run->kind.format == IMPORT_FORMAT_CSV;
  run->source.mapping = columns ? import_mapping_text(ctx->arena, &mapping) : S("");
}

static bool describe_body(struct ctx *ctx, void *arg) {
  return import_describe(ctx, arg);
}

static void describe(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct import_run run;
  if (!find(request, &run)) {
    response_not_found(request, response);
    return;
  }
  const struct describe_form *form = request_form(request);
  take_form(ctx, form, &run);
  bool nameless = run.kind.format == IMPORT_FORMAT_CSV && form->name.len == 0;
  enum message problem = nameless ? MSG_import_say_name : MSG_import_say_source;
  if (nameless || !form_ok(request) || !is_word(form->source)) {
    show_run(request, response, 422, &run, message_text(ctx->language, problem));
    return;
  }
  db_write(ctx, describe_body, &run);
  go_to(request, response, run.id);
}

static bool confirm_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  return import_confirm(ctx, run->id);
}

static void confirm(struct request *request, struct response *response) {
  struct import_run run;
  if (!find(request, &run)) {
    response_not_found(request, response);
    return;
  }
  db_write(request->ctx, confirm_body, &run);
  go_to(request, response, run.id);
}

static bool cancel_body(struct ctx *ctx, void *arg) {
  const struct import_run *run = arg;
  return import_cancel(ctx, run->id);
}

static void cancel(struct request *request, struct response *response) {
  struct import_run run;
  if (!find(request, &run)) {
    response_not_found(request, response);
    return;
  }
  if (db_write(request->ctx, cancel_body, &run)) upload_forget(request, run.file);
  response_redirect(response, S("/bureau/importer"));
}

/* The report as CSV. */

struct writing {
  struct ctx *ctx;
  struct buf *out;
};

static void write_line(void *arg, const struct import_line *line) {
  static const char *const kinds[] = {"refused", "warning", "missing", "note"};
  const struct writing *writing = arg;
  struct buf *out = writing->out;
  buf_format(out, "%s,%lld,%lld,", kinds[line->kind], (long long)line->line, (long long)line->at);
  csv_text(out, line->source_id);
  buf_add_char(out, ',');
  csv_text(out, line->name);
  buf_add_char(out, ',');
  csv_text(out, message_text(writing->ctx->language, import_reason_message(line->reason)));
  buf_add_char(out, ',');
  csv_text(out, import_line_detail(writing->ctx, line));
  buf_add_char(out, '\n');
}

static void report_csv(struct request *request, struct response *response) {
  struct import_run run;
  if (!find(request, &run)) {
    response_not_found(request, response);
    return;
  }
  struct buf text = buf_in(request->ctx->arena);
  struct writing writing = {request->ctx, &text};
  buf_literal(&text, "kind,line,byte,source_id,name,reason,detail\n");
  import_lines_each(request->ctx, run.id, write_line, &writing);
  response_bytes(response, S("text/csv; charset=utf-8"), buf_str(&text), S("rapport.csv"));
}

/* What has gone from its source. */

static void show_missing(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct import_missings missing = import_missing_list(ctx);
  struct import_missing_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_import_missing_title),
      .shops = {arena_array(ctx->arena, struct import_missing_item, missing.count), missing.count}};
  for (size_t i = 0; i < missing.count; i++)
    view.shops.items[i] = (struct import_missing_item){missing.items[i], root_of(request)};
  struct html_out out = response_out(request, response, 200);
  import_gone_html(&out, &view);
}

struct keep_form {
  struct str source, source_id;
};
static const struct field keep_fields[] = {
    FIELD(struct keep_form, source, TEXT, .required = true, .help = "Source"),
    FIELD(struct keep_form, source_id, TEXT, .required = true, .help = "The shop's id there"),
};
static const struct form keep_form = FORM("ImportKeep", struct keep_form, keep_fields);

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct keep_form *form = arg;
  return import_keep_missing(ctx, form->source, form->source_id);
}

static void keep_missing(struct request *request, struct response *response) {
  struct keep_form form = *(const struct keep_form *)request_form(request);
  if (form_ok(request)) db_write(request->ctx, keep_body, &form);
  response_redirect(response, S("/bureau/disparus"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/importer", list, WHO_AGENT,
     .help = "Files of shops that were brought in, and their sources."},
    {METHOD_POST, "/bureau/importer", send, WHO_AGENT, .upload = true, .body_limit = UPLOAD_MAX,
     .help = "Sends a file of shops; nothing changes yet."},
    {METHOD_GET, "/bureau/importer/{id}", show, WHO_AGENT, &report_form,
     .help = "One import: what it is, how far it is, its report."},
    {METHOD_POST, "/bureau/importer/{id}", describe, WHO_AGENT, &describe_form,
     .help = "Says what the file is; it is then checked."},
    {METHOD_POST, "/bureau/importer/{id}/appliquer", confirm, WHO_AGENT,
     .help = "Brings the checked file in."},
    {METHOD_POST, "/bureau/importer/{id}/abandonner", cancel, WHO_AGENT,
     .help = "Gives a file up and forgets it."},
    {METHOD_GET, "/bureau/importer/{id}/rapport.csv", report_csv, WHO_AGENT,
     .help = "The report line by line as CSV."},
    {METHOD_GET, "/bureau/disparus", show_missing, WHO_AGENT,
     .help = "Shops that their source no longer has."},
    {METHOD_POST, "/bureau/disparus", keep_missing, WHO_AGENT, &keep_form,
     .help = "A shop that its source no longer has is still there."},
};
const struct route_table import_routes = {routes, sizeof routes / sizeof routes[0]};
