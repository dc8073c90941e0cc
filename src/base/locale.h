/* What ICU's CLDR data says about a language, fetched once and kept as plain text: separators,
 * signs, names of days and months, date patterns. Private to format.c, so that writing an amount
 * or a date is integers and copying, without ICU and without a lock. */
#ifndef BASE_LOCALE_H
#define BASE_LOCALE_H

#include "base/language.h"
#include "base/money.h"

enum { WEEKDAYS = 7, MONTHS = 12 };

struct amount_style { /* how an amount of one currency is put together */
  struct str before, before_negative, group, decimal, after;
};

struct locale {
  struct amount_style amounts[CURRENCY_CHF + 1]; /* [CURRENCY_NONE]: plain numbers */
  struct amount_style percent;                   /* with a tenth */
  struct str weekdays[WEEKDAYS];                 /* Sunday first */
  struct str months[MONTHS];
  struct str months_short[MONTHS];
  struct str day_full, day_long, day_medium; /* CLDR date patterns */
};

/* Loaded at the first call, for all languages; constant from then on. */
const struct locale *locale_of(enum language language);

#endif
