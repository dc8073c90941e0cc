/* Days, ISO 8601 and the process clock. Zones are in zone.c. */
#include "base/time.h"

#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/fault.h"

enum { DAYS_OF_ERA = 146097, DAYS_TO_EPOCH = 719468, MS_OF_DAY = 86400000 };

/* Days and dates by Howard Hinnant's algorithms
 * (https://howardhinnant.github.io/date_algorithms.html): years begin in March, so that the leap
 * day is the last. */
struct day day_of(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (struct day){era * DAYS_OF_ERA + day_of_era - DAYS_TO_EPOCH};
}

void day_split(struct day day, int *year, int *month, int *day_of_month) {
  int shifted = day.number + DAYS_TO_EPOCH;
  int era = (shifted >= 0 ? shifted : shifted - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
  int day_of_era = shifted - era * DAYS_OF_ERA;
  int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month_from_march = (5 * day_of_year + 2) / 153;
  *day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  *month = month_from_march + (month_from_march < 10 ? 3 : -9);
  *year = year_of_era + era * 400 + (*month <= 2);
}

/* Exactly `count` digits off the start of the text. */
static bool take_number(struct str *text, size_t count, int *number) {
  if (text->len < count) return false;
  *number = 0;
  for (size_t i = 0; i < count; i++) {
    if (text->ptr[i] < '0' || text->ptr[i] > '9') return false;
    *number = *number * 10 + (text->ptr[i] - '0');
  }
  *text = str_skip(*text, count);
  return true;
}

static bool take_char(struct str *text, char c) {
  if (text->len == 0 || text->ptr[0] != c) return false;
  *text = str_skip(*text, 1);
  return true;
}

static bool take_day(struct str *text, struct day *day) {
  int year, month, day_of_month, y, m, d;
  if (!take_number(text, 4, &year) || !take_char(text, '-') || !take_number(text, 2, &month) ||
      !take_char(text, '-') || !take_number(text, 2, &day_of_month))
    return false;
  if (month < 1 || month > 12) return false;
  *day = day_of(year, month, day_of_month);
  day_split(*day, &y, &m, &d);
  return m == month && d == day_of_month; /* else the day is not in that month */
}

bool day_parse(struct str iso, struct day *day) {
  struct day read;
  if (!take_day(&iso, &read) || iso.len) return false;
  *day = read;
  return true;
}

struct str day_iso(struct arena *arena, struct day day) {
  int year, month, day_of_month;
  day_split(day, &year, &month, &day_of_month);
  return str_format(arena, "%04d-%02d-%02d", year, month, day_of_month);
}

/* "T10:30", "T10:30:15", "T10:30:15.250" as milliseconds of the day. */
static bool take_clock(struct str *text, int64_t *ms) {
  int hour, minute, second = 0, digit;
  if (!take_char(text, 'T') || !take_number(text, 2, &hour) || !take_char(text, ':') ||
      !take_number(text, 2, &minute))
    return false;
  if (take_char(text, ':') && !take_number(text, 2, &second)) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  *ms = ((hour * 60 + minute) * 60 + second) * (int64_t)1000;
  if (!take_char(text, '.')) return true;
  if (!take_number(text, 1, &digit)) return false;
  int64_t unit = 100;
  do {
    *ms += digit * unit;
  } while (unit /= 10, take_number(text, 1, &digit));
  return true;
}

static bool take_offset(struct str *text, int64_t *ms) {
  int hour, minute;
  *ms = 0;
  if (take_char(text, 'Z')) return true;
  bool west = take_char(text, '-');
  if (!west && !take_char(text, '+')) return false;
  if (!take_number(text, 2, &hour) || !take_char(text, ':') || !take_number(text, 2, &minute))
    return false;
  if (hour > 23 || minute > 59) return false;
  *ms = (west ? -60000 : 60000) * (int64_t)(hour * 60 + minute);
  return true;
}

bool instant_parse(struct str iso, struct instant *instant) {
  struct day day;
  int64_t of_day, offset;
  if (!take_day(&iso, &day) || !take_clock(&iso, &of_day) || !take_offset(&iso, &offset) || iso.len)
    return false;
  instant->ms = (int64_t)day.number * MS_OF_DAY + of_day - offset;
  return true;
}

struct str instant_iso(struct arena *arena, struct instant at) {
  int year, month, day_of_month;
  int64_t ms = at.ms % MS_OF_DAY + (at.ms % MS_OF_DAY < 0 ? MS_OF_DAY : 0);
  int second = (int)(ms / 1000);
  day_split((struct day){(int32_t)((at.ms - ms) / MS_OF_DAY)}, &year, &month, &day_of_month);
  return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", year, month, day_of_month,
                    second / 3600, second / 60 % 60, second % 60, (int)(ms % 1000));
}

static atomic_int_fast64_t clock_shift_ms;

static int64_t clock_real_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct instant clock_now(void) {
  return (struct instant){clock_real_ms() +
                          atomic_load_explicit(&clock_shift_ms, memory_order_relaxed)};
}

void clock_simulate(struct instant start) {
  atomic_store(&clock_shift_ms, start.ms - clock_real_ms());
}

int64_t clock_monotonic_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
