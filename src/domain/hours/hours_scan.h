/* A value as tokens: numbers, words whose meaning is known in French, German and English, comments
 * and signs. Says nothing of grammar. Private to this room. */
#ifndef DOMAIN_HOURS_HOURS_SCAN_H
#define DOMAIN_HOURS_HOURS_SCAN_H

#include "domain/hours/hours_rule.h"

enum hours_token_kind {
  TOKEN_END,
  TOKEN_SIGN, /* value: one of - , ; | (twice) : . + / [ ] ( ) */
  TOKEN_NUMBER,
  TOKEN_COMMENT,
  TOKEN_WEEKDAY, /* 0 is Monday */
  TOKEN_MONTH,   /* 1 to 12 */
  TOKEN_PUBLIC,
  TOKEN_SCHOOL,
  TOKEN_EASTER,
  TOKEN_EVENT, /* enum hours_event */
  TOKEN_WEEK,
  TOKEN_STATE, /* enum hours_state */
  TOKEN_DAYS,  /* "+1 day" */
  TOKEN_HOUR,  /* h, Uhr */
  TOKEN_AM,
  TOKEN_PM,
  TOKEN_NOON,
  TOKEN_MIDNIGHT,
  TOKEN_ALWAYS,   /* 24/7 in words */
  TOKEN_DAILY,    /* Mo-Su */
  TOKEN_WEEKEND,  /* Sa-Su */
  TOKEN_WORKDAYS, /* Mo-Fr */
  TOKEN_LATE,     /* open end, in words */
  TOKEN_APPOINTMENT,
  TOKEN_FILLER,    /* read over: le, um, from */
  TOKEN_HOLIDAYS,  /* public or school: the word before it says */
  TOKEN_SCHOOL_OF, /* "school" of "school holidays" */
  TOKEN_TO,        /* becomes the sign - */
  TOKEN_AND,       /* becomes the sign , */
  TOKEN_UNKNOWN
};

struct hours_token {
  enum hours_token_kind kind;
  int value;
  uint8_t digits;    /* of a number */
  bool space_before; /* white space stands before it */
  bool standard;     /* spelled as the standard spells it */
  size_t position, end;
  struct str text; /* of a comment, without its quotes */
};

struct hours_tokens {
  struct hours_token *items; /* the last is TOKEN_END */
  size_t count;
  bool unclosed; /* a comment without its end */
  size_t unclosed_at;
};

struct hours_tokens hours_scan(struct arena *arena, struct str value);

/* The meaning of a word: `folded` in lower case without accents. False: unknown. */
bool hours_word(struct str folded, enum hours_token_kind *kind, int *value);
/* Is it the standard's own spelling of that meaning? */
bool hours_word_is_standard(struct str spelled, enum hours_token_kind kind, int value);
/* The standard's spelling, for writing. */
struct str hours_weekday_name(int weekday);
struct str hours_month_name(int month);
struct str hours_event_name(enum hours_event event);

#endif
