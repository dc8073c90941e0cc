/* The hours editor drawn: rows, exceptions, and the preview of the week. */
#include "base/fault.h"
#include "domain/editor/hours_editor.h"
#include "domain/territory/territory.h"
#include "hours_preview_html.h"

enum { SPANS_SHOWN = 64, BLANK_EXCEPTIONS = 2, DAY_MINUTES = 1440 };

static const enum message day_labels[WEEK_DAYS] = {
    MSG_editor_monday, MSG_editor_tuesday,  MSG_editor_wednesday, MSG_editor_thursday,
    MSG_editor_friday, MSG_editor_saturday, MSG_editor_sunday,    MSG_editor_holidays};
static const char *const day_keys[WEEK_DAYS] = {"mo", "tu", "we", "th", "fr", "sa", "su", "ph"};

static struct str say(struct ctx *ctx, enum message message) {
  return message_text(ctx->language, message);
}

/* The preview. */

static void add_clock(struct buf *text, struct ctx *ctx, struct local at) {
  int minute = local_minute(at);
  if (ctx->language != LANGUAGE_FR)
    buf_format(text, "%d:%02d", minute / 60, minute % 60);
  else if (minute % 60 == 0)
    buf_format(text, "%d\u00a0h", minute / 60);
  else
    buf_format(text, "%d\u00a0h\u00a0%02d", minute / 60, minute % 60);
}

static struct str spans_text(struct ctx *ctx, const struct hours_spans *spans) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < spans->count; i++) {
    const struct hours_span *span = &spans->items[i];
    if (i > 0) buf_literal(&text, ", ");
    add_clock(&text, ctx, span->from);
    buf_literal(&text, " – ");
    add_clock(&text, ctx, span->to);
    if (span->comment.len > 0) buf_format(&text, " (%.*s)", STR_ARG(span->comment));
  }
  if (spans->count == 0) buf_add(&text, say(ctx, MSG_editor_closed));
  return buf_str(&text);
}

/* The week that begins with next Monday. */
static struct editor_lines week_lines(struct request *request, const struct hours *hours) {
  struct ctx *ctx = request->ctx;
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  struct hours_place place = {.zone = ctx->zone,
                              .calendar = hours_calendar(territory.country, S(""))};
  struct day today = zone_day(ctx->zone, ctx->now);
  struct day monday = {today.number + 7 - (today.number + 3) % 7}; /* 1970-01-01 was a Thursday */
  struct hours_week week = hours_week(ctx->arena, HOURS_PLAN(hours), &place, monday);
  struct editor_lines lines = {arena_array(ctx->arena, struct editor_line, 7), 7};
  for (size_t i = 0; i < 7; i++)
    lines.items[i] =
        (struct editor_line){say(ctx, day_labels[i]), spans_text(ctx, &week.days[i].spans)};
  return lines;
}

static struct editor_messages messages_of(struct ctx *ctx, const struct hours_notices *notices) {
  struct editor_messages list = {arena_array(ctx->arena, struct editor_message, notices->count),
                                 notices->count};
  for (size_t i = 0; i < notices->count; i++)
    list.items[i].text = hours_sentence(ctx->arena, ctx->language, &notices->items[i]);
  return list;
}

struct editor_preview hours_preview(struct request *request, const struct hours_typed *typed) {
  struct ctx *ctx = request->ctx;
  struct hours_edited edited;
  struct editor_preview preview = {.value = S("")};
  bool raw = str_equal(typed->input, S("raw"));
  if (!hours_edited_read(request, typed, false, &edited) && !raw) return preview;
  struct str text = raw ? typed->raw : edited.value;
  if (text.len == 0) return preview;
  struct hours_reading reading = hours_parse(ctx->arena, text);
  preview.errors = messages_of(ctx, &reading.errors);
  preview.warnings = messages_of(ctx, &reading.warnings);
  if (!reading.hours) return preview;
  preview.value = hours_normal(ctx->arena, reading.hours);
  preview.lines = week_lines(request, reading.hours);
  return preview;
}

struct editor_week hours_week_words(struct request *request, struct str value) {
  struct editor_week week = {.lines = {.count = 0}};
  struct hours_reading reading = hours_parse(request->ctx->arena, value);
  if (value.len > 0 && reading.hours) week.lines = week_lines(request, reading.hours);
  return week;
}

/* The form. */

