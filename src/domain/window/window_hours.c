#include "domain/window/window_hours.h"

#include "base/arena.h"
#include "base/buf.h"

enum { LINES_MAX = 14 };

static const struct {
  struct str osm;
  struct str name[LANGUAGE_COUNT];
} days[] = {
    {S("Mo"),
     {[LANGUAGE_FR] = S("lundi"), [LANGUAGE_DE] = S("Montag"), [LANGUAGE_EN] = S("Monday")}},
    {S("Tu"),
     {[LANGUAGE_FR] = S("mardi"), [LANGUAGE_DE] = S("Dienstag"), [LANGUAGE_EN] = S("Tuesday")}},
    {S("We"),
     {[LANGUAGE_FR] = S("mercredi"),
      [LANGUAGE_DE] = S("Mittwoch"),
      [LANGUAGE_EN] = S("Wednesday")}},
    {S("Th"),
     {[LANGUAGE_FR] = S("jeudi"), [LANGUAGE_DE] = S("Donnerstag"), [LANGUAGE_EN] = S("Thursday")}},
    {S("Fr"),
     {[LANGUAGE_FR] = S("vendredi"), [LANGUAGE_DE] = S("Freitag"), [LANGUAGE_EN] = S("Friday")}},
    {S("Sa"),
     {[LANGUAGE_FR] = S("samedi"), [LANGUAGE_DE] = S("Samstag"), [LANGUAGE_EN] = S("Saturday")}},
    {S("Su"),
     {[LANGUAGE_FR] = S("dimanche"), [LANGUAGE_DE] = S("Sonntag"), [LANGUAGE_EN] = S("Sunday")}},
    {S("PH"),
     {[LANGUAGE_FR] = S("jours fériés"),
      [LANGUAGE_DE] = S("Feiertage"),
      [LANGUAGE_EN] = S("public holidays")}},
};

static const struct str every_day[LANGUAGE_COUNT] = {[LANGUAGE_FR] = S("tous les jours"),
                                                     [LANGUAGE_DE] = S("täglich"),
                                                     [LANGUAGE_EN] = S("every day")};
static const struct str closed[LANGUAGE_COUNT] = {
    [LANGUAGE_FR] = S("fermé"), [LANGUAGE_DE] = S("geschlossen"), [LANGUAGE_EN] = S("closed")};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* "Mo" */
static bool day_name(struct buf *out, enum language language, struct str day) {
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
    if (!str_equal(days[i].osm, day)) continue;
    buf_add(out, days[i].name[language]);
    return true;
  }
  return false;
}

/* "Mo-Fr,Su" */
static bool day_names(struct buf *out, enum language language, struct str list) {
  bool first = true;
  for (struct str rest = list; rest.len > 0; first = false) {
    struct str until, from = str_cut(str_cut(rest, ',', &rest), '-', &until);
    if (!first) buf_literal(out, ", ");
    if (!day_name(out, language, from)) return false;
    if (until.len == 0) continue;
    buf_literal(out, " – ");
    if (!day_name(out, language, until)) return false;
  }
  return !first;
}

/* "09:00" is read « 9 h », « 9 h 30 » in French, "9:00" elsewhere. */
static bool clock_time(struct buf *out, enum language language, struct str text) {
  if (text.len != 5 || text.ptr[2] != ':') return false;
  for (size_t i = 0; i < 5; i++)
    if (i != 2 && !is_digit(text.ptr[i])) return false;
  int hour = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
  int minute = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
  if (hour > 26 || minute > 59) return false; /* 25:00 is one o'clock of the next day */
  if (hour > 24) hour -= 24;
  if (language != LANGUAGE_FR)
    buf_format(out, "%d:%02d", hour, minute);
  else if (minute == 0)
    buf_format(out, "%d h", hour);
  else
    buf_format(out, "%d h %02d", hour, minute);
  return true;
}

/* "09:00-12:00,14:00-18:00" or "off" */
static bool times(struct buf *out, enum language language, struct str list) {
  if (str_equal(list, S("off")) || str_equal(list, S("closed"))) {
    buf_add(out, closed[language]);
    return true;
  }
  bool first = true;
  for (struct str rest = list; rest.len > 0; first = false) {
    struct str until, from = str_cut(str_trim(str_cut(rest, ',', &rest)), '-', &until);
    if (!first) buf_literal(out, ", ");
    if (!clock_time(out, language, from)) return false;
    buf_literal(out, " – ");
    if (!clock_time(out, language, until)) return false;
  }
  return !first;
}

static bool line_read(struct arena *arena, enum language language, struct str rule,
                      struct hours_line *line) {
  struct buf day_text = buf_in(arena), time_text = buf_in(arena);
  struct str time, day = str_cut(rule, ' ', &time);
  if (time.ptr == NULL || is_digit(rule.ptr[0])) {
    buf_add(&day_text, every_day[language]);
    time = rule;
  } else if (!day_names(&day_text, language, day)) {
    return false;
  }
  if (!times(&time_text, language, str_trim(time))) return false;
  *line = (struct hours_line){buf_str(&day_text), buf_str(&time_text)};
  return true;
}

struct hours_lines hours_read(struct arena *arena, enum language language, struct str hours) {
  struct hours_lines lines = {arena_array(arena, struct hours_line, LINES_MAX), 0};
  for (struct str rest = hours; rest.len > 0;) {
    struct str rule = str_trim(str_cut(rest, ';', &rest));
    if (rule.len == 0) continue;
    if (lines.count == LINES_MAX || !line_read(arena, language, rule, &lines.items[lines.count]))
      return (struct hours_lines){NULL, 0};
    lines.count++;
  }
  return lines;
}
