/* Local times: the wall clock of a place, in minutes. */
#include "base/fault.h"
#include "domain/hours/hours_rule.h"

struct local local_of(struct day day, int minute) {
  return (struct local){(int64_t)day.number * DAY_MINUTES + minute};
}

struct local local_at(const struct zone *zone, struct instant at) {
  struct civil civil = zone_civil(zone, at);
  return local_of(day_of(civil.year, civil.month, civil.day), civil.hour * 60 + civil.minute);
}

struct instant local_instant(const struct zone *zone, struct local local) {
  struct civil civil = {.hour = local_minute(local) / 60, .minute = local_minute(local) % 60};
  day_split(local_day(local), &civil.year, &civil.month, &civil.day);
  return zone_instant(zone, civil);
}

struct day local_day(struct local local) {
  int64_t number = local.minute / DAY_MINUTES - (local.minute % DAY_MINUTES < 0);
  must(number > INT32_MIN / 2 && number < INT32_MAX / 2);
  return (struct day){(int32_t)number};
}

int local_minute(struct local local) {
  int64_t minute = local.minute % DAY_MINUTES;
  return (int)(minute < 0 ? minute + DAY_MINUTES : minute);
}

static bool two_digits(struct str text, size_t at, int *number) {
  if (text.len < at + 2) return false;
  for (size_t i = at; i < at + 2; i++)
    if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
  *number = (text.ptr[at] - '0') * 10 + (text.ptr[at + 1] - '0');
  return true;
}

/* "09:00", "9:00", "09:00:30": seconds are left out. 24:00 is the next day's midnight. */
static bool parse_clock(struct str text, int *minute) {
  int hour, minutes, seconds;
  size_t colon = text.len > 1 && text.ptr[1] == ':' ? 1 : 2;
  if (colon == 1) {
    if (text.ptr[0] < '0' || text.ptr[0] > '9') return false;
    hour = text.ptr[0] - '0';
  } else if (!two_digits(text, 0, &hour)) {
    return false;
  }
  if (text.len < colon + 3 || text.ptr[colon] != ':' || !two_digits(text, colon + 1, &minutes))
    return false;
  struct str rest = str_skip(text, colon + 3);
  if (rest.len > 0 && (rest.ptr[0] != ':' || !two_digits(rest, 1, &seconds))) return false;
  *minute = hour * 60 + minutes;
  return minutes < 60 && *minute <= DAY_MINUTES;
}

bool local_parse(struct str text, struct local *local) {
  struct day day;
  int minute = 0;
  struct str trimmed = str_trim(text);
  if (!day_parse(str_take(trimmed, trimmed.len < 10 ? trimmed.len : 10), &day)) return false;
  struct str rest = str_skip(trimmed, 10);
  if (rest.len > 0 && (rest.ptr[0] != 'T' && rest.ptr[0] != ' ')) return false;
  if (rest.len > 0 && !parse_clock(str_trim(str_skip(rest, 1)), &minute)) return false;
  *local = local_of(day, minute);
  return true;
}

struct str local_iso(struct arena *arena, struct local local) {
  struct str day = day_iso(arena, local_day(local));
  int minute = local_minute(local);
  return str_format(arena, "%.*sT%02d:%02d", STR_ARG(day), minute / 60, minute % 60);
}
