/* Reads which days: weekdays and holidays, years, weeks. */
#include <string.h>

#include "domain/hours/hours_parser.h"

struct hours_group *parser_group(struct hours_parser *parser) {
  struct hours_rule *rule = parser->rule;
  if (rule->group_count == GROUPS_MAX) {
    parser_error_here(parser, MSG_hours_error_long);
    return NULL;
  }
  struct hours_group *group = &rule->groups[rule->group_count++];
  *group = (struct hours_group){NULL, 0};
  return group;
}

struct hours_group *parser_last_group(struct hours_parser *parser, enum hours_selector_kind kind) {
  struct hours_rule *rule = parser->rule;
  if (rule->group_count == 0) return NULL;
  struct hours_group *group = &rule->groups[rule->group_count - 1];
  return group->items[group->count - 1].kind == kind ? group : NULL;
}

struct hours_selector *parser_selector(struct hours_parser *parser, struct hours_group *group,
                                       enum hours_selector_kind kind) {
  if (parser->dates_left == 0) {
    parser_error_here(parser, MSG_hours_error_long);
    return NULL;
  }
  parser->dates_left--;
  if ((group->count & (group->count - 1)) == 0) { /* full: a power of two, or nothing yet */
    size_t room = group->count ? group->count * 2 : 1;
    struct hours_selector *items = arena_array(parser->arena, struct hours_selector, room);
    if (group->count) memcpy(items, group->items, group->count * sizeof *items);
    group->items = items;
  }
  struct hours_selector *item = &group->items[group->count++];
  *item = (struct hours_selector){.kind = (uint8_t)kind};
  return item;
}

bool parse_offset(struct hours_parser *parser, int16_t *offset) {
  bool plus = parser_is_sign(parser, 0, '+');
  *offset = 0;
  if ((!plus && !parser_is_sign(parser, 0, '-')) || !parser_is(parser, 1, TOKEN_NUMBER) ||
      !parser_is(parser, 2, TOKEN_DAYS))
    return true;
  const struct hours_token *sign = parser_take(parser);
  int days = parser_take(parser)->value;
  const struct hours_token *word = parser_take(parser);
  if (days > OFFSET_MAX)
    return parser_error(parser, MSG_hours_error_offset, sign->position, word->end);
  *offset = (int16_t)(plus ? days : -days);
  return true;
}

/* "/2" after a range: every second. */
bool parse_every(struct hours_parser *parser, uint16_t *every, int most) {
  *every = 0;
  if (!parser_is_sign(parser, 0, '/') || !parser_is(parser, 1, TOKEN_NUMBER)) return true;
  parser_take(parser);
  const struct hours_token *token = parser_take(parser);
  if (token->value == 0 || token->value > most)
    return parser_error(parser, MSG_hours_error_number, token->position, token->end);
  if (token->value == 1) parser_warn_token(parser, MSG_hours_warn_every_one, token);
  *every = (uint16_t)token->value;
  return true;
}

/* ---- weekdays and holidays ---- */

uint16_t hours_nth_bit(int nth) {
  return (uint16_t)(nth > 0 ? 1u << (nth - 1) : 1u << (4 - nth));
}

static bool read_nth_number(struct hours_parser *parser, int *nth) {
  bool negative = parser_take_sign(parser, '-');
  const struct hours_token *token = parser_peek(parser, 0);
  if (token->kind != TOKEN_NUMBER || token->value < 1 || token->value > 5)
    return parser_error_here(parser, MSG_hours_error_nth);
  parser_take(parser);
  *nth = negative ? -token->value : token->value;
  return true;
}

/* "[1,3]", "[2-4]", "[-1]" */
static bool read_nth(struct hours_parser *parser, uint16_t *bits) {
  parser_take(parser);
  do {
    int from, to;
    if (!read_nth_number(parser, &from)) return false;
    to = from;
    if (from > 0 && parser_take_sign(parser, '-') && !read_nth_number(parser, &to)) return false;
    if (to < from) return parser_error_here(parser, MSG_hours_error_nth);
    for (int nth = from; nth <= to; nth++)
      *bits |= hours_nth_bit(nth);
  } while (parser_take_sign(parser, ','));
  return parser_take_sign(parser, ']') || parser_error_here(parser, MSG_hours_error_nth);
}

/* A weekday, or a word for several. */
static bool weekday_range(const struct hours_token *token, int16_t *from, int16_t *to) {
  *from = 0;
  *to = 6;
  switch (token->kind) {
  case TOKEN_WEEKDAY:
    *from = *to = (int16_t)token->value;
    return true;
  case TOKEN_DAILY:
  case TOKEN_DAYS:
    return true;
  case TOKEN_WEEKEND:
    *from = 5;
    return true;
  case TOKEN_WORKDAYS:
    *to = 4;
    return true;
  default:
    return false;
  }
}

