/* Reads times: "10:00-12:00,14:00-18:00", "17:00+", "sunset-(sunrise+01:00)", and as people write
 * them: "9h-12h30", "9am-5pm", "0900-1800", "8-12", "9.30". */
#include "domain/hours/hours_parser.h"

enum { HOUR_MAX = 48 };

/* Where the sun stands when nobody knows the place: only for the question whether a span with the
 * sun in it reaches into the next day. */
static int usual_minute(const struct hours_clock *clock) {
  int minute = clock->minute;
  if (clock->event != EVENT_NONE)
    minute += hours_sun_minute(NULL, (struct day){0}, (enum hours_event)clock->event);
  return minute;
}

static bool joined(const struct hours_parser *parser, size_t ahead) {
  return !parser_peek(parser, ahead)->space_before;
}

/* "9:30", "9.30", not the 23:10:00 of "week 22-23:10:00". */
static bool is_hour_minute(const struct hours_parser *parser, size_t ahead) {
  const struct hours_token *minute = parser_peek(parser, ahead + 2);
  bool colon = parser_is_sign(parser, ahead + 1, ':');
  if (!colon && !parser_is_sign(parser, ahead + 1, '.')) return false;
  if (!joined(parser, ahead + 1) || !joined(parser, ahead + 2)) return false;
  if (minute->kind != TOKEN_NUMBER || minute->digits > 2 || (!colon && minute->digits != 2))
    return false;
  return !(colon && parser_is_sign(parser, ahead + 3, ':') && joined(parser, ahead + 3) &&
           parser_is(parser, ahead + 4, TOKEN_NUMBER) && joined(parser, ahead + 4));
}

static bool is_half_day(const struct hours_token *token) {
  return token->kind == TOKEN_AM || token->kind == TOKEN_PM;
}

bool parse_is_clock(const struct hours_parser *parser, size_t ahead, bool bare) {
  const struct hours_token *token = parser_peek(parser, ahead);
  switch (token->kind) {
  case TOKEN_EVENT:
  case TOKEN_NOON:
  case TOKEN_MIDNIGHT:
    return true;
  case TOKEN_SIGN:
    return token->value == '(' && parser_is(parser, ahead + 1, TOKEN_EVENT);
  case TOKEN_NUMBER:
    break;
  default:
    return false;
  }
  const struct hours_token *next = parser_peek(parser, ahead + 1);
  if (token->digits <= 2 && (next->kind == TOKEN_HOUR || is_half_day(next))) return true;
  if (token->digits <= 2 && is_hour_minute(parser, ahead)) return true;
  return bare && token->digits <= 4;
}

/* Minutes after ":", "." or "h". */
static bool read_minutes(struct hours_parser *parser, int *minutes) {
  const struct hours_token *token = parser_take(parser);
  *minutes = token->value;
  if (token->digits != 2) parser_warn_token(parser, MSG_hours_warn_time, token);
  return *minutes < 60 || parser_error(parser, MSG_hours_error_time, token->position, token->end);
}

static bool read_half_day(struct hours_parser *parser, int *hours,
                          const struct hours_token *start) {
  const struct hours_token *half = parser_peek(parser, 0);
  if (!is_half_day(half)) return true;
  parser_take(parser);
  if (*hours > 12 || *hours == 0)
    return parser_error(parser, MSG_hours_error_time, start->position, half->end);
  *hours = *hours % 12 + (half->kind == TOKEN_PM ? 12 : 0);
  return true;
}

/* « 17,00-22:30 »: after an hour that no "-" follows, a comma can only stand for the colon. */
static bool is_comma_minute(const struct hours_parser *parser) {
  const struct hours_token *minute = parser_peek(parser, 1);
  return parser_is_sign(parser, 0, ',') && joined(parser, 0) && joined(parser, 1) &&
         minute->kind == TOKEN_NUMBER && minute->digits == 2 && minute->value % 15 == 0 &&
         minute->value < 60;
}