static struct str problem_text(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

static const char *name_of(struct ctx *ctx, const char *key, const char *end) {
  return str_cstr(ctx->arena, str_format(ctx->arena, "%s_%s", key, end));
}

static struct editor_cells cells_of(struct ctx *ctx, size_t day, const struct day_typed *typed) {
  static const char *const ends[] = {"a1", "b1", "a2", "b2", "a3", "b3"};
  enum { COUNT = 2 * WEEK_SPANS };
  struct editor_cells cells = {arena_array(ctx->arena, struct editor_cell, COUNT), COUNT};
  for (size_t i = 0; i < COUNT; i++) {
    struct str number = str_format(ctx->arena, "%zu", i / 2 + 1);
    cells.items[i] = (struct editor_cell){
        str_from(name_of(ctx, day_keys[day], ends[i])), typed->times[i],
        MESSAGE(ctx->arena, ctx->language, i % 2 ? MSG_editor_to : MSG_editor_from,
                {"day", say(ctx, day_labels[day])}, {"number", number})};
  }
  return cells;
}

static void fill_days(struct request *request, struct hours_editor *view,
                      const struct hours_typed *typed) {
  struct ctx *ctx = request->ctx;
  view->days.items = arena_array(ctx->arena, struct editor_day, WEEK_DAYS);
  view->days.count = WEEK_DAYS;
  for (size_t i = 0; i < WEEK_DAYS; i++) {
    const struct day_typed *day = &typed->days[i];
    struct editor_day *row = &view->days.items[i];
    *row = (struct editor_day){.mode_name = str_from(name_of(ctx, day_keys[i], "mode")),
                               .label = say(ctx, day_labels[i]),
                               .error_id = str_from(name_of(ctx, day_keys[i], "error")),
                               .open = str_equal(day->mode, S("open")),
                               .closed = str_equal(day->mode, S("closed")),
                               .same = str_equal(day->mode, S("same")),
                               .first = i == 0,
                               .cells = cells_of(ctx, i, day)};
    row->unsaid = !row->open && !row->closed && !row->same;
    if (view->refused) row->error = problem_text(request, name_of(ctx, day_keys[i], "a1"));
  }
}

static struct str exception_error(struct request *request, const char *key) {
  static const char *const ends[] = {"from", "to", "hours"};
  struct str text = S("");
  for (size_t i = 0; i < 3 && text.len == 0; i++)
    text = problem_text(request, name_of(request->ctx, key, ends[i]));
  return text;
}

static void fill_exceptions(struct request *request, struct hours_editor *view,
                            const struct hours_typed *typed) {
  struct ctx *ctx = request->ctx;
  size_t blank = 0;
  view->exceptions.items = arena_array(ctx->arena, struct editor_exception, EDITOR_EXCEPTIONS);
  for (size_t i = 0; i < EDITOR_EXCEPTIONS; i++) {
    const struct exception_typed *one = &typed->exceptions[i];
    const char key[] = {'e', (char)('1' + i), '\0'};
    blank += one->from.len + one->to.len + one->hours.len == 0;
    if (blank > BLANK_EXCEPTIONS) break;
    view->exceptions.items[view->exceptions.count++] =
        (struct editor_exception){.from_name = str_from(name_of(ctx, key, "from")),
                                  .to_name = str_from(name_of(ctx, key, "to")),
                                  .mode_name = str_from(name_of(ctx, key, "mode")),
                                  .hours_name = str_from(name_of(ctx, key, "hours")),
                                  .note_name = str_from(name_of(ctx, key, "note")),
                                  .error_id = str_from(name_of(ctx, key, "error")),
                                  .number = (int64_t)i + 1,
                                  .typed = *one,
                                  .open = str_equal(one->mode, S("open")),
                                  .error = view->refused ? exception_error(request, key) : S("")};
  }
}

struct hours_editor hours_editor_of(struct request *request, const struct hours_typed *typed,
                                    bool whole, bool refused) {
  struct week_rows rows;
  struct hours_editor view = {.raw = str_equal(typed->input, S("raw")),
                              .rich = !week_from_value(typed->raw, &rows),
                              .whole = whole,
                              .refused = refused,
                              .text = typed->raw,
                              .takeaway = typed->takeaway,
                              .delivery = typed->delivery,
                              .preview_path = site_path(request, S("/horaires/apercu"))};
  if (refused) {
    view.text_error = problem_text(request, "raw");
    view.takeaway_error = problem_text(request, "takeaway");
    view.delivery_error = problem_text(request, "delivery");
  }
  fill_days(request, &view, typed);
  if (whole) fill_exceptions(request, &view, typed);
  view.preview = hours_preview(request, typed);
  if (!view.raw && view.preview.value.len > 0) view.text = view.preview.value;
  return view;
}

static void show_preview(struct request *request, struct response *response) {
  const struct hours_typed *typed = request_form(request);
  struct editor_preview preview = hours_preview(request, typed);
  struct html_out out = response_out(request, response, 200);
  hours_preview_html(&out, &preview);
}

static const struct route routes[] = {
    {METHOD_POST, "/horaires/apercu", show_preview, WHO_ANYONE, &hours_form,
     .help = "A week of hours as typed, for the editor's script; nothing is kept."},
};
const struct route_table editor_routes = {routes, sizeof routes / sizeof routes[0]};
