#include "domain/open/ical.h"

enum { LINE_BYTES = 75 };

/* ---- lines ---- */

/* The continuation's space counts; a letter of several bytes is not parted. */
static void fold(struct buf *out, struct str line) {
  size_t room = LINE_BYTES;
  while (line.len > room) {
    size_t len = room;
    while (len > 0 && ((unsigned char)line.ptr[len] & 0xC0) == 0x80)
      len--;
    buf_add(out, str_take(line, len));
    buf_literal(out, "\r\n ");
    line = str_skip(line, len);
    room = LINE_BYTES - 1;
  }
  buf_add(out, line);
  buf_literal(out, "\r\n");
}

static void add_escaped(struct buf *line, struct str text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];
    if (c == ',' || c == ';' || c == '\\') buf_add_char(line, '\\');
    if (c == '\n')
      buf_literal(line, "\\n");
    else if ((unsigned char)c >= 0x20)
      buf_add_char(line, c);
  }
}

static void text_line(struct buf *out, const char *name, struct str text) {
  if (text.len == 0) return;
  struct buf line = buf_in(out->arena);
  buf_format(&line, "%s:", name);
  add_escaped(&line, text);
  fold(out, buf_str(&line));
}

static void plain_line(struct buf *out, struct str line) {
  fold(out, line);
}

void ical_begin(struct buf *out, struct str name, struct str description) {
  plain_line(out, S("BEGIN:VCALENDAR"));
  plain_line(out, S("VERSION:2.0"));
  plain_line(out, S("PRODID:-//Emplettes//Horaires//FR"));
  plain_line(out, S("CALSCALE:GREGORIAN"));
  plain_line(out, S("METHOD:PUBLISH"));
  text_line(out, "X-WR-CALNAME", name);
  text_line(out, "X-WR-CALDESC", description);
}

void ical_end(struct buf *out) {
  plain_line(out, S("END:VCALENDAR"));
}

/* ---- the zone ---- */

/* Seconds by which the wall clock is ahead of UTC. */
static int offset_at(const struct zone *zone, struct instant at) {
  struct civil c = zone_civil(zone, at);
  int64_t wall = (int64_t)day_of(c.year, c.month, c.day).number * 86400 + c.hour * 3600 +
                 c.minute * 60 + c.second;
  return (int)(wall - at.ms / 1000);
}

