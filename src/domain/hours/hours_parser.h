/* What the files of the reader share: where it stands, what it found, what it minds. */
#ifndef DOMAIN_HOURS_HOURS_PARSER_H
#define DOMAIN_HOURS_HOURS_PARSER_H

#include "domain/hours/hours_scan.h"

enum { NOTICES_MAX = 24 };

struct hours_parser {
  struct arena *arena;
  struct str value;
  const struct hours_token *tokens;
  size_t at;
  struct hours_rule *rules;
  size_t rule_count;
  struct hours_rule *rule; /* the one being read */
  struct hours_notices errors, warnings;
  size_t dates_left, times_left, points_left; /* of what a value may hold */
  bool has_state;                             /* open, off ... has been said in this rule */
  bool late_dates;                            /* the rule began with its times: 10:00-12:00 Mo-Fr */
};

/* The token `ahead` of the next one. */
const struct hours_token *parser_peek(const struct hours_parser *parser, size_t ahead);
bool parser_is(const struct hours_parser *parser, size_t ahead, enum hours_token_kind kind);
bool parser_is_sign(const struct hours_parser *parser, size_t ahead, char sign);
const struct hours_token *parser_take(struct hours_parser *parser);
bool parser_take_sign(struct hours_parser *parser, char sign);
/* Nothing further is read after the first error. Always false, to be returned. */
bool parser_error(struct hours_parser *parser, enum message message, size_t position, size_t end);
bool parser_error_here(struct hours_parser *parser, enum message message);
void parser_warn(struct hours_parser *parser, enum message message, size_t position, size_t end);
void parser_warn_token(struct hours_parser *parser, enum message message,
                       const struct hours_token *token);

/* Does a time of the day begin `ahead`? Bare hours ("8") are one only if `bare`. */
bool parse_is_clock(const struct hours_parser *parser, size_t ahead, bool bare);
/* "10:00-12:00,14:00+" into the rule. */
bool parse_times(struct hours_parser *parser);

/* Each reads one comma list into a group of the rule. */
bool parse_weekdays(struct hours_parser *parser);
bool parse_dates(struct hours_parser *parser);
bool parse_years(struct hours_parser *parser);
bool parse_weeks(struct hours_parser *parser);
bool parse_is_year(const struct hours_parser *parser, size_t ahead);
bool parse_is_date(const struct hours_parser *parser, size_t ahead);
bool parse_is_weekday(const struct hours_parser *parser, size_t ahead);
/* "/2" after a range; *every is 0 without. */
bool parse_every(struct hours_parser *parser, uint16_t *every, int most);
uint16_t hours_nth_bit(int nth);

/* A new group for the rule, NULL if there are too many; an item for a group. */
struct hours_group *parser_group(struct hours_parser *parser);
/* The rule's last group if its last item is of that kind, else NULL. */
struct hours_group *parser_last_group(struct hours_parser *parser, enum hours_selector_kind kind);
struct hours_selector *parser_selector(struct hours_parser *parser, struct hours_group *group,
                                       enum hours_selector_kind kind);
/* "+1 day", "-2 days"; 0 if there is none. False: an error. */
bool parse_offset(struct hours_parser *parser, int16_t *offset);

#endif
