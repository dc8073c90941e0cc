/* Reads dates: "Jan-Mar", "Dec 25-Jan 5", "2020 Mar 17-2020 May 11", "easter -2 days", "Dec 25
 * -Su", "Mar Su[-1]-Oct Su[-1]", "Dec 24,25", and « 25 Dec », « 1er mai ». */
#include "domain/hours/hours_parser.h"

static const uint8_t longest_month[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* A number that is a day of the month, not the hour of a time. */
static bool is_day_number(const struct hours_parser *parser, size_t ahead) {
  const struct hours_token *token = parser_peek(parser, ahead);
  return token->kind == TOKEN_NUMBER && token->digits <= 2 && !parse_is_clock(parser, ahead, false);
}

/* « 25 Dec », « 1er mai », « 1. Mai »; ahead of the month. Not the 31 of "Feb 03-31 Nov 01". */
static size_t day_before_month(const struct hours_parser *parser, size_t ahead) {
  if (!parser_is(parser, ahead, TOKEN_NUMBER) || parser_peek(parser, ahead)->digits > 2) return 0;
  if (parser_is(parser, ahead + 1, TOKEN_MONTH) && is_day_number(parser, ahead + 2)) return 0;
  if (parser_is(parser, ahead + 1, TOKEN_MONTH)) return 1;
  return parser_is_sign(parser, ahead + 1, '.') && parser_is(parser, ahead + 2, TOKEN_MONTH) ? 2
                                                                                             : 0;
}

/* "2020 Jan", "2020 easter", also "2020-2021"? No: a year alone belongs to the years. */
static bool is_dated_year(const struct hours_parser *parser, size_t ahead) {
  const struct hours_token *token = parser_peek(parser, ahead);
  return token->kind == TOKEN_NUMBER && token->digits == 4 && token->value >= 1900 &&
         (parser_is(parser, ahead + 1, TOKEN_MONTH) || parser_is(parser, ahead + 1, TOKEN_EASTER));
}

bool parse_is_date(const struct hours_parser *parser, size_t ahead) {
  return parser_is(parser, ahead, TOKEN_MONTH) || parser_is(parser, ahead, TOKEN_EASTER) ||
         is_dated_year(parser, ahead) || day_before_month(parser, ahead) > 0;
}

static bool day_in_month(struct hours_parser *parser, const struct hours_token *token, int month,
                         bool is_end) {
  if (token->value < 1 || token->value > 31)
    return parser_error(parser, MSG_hours_error_day, token->position, token->end);
  if (token->value > longest_month[month - 1] && !is_end)
    parser_warn_token(parser, MSG_hours_warn_no_such_day, token);
  return true;
}

static bool read_day_number(struct hours_parser *parser, struct hours_date *date, bool is_end) {
  const struct hours_token *token = parser_take(parser);
  if (!day_in_month(parser, token, date->month, is_end)) return false;
  if (token->digits != 2) parser_warn_token(parser, MSG_hours_warn_digits, token);
  date->kind = DATE_FIXED;
  date->day = (uint8_t)token->value;
  if (parser_is_sign(parser, 0, '.')) parser_take(parser);
  return true;
}

/* "-Su": back to the Sunday before. In "Jan 3+ Su" the sign belongs to the date. */
static void read_step(struct hours_parser *parser, struct hours_date *date) {
  bool plus = parser_is_sign(parser, 0, '+'), minus = parser_is_sign(parser, 0, '-');
  if ((!plus && !minus) || !parser_is(parser, 1, TOKEN_WEEKDAY) || parser_is_sign(parser, 2, '[') ||
      (!parser_peek(parser, 0)->space_before && parser_peek(parser, 1)->space_before))
    return;
  parser_take(parser);
  date->step = plus ? 1 : -1;
  date->step_weekday = (uint8_t)parser_take(parser)->value;
}

/* One nth only: "Su[-1]". */
static bool read_nth_weekday(struct hours_parser *parser, struct hours_date *date) {
  date->kind = DATE_NTH;
  date->weekday = (uint8_t)parser_take(parser)->value;
  parser_take(parser);
  int sign = parser_take_sign(parser, '-') ? -1 : 1;
  const struct hours_token *token = parser_peek(parser, 0);
  if (token->kind != TOKEN_NUMBER || token->value < 1 || token->value > 5)
    return parser_error_here(parser, MSG_hours_error_nth);
  parser_take(parser);
  date->nth = (int8_t)(sign * token->value);
  return parser_take_sign(parser, ']') || parser_error_here(parser, MSG_hours_error_nth);
}

/* After the "]" of "Feb Mo[2]", and what may follow it: does a range of dates go on? If not, the
 * weekday is a condition of its own. */
static bool nth_begins_range(const struct hours_parser *parser) {
  if (!parser_is(parser, 0, TOKEN_WEEKDAY) || !parser_is_sign(parser, 1, '[')) return false;
  size_t at = 2;
  if (parser_is_sign(parser, at, '-')) at++;
  if (!parser_is(parser, at, TOKEN_NUMBER) || !parser_is_sign(parser, at + 1, ']')) return false;
  at += 2;
  bool signed_number = parser_is_sign(parser, at, '+') || parser_is_sign(parser, at, '-');
  if (signed_number && parser_is(parser, at + 1, TOKEN_NUMBER) &&
      parser_is(parser, at + 2, TOKEN_DAYS))
    at += 3;
  return parser_is_sign(parser, at, '-') && parse_is_date(parser, at + 1);
}

static bool read_reversed(struct hours_parser *parser, struct hours_date *date, bool is_end) {
  const struct hours_token *day = parser_take(parser);
  if (parser_is_sign(parser, 0, '.')) parser_take(parser);
  date->month = (uint8_t)parser_take(parser)->value;
  date->kind = DATE_FIXED;
  date->day = (uint8_t)day->value;
  parser_warn_token(parser, MSG_hours_warn_order, day);
  if (parser_peek(parser, 0)->kind == TOKEN_NUMBER && parser_peek(parser, 0)->digits == 4 &&
      parser_peek(parser, 0)->value >= 1900 && !parser_is_sign(parser, 1, '-'))
    date->year = (int16_t)parser_take(parser)->value;
  return day_in_month(parser, day, date->month, is_end);
}

/* After the month: its day, its nth weekday, or the whole month (DATE_NONE). */
static bool read_in_month(struct hours_parser *parser, struct hours_date *date, bool is_end) {
  if (parser_is_sign(parser, 0, '.')) parser_take(parser);
  date->kind = DATE_NONE;
  if (is_day_number(parser, 0)) {
    if (!read_day_number(parser, date, is_end)) return false;
  } else if (is_end ? parser_is(parser, 0, TOKEN_WEEKDAY) && parser_is_sign(parser, 1, '[')
                    : nth_begins_range(parser)) {
    if (!read_nth_weekday(parser, date)) return false;
  } else {
    return true;
  }
  if (date->kind == DATE_FIXED) read_step(parser, date);
  return parse_offset(parser, &date->offset);
}

/* A date, or a whole month: then kind is DATE_NONE and month is set. */
static bool read_date(struct hours_parser *parser, struct hours_date *date, bool is_end) {
  *date = (struct hours_date){.kind = DATE_NONE};
  if (day_before_month(parser, 0) > 0) return read_reversed(parser, date, is_end);
  if (is_dated_year(parser, 0)) date->year = (int16_t)parser_take(parser)->value;
  const struct hours_token *token = parser_take(parser);
  if (token->kind == TOKEN_EASTER) {
    date->kind = DATE_EASTER;
    return parse_offset(parser, &date->offset);
  }
  date->month = (uint8_t)token->value;
  return read_in_month(parser, date, is_end);
}

/* The "-15" of "Jan 1-15"; "May 15-01" ends in June. */
static bool read_end_day(struct hours_parser *parser, struct hours_selector *item) {
  item->last = (struct hours_date){.kind = DATE_FIXED, .year = item->first.year};
  int month = item->first.month, from = item->first.day;
  item->last.month = (uint8_t)month;
  if (!read_day_number(parser, &item->last, true)) return false;
  if (item->last.day < from) item->last.month = (uint8_t)(month % 12 + 1);
  if (month == 12 && item->last.day < from && item->last.year) item->last.year++;
  return true;
}

static bool read_end(struct hours_parser *parser, struct hours_selector *item) {
  bool whole = item->first.kind == DATE_NONE;
  const struct hours_token *token = parser_peek(parser, 0);
  if (!whole) return read_date(parser, &item->last, true);
  item->last = (struct hours_date){.kind = DATE_NONE};
  if (is_dated_year(parser, 0)) item->last.year = (int16_t)parser_take(parser)->value;
  if (!parser_is(parser, 0, TOKEN_MONTH))
    return parser_error(parser, MSG_hours_error_date, token->position, token->end);
  item->last.month = (uint8_t)parser_take(parser)->value;
  return true;
}

/* Whole months become their first and last days; a date after a month is not one of these. */
static bool settle(struct hours_parser *parser, struct hours_selector *item, bool range) {
  bool whole = item->first.kind == DATE_NONE;
  if (whole) {
    if (!range) item->last = item->first;
    item->months = true;
    item->first.kind = item->last.kind = DATE_FIXED;
    item->first.day = 1;
    item->last.day = 31;
  } else if (range && item->last.kind == DATE_NONE) { /* Dec 24-Jan: its last day */
    item->last.kind = DATE_FIXED;
    item->last.day = 31;
    parser_warn_token(parser, MSG_hours_warn_order, parser_peek(parser, (size_t)-1));
  }
  return true;
}

static bool read_item(struct hours_parser *parser, struct hours_selector *item, int year,
                      int month) {
  if (month > 0 && is_day_number(parser, 0) && day_before_month(parser, 0) == 0) {
    /* the 25 of "Dec 24,25" */
    item->first = (struct hours_date){.month = (uint8_t)month, .year = (int16_t)year};
    if (!read_day_number(parser, &item->first, false)) return false;
  } else if (!read_date(parser, &item->first, false)) {
    return false;
  }
  bool range = false;
  if (parser_is_sign(parser, 0, '-')) {
    bool day = item->first.kind == DATE_FIXED && is_day_number(parser, 1) &&
               day_before_month(parser, 1) == 0;
    range = day || parse_is_date(parser, 1);
    if (range) parser_take(parser);
    if (range && !(day ? read_end_day(parser, item) : read_end(parser, item))) return false;
  } else if (item->first.kind != DATE_NONE && parser_take_sign(parser, '+')) {
    item->open_end = true;
  }
  return settle(parser, item, range) && (!range || parse_every(parser, &item->every, 366));
}

/* "Jan Dec": two months, not what both have in common. */
static bool another_month(struct hours_parser *parser, bool months) {
  bool month = months && parser_is(parser, 0, TOKEN_MONTH) && !is_day_number(parser, 1) &&
               !(parser_is(parser, 1, TOKEN_WEEKDAY) && parser_is_sign(parser, 2, '['));
  if (month) parser_warn_token(parser, MSG_hours_warn_list, parser_peek(parser, 0));
  return month;
}

static bool another_date(struct hours_parser *parser, int month) {
  if (!parser_is_sign(parser, 0, ',')) return another_month(parser, month == 0);
  if (!parse_is_date(parser, 1) && !(month > 0 && is_day_number(parser, 1))) return false;
  parser_take(parser);
  return true;
}

static struct hours_group *date_group(struct hours_parser *parser) {
  struct hours_group *last = parser_last_group(parser, SELECT_DATES);
  bool more = last && another_month(parser, last->items[last->count - 1].months);
  return more ? last : parser_group(parser);
}

bool parse_dates(struct hours_parser *parser) {
  struct hours_group *group = date_group(parser);
  if (group == NULL) return false;
  int year = 0, month = 0;
  do {
    struct hours_selector *item = parser_selector(parser, group, SELECT_DATES);
    if (item == NULL || !read_item(parser, item, year, month)) return false;
    const struct hours_date *last = item->last.kind == DATE_NONE ? &item->first : &item->last;
    year = last->year;
    month = item->months ? 0 : last->month;
  } while (another_date(parser, month));
  return true;
}
