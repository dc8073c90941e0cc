#include "domain/weekly/weekly.h"

#include "base/fault.h"

/* 1970-01-01 was a Thursday. */
int weekly_weekday(struct day day) {
  int weekday = (day.number + 3) % 7;
  return weekday < 0 ? weekday + 7 : weekday;
}

bool weekly_same(const struct weekly_hours *a, const struct weekly_hours *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (a->spans[i].from != b->spans[i].from || a->spans[i].to != b->spans[i].to) return false;
  return true;
}

static struct weekly_hours hours_of(const struct hours_week_day *day) {
  struct weekly_hours hours = {.count = 0};
  int64_t midnight = local_of(day->day, 0).minute;
  for (size_t i = 0; i < day->spans.count && hours.count < WEEKLY_SPANS; i++) {
    const struct hours_span *span = &day->spans.items[i];
    if (span->state != HOURS_OPEN) continue;
    hours.spans[hours.count++] = (struct weekly_span){(int)(span->from.minute - midnight),
                                                      (int)(span->to.minute - midnight)};
  }
  return hours;
}

struct asked { /* every day of the stretch */
  struct weekly_day days[WEEKLY_WEEKS_MAX * 7];
  int weeks;
};

static struct asked *ask(struct arena *arena, const struct hours_plan *plan,
                         const struct hours_place *place, struct day monday, int weeks) {
  struct asked *asked = arena_new(arena, struct asked);
  asked->weeks = weeks;
  for (int i = 0; i < weeks; i++) {
    struct hours_week week = hours_week(arena, plan, place, (struct day){monday.number + i * 7});
    for (int k = 0; k < 7; k++)
      asked->days[i * 7 + k] =
          (struct weekly_day){week.days[k].day, hours_of(&week.days[k]), week.days[k].holiday};
  }
  return asked;
}

/* Of equals the earlier. */
static struct weekly_hours commonest(const struct asked *asked, int weekday) {
  int best = 0, most = 0;
  for (int i = 0; i < asked->weeks; i++) {
    int like = 0;
    for (int k = 0; k < asked->weeks; k++)
      like += weekly_same(&asked->days[i * 7 + weekday].hours, &asked->days[k * 7 + weekday].hours);
    if (like <= most) continue;
    most = like;
    best = i;
  }
  return asked->days[best * 7 + weekday].hours;
}

bool weekly_of(struct arena *arena, const struct hours_plan *plan, const struct hours_place *place,
               struct day day, int weeks, struct weekly *weekly) {
  must(weeks > 0 && weeks <= WEEKLY_WEEKS_MAX);
  struct day monday = {day.number - weekly_weekday(day)};
  struct asked *asked = ask(arena, plan, place, monday, weeks);
  int days = weeks * 7;
  *weekly = (struct weekly){.from = monday,
                            .until = {monday.number + days - 1},
                            .special = arena_array(arena, struct weekly_day, (size_t)days)};
  bool open = false;
  for (int i = 0; i < 7; i++)
    weekly->normal[i] = commonest(asked, i);
  for (int i = 0; i < days; i++) {
    const struct weekly_day *one = &asked->days[i];
    open = open || one->hours.count > 0;
    if (!weekly_same(&one->hours, &weekly->normal[i % 7]))
      weekly->special[weekly->special_count++] = *one;
  }
  return open;
}
