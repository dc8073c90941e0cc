/* Reads a value: rules, what stands between them, and what a rule says. Selectors may stand in
 * any order; what the standard would not write so gets a warning. */
#include <string.h>

#include "domain/hours/hours_parser.h"

static bool is_spelled(const struct hours_parser *parser, const struct hours_token *token,
                       struct str word) {
  struct str text = str_slice(parser->value.ptr + token->position, token->end - token->position);
  return str_equal_ascii_case(text, word);
}

/* "Di" is Dienstag to some and dimanche to others: the other days tell. */
static void settle_di(const struct hours_parser *parser, struct hours_tokens *tokens) {
  static const struct str french[] = {
      S("lu"),  S("ma"),  S("me"),    S("je"),    S("ve"),       S("lun"),   S("mer"),
      S("jeu"), S("ven"), S("lundi"), S("mardi"), S("mercredi"), S("jeudi"), S("vendredi")};
  bool is_french = false;
  for (size_t i = 0; i < tokens->count; i++)
    for (size_t k = 0; k < sizeof french / sizeof *french; k++)
      is_french = is_french || is_spelled(parser, &tokens->items[i], french[k]);
  for (size_t i = 0; is_french && i < tokens->count; i++)
    if (tokens->items[i].kind == TOKEN_WEEKDAY && is_spelled(parser, &tokens->items[i], S("di")))
      tokens->items[i].value = 6;
}

/* Takes the fillers out and makes signs of words: « du lundi au vendredi et le samedi ». */
static void tidy_tokens(struct hours_parser *parser, struct hours_tokens *tokens) {
  size_t kept = 0;
  bool space = false;
  settle_di(parser, tokens);
  for (size_t i = 0; i < tokens->count; i++) {
    struct hours_token token = tokens->items[i];
    token.space_before = token.space_before || space;
    space = false;
    if (!token.standard && token.kind != TOKEN_UNKNOWN && token.kind != TOKEN_NUMBER)
      parser_warn_token(
          parser, token.kind == TOKEN_SIGN ? MSG_hours_warn_sign : MSG_hours_warn_word, &token);
    if (token.kind == TOKEN_TO || token.kind == TOKEN_AND) {
      token.value = token.kind == TOKEN_TO ? '-' : ',';
      token.kind = TOKEN_SIGN;
      struct hours_token *last = kept > 0 ? &tokens->items[kept - 1] : NULL;
      bool doubled =
          last && last->kind == TOKEN_SIGN && (last->value == token.value || last->value == ';');
      if (doubled || last == NULL) token.kind = TOKEN_FILLER;
    }
    if (token.kind == TOKEN_FILLER)
      space = true;
    else
      tokens->items[kept++] = token;
  }
  tokens->count = kept;
  parser->tokens = tokens->items;
}

/* ---- one rule ---- */

static bool at_separator(const struct hours_parser *parser) {
  return parser_is(parser, 0, TOKEN_END) || parser_is_sign(parser, 0, ';') ||
         parser_is_sign(parser, 0, '|') || parser_is_sign(parser, 0, ',');
}

/* 24/7, 24x7, « 24h/24 », "24 hours": taken, or not there. */
static bool take_always(struct hours_parser *parser) {
  const struct hours_token *token = parser_peek(parser, 0);
  if (token->kind == TOKEN_ALWAYS) {
    parser_take(parser);
    if (parser_is(parser, 0, TOKEN_DAYS)) parser_take(parser);
    return true;
  }
  if (token->kind != TOKEN_NUMBER || token->value != 24) return false;
  size_t next = parser_is(parser, 1, TOKEN_HOUR) ? 2 : 1;
  bool slash = parser_is_sign(parser, next, '/') && parser_is(parser, next + 1, TOKEN_NUMBER);
  int value = slash ? parser_peek(parser, next + 1)->value : 0;
  if (value == 7 || value == 24) {
    next += 2;
    if (parser_is(parser, next, TOKEN_HOUR)) next++;
  } else if (next == 2 && parser_peek(parser, 2)->value == 7 && parser_is(parser, 3, TOKEN_DAYS)) {
    next = 4; /* 24 hours 7 days a week */
    if (parser_is_sign(parser, 4, '-') && parser_is(parser, 5, TOKEN_WEEK)) next = 6;
  } else if (next == 1 || parse_is_clock(parser, next, true) || parser_is_sign(parser, next, '-')) {
    return false;
  }
  bool standard = next == 3 && value == 7 && parser_peek(parser, 2)->standard;
  if (!standard)
    parser_warn(parser, MSG_hours_warn_word, token->position, parser_peek(parser, next - 1)->end);
  parser->at += next;
  return true;
}