/* The number of hours was taken; what may follow it: ":30", ".30", "h30", "h", " Uhr", "pm". */
static bool read_rest(struct hours_parser *parser, int *hours, int *minutes,
                      const struct hours_token *start) {
  bool half_past = is_hour_minute(parser, (size_t)-1) || is_comma_minute(parser);
  if (half_past) {
    if (!parser_is_sign(parser, 0, ':'))
      parser_warn_token(parser, MSG_hours_warn_time, parser_peek(parser, 0));
    parser_take(parser);
    if (!read_minutes(parser, minutes)) return false;
  }
  if (parser_is(parser, 0, TOKEN_HOUR)) {
    parser_take(parser);
    const struct hours_token *next = parser_peek(parser, 0);
    if (!half_past && next->kind == TOKEN_NUMBER && next->digits == 2 && next->value < 60 &&
        !parse_is_clock(parser, 0, false) && !read_minutes(parser, minutes))
      return false;
  } else if (!half_past && !is_half_day(parser_peek(parser, 0))) {
    parser_warn_token(parser, MSG_hours_warn_time, start);
  } else if (start->digits != 2 || !start->standard) {
    parser_warn_token(parser, MSG_hours_warn_time, start);
  }
  return read_half_day(parser, hours, start);
}

static bool read_number_clock(struct hours_parser *parser, struct hours_clock *clock) {
  const struct hours_token *start = parser_take(parser);
  int hours = start->value, minutes = 0;
  if (start->digits > 2) { /* 0900 */
    parser_warn_token(parser, MSG_hours_warn_time, start);
    hours = start->value / 100;
    minutes = start->value % 100;
    if (parser_is(parser, 0, TOKEN_HOUR)) parser_take(parser);
  } else if (!read_rest(parser, &hours, &minutes, start)) {
    return false;
  }
  size_t end = parser_peek(parser, (size_t)-1)->end;
  bool longer = start->digits > 2 && is_hour_minute(parser, (size_t)-1); /* 100:00 */
  if (longer || start->digits > 4 || minutes > 59 || hours * 60 + minutes > HOUR_MAX * 60)
    return parser_error(parser, MSG_hours_error_time, start->position, end);
  clock->minute = (int16_t)(hours * 60 + minutes);
  return true;
}

/* "(sunset-01:30)": the event's offset must be hours and minutes. */
static bool read_event_offset(struct hours_parser *parser, struct hours_clock *clock) {
  parser_take(parser);
  clock->event = (uint8_t)parser_take(parser)->value;
  int sign = parser_take_sign(parser, '+') ? 1 : parser_take_sign(parser, '-') ? -1 : 0;
  if (sign == 0 || !is_hour_minute(parser, 0))
    return parser_error_here(parser, MSG_hours_error_event);
  int hours = parser_take(parser)->value, minutes;
  parser_take(parser);
  if (!read_minutes(parser, &minutes)) return false;
  if (hours > 23 || !parser_take_sign(parser, ')'))
    return parser_error_here(parser, MSG_hours_error_event);
  clock->minute = (int16_t)(sign * (hours * 60 + minutes));
  return true;
}

static bool read_clock(struct hours_parser *parser, struct hours_clock *clock, bool is_end) {
  const struct hours_token *token = parser_peek(parser, 0);
  *clock = (struct hours_clock){0, EVENT_NONE};
  if (!parse_is_clock(parser, 0, true)) return parser_error_here(parser, MSG_hours_error_time);
  switch (token->kind) {
  case TOKEN_SIGN:
    return read_event_offset(parser, clock);
  case TOKEN_EVENT:
    clock->event = (uint8_t)parser_take(parser)->value;
    return true;
  case TOKEN_NOON:
    clock->minute = 12 * 60;
    break;
  case TOKEN_MIDNIGHT:
    clock->minute = is_end ? DAY_MINUTES : 0;
    break;
  default:
    return read_number_clock(parser, clock);
  }
  parser_take(parser);
  return true;
}

/* "/01:30" and "/90" after a span: points in time. But "9:00-12:00 / 14:00-18:00" is a list. */
static bool read_interval(struct hours_parser *parser, struct hours_times *times, size_t from) {
  bool clock = is_hour_minute(parser, 1);
  size_t after = clock ? 4 : 2;
  if (!parser_is_sign(parser, 0, '/') || !parser_is(parser, 1, TOKEN_NUMBER) ||
      parser_is_sign(parser, after, '-'))
    return true;
  parser_take(parser);
  int every = parser_take(parser)->value, minutes = 0;
  if (clock) {
    parser_take(parser);
    if (!read_minutes(parser, &minutes)) return false;
    every = every * 60 + minutes;
  }
  size_t end = parser_peek(parser, (size_t)-1)->end;
  size_t points = every > 0 ? (size_t)(LAST_MINUTE / every) : 0;
  if (every <= 0 || every > DAY_MINUTES)
    return parser_error(parser, MSG_hours_error_time, from, end);
  if (points > parser->points_left) return parser_error(parser, MSG_hours_error_long, from, end);
  parser->points_left -= points;
  times->every = (uint16_t)every;
  parser_warn(parser, MSG_hours_warn_points, from, end);
  return true;
}