static bool read_weekday(struct hours_parser *parser, struct hours_selector *item) {
  const struct hours_token *start = parser_take(parser);
  weekday_range(start, &item->from, &item->to);
  if (start->kind != TOKEN_WEEKDAY) return true;
  if (parser_is_sign(parser, 0, '[')) {
    if (!read_nth(parser, &item->nth)) return false;
    if (item->nth == 0) return parser_error_here(parser, MSG_hours_error_nth);
    return parse_offset(parser, &item->offset);
  }
  bool to = parser_is_sign(parser, 0, '-');
  /* « Sonn- und Feiertage » */
  if (to && (parser_is_sign(parser, 1, ',') || parser_is_sign(parser, 1, '/'))) {
    parser_warn_token(parser, MSG_hours_warn_list, parser_take(parser));
    return true;
  }
  if (!to || !parser_is(parser, 1, TOKEN_WEEKDAY)) return true;
  parser_take(parser);
  item->to = (int16_t)parser_take(parser)->value;
  return !parser_is_sign(parser, 0, '[') || parser_error_here(parser, MSG_hours_error_nth);
}

bool parse_is_weekday(const struct hours_parser *parser, size_t ahead) {
  const struct hours_token *token = parser_peek(parser, ahead);
  int16_t from, to;
  if (token->kind == TOKEN_NUMBER && token->value == 7) /* 7/7, 7j/7, 7 days */
    return parser_is_sign(parser, ahead + 1, '/') || parser_is(parser, ahead + 1, TOKEN_DAYS);
  return weekday_range(token, &from, &to) || token->kind == TOKEN_PUBLIC ||
         token->kind == TOKEN_SCHOOL || token->kind == TOKEN_SCHOOL_OF ||
         token->kind == TOKEN_HOLIDAYS;
}

/* "7/7", "7j/7", "7 days", "7 days a week": every day. */
static void read_seven(struct hours_parser *parser, struct hours_selector *item) {
  parser_warn_token(parser, MSG_hours_warn_word, parser_take(parser));
  if (parser_is(parser, 0, TOKEN_DAYS)) parser_take(parser);
  if (parser_take_sign(parser, '/') &&
      (parser_is(parser, 0, TOKEN_NUMBER) || parser_is(parser, 0, TOKEN_WEEK)))
    parser_take(parser);
  if (parser_is_sign(parser, 0, '-') && parser_is(parser, 1, TOKEN_WEEK)) parser->at += 2;
  item->to = 6;
}

static bool read_weekday_item(struct hours_parser *parser, struct hours_group *group) {
  const struct hours_token *token = parser_peek(parser, 0);
  if (token->kind == TOKEN_DAYS && /* « jours fériés », « jours ouvrables » */
      (parser_is(parser, 1, TOKEN_PUBLIC) || parser_is(parser, 1, TOKEN_WORKDAYS))) {
    parser_take(parser);
    token = parser_peek(parser, 0);
  }
  bool school = token->kind == TOKEN_SCHOOL || token->kind == TOKEN_SCHOOL_OF;
  bool holiday = school || token->kind == TOKEN_PUBLIC || token->kind == TOKEN_HOLIDAYS;
  enum hours_selector_kind kind = school    ? SELECT_SCHOOL_HOLIDAYS
                                  : holiday ? SELECT_PUBLIC_HOLIDAYS
                                            : SELECT_WEEKDAYS;
  struct hours_selector *item = parser_selector(parser, group, kind);
  if (item == NULL) return false;
  if (token->kind == TOKEN_NUMBER) {
    read_seven(parser, item);
    return true;
  }
  if (!holiday) return read_weekday(parser, item);
  parser_take(parser);
  if (token->kind == TOKEN_SCHOOL_OF) {
    if (!parser_is(parser, 0, TOKEN_HOLIDAYS))
      return parser_error_here(parser, MSG_hours_error_unexpected);
    parser_take(parser);
  }
  return parse_offset(parser, &item->offset);
}

/* After a weekday: does the list go on? "Mo,We"; leniently "Mo We", "Sonn-/Feiertag". A holiday
 * after a space is another condition, not one more day: "PH Mo-Fr". */
static bool another_weekday(struct hours_parser *parser, const struct hours_group *group) {
  const struct hours_selector *last = &group->items[group->count - 1];
  int16_t from, to;
  if (parser_is_sign(parser, 0, ',') || parser_is_sign(parser, 0, '/')) {
    if (!parse_is_weekday(parser, 1)) return false;
    parser_take(parser);
    return true;
  }
  bool more = last->kind == SELECT_WEEKDAYS && last->nth == 0 &&
              weekday_range(parser_peek(parser, 0), &from, &to) &&
              !parser_is(parser, 1, TOKEN_PUBLIC);
  if (more) parser_warn_token(parser, MSG_hours_warn_list, parser_peek(parser, 0));
  return more;
}