static bool take_state(struct hours_parser *parser) {
  const struct hours_token *token = parser_take(parser);
  enum hours_state state = (enum hours_state)token->value;
  if (parser->has_state && state != parser->rule->state)
    return parser_error(parser, MSG_hours_error_unexpected, token->position, token->end);
  parser->rule->state = state;
  parser->has_state = true;
  return true;
}

static void add_comment(struct hours_parser *parser, struct str text,
                        const struct hours_token *token) {
  struct str *comment = &parser->rule->comment;
  if (text.len == 0) return;
  if (comment->len == 0) {
    *comment = text;
    return;
  }
  parser_warn_token(parser, MSG_hours_warn_comments, token);
  *comment = str_format(parser->arena, "%.*s; %.*s", STR_ARG(*comment), STR_ARG(text));
}

/* A comment in the value may hold the sign that closes ours: it is written as '. */
static struct str comment_text(struct hours_parser *parser, struct str text) {
  struct buf out = buf_in(parser->arena);
  for (size_t i = 0; i < text.len; i++)
    buf_add_char(&out, text.ptr[i] == '"' ? '\'' : text.ptr[i]);
  return buf_str(&out);
}

/* Holidays stand among the weekdays. */
static enum hours_selector_kind kind_of(const struct hours_group *group) {
  uint8_t kind = group->items[0].kind;
  return kind > SELECT_WEEKDAYS ? SELECT_WEEKDAYS : (enum hours_selector_kind)kind;
}

static bool is_kind_present(const struct hours_rule *rule, enum hours_selector_kind kind) {
  for (size_t i = 0; i < rule->group_count; i++)
    if (kind_of(&rule->groups[i]) == kind) return true;
  return false;
}

/* "Tu Jun 12 Tu-Su": what belongs together stands together. */
static bool is_parted(const struct hours_rule *rule, enum hours_selector_kind kind) {
  return is_kind_present(rule, kind) && kind_of(&rule->groups[rule->group_count - 1]) != kind;
}

/* Do times follow before this stretch of the value ends? */
static bool times_ahead(const struct hours_parser *parser) {
  for (size_t i = 1;; i++) {
    const struct hours_token *token = parser_peek(parser, i);
    if (token->kind == TOKEN_END || parser_is_sign(parser, i, ';') ||
        parser_is_sign(parser, i, '|'))
      return false;
    if (parse_is_clock(parser, i, false)) return true;
    if (i > 60) return false;
  }
}

/* Days after times, without a separator: another rule ("Mo 10-12 Tu 14-16"), or the selectors in
 * an unusual order ("10:00-12:00 Mo-Fr")? */
static bool begins_rule(const struct hours_parser *parser, enum hours_selector_kind kind) {
  const struct hours_rule *rule = parser->rule;
  bool said = parser->has_state || rule->comment.len > 0;
  if (said && is_kind_present(rule, kind)) return true;
  if (rule->time_count == 0 && !rule->always) return false;
  if (parser->late_dates) return is_kind_present(rule, kind);
  return is_kind_present(rule, kind) || times_ahead(parser);
}

enum part { PART_NONE, PART_DAYS, PART_OTHER, PART_ERROR };

static enum part read_days(struct hours_parser *parser) {
  static bool (*const readers[])(struct hours_parser *) = {[SELECT_YEARS] = parse_years,
                                                           [SELECT_DATES] = parse_dates,
                                                           [SELECT_WEEKS] = parse_weeks,
                                                           [SELECT_WEEKDAYS] = parse_weekdays};
  enum hours_selector_kind kind;
  if (parse_is_date(parser, 0))
    kind = SELECT_DATES;
  else if (parse_is_year(parser, 0))
    kind = SELECT_YEARS;
  else if (parser_is(parser, 0, TOKEN_WEEK))
    kind = SELECT_WEEKS;
  else if (parse_is_weekday(parser, 0))
    kind = SELECT_WEEKDAYS;
  else
    return PART_NONE;
  if (begins_rule(parser, kind)) return PART_NONE;
  if (parser->rule->time_count > 0 && !parser->late_dates) {
    parser_warn_token(parser, MSG_hours_warn_order, parser_peek(parser, 0));
    parser->late_dates = true;
  }
  if (is_parted(parser->rule, kind)) {
    parser_error_here(parser, MSG_hours_error_unexpected);
    return PART_ERROR;
  }
  return readers[kind](parser) ? PART_DAYS : PART_ERROR;
}