static bool read_end(struct hours_parser *parser, struct hours_times *times,
                     const struct hours_token *start) {
  if (parser_is(parser, 0, TOKEN_LATE)) {
    parser_take(parser);
    times->open_end = true;
    return true;
  }
  if (!read_clock(parser, &times->to, true)) return false;
  times->until = true;
  if (parser_take_sign(parser, '+')) times->open_end = true;
  return read_interval(parser, times, start->position);
}

/* Whether the end lies on the next day, and whether the span makes sense at all. */
static bool settle(struct hours_parser *parser, struct hours_times *times,
                   const struct hours_token *start) {
  size_t end = parser_peek(parser, (size_t)-1)->end;
  bool fixed = times->from.event == EVENT_NONE;
  if (fixed && times->from.minute >= DAY_MINUTES)
    return parser_error(parser, MSG_hours_error_time, start->position, end);
  if (!times->until) return true;
  fixed = fixed && times->to.event == EVENT_NONE;
  int from = usual_minute(&times->from), to = usual_minute(&times->to);
  times->wraps = to < from || (to == from && fixed);
  if (fixed && times->wraps) times->to.minute = (int16_t)(times->to.minute + DAY_MINUTES);
  if (fixed && times->open_end && times->to.minute >= LAST_MINUTE)
    return parser_error(parser, MSG_hours_error_time, start->position, end);
  return true;
}

static bool read_span(struct hours_parser *parser, struct hours_times *times) {
  const struct hours_token *start = parser_peek(parser, 0);
  *times = (struct hours_times){.every = 0};
  if (!read_clock(parser, &times->from, false)) return false;
  if (parser_take_sign(parser, '-')) {
    if (!read_end(parser, times, start)) return false;
  } else if (parser_take_sign(parser, '+')) {
    times->open_end = true;
  } else if (parser_is(parser, 0, TOKEN_LATE)) {
    parser_take(parser);
    times->open_end = true;
  } else {
    size_t end = parser_peek(parser, (size_t)-1)->end;
    return parser_error(parser, MSG_hours_error_point, start->position, end);
  }
  return settle(parser, times, start);
}

/* Between two spans: a comma, or what people write for it. */
static bool another_span(struct hours_parser *parser) {
  const struct hours_token *token = parser_peek(parser, 0);
  if (parser_is_sign(parser, 0, ',') || parser_is_sign(parser, 0, '/')) {
    if (!parse_is_clock(parser, 1, true) || parse_is_year(parser, 1)) return false;
    if (token->value == '/') parser_warn_token(parser, MSG_hours_warn_list, token);
    parser_take(parser);
    return true;
  }
  if (!parse_is_clock(parser, 0, true) || parse_is_year(parser, 0) || parse_is_date(parser, 0))
    return false;
  parser_warn_token(parser, MSG_hours_warn_list, token);
  return true;
}

bool parse_times(struct hours_parser *parser) {
  struct hours_rule *rule = parser->rule;
  struct hours_times times[HOURS_TIMES_MAX];
  size_t count = 0, start = parser_peek(parser, 0)->position;
  do {
    if (parser->times_left == 0)
      return parser_error(parser, MSG_hours_error_long, start, parser_peek(parser, 0)->end);
    parser->times_left--;
    if (!read_span(parser, &times[count++])) return false;
  } while (another_span(parser));
  struct hours_times *all =
      arena_array(parser->arena, struct hours_times, rule->time_count + count);
  for (size_t i = 0; i < rule->time_count; i++)
    all[i] = rule->times[i];
  for (size_t i = 0; i < count; i++)
    all[rule->time_count + i] = times[i];
  rule->times = all;
  rule->time_count += count;
  return true;
}
