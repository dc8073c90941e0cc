/* An amount in minor units (cents, Rappen) of one currency. Integers only; every
 * sum is checked: overflow or mixed currencies is a bug, not a number. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum currency { CURRENCY_NONE, CURRENCY_EUR, CURRENCY_CHF };

struct money {
  int64_t minor;
  enum currency currency;
};

struct money money_of(int64_t minor, enum currency currency);
struct money money_add(struct money a, struct money b);
struct money money_sub(struct money a, struct money b);
struct str currency_code(enum currency currency); /* "EUR", "CHF", "" */
struct str currency_sign(enum currency currency); /* "€", "CHF", "": beside a field */
bool currency_from_code(struct str code, enum currency *currency);
/* What people type: « 32,50 », "32.50", "1 234,5", "50 €", "CHF 20.-", "50". At most two
 * decimals, not negative, at most 10^12 minor units. False for anything else. */
bool money_parse(struct str text, int64_t *minor);
/* Machine form, "32.50": decimal point, two decimals, no sign of the currency. */
struct str money_decimal(struct arena *arena, int64_t minor);

#endif
