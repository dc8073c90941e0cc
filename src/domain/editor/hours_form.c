/* The fields of the hours editor, and what they mean. */
#include "domain/editor/hours_editor.h"

#define TEXT_FIELD(text_name, place, most)                                                         \
  {                                                                                                \
    .name = (text_name), .kind = FIELD_TEXT, .offset = offsetof(struct hours_typed, place),        \
    .max = (most), .present = SHAPE_ALWAYS                                                         \
  }
#define DAY_FIELDS(key, i)                                                                         \
  {.name = key "_mode",                                                                            \
   .kind = FIELD_CHOICE,                                                                           \
   .offset = offsetof(struct hours_typed, days[i].mode),                                           \
   .choices = "open|closed|same|unsaid",                                                           \
   .present = SHAPE_ALWAYS},                                                                       \
      TEXT_FIELD(key "_a1", days[i].times[0], 8), TEXT_FIELD(key "_b1", days[i].times[1], 8),      \
      TEXT_FIELD(key "_a2", days[i].times[2], 8), TEXT_FIELD(key "_b2", days[i].times[3], 8),      \
      TEXT_FIELD(key "_a3", days[i].times[4], 8), TEXT_FIELD(key "_b3", days[i].times[5], 8)
#define EXCEPTION_FIELDS(key, i)                                                                   \
  TEXT_FIELD(key "_from", exceptions[i].from, 10), TEXT_FIELD(key "_to", exceptions[i].to, 10),    \
      {.name = key "_mode",                                                                        \
       .kind = FIELD_CHOICE,                                                                       \
       .offset = offsetof(struct hours_typed, exceptions[i].mode),                                 \
       .choices = "closed|open",                                                                   \
       .present = SHAPE_ALWAYS},                                                                   \
      TEXT_FIELD(key "_hours", exceptions[i].hours, 100),                                          \
      TEXT_FIELD(key "_note", exceptions[i].note, 100)

static const struct field fields[] = {
    FIELD(struct hours_typed, go, CHOICE, .choices = "preview|save|next"),
    FIELD(struct hours_typed, input, CHOICE, .choices = "rows|raw"),
    FIELD(struct hours_typed, raw, TEXT, .max = HOURS_TEXT_MAX),
    DAY_FIELDS("mo", 0),
    DAY_FIELDS("tu", 1),
    DAY_FIELDS("we", 2),
    DAY_FIELDS("th", 3),
    DAY_FIELDS("fr", 4),
    DAY_FIELDS("sa", 5),
    DAY_FIELDS("su", 6),
    DAY_FIELDS("ph", 7),
    EXCEPTION_FIELDS("e1", 0),
    EXCEPTION_FIELDS("e2", 1),
    EXCEPTION_FIELDS("e3", 2),
    EXCEPTION_FIELDS("e4", 3),
    EXCEPTION_FIELDS("e5", 4),
    EXCEPTION_FIELDS("e6", 5),
    FIELD(struct hours_typed, takeaway, TEXT, .max = 500),
    FIELD(struct hours_typed, delivery, TEXT, .max = 500),
};
const struct form hours_form = FORM("Hours", struct hours_typed, fields);

static const char *const day_keys[WEEK_DAYS] = {"mo", "tu", "we", "th", "fr", "sa", "su", "ph"};

static const char *field_name(struct ctx *ctx, const char *key, const char *end) {
  return str_cstr(ctx->arena, str_format(ctx->arena, "%s_%s", key, end));
}

/* From a value. */

static void type_day(struct ctx *ctx, const struct week_row *row, struct day_typed *typed) {
  static const char *const modes[] = {"unsaid", "open", "closed", "same"};
  typed->mode = str_from(modes[row->mode]);
  for (size_t i = 0; i < row->count; i++) {
    typed->times[2 * i] = week_time_text(ctx->arena, row->spans[i].from);
    typed->times[2 * i + 1] = week_time_text(ctx->arena, row->spans[i].to);
  }
}

static void type_exceptions(struct ctx *ctx, const struct shop_exceptions *exceptions,
                            struct hours_typed *typed) {
  for (size_t i = 0; i < exceptions->count && i < EDITOR_EXCEPTIONS; i++) {
    const struct shop_exception *one = &exceptions->items[i];
    bool closed = str_equal(one->value, S("off"));
    typed->exceptions[i] = (struct exception_typed){.from = day_iso(ctx->arena, one->from_on),
                                                    .to = day_iso(ctx->arena, one->to_on),
                                                    .mode = closed ? S("closed") : S("open"),
                                                    .hours = closed ? S("") : one->value,
                                                    .note = one->note};
  }
}

