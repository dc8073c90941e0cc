/* emplettes hours: opening hours for scripts. A line of JSON in, a line of JSON out; needs no
 * database. docs/hours.md describes both. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/json.h"
#include "cli/cli.h"
#include "domain/hours/hours.h"
#include "web/shape.h"

enum { LINE_MAX_BYTES = 1 << 20, CHUNK = 1 << 16, MEMORY = 64 << 20, SPANS_MAX = 100000 };

struct question {
  struct str value;
  struct hours_place place;
  struct local from, to;
  enum language language;
};

/* ---- the question ---- */

/* A number, or a text that holds one, as geocoders give. Anything else is no number at all: NAN. */
static double number_of(const struct json *member) {
  char text[32], *end;
  if (member->kind == JSON_KIND_INT) return (double)member->integer;
  if (member->kind == JSON_KIND_REAL) return member->real;
  if (member->kind != JSON_KIND_TEXT || member->text.len == 0 || member->text.len >= sizeof text)
    return NAN;
  memcpy(text, member->text.ptr, member->text.len);
  text[member->text.len] = 0;
  double number = strtod(text, &end);
  return *end == 0 ? number : NAN;
}

static struct str text_or(const struct json *object, struct str name, struct str fallback) {
  struct str text = json_text(object, name);
  return text.len > 0 ? text : fallback;
}

static const char *read_position(const struct json *object, struct hours_place *place) {
  const struct json *latitude = json_member(object, S("lat"));
  const struct json *longitude = json_member(object, S("lon"));
  bool neither = (latitude == NULL || latitude->kind == JSON_KIND_NULL) &&
                 (longitude == NULL || longitude->kind == JSON_KIND_NULL);
  if (neither) return NULL;
  place->latitude = latitude ? number_of(latitude) : NAN;
  place->longitude = longitude ? number_of(longitude) : NAN;
  place->has_position = fabs(place->latitude) <= 90 && fabs(place->longitude) <= 180;
  return place->has_position ? NULL : "lat and lon must be degrees";
}

/* NULL, or what is wrong. Without "to" the window is the week from "from" on. */
static const char *read_window(const struct json *object, struct question *question) {
  struct str from = json_text(object, S("from")), to = json_text(object, S("to"));
  if (from.len == 0)
    question->from = local_at(question->place.zone, clock_now());
  else if (!local_parse(from, &question->from))
    return "from must be a local time as 2020-05-20T09:00";
  question->to.minute = question->from.minute + 7 * 24 * 60;
  if (to.len > 0 && !local_parse(to, &question->to))
    return "to must be a local time as 2020-05-20T09:00";
  return NULL;
}

static const char *read_question(const struct json *object, struct question *question) {
  const struct json *value = object ? json_member(object, S("value")) : NULL;
  *question = (struct question){.language = LANGUAGE_EN};
  if (value == NULL || value->kind != JSON_KIND_TEXT) return "value must be a text";
  question->value = value->text;
  language_from_code(json_text(object, S("language")), &question->language);
  question->place.zone = zone_find(text_or(object, S("zone"), S("Europe/Paris")));
  if (question->place.zone == NULL) return "zone must be a name as Europe/Paris";
  question->place.calendar =
      hours_calendar(text_or(object, S("country"), S("FR")), json_text(object, S("region")));
  const char *wrong = read_position(object, &question->place);
  return wrong ? wrong : read_window(object, question);
}

/* ---- the answer ---- */

static struct str state_name(enum hours_state state) {
  static const struct str names[] = {S("closed"), S("open"), S("unknown")};
  return names[state];
}

static void write_notices(struct buf *out, const char *name, enum language language,
                          const struct hours_notices *notices) {
  buf_format(out, "\"%s\":[", name);
  for (size_t i = 0; i < notices->count; i++) {
    const struct hours_notice *notice = &notices->items[i];
    if (i > 0) buf_add_char(out, ',');
    buf_format(out,
               "{\"position\":%zu,\"length\":%zu,\"code\":\"%s\",\"reason\":", notice->position,
               notice->length, message_name(notice->message));
    json_string(out, hours_sentence(out->arena, language, notice));
    buf_add_char(out, '}');
  }
  buf_add_char(out, ']');
}

static void write_local(struct buf *out, struct local local) {
  json_string(out, local_iso(out->arena, local));
}

static void write_spans(struct buf *out, const struct hours_spans *spans) {
  buf_literal(out, "\"intervals\":[");
  for (size_t i = 0; i < spans->count; i++) {
    const struct hours_span *span = &spans->items[i];
    buf_add(out, i > 0 ? S(",[") : S("["));
    write_local(out, span->from);
    buf_add_char(out, ',');
    write_local(out, span->to);
    buf_add_char(out, ',');
    json_string(out, state_name(span->state));
    buf_add_char(out, ',');
    json_string(out, span->comment);
    buf_add_char(out, ']');
  }
  buf_add_char(out, ']');
}

