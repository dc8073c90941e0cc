/* Writes hours as the standard does: years, dates, weeks, weekdays, times, what it means. */
#include "domain/hours/hours_parser.h"

struct writer {
  struct buf out;
  bool anything; /* of the rule */
};

static void space(struct writer *writer) {
  if (writer->anything) buf_add_char(&writer->out, ' ');
  writer->anything = true;
}

static void write_offset(struct buf *out, int offset) {
  if (offset == 0) return;
  int days = offset < 0 ? -offset : offset;
  buf_format(out, " %c%d day%s", offset < 0 ? '-' : '+', days, days == 1 ? "" : "s");
}

static void write_every(struct buf *out, int every) {
  if (every > 0) buf_format(out, "/%d", every);
}

/* ---- days ---- */

static void write_nth(struct buf *out, uint16_t bits) {
  bool first = true;
  buf_add_char(out, '[');
  for (int i = 0; i < 10; i++) {
    if ((bits & (1u << i)) == 0) continue;
    int last = i;
    while (i < 5 && last < 4 && (bits & (1u << (last + 1))) != 0)
      last++;
    if (!first) buf_add_char(out, ',');
    first = false;
    buf_format(out, "%d", i < 5 ? i + 1 : 4 - i);
    if (last > i) buf_format(out, "%c%d", last == i + 1 ? ',' : '-', last + 1);
    i = last;
  }
  buf_add_char(out, ']');
}

static void write_weekday(struct buf *out, const struct hours_selector *item) {
  buf_add(out, hours_weekday_name(item->from));
  if (item->to != item->from) {
    buf_add_char(out, '-');
    buf_add(out, hours_weekday_name(item->to));
  }
  if (item->nth) write_nth(out, item->nth);
  write_offset(out, item->offset);
}

static void write_date(struct buf *out, const struct hours_date *date, bool months) {
  if (date->year) buf_format(out, "%d ", date->year);
  if (date->kind == DATE_EASTER) {
    buf_literal(out, "easter");
  } else {
    buf_add(out, hours_month_name(date->month));
    if (date->kind == DATE_NTH) {
      buf_add_char(out, ' ');
      buf_add(out, hours_weekday_name(date->weekday));
      buf_format(out, "[%d]", date->nth);
    } else if (!months) {
      buf_format(out, " %02d", date->day);
    }
  }
  if (date->step) {
    buf_format(out, " %c", date->step > 0 ? '+' : '-');
    buf_add(out, hours_weekday_name(date->step_weekday));
  }
  write_offset(out, date->offset);
}

static bool same_month(const struct hours_selector *item) {
  const struct hours_date *first = &item->first, *last = &item->last;
  return first->kind == DATE_FIXED && last->kind == DATE_FIXED && first->month == last->month &&
         first->year == last->year && first->day <= last->day;
}

/* `whole`: the end names its month, too, so that no month that follows is taken for its. */
static void write_dates(struct buf *out, const struct hours_selector *item, bool whole) {
  const struct hours_date *first = &item->first, *last = &item->last;
  write_date(out, first, item->months);
  bool short_end = !whole && same_month(item) && first->step == 0 && first->offset == 0 &&
                   last->step == 0 && last->offset == 0;
  if (item->open_end) {
    buf_add_char(out, '+');
  } else if (last->kind != DATE_NONE && !(item->months && same_month(item))) {
    buf_add_char(out, '-');
    if (short_end)
      buf_format(out, "%02d", last->day);
    else
      write_date(out, last, item->months);
  }
  write_every(out, item->every);
}

static void write_years(struct buf *out, const struct hours_selector *item) {
  buf_format(out, "%04d", item->from);
  if (item->open_end && item->every == 0)
    buf_add_char(out, '+');
  else if (!item->open_end && item->to != item->from)
    buf_format(out, "-%04d", item->to);
  write_every(out, item->every);
}

static void write_weeks(struct buf *out, const struct hours_selector *item) {
  buf_format(out, "%02d", item->from);
  if (item->to != item->from) buf_format(out, "-%02d", item->to);
  write_every(out, item->every);
}

static void write_selector(struct buf *out, const struct hours_selector *item, bool whole) {
  switch ((enum hours_selector_kind)item->kind) {
  case SELECT_YEARS:
    write_years(out, item);
    return;
  case SELECT_DATES:
    write_dates(out, item, whole);
    return;
  case SELECT_WEEKS:
    write_weeks(out, item);
    return;
  case SELECT_WEEKDAYS:
    write_weekday(out, item);
    return;
  case SELECT_PUBLIC_HOLIDAYS:
    buf_literal(out, "PH");
    break;
  case SELECT_SCHOOL_HOLIDAYS:
    buf_literal(out, "SH");
    break;
  }
  write_offset(out, item->offset);
}

/* The standard's order of selectors: as their kinds are numbered, holidays with the weekdays. */
static int rank(const struct hours_group *group) {
  int kind = group->count ? group->items[0].kind : 0;
  return kind > SELECT_WEEKDAYS ? SELECT_WEEKDAYS : kind;
}