void hours_typed_from(struct ctx *ctx, struct str value, const struct shop_exceptions *exceptions,
                      const struct shop_services *services, struct hours_typed *typed) {
  struct week_rows rows;
  *typed = (struct hours_typed){.raw = value, .input = S("rows")};
  struct hours_reading reading = hours_parse(ctx->arena, value);
  struct str normal = reading.hours ? hours_normal(ctx->arena, reading.hours) : value;
  if (!week_from_value(normal, &rows)) typed->input = S("raw");
  for (size_t i = 0; i < WEEK_DAYS; i++)
    type_day(ctx, &rows.days[i], &typed->days[i]);
  type_exceptions(ctx, exceptions, typed);
  for (size_t i = 0; i < services->count; i++) {
    const struct shop_service_hours *one = &services->items[i];
    if (str_equal(one->service, S("takeaway"))) typed->takeaway = one->value;
    if (str_equal(one->service, S("delivery"))) typed->delivery = one->value;
  }
}

/* Reading. */

static bool read_spans(const struct day_typed *typed, struct week_row *row) {
  for (size_t i = 0; i < WEEK_SPANS; i++) {
    struct str from = typed->times[2 * i], to = typed->times[2 * i + 1];
    if (from.len == 0 && to.len == 0) continue;
    struct week_span *span = &row->spans[row->count++];
    if (!week_time_read(from, &span->from) || !week_time_read(to, &span->to)) return false;
  }
  return row->count > 0;
}

static void read_day(struct request *request, size_t day, const struct day_typed *typed,
                     struct week_row *row) {
  *row = (struct week_row){.mode = WEEK_UNSAID};
  if (str_equal(typed->mode, S("closed"))) row->mode = WEEK_CLOSED;
  if (str_equal(typed->mode, S("same"))) row->mode = WEEK_SAME;
  if (!str_equal(typed->mode, S("open"))) return;
  row->mode = WEEK_OPEN;
  if (!read_spans(typed, row))
    form_refuse(request, field_name(request->ctx, day_keys[day], "a1"), MSG_editor_bad_times);
}

/* Hours as text: OSM's language, which also reads « 9h-12h30 » with a warning. */
static struct str read_value(struct request *request, const char *field, struct str text) {
  struct ctx *ctx = request->ctx;
  if (text.len == 0) return S("");
  struct hours_reading reading = hours_parse(ctx->arena, text);
  if (reading.hours) return hours_normal(ctx->arena, reading.hours);
  form_refuse(request, field, MSG_editor_bad_hours);
  return S("");
}

static struct str read_week(struct request *request, const struct hours_typed *typed) {
  struct week_rows rows;
  if (str_equal(typed->input, S("raw"))) return read_value(request, "raw", typed->raw);
  for (size_t i = 0; i < WEEK_DAYS; i++)
    read_day(request, i, &typed->days[i], &rows.days[i]);
  return week_value(request->ctx->arena, &rows);
}

/* False if the row is empty or wrong. */
static bool read_exception(struct request *request, size_t index,
                           const struct exception_typed *typed, struct shop_exception *one) {
  struct ctx *ctx = request->ctx;
  char key[] = {'e', (char)('1' + index), '\0'};
  *one = (struct shop_exception){.value = S("off"), .note = typed->note};
  if (typed->from.len + typed->to.len + typed->hours.len == 0) return false;
  if (!day_parse(typed->from, &one->from_on))
    form_refuse(request, field_name(ctx, key, "from"), MSG_editor_no_beginning);
  else if (!day_parse(typed->to, &one->to_on))
    form_refuse(request, field_name(ctx, key, "to"), MSG_editor_no_end);
  else if (one->to_on.number < one->from_on.number)
    form_refuse(request, field_name(ctx, key, "to"), MSG_editor_ends_before);
  else if (str_equal(typed->mode, S("open")) && typed->hours.len == 0)
    form_refuse(request, field_name(ctx, key, "hours"), MSG_editor_bad_hours);
  else if (str_equal(typed->mode, S("open")))
    one->value = read_value(request, field_name(ctx, key, "hours"), typed->hours);
  return form_ok(request);
}

static void read_services(struct request *request, const struct hours_typed *typed,
                          struct shop_services *services) {
  struct str takeaway = read_value(request, "takeaway", typed->takeaway);
  struct str delivery = read_value(request, "delivery", typed->delivery);
  services->items = arena_array(request->ctx->arena, struct shop_service_hours, 2);
  if (takeaway.len > 0)
    services->items[services->count++] = (struct shop_service_hours){S("takeaway"), takeaway};
  if (delivery.len > 0)
    services->items[services->count++] = (struct shop_service_hours){S("delivery"), delivery};
}

bool hours_edited_read(struct request *request, const struct hours_typed *typed, bool whole,
                       struct hours_edited *edited) {
  *edited = (struct hours_edited){.value = read_week(request, typed)};
  if (!whole) return form_ok(request);
  edited->exceptions.items =
      arena_array(request->ctx->arena, struct shop_exception, EDITOR_EXCEPTIONS);
  for (size_t i = 0; i < EDITOR_EXCEPTIONS; i++) {
    struct shop_exception one;
    if (read_exception(request, i, &typed->exceptions[i], &one))
      edited->exceptions.items[edited->exceptions.count++] = one;
  }
  read_services(request, typed, &edited->services);
  return form_ok(request);
}