static enum part read_part(struct hours_parser *parser) {
  const struct hours_token *token = parser_peek(parser, 0);
  enum part part = PART_OTHER;
  if (token->kind == TOKEN_STATE) {
    if (!take_state(parser)) return PART_ERROR;
  } else if (token->kind == TOKEN_COMMENT) {
    parser_take(parser);
    if (token->text.len == 0) parser_warn_token(parser, MSG_hours_warn_empty, token);
    add_comment(parser, comment_text(parser, token->text), token);
  } else if (token->kind == TOKEN_APPOINTMENT) {
    parser_take(parser);
    struct str text = str_slice(parser->value.ptr + token->position, token->end - token->position);
    add_comment(parser, comment_text(parser, text), token);
  } else if (parser_is_sign(parser, 0, ':')) { /* for readability only */
    parser_take(parser);
  } else if (take_always(parser)) {
    parser->rule->always = true;
  } else if ((part = read_days(parser)) != PART_NONE) {
    return part;
  } else if (parse_is_clock(parser, 0, true) && !parse_is_year(parser, 0)) {
    if (!parse_times(parser)) return PART_ERROR;
    part = PART_OTHER;
  }
  return part;
}

static bool is_only_days(const struct hours_parser *parser) {
  const struct hours_rule *rule = parser->rule;
  return !parser->has_state && rule->comment.len == 0 && rule->group_count > 0 &&
         rule->time_count == 0 && !rule->always;
}

static bool is_season(const struct hours_rule *rule) {
  const struct hours_selector *item = &rule->groups[0].items[0];
  return rule->group_count == 1 && item->kind == SELECT_DATES && item->last.kind != DATE_NONE;
}

/* After a comma that no list took: is it "Mo-Fr, 9:00-18:00" or "Apr-Sep, Mo-Fr 9:00-18:00", where
 * only the narrower follows? */
static bool is_needless_comma(const struct hours_parser *parser) {
  if (!parser_is_sign(parser, 0, ',') || !is_only_days(parser)) return false;
  if (parse_is_clock(parser, 1, true) && !parse_is_year(parser, 1)) return true;
  return is_season(parser->rule) && parser_is(parser, 1, TOKEN_WEEKDAY);
}

static void settle_rule(struct hours_rule *rule, bool has_state) {
  if (!has_state) rule->state = rule->comment.len > 0 ? HOURS_UNKNOWN : HOURS_OPEN;
}

/* True at the end of the rule; *joined: another begins at once. */
static bool read_rule(struct hours_parser *parser, bool *joined) {
  bool anything = false;
  *joined = parser->has_state = false;
  parser->late_dates = false;
  while (!at_separator(parser) || is_needless_comma(parser)) {
    if (parser_is_sign(parser, 0, ','))
      parser_warn_token(parser, MSG_hours_warn_list, parser_take(parser));
    bool colon = parser_is_sign(parser, 0, ':');
    if (colon && !anything) return parser_error_here(parser, MSG_hours_error_unexpected);
    switch (read_part(parser)) {
    case PART_ERROR:
      return false;
    case PART_NONE:
      if (!anything || (!parse_is_weekday(parser, 0) && !parse_is_date(parser, 0) &&
                        !parser_is(parser, 0, TOKEN_WEEK) && !parse_is_year(parser, 0)))
        return parser_error_here(parser, MSG_hours_error_unexpected);
      parser_warn_token(parser, MSG_hours_warn_separator, parser_peek(parser, 0));
      *joined = true;
      break;
    default:
      anything = true;
    }
    if (*joined) break;
  }
  if (!anything) return parser_error_here(parser, MSG_hours_error_empty_rule);
  if (is_only_days(parser) && parser_is_sign(parser, 0, ',') && !parser_is(parser, 1, TOKEN_END))
    return parser_error_here(parser, MSG_hours_error_comma);
  settle_rule(parser->rule, parser->has_state);
  return true;
}

/* ---- the value ---- */

static bool next_rule(struct hours_parser *parser, enum hours_link link) {
  if (parser->rule_count == HOURS_RULES_MAX) return parser_error_here(parser, MSG_hours_error_long);
  parser->rule = &parser->rules[parser->rule_count++];
  *parser->rule = (struct hours_rule){.link = link};
  return true;
}

