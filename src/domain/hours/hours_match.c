/* Does a rule hold on a day? Weekdays, dates, years, ISO weeks, holidays, Easter. */
#include "domain/hours/hours_rule.h"

enum { THURSDAY = 3 };

static const uint8_t month_lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int month_length(int year, int month) {
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : month_lengths[month - 1];
}

static int weekday_of(int number) {
  int weekday = (number + THURSDAY) % 7; /* 1970-01-01 was a Thursday */
  return weekday < 0 ? weekday + 7 : weekday;
}

/* ISO 8601: the week belongs to the year of its Thursday. */
static int week_of(int number, int weekday) {
  int year, month, day, thursday = number - weekday + THURSDAY;
  day_split((struct day){thursday}, &year, &month, &day);
  return (thursday - day_of(year, 1, 1).number) / 7 + 1;
}

struct hours_facts hours_facts_of(struct day day) {
  int year, month, month_day;
  day_split(day, &year, &month, &month_day);
  int weekday = weekday_of(day.number);
  return (struct hours_facts){.day = day,
                              .year = (int16_t)year,
                              .month = (uint8_t)month,
                              .month_day = (uint8_t)month_day,
                              .month_length = (uint8_t)month_length(year, month),
                              .weekday = (uint8_t)weekday,
                              .week = (uint8_t)week_of(day.number, weekday)};
}

/* The Gregorian rule in the form of Meeus, Jones and Butcher. */
struct day hours_easter(int year) {
  int a = year % 19, b = year / 100, c = year % 100;
  int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return day_of(year, f / 31, f % 31 + 1);
}

/* ---- dates ---- */

static int nth_weekday(const struct hours_date *date, int year) {
  int length = month_length(year, date->month);
  int first = day_of(year, date->month, 1).number;
  if (date->nth > 0)
    return first + (date->weekday - weekday_of(first) + 7) % 7 + 7 * (date->nth - 1);
  int last = first + length - 1;
  return last - (weekday_of(last) - date->weekday + 7) % 7 + 7 * (date->nth + 1);
}

/* A day that a month has not: an end is the month's last day, a beginning the day after it. */
static int fixed_date(const struct hours_date *date, int year, bool is_end) {
  int length = month_length(year, date->month), day = date->day;
  if (day > length) day = is_end ? length : length + 1;
  return day_of(year, date->month, 1).number + day - 1;
}

/* Strictly before or after: "Sep 15 +Sa" is a Saturday from the 16th to the 22nd. */
static int stepped(int number, const struct hours_date *date) {
  int ahead = (date->step_weekday - weekday_of(number) + 7) % 7;
  if (date->step > 0) return number + (ahead == 0 ? 7 : ahead);
  if (date->step < 0) return number - (ahead == 0 ? 7 : 7 - ahead);
  return number;
}

static int date_in(const struct hours_date *date, int year, bool is_end) {
  int number = date->kind == DATE_EASTER ? hours_easter(year).number
               : date->kind == DATE_NTH  ? nth_weekday(date, year)
                                         : fixed_date(date, year, is_end);
  return stepped(number, date) + date->offset;
}

static bool exists(const struct hours_date *date, int year) {
  return date->kind != DATE_FIXED || date->day <= month_length(year, date->month);
}

/* One day, in the years that could put it here. */
static bool is_date(const struct hours_selector *item, const struct hours_facts *facts) {
  const struct hours_date *date = &item->first;
  bool simple = date->kind == DATE_FIXED && date->step == 0 && date->offset == 0;
  if (simple)
    return date->month == facts->month && date->day == facts->month_day &&
           (date->year == 0 || date->year == facts->year);
  for (int year = facts->year - 1; year <= facts->year + 1; year++)
    if ((date->year == 0 || date->year == year) && exists(date, year) &&
        date_in(date, year, false) == facts->day.number)
      return true;
  return false;
}

/* "Jun 7+": to the end of the year; "2019 Sep 1+": for ever. */
static bool is_after(const struct hours_selector *item, const struct hours_facts *facts) {
  const struct hours_date *date = &item->first;
  int year = date->year ? date->year : facts->year;
  return facts->day.number >= date_in(date, year, false);
}

static bool in_step(const struct hours_selector *item, int number, int from) {
  return item->every < 2 || (number - from) % item->every == 0;
}

/* With a year at its beginning, its end or both. An end without a year is the next one there is, a
 * beginning without one the last before the end. */
