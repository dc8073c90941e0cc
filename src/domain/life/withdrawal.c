#include "domain/life/withdrawal.h"

#include "base/str.h"

static bool works(const struct hours_calendar *calendar, struct day day) {
  bool weekend = (day.number + 3) % 7 >= 5; /* 1970-01-01 was a Thursday: Monday is 0 */
  if (weekend) return false;
  return calendar == NULL || str_is_empty(hours_public_holiday(calendar, day));
}

struct day withdrawal_last_day(const struct hours_calendar *calendar, struct day bought_on) {
  struct day last = {bought_on.number + WITHDRAWAL_DAYS};
  while (!works(calendar, last))
    last.number++;
  return last;
}