/* "2019: Sep 01-Jul 01" is not "2019 Sep 01-Jul 01", where the year belongs to the date. */
static bool is_lone_year(const struct hours_group *group) {
  const struct hours_selector *item = &group->items[0];
  return group->count == 1 && item->kind == SELECT_YEARS && item->from == item->to &&
         item->every == 0;
}

static void write_group(struct writer *writer, const struct hours_group *group, bool whole) {
  space(writer);
  if (rank(group) == SELECT_WEEKS) buf_literal(&writer->out, "week ");
  for (size_t i = 0; i < group->count; i++) {
    if (i > 0) buf_add_char(&writer->out, ',');
    write_selector(&writer->out, &group->items[i], whole && i + 1 == group->count);
  }
  if (is_lone_year(group)) buf_add_char(&writer->out, ':');
}

/* ---- times ---- */

static void write_clock(struct buf *out, const struct hours_clock *clock, int minute) {
  if (clock->event == EVENT_NONE) {
    buf_format(out, "%02d:%02d", minute / 60, minute % 60);
    return;
  }
  if (clock->minute == 0) {
    buf_add(out, hours_event_name((enum hours_event)clock->event));
    return;
  }
  int offset = clock->minute < 0 ? -clock->minute : clock->minute;
  buf_add_char(out, '(');
  buf_add(out, hours_event_name((enum hours_event)clock->event));
  buf_format(out, "%c%02d:%02d)", clock->minute < 0 ? '-' : '+', offset / 60, offset % 60);
}

/* 22:00-02:00 is kept as 26:00 inside; written it is 02:00, and 24:00 stays 24:00. */
static int written_end(const struct hours_times *times) {
  int minute = times->to.minute;
  bool fixed = times->from.event == EVENT_NONE && times->to.event == EVENT_NONE;
  if (!fixed || minute <= DAY_MINUTES) return minute;
  int next = minute - DAY_MINUTES;
  return next <= times->from.minute ? next : minute;
}

static void write_times(struct buf *out, const struct hours_times *times) {
  write_clock(out, &times->from, times->from.minute);
  if (times->until) {
    buf_add_char(out, '-');
    write_clock(out, &times->to, written_end(times));
  }
  if (times->open_end) buf_add_char(out, '+');
  if (times->every >= 60)
    buf_format(out, "/%02d:%02d", times->every / 60, times->every % 60);
  else
    write_every(out, times->every);
}

/* ---- rules ---- */

/* An additional rule that begins with its times would be read as more times of this one. */
static bool needs_open(const struct hours_rule *rule, const struct hours_rule *next) {
  bool bare = rule->group_count == 0 && rule->time_count == 0 && !rule->always;
  if (bare) return true;
  if (next == NULL || next->link != LINK_ADDITIONAL) return false;
  return next->group_count == 0 || rule->time_count == 0;
}

static void write_state(struct writer *writer, const struct hours_rule *rule,
                        const struct hours_rule *next) {
  static const struct str names[] = {
      [HOURS_CLOSED] = S("off"), [HOURS_OPEN] = S("open"), [HOURS_UNKNOWN] = S("unknown")};
  bool silent = rule->state == HOURS_OPEN && rule->comment.len == 0 && !needs_open(rule, next);
  if (silent) return;
  space(writer);
  buf_add(&writer->out, names[rule->state]);
  if (rule->comment.len == 0) return;
  buf_literal(&writer->out, " \"");
  buf_add(&writer->out, rule->comment);
  buf_add_char(&writer->out, '"');
}

static void write_rule(struct writer *writer, const struct hours_rule *rule,
                       const struct hours_rule *next) {
  writer->anything = false;
  for (int kind = SELECT_YEARS; kind <= SELECT_WEEKDAYS; kind++)
    for (size_t i = 0; i < rule->group_count; i++)
      if (rank(&rule->groups[i]) == kind)
        write_group(writer, &rule->groups[i],
                    i + 1 < rule->group_count && rank(&rule->groups[i + 1]) == kind);
  if (rule->always && rule->time_count == 0) {
    space(writer);
    buf_add(&writer->out, rule->group_count > 0 ? S("00:00-24:00") : S("24/7"));
  }
  for (size_t i = 0; i < rule->time_count; i++) {
    if (i == 0)
      space(writer);
    else
      buf_add_char(&writer->out, ',');
    write_times(&writer->out, &rule->times[i]);
  }
  write_state(writer, rule, next);
}

struct str hours_normal(struct arena *arena, const struct hours *hours) {
  static const struct str separators[] = {
      [LINK_NORMAL] = S("; "), [LINK_ADDITIONAL] = S(", "), [LINK_FALLBACK] = S(" || ")};
  struct writer writer = {.out = buf_in(arena)};
  for (size_t i = 0; i < hours->rule_count; i++) {
    if (i > 0) buf_add(&writer.out, separators[hours->rules[i].link]);
    write_rule(&writer, &hours->rules[i], i + 1 < hours->rule_count ? &hours->rules[i + 1] : NULL);
  }
  return buf_str(&writer.out);
}

struct str hours_sentence(struct arena *arena, enum language language,
                          const struct hours_notice *notice) {
  return MESSAGE(arena, language, notice->message, {"found", notice->found});
}