static bool in_dated_range(const struct hours_selector *item, int number) {
  const struct hours_date *first = &item->first, *last = &item->last;
  int from, to;
  if (first->year) {
    from = date_in(first, first->year, false);
    to = date_in(last, last->year ? last->year : first->year, true);
    if (!last->year && to < from) to = date_in(last, first->year + 1, true);
  } else {
    to = date_in(last, last->year, true);
    from = date_in(first, last->year, false);
    if (from > to) from = date_in(first, last->year - 1, false);
  }
  return number >= from && number <= to && in_step(item, number, from);
}

/* Every year: from its beginning to its end, or where that comes first in the year, all but what
 * lies between. An offset may carry an end into the next year. */
static bool in_yearly_range(const struct hours_selector *item, int number, int this_year) {
  for (int year = this_year - 1; year <= this_year + 1; year++) {
    int from = date_in(&item->first, year, false), to = date_in(&item->last, year, true);
    if (from <= to) {
      if (number >= from && number <= to) return in_step(item, number, from);
    } else if (year == this_year && (number >= from || number <= to)) {
      int begun = number >= from ? from : date_in(&item->first, year - 1, false);
      return in_step(item, number, begun);
    }
  }
  return false;
}

/* Without years, Easter and offsets: by month and day alone. */
static bool in_simple_range(const struct hours_selector *item, const struct hours_facts *facts) {
  int day = facts->month * 32 + facts->month_day;
  int from = item->first.month * 32 + item->first.day;
  int to = item->last.month * 32 + item->last.day;
  return from <= to ? day >= from && day <= to : day >= from || day <= to;
}

static bool is_simple(const struct hours_date *date) {
  return date->kind == DATE_FIXED && date->year == 0 && date->step == 0 && date->offset == 0;
}

static bool holds_date(const struct hours_selector *item, const struct hours_facts *facts) {
  if (item->open_end) return is_after(item, facts);
  if (item->last.kind == DATE_NONE) return is_date(item, facts);
  if (item->every < 2 && is_simple(&item->first) && is_simple(&item->last))
    return in_simple_range(item, facts);
  if (item->first.year || item->last.year) return in_dated_range(item, facts->day.number);
  return in_yearly_range(item, facts->day.number, facts->year);
}

/* ---- the other selectors ---- */

static bool holds_number(const struct hours_selector *item, int number) {
  if (number < item->from || number > item->to) return false;
  return item->every < 2 || (number - item->from) % item->every == 0;
}

static bool is_nth(uint16_t nth, const struct hours_facts *facts) {
  int from_start = (facts->month_day - 1) / 7;
  int from_end = (facts->month_length - facts->month_day) / 7;
  return (nth & (1u << from_start)) != 0 || (nth & (1u << (5 + from_end))) != 0;
}

static bool holds_weekday(const struct hours_selector *item, const struct hours_facts *facts) {
  if (item->nth == 0) {
    int weekday = facts->weekday;
    return item->from <= item->to ? weekday >= item->from && weekday <= item->to
                                  : weekday >= item->from || weekday <= item->to;
  }
  if (item->offset == 0) return facts->weekday == item->from && is_nth(item->nth, facts);
  struct hours_facts other = hours_facts_of((struct day){facts->day.number - item->offset});
  return other.weekday == item->from && is_nth(item->nth, &other);
}

static bool holds(const struct hours_selector *item, const struct hours_facts *facts,
                  const struct hours_calendar *calendar) {
  struct day shifted = {facts->day.number - item->offset};
  switch ((enum hours_selector_kind)item->kind) {
  case SELECT_YEARS:
    return holds_number(item, facts->year);
  case SELECT_WEEKS:
    return holds_number(item, facts->week);
  case SELECT_DATES:
    return holds_date(item, facts);
  case SELECT_WEEKDAYS:
    return holds_weekday(item, facts);
  case SELECT_PUBLIC_HOLIDAYS:
    return hours_public_holiday(calendar, shifted).len > 0;
  case SELECT_SCHOOL_HOLIDAYS:
    return hours_school_holiday(calendar, shifted).len > 0;
  }
  return false;
}

static bool group_holds(const struct hours_group *group, const struct hours_facts *facts,
                        const struct hours_calendar *calendar) {
  for (size_t i = 0; i < group->count; i++)
    if (holds(&group->items[i], facts, calendar)) return true;
  return false;
}

bool hours_matches(const struct hours_rule *rule, const struct hours_facts *facts,
                   const struct hours_calendar *calendar) {
  if (rule->plain_weekdays) return (rule->weekdays & (1u << facts->weekday)) != 0;
  for (size_t i = 0; i < rule->group_count; i++)
    if (!group_holds(&rule->groups[i], facts, calendar)) return false;
  return true;
}