/* Empty rules between semicolons are read over. */
static void skip_semicolons(struct hours_parser *parser, bool first) {
  for (; parser_is_sign(parser, 0, ';'); first = true) {
    const struct hours_token *token = parser_take(parser);
    if (first) parser_warn_token(parser, MSG_hours_warn_empty, token);
  }
}

static bool read_separator(struct hours_parser *parser, enum hours_link *link, bool *more) {
  const struct hours_token *sign = parser_take(parser);
  *more = true;
  *link = sign->value == ',' ? LINK_ADDITIONAL : sign->value == '|' ? LINK_FALLBACK : LINK_NORMAL;
  if (*link == LINK_NORMAL) skip_semicolons(parser, false);
  if (parser_is(parser, 0, TOKEN_END)) {
    parser_warn_token(parser, MSG_hours_warn_empty, sign);
    *more = false;
  }
  return true;
}

static bool read_rules(struct hours_parser *parser) {
  enum hours_link link = LINK_NORMAL;
  skip_semicolons(parser, true);
  for (bool more = !parser_is(parser, 0, TOKEN_END); more;) {
    bool joined;
    if (!next_rule(parser, link) || !read_rule(parser, &joined)) return false;
    link = LINK_ADDITIONAL;
    more = joined ||
           (!parser_is(parser, 0, TOKEN_END) && read_separator(parser, &link, &more) && more);
  }
  return parser->rule_count > 0 ||
         parser_error(parser, MSG_hours_error_empty, 0, parser->value.len);
}

/* ---- what the rules amount to ---- */

static bool is_plain_weekdays(const struct hours_group *group) {
  for (size_t i = 0; i < group->count; i++)
    if (group->items[i].kind != SELECT_WEEKDAYS || group->items[i].nth != 0) return false;
  return true;
}

static uint8_t weekday_bits(const struct hours_group *group) {
  uint8_t bits = 0;
  for (size_t i = 0; i < group->count; i++)
    for (int day = group->items[i].from;; day = (day + 1) % 7) {
      bits |= (uint8_t)(1u << day);
      if (day == group->items[i].to) break;
    }
  return bits;
}

/* Selectors that hold on every day do not make weeks differ: "Jan-Dec", "week 1-53". */
static bool is_every_day(const struct hours_selector *item) {
  if (item->every > 1) return false;
  if (item->kind == SELECT_WEEKS) return item->from <= 1 && item->to >= 53;
  const struct hours_date *first = &item->first, *last = &item->last;
  if (item->kind != SELECT_DATES || first->kind != DATE_FIXED || last->kind != DATE_FIXED ||
      item->open_end || first->year || last->year || first->offset || last->offset || first->step ||
      last->step)
    return false;
  return last->month % 12 + 1 == first->month && first->day == 1 && last->day == 31;
}

static void note_group(struct hours *hours, const struct hours_group *group) {
  bool every_day = false;
  for (size_t i = 0; i < group->count; i++) {
    uint8_t kind = group->items[i].kind;
    if (kind == SELECT_PUBLIC_HOLIDAYS || kind == SELECT_SCHOOL_HOLIDAYS)
      hours->names_holidays = true;
    every_day = every_day || is_every_day(&group->items[i]);
  }
  if (!every_day && !is_plain_weekdays(group)) hours->names_dates = true;
}

/* Moving dates are looked for in three years. */
static uint16_t weight_of(const struct hours_rule *rule) {
  enum { PLAIN = 1, LOOKED_UP = 4, MOVING = 24 };
  int weight = PLAIN;
  for (size_t i = 0; i < rule->group_count; i++)
    for (size_t k = 0; k < rule->groups[i].count; k++) {
      const struct hours_selector *item = &rule->groups[i].items[k];
      bool moving =
          item->kind == SELECT_DATES &&
          (item->first.kind != DATE_FIXED || item->last.kind > DATE_FIXED || item->first.step ||
           item->last.step || item->first.offset || item->last.offset || item->every > 1);
      weight += moving ? MOVING : item->kind == SELECT_YEARS ? PLAIN : LOOKED_UP;
    }
  return (uint16_t)weight;
}

static void note_times(struct hours *hours, struct hours_rule *rule) {
  for (size_t i = 0; i < rule->time_count; i++) {
    const struct hours_times *times = &rule->times[i];
    if (times->from.event || times->to.event) hours->names_sun = rule->spills = true;
    if (times->wraps || times->open_end || times->to.minute > DAY_MINUTES || times->every > 0)
      rule->spills = true;
  }
}