static void write_answers(struct buf *out, const struct hours *hours,
                          const struct question *question) {
  const struct hours_plan *plan = HOURS_PLAN(hours);
  const struct hours_place *place = &question->place;
  buf_literal(out, ",\"normal\":");
  json_string(out, hours_normal(out->arena, hours));
  struct hours_spans spans =
      hours_between(out->arena, plan, place, question->from, question->to, SPANS_MAX);
  buf_add_char(out, ',');
  write_spans(out, &spans);
  struct hours_answer answer = hours_at(plan, place, question->from);
  buf_literal(out, ",\"state\":");
  json_string(out, state_name(answer.state));
  buf_literal(out, ",\"comment\":");
  json_string(out, answer.comment);
  struct local change;
  buf_literal(out, ",\"next_change\":");
  if (hours_next_change(plan, place, question->from, &change))
    write_local(out, change);
  else
    buf_literal(out, "null");
  bool same = hours_same_every_week(hours, place);
  buf_format(out, ",\"same_every_week\":%s", same ? "true" : "false");
}

static void write_wrong(struct buf *out, const char *code, const char *reason) {
  buf_format(out, "{\"ok\":false,\"errors\":[{\"position\":0,\"length\":0,\"code\":\"%s\"", code);
  buf_literal(out, ",\"reason\":");
  json_string(out, str_from(reason));
  buf_literal(out, "}],\"warnings\":[]}\n");
}

/* Holidays of a country without tables are not known, which is not the same as none. */
static void warn_of_calendar(struct arena *arena, const struct question *question,
                             struct hours_reading *reading) {
  if (reading->hours == NULL || !hours_names_holidays(reading->hours) || question->place.calendar)
    return;
  struct hours_notices *warnings = &reading->warnings;
  struct hours_notice *items = arena_array(arena, struct hours_notice, warnings->count + 1);
  for (size_t i = 0; i < warnings->count; i++)
    items[i] = warnings->items[i];
  items[warnings->count++] = (struct hours_notice){.message = MSG_hours_warn_calendar};
  warnings->items = items;
}

static void write_reading(struct buf *out, const struct question *question) {
  struct hours_reading reading = hours_parse(out->arena, question->value);
  warn_of_calendar(out->arena, question, &reading);
  buf_format(out, "{\"ok\":%s,", reading.hours ? "true" : "false");
  write_notices(out, "errors", question->language, &reading.errors);
  buf_add_char(out, ',');
  write_notices(out, "warnings", question->language, &reading.warnings);
  if (reading.hours) write_answers(out, reading.hours, question);
  buf_literal(out, "}\n");
}

static const char too_much[] =
    "{\"ok\":false,\"errors\":[{\"position\":0,\"length\":0,\"code\":\"too_much\",\"reason\":"
    "\"this is more than one line may ask for\"}],\"warnings\":[]}\n";

struct exchange {
  struct arena *arena;
  struct str line;
};

static void answer_line(void *arg) {
  struct exchange *exchange = arg;
  struct buf out = buf_in(exchange->arena);
  struct json_error error;
  struct question question;
  const struct json *object = json_parse(exchange->arena, exchange->line, &error);
  const char *wrong = NULL;
  if (object == NULL)
    write_wrong(&out, "bad_json", error.text);
  else if (object->kind != JSON_KIND_OBJECT || (wrong = read_question(object, &question)) != NULL)
    write_wrong(&out, "bad_question", wrong ? wrong : "the line must be an object");
  else
    write_reading(&out, &question);
  fwrite(out.ptr, 1, out.len, stdout);
}

/* A line that wants more memory than there is for one is answered, too. */
static void answer(struct arena *arena, struct str line) {
  struct exchange exchange = {arena, line};
  struct fault fault;
  if (str_trim(line).len == 0) return;
  if (!fault_catch(&fault, answer_line, &exchange)) fputs(too_much, stdout);
  arena_reset(arena);
}

/* ---- lines ---- */

struct input {
  char bytes[LINE_MAX_BYTES];
  size_t len;
  bool skipping; /* the rest of a line that was too long */
};

static void take_lines(struct arena *arena, struct input *input) {
  size_t start = 0;
  for (char *end; (end = memchr(input->bytes + start, '\n', input->len - start)) != NULL;) {
    size_t stop = (size_t)(end - input->bytes);
    if (!input->skipping) answer(arena, str_slice(input->bytes + start, stop - start));
    input->skipping = false;
    start = stop + 1;
  }
  memmove(input->bytes, input->bytes + start, input->len - start);
  input->len -= start;
  if (input->len < sizeof input->bytes) return;
  if (!input->skipping) fputs(too_much, stdout);
  input->skipping = true;
  input->len = 0;
}

/* Whoever writes a line and waits gets its answer: everything is flushed before the next read. */
static int hours(const struct args *args) {
  static struct input input;
  struct arena *arena = arena_create(MEMORY);
  (void)args;
  for (;;) {
    size_t room = sizeof input.bytes - input.len;
    ssize_t count = read(STDIN_FILENO, input.bytes + input.len, room < CHUNK ? room : CHUNK);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    input.len += (size_t)count;
    take_lines(arena, &input);
    if (fflush(stdout) != 0) break;
  }
  if (!input.skipping) answer(arena, str_slice(input.bytes, input.len));
  arena_destroy(arena);
  return fflush(stdout) == 0 ? 0 : EXIT_FILE;
}

int hours_command(const struct args *args) {
  return cli_run(args, hours);
}