/* "We: Th" is one list, as "We Th" is. */
static struct hours_group *weekday_group(struct hours_parser *parser) {
  struct hours_group *last = parser_last_group(parser, SELECT_WEEKDAYS);
  bool more = last && !parser_is_sign(parser, 0, ',') && !parser_is_sign(parser, 0, '/') &&
              another_weekday(parser, last);
  return more ? last : parser_group(parser);
}

bool parse_weekdays(struct hours_parser *parser) {
  struct hours_group *group = weekday_group(parser);
  if (group == NULL) return false;
  do {
    if (!read_weekday_item(parser, group)) return false;
  } while (another_weekday(parser, group));
  return true;
}

/* ---- years and weeks ---- */

/* Does a rule go on after "2020-2021", so that these are years? */
static bool goes_on(const struct hours_parser *parser, size_t ahead) {
  return parse_is_weekday(parser, ahead) || parse_is_date(parser, ahead) ||
         parser_is(parser, ahead, TOKEN_WEEK) || parse_is_clock(parser, ahead, false);
}

/* After weekdays "1900-2200" are times. */
static bool has_weekdays(const struct hours_rule *rule) {
  for (size_t i = 0; i < rule->group_count; i++)
    if (rule->groups[i].count > 0 && rule->groups[i].items[0].kind >= SELECT_WEEKDAYS) return true;
  return false;
}

bool parse_is_year(const struct hours_parser *parser, size_t ahead) {
  const struct hours_token *token = parser_peek(parser, ahead);
  if (token->kind != TOKEN_NUMBER || token->digits != 4 || token->value < 1900) return false;
  if (parser_is_sign(parser, ahead + 1, '-') && parser_is(parser, ahead + 2, TOKEN_NUMBER) &&
      parser_peek(parser, ahead + 2)->digits == 4)
    return parser_peek(parser, ahead + 2)->value >= 1900 &&
           (!has_weekdays(parser->rule) || goes_on(parser, ahead + 3));
  return true;
}

static bool read_year_item(struct hours_parser *parser, struct hours_group *group) {
  struct hours_selector *item = parser_selector(parser, group, SELECT_YEARS);
  if (item == NULL) return false;
  const struct hours_token *first = parser_take(parser);
  item->from = item->to = (int16_t)first->value;
  bool range = parser_is_sign(parser, 0, '-');
  if (range) {
    parser_take(parser);
    const struct hours_token *last = parser_peek(parser, 0);
    if (last->kind != TOKEN_NUMBER || last->digits != 4 || last->value < first->value)
      return parser_error_here(parser, MSG_hours_error_year);
    item->to = (int16_t)parser_take(parser)->value;
  } else if (parser_take_sign(parser, '+')) {
    item->to = YEAR_MAX;
    item->open_end = true;
  }
  if (!parse_every(parser, &item->every, YEAR_MAX)) return false;
  if (item->every > 0 && !range) { /* 2013/4: from then on */
    item->to = YEAR_MAX;
    item->open_end = true;
  }
  return true;
}

bool parse_years(struct hours_parser *parser) {
  struct hours_group *group = parser_group(parser);
  if (group == NULL) return false;
  do {
    if (!read_year_item(parser, group)) return false;
  } while (parser_is_sign(parser, 0, ',') && parse_is_year(parser, 1) &&
           parser_take_sign(parser, ','));
  return true;
}

static bool read_week_number(struct hours_parser *parser, int16_t *week) {
  const struct hours_token *token = parser_peek(parser, 0);
  if (token->kind != TOKEN_NUMBER || token->digits > 2 || token->value < 1 || token->value > 53)
    return parser_error_here(parser, MSG_hours_error_week);
  if (token->digits != 2) parser_warn_token(parser, MSG_hours_warn_digits, token);
  *week = (int16_t)parser_take(parser)->value;
  return true;
}

static bool read_week_item(struct hours_parser *parser, struct hours_group *group) {
  struct hours_selector *item = parser_selector(parser, group, SELECT_WEEKS);
  if (item == NULL || !read_week_number(parser, &item->from)) return false;
  item->to = item->from;
  if (parser_take_sign(parser, '-') && !read_week_number(parser, &item->to)) return false;
  if (item->to < item->from) {
    const struct hours_token *last = parser_peek(parser, (size_t)-1);
    return parser_error(parser, MSG_hours_error_week, last->position, last->end);
  }
  return parse_every(parser, &item->every, 53);
}

static bool another_week(struct hours_parser *parser) {
  if (!parser_is_sign(parser, 0, ',')) return false;
  bool word = parser_is(parser, 1, TOKEN_WEEK);
  bool number = parser_is(parser, 1, TOKEN_NUMBER) && parser_peek(parser, 1)->digits <= 2 &&
                !parse_is_clock(parser, 1, false);
  if (!word && !number) return false;
  parser->at += word ? 2 : 1;
  return true;
}

bool parse_weeks(struct hours_parser *parser) {
  struct hours_group *group = parser_group(parser);
  if (group == NULL) return false;
  parser_take(parser);
  do {
    if (!read_week_item(parser, group)) return false;
  } while (another_week(parser));
  return true;
}