static struct str offset_text(struct arena *arena, int offset) {
  int minutes = (offset < 0 ? -offset : offset) / 60;
  return str_format(arena, "%c%02d%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

/* The second between two instants of different offset at which it changes. */
static struct instant change_between(const struct zone *zone, struct instant a, struct instant b) {
  int before = offset_at(zone, a);
  while (b.ms - a.ms > 1000) {
    struct instant middle = {(a.ms + b.ms) / 2000 * 1000};
    if (offset_at(zone, middle) == before)
      a = middle;
    else
      b = middle;
  }
  return b;
}

/* DTSTART of an observance is the wall clock before the change. */
static void observance(struct buf *out, struct instant at, int from, int to, bool daylight) {
  struct arena *arena = out->arena;
  int64_t wall = at.ms / 1000 + from;
  int year, month, day, second = (int)(wall % 86400);
  day_split((struct day){(int32_t)(wall / 86400)}, &year, &month, &day);
  const char *kind = daylight ? "DAYLIGHT" : "STANDARD";
  plain_line(out, str_format(arena, "BEGIN:%s", kind));
  plain_line(out, str_format(arena, "DTSTART:%04d%02d%02dT%02d%02d%02d", year, month, day,
                             second / 3600, second / 60 % 60, second % 60));
  plain_line(out, str_format(arena, "TZOFFSETFROM:%.*s", STR_ARG(offset_text(arena, from))));
  plain_line(out, str_format(arena, "TZOFFSETTO:%.*s", STR_ARG(offset_text(arena, to))));
  plain_line(out, str_format(arena, "END:%s", kind));
}

enum { YEAR = 366 };

/* The smallest offset of the year before is the zone's standard time. */
static int standard_offset(const struct zone *zone, struct day from) {
  int least = offset_at(zone, zone_day_start(zone, from));
  for (int i = 7; i < YEAR; i += 7) {
    int offset = offset_at(zone, zone_day_start(zone, (struct day){from.number - i}));
    if (offset < least) least = offset;
  }
  return least;
}

void ical_zone(struct buf *out, const struct zone *zone, struct day from, struct day until) {
  int standard = standard_offset(zone, from);
  struct instant at = zone_day_start(zone, (struct day){from.number - 1});
  int offset = offset_at(zone, at);
  plain_line(out, S("BEGIN:VTIMEZONE"));
  text_line(out, "TZID", zone_name(zone));
  observance(out, at, offset, offset, offset > standard);
  for (int32_t number = from.number; number <= until.number + 2; number++) {
    struct instant next = zone_day_start(zone, (struct day){number});
    int later = offset_at(zone, next);
    if (later != offset)
      observance(out, change_between(zone, at, next), offset, later, later > standard);
    offset = later;
    at = next;
  }
  plain_line(out, S("END:VTIMEZONE"));
}

/* ---- events ---- */

struct event {
  const struct ical_shop *shop;
  const struct zone *zone;
  const struct weekly *weekly;
  struct buf *out;
  bool repeats; /* weekly, or one day's */
};

static struct str moment_text(struct arena *arena, struct day day, int minute) {
  int year, month, of_month;
  day_split((struct day){day.number + minute / 1440}, &year, &month, &of_month);
  return str_format(arena, "%04d%02d%02dT%02d%02d00", year, month, of_month, minute / 60 % 24,
                    minute % 60);
}

static void local_line(const struct event *event, const char *name, struct day day, int minute) {
  struct arena *arena = event->out->arena;
  plain_line(event->out,
             str_format(arena, "%s;TZID=%.*s:%.*s", name, STR_ARG(zone_name(event->zone)),
                        STR_ARG(moment_text(arena, day, minute))));
}

/* `name` ends in ":" or "=". */
static void utc_line(struct buf *out, const char *name, struct instant at) {
  int64_t second = at.ms / 1000;
  int year, month, day, rest = (int)(second % 86400);
  day_split((struct day){(int32_t)(second / 86400)}, &year, &month, &day);
  plain_line(out, str_format(out->arena, "%s%04d%02d%02dT%02d%02d%02dZ", name, year, month, day,
                             rest / 3600, rest / 60 % 60, rest % 60));
}

static void begin_event(const struct event *event, struct day day, const struct weekly_span *span,
                        struct str name) {
  const struct ical_shop *shop = event->shop;
  struct buf *out = event->out;
  plain_line(out, S("BEGIN:VEVENT"));
  plain_line(out, str_format(out->arena, "UID:%s%d-%d-%.*s", event->repeats ? "w" : "d", day.number,
                             span->from, STR_ARG(shop->uid)));
  utc_line(out, "DTSTAMP:", shop->changed_at);
  local_line(event, "DTSTART", day, span->from);
  local_line(event, "DTEND", day, span->to);
  text_line(out, "SUMMARY", shop->name);
  text_line(out, "DESCRIPTION", name);
  text_line(out, "LOCATION", shop->place);
  if (shop->has_position)
    plain_line(out, str_format(out->arena, "GEO:%.6f;%.6f", shop->latitude, shop->longitude));
  plain_line(out, str_format(out->arena, "URL:%.*s", STR_ARG(shop->url)));
  plain_line(out, S("TRANSP:TRANSPARENT"));
}

static void end_event(const struct event *event) {
  plain_line(event->out, S("END:VEVENT"));
}

static bool has_span(const struct weekly_hours *hours, const struct weekly_span *span) {
  for (size_t i = 0; i < hours->count; i++)
    if (hours->spans[i].from == span->from && hours->spans[i].to == span->to) return true;
  return false;
}

/* The weekdays of a span, as bits; Monday is the first. */
static unsigned weekdays_of(const struct weekly *weekly, const struct weekly_span *span) {
  unsigned days = 0;
  for (int i = 0; i < 7; i++)
    if (has_span(&weekly->normal[i], span)) days |= 1u << i;
  return days;
}

/* The days that differ are no days of this event. */
static void except(const struct event *event, unsigned days, const struct weekly_span *span) {
  const struct weekly *weekly = event->weekly;
  for (size_t i = 0; i < weekly->special_count; i++)
    if (days & 1u << weekly_weekday(weekly->special[i].day))
      local_line(event, "EXDATE", weekly->special[i].day, span->from);
}

/* UNTIL is UTC where the start has a zone: the last moment of the stretch. */
static void repeat(const struct event *event, unsigned days) {
  static const char *const names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  struct day after = {event->weekly->until.number + 1};
  struct instant end = {zone_day_start(event->zone, after).ms - 1000};
  struct buf rule = buf_in(event->out->arena);
  buf_literal(&rule, "RRULE:FREQ=WEEKLY;BYDAY=");
  for (int i = 0, shown = 0; i < 7; i++)
    if (days & 1u << i) buf_format(&rule, "%s%s", shown++ > 0 ? "," : "", names[i]);
  buf_literal(&rule, ";UNTIL=");
  utc_line(event->out, str_cstr(event->out->arena, buf_str(&rule)), end);
}

/* One event for all weekdays of a span, beginning on the first of them. */
static void weekday_events(const struct event *event, int weekday) {
  const struct weekly_hours *hours = &event->weekly->normal[weekday];
  struct day first = {event->weekly->from.number + weekday};
  for (size_t i = 0; i < hours->count; i++) {
    unsigned days = weekdays_of(event->weekly, &hours->spans[i]);
    if (days & ((1u << weekday) - 1)) continue;
    begin_event(event, first, &hours->spans[i], S(""));
    repeat(event, days);
    except(event, days, &hours->spans[i]);
    end_event(event);
  }
}

void ical_shop(struct buf *out, const struct ical_shop *shop, const struct zone *zone,
               const struct weekly *weekly) {
  struct event event = {shop, zone, weekly, out, true};
  for (int weekday = 0; weekday < 7; weekday++)
    weekday_events(&event, weekday);
  event.repeats = false;
  for (size_t i = 0; i < weekly->special_count; i++) {
    const struct weekly_day *special = &weekly->special[i];
    for (size_t k = 0; k < special->hours.count; k++) {
      begin_event(&event, special->day, &special->hours.spans[k], special->name);
      end_event(&event);
    }
  }
}
