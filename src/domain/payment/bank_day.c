#include "domain/payment/bank_day.h"

#include "domain/hours/hours_rule.h"

struct closing {
  int month, day; /* 0: so many days after Easter Sunday */
  bool swiss;     /* in francs only */
};
static const struct closing closings[] = {
    {1, 1, false}, {1, 2, true},  {0, -2, false}, {0, 1, false},   {5, 1, false},
    {0, 39, true}, {0, 50, true}, {8, 1, true},   {12, 25, false}, {12, 26, false},
};

bool bank_day_is(enum currency currency, struct day day) {
  int year, month, in_month;
  day_split(day, &year, &month, &in_month);
  if ((day.number + 3) % 7 >= 5) return false; /* 1970-01-01 was a Thursday: Monday is 0 */
  for (size_t i = 0; i < sizeof closings / sizeof *closings; i++) {
    const struct closing *closing = &closings[i];
    struct day closed = closing->month > 0 ? day_of(year, closing->month, closing->day)
                                           : (struct day){hours_easter(year).number + closing->day};
    if (closed.number == day.number && (!closing->swiss || currency == CURRENCY_CHF)) return false;
  }
  return true;
}

struct day bank_day_after(enum currency currency, struct day day) {
  do
    day.number++;
  while (!bank_day_is(currency, day));
  return day;
}