static struct hours *amount_to(struct hours_parser *parser) {
  struct hours *hours = arena_new(parser->arena, struct hours);
  hours->rules = parser->rules;
  hours->rule_count = parser->rule_count;
  for (size_t i = 0; i < hours->rule_count; i++) {
    struct hours_rule *rule = &hours->rules[i];
    for (size_t k = 0; k < rule->group_count; k++)
      note_group(hours, &rule->groups[k]);
    note_times(hours, rule);
    rule->weight = weight_of(rule);
    rule->plain_weekdays =
        rule->group_count == 0 || (rule->group_count == 1 && is_plain_weekdays(&rule->groups[0]));
    rule->weekdays =
        rule->group_count == 1 && rule->plain_weekdays ? weekday_bits(&rule->groups[0]) : 0x7f;
  }
  hours_fix_week(parser->arena, hours);
  return hours;
}

/* "Fr 22:00-04:00; Sa 21:00-04:00": by the standard the second rule takes all of Saturday, also
 * the four hours of Friday's night. Few who write it mean it. */
static void warn_of_cut_nights(struct hours_parser *parser) {
  uint8_t nights = 0;
  for (size_t i = 0; i < parser->rule_count; i++) {
    const struct hours_rule *rule = &parser->rules[i];
    bool spills = false;
    for (size_t k = 0; k < rule->time_count; k++)
      spills = spills || rule->times[k].wraps || rule->times[k].to.minute > DAY_MINUTES;
    uint8_t weekdays = rule->plain_weekdays && rule->group_count ? rule->weekdays : 0;
    if (rule->link == LINK_NORMAL && rule->state != HOURS_CLOSED && (nights & weekdays) != 0) {
      parser_warn(parser, MSG_hours_warn_night, 0, parser->value.len);
      return;
    }
    if (spills && rule->state != HOURS_CLOSED) {
      uint8_t next = (uint8_t)((rule->weekdays << 1 | rule->weekdays >> 6) & 0x7f);
      nights |= (uint8_t)(next & ~rule->weekdays);
    }
  }
}

/* "Mo-Fr 12:00-14:00; 19:00-22:00": the second rule names no day, so it is for every day and
 * replaces the first. Few who write it mean it. */
static void warn_of_replaced_rules(struct hours_parser *parser) {
  for (size_t i = 1; i < parser->rule_count; i++) {
    const struct hours_rule *rule = &parser->rules[i], *before = &parser->rules[i - 1];
    if (rule->link != LINK_NORMAL || rule->state == HOURS_CLOSED || rule->group_count > 0 ||
        before->group_count == 0)
      continue;
    parser_warn(parser, MSG_hours_warn_replaces, 0, parser->value.len);
    return;
  }
}

static bool read_value(struct hours_parser *parser) {
  if (parser->value.len > HOURS_TEXT_MAX)
    return parser_error(parser, MSG_hours_error_long, 0, parser->value.len);
  if (!str_is_utf8(parser->value)) {
    size_t bad = str_utf8_prefix(parser->value);
    return parser_error(parser, MSG_hours_error_bytes, bad, bad);
  }
  struct hours_tokens tokens = hours_scan(parser->arena, parser->value);
  if (tokens.unclosed)
    return parser_error(parser, MSG_hours_error_quote, tokens.unclosed_at, parser->value.len);
  tidy_tokens(parser, &tokens);
  return read_rules(parser);
}

struct hours_reading hours_parse(struct arena *arena, struct str value) {
  struct hours_parser parser = {.arena = arena,
                                .value = str_copy(arena, value),
                                .dates_left = HOURS_DATES_MAX,
                                .times_left = HOURS_TIMES_MAX,
                                .points_left = POINTS_MAX};
  parser.errors.items = arena_array(arena, struct hours_notice, NOTICES_MAX);
  parser.warnings.items = arena_array(arena, struct hours_notice, NOTICES_MAX);
  parser.rules = arena_array(arena, struct hours_rule, HOURS_RULES_MAX);
  struct hours_reading reading = {.hours = NULL};
  if (read_value(&parser)) {
    reading.hours = amount_to(&parser);
    warn_of_cut_nights(&parser);
    warn_of_replaced_rules(&parser);
  }
  reading.errors = parser.errors;
  reading.warnings = parser.warnings;
  return reading;
}
