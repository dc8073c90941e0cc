/* Answers: the state at a moment, its next change, spans of a window, a week. A plan lays
 * exceptions over the normal hours and measures over both. */
#include "domain/hours/hours_rule.h"

enum { DAYS_MAX = 3700, WORK_MAX = 30000, YEARS_MAX = 200 };

static const struct str no_comment = {"", 0};

/* ---- the day of a plan ---- */

static const struct hours_exception *exception_on(const struct hours_plan *plan, struct day day) {
  for (size_t i = plan->exception_count; i > 0; i--) {
    const struct hours_exception *exception = &plan->exceptions[i - 1];
    if (exception->from_on.number <= day.number && day.number <= exception->to_on.number)
      return exception;
  }
  return NULL;
}

/* The note stands where no rule has a comment, also where it is closed. */
static void add_note(struct hours_timeline *line, const struct str *note) {
  if (note->len == 0) return;
  int cursor = 0;
  for (size_t i = 0; i < line->count; i++)
    if (line->pieces[i].comment->len == 0) line->pieces[i].comment = note;
  for (size_t i = 0; i <= line->count; i++) {
    int next = i < line->count ? line->pieces[i].from : DAY_MINUTES;
    int after = i < line->count ? line->pieces[i].to : DAY_MINUTES;
    if (cursor < next) {
      hours_paint(line, (struct hours_piece){(int16_t)cursor, (int16_t)next, HOURS_CLOSED, note});
      i++; /* the new piece stands before this one */
    }
    cursor = after;
  }
}

static void paint_unknown(struct hours_timeline *line) {
  hours_paint(line, (struct hours_piece){0, DAY_MINUTES, HOURS_UNKNOWN, &no_comment});
}

/* What begins on the day, by the exception that holds or the normal hours. */
static void paint_own(struct hours_timeline *line, const struct hours_plan *plan,
                      const struct hours_place *place, struct day day) {
  const struct hours_exception *exception = exception_on(plan, day);
  const struct hours *hours = exception ? exception->hours : plan->normal;
  if (hours)
    hours_paint_own(line, hours, place, day, false);
  else if (!exception)
    paint_unknown(line);
  if (exception) add_note(line, &exception->note);
}

static void paint_with_exceptions(struct hours_timeline *line, const struct hours_plan *plan,
                                  const struct hours_place *place, struct day day) {
  struct day before = {day.number - 1};
  const struct hours_exception *today = exception_on(plan, day);
  const struct hours_exception *yesterday = exception_on(plan, before);
  if (today == yesterday && (today ? today->hours : plan->normal) != NULL) {
    hours_paint_day(line, today ? today->hours : plan->normal, place, day);
    if (today) add_note(line, &today->note);
    return;
  }
  paint_own(line, plan, place, day);
  const struct hours *night = yesterday ? yesterday->hours : plan->normal;
  if (night) hours_paint_own(line, night, place, before, true);
}

static int minute_within(struct local at, struct day day) {
  int64_t minute = at.minute - (int64_t)day.number * DAY_MINUTES;
  return minute < 0 ? 0 : minute > DAY_MINUTES ? DAY_MINUTES : (int)minute;
}

/* A measure without hours closes. */
static void paint_measure(struct hours_timeline *line, const struct hours_measure *measure,
                          const struct hours_place *place, struct day day) {
  int from = minute_within(measure->from, day), to = minute_within(measure->to, day);
  if (from >= to) return;
  struct hours_timeline own;
  own.count = 0;
  own.work = 0;
  if (measure->hours) hours_paint_day(&own, measure->hours, place, day);
  add_note(&own, &measure->note);
  hours_paint(line, (struct hours_piece){(int16_t)from, (int16_t)to, HOURS_CLOSED, &no_comment});
  for (size_t i = 0; i < own.count; i++) {
    struct hours_piece piece = own.pieces[i];
    if (piece.from < from) piece.from = (int16_t)from;
    if (piece.to > to) piece.to = (int16_t)to;
    hours_paint(line, piece);
  }
  line->work += own.work;
}

static void plan_day(struct hours_timeline *line, const struct hours_plan *plan,
                     const struct hours_place *place, struct day day) {
  line->count = 0;
  if (plan->exception_count > 0)
    paint_with_exceptions(line, plan, place, day);
  else if (plan->normal)
    hours_paint_day(line, plan->normal, place, day);
  else
    paint_unknown(line);
  for (size_t i = 0; i < plan->measure_count; i++)
    paint_measure(line, &plan->measures[i], place, day);
}

/* ---- one moment ---- */

static struct hours_answer answer_of(const struct hours_piece *piece) {
  if (piece == NULL) return (struct hours_answer){HOURS_CLOSED, no_comment};
  return (struct hours_answer){(enum hours_state)piece->state, *piece->comment};
}

/* The compiled week, if it decides alone. */
static const struct hours *fixed_week(const struct hours_plan *plan) {
  bool alone = plan->exception_count == 0 && plan->measure_count == 0;
  return alone && plan->normal && plan->normal->week ? plan->normal : NULL;
}

static int week_minute(struct local at) {
  int64_t minute = (at.minute + 3 * DAY_MINUTES) % WEEK_MINUTES; /* 1970 began on a Thursday */
  return (int)(minute < 0 ? minute + WEEK_MINUTES : minute);
}

struct hours_answer hours_at(const struct hours_plan *plan, const struct hours_place *place,
                             struct local at) {
  const struct hours *fixed = fixed_week(plan);
  if (fixed) return answer_of(hours_piece_at(fixed->week, fixed->week_count, week_minute(at)));
  struct hours_timeline line;
  line.work = 0;
  plan_day(&line, plan, place, local_day(at));
  return answer_of(hours_piece_at(line.pieces, line.count, local_minute(at)));
}

/* ---- the next change ---- */

/* The first minute from `from` on at which the state is another, or -1. */
static int first_other(const struct hours_piece *pieces, size_t count, int from, int end,
                       enum hours_state state) {
  int cursor = from;
  for (size_t i = 0; i < count; i++) {
    const struct hours_piece *piece = &pieces[i];
    if (piece->to <= cursor) continue;
    if (piece->from > cursor) {
      if (state != HOURS_CLOSED) return cursor;
      cursor = piece->from;
    }
    if (piece->state != (uint8_t)state) return cursor;
    cursor = piece->to;
  }
  return cursor < end && state != HOURS_CLOSED ? cursor : -1;
}

static bool change_in_week(const struct hours *hours, struct local after, struct local *change) {
  int minute = week_minute(after);
  enum hours_state state = answer_of(hours_piece_at(hours->week, hours->week_count, minute)).state;
  int64_t monday = after.minute - minute;
  int at = first_other(hours->week, hours->week_count, minute, WEEK_MINUTES, state);
  if (at < 0) {
    at = first_other(hours->week, hours->week_count, 0, WEEK_MINUTES, state);
    monday += WEEK_MINUTES;
  }
  *change = (struct local){monday + at};
  return at >= 0;
}

static bool selector_in_year(const struct hours_selector *item, int year) {
  if (item->kind == SELECT_YEARS) return year >= item->from && year <= item->to;
  if (item->kind != SELECT_DATES || item->first.year == 0) return true;
  if (item->open_end) return year >= item->first.year;
  int last = item->last.year ? item->last.year : item->first.year + 1;
  return year >= item->first.year - 1 && year <= last + 1;
}

static bool rule_in_year(const struct hours_rule *rule, int year) {
  for (size_t i = 0; i < rule->group_count; i++) {
    const struct hours_group *group = &rule->groups[i];
    bool any = false;
    for (size_t k = 0; k < group->count && !any; k++)
      any = selector_in_year(&group->items[k], year);
    if (!any) return false;
  }
  return true;
}

/* Could anything of these hours hold in that year? Years that none names are passed over. */
static bool may_hold(const struct hours *hours, int year) {
  for (size_t i = 0; i < hours->rule_count; i++)
    if (rule_in_year(&hours->rules[i], year)) return true;
  return false;
}

static struct day skip_years(const struct hours_plan *plan, struct day day) {
  int year, month, month_day;
  if (plan->normal == NULL || plan->exception_count > 0 || plan->measure_count > 0) return day;
  day_split(day, &year, &month, &month_day);
  if (month != 1 || month_day != 2) return day; /* the second: the night before counts */
  for (int skipped = 0; skipped < YEARS_MAX && !may_hold(plan->normal, year); skipped++)
    day = day_of(++year, 1, 1);
  return day;
}

bool hours_next_change(const struct hours_plan *plan, const struct hours_place *place,
                       struct local after, struct local *change) {
  const struct hours *fixed = fixed_week(plan);
  if (fixed) return change_in_week(fixed, after, change);
  struct hours_timeline line;
  line.work = 0;
  struct day day = local_day(after);
  plan_day(&line, plan, place, day);
  int from = local_minute(after);
  enum hours_state state = answer_of(hours_piece_at(line.pieces, line.count, from)).state;
  for (int days = 0; days < DAYS_MAX && line.work < WORK_MAX; days++) {
    int at = first_other(line.pieces, line.count, from, DAY_MINUTES, state);
    if (at >= 0) {
      *change = local_of(day, at);
      return true;
    }
    day.number++;
    if (state == HOURS_CLOSED) day = skip_years(plan, day);
    plan_day(&line, plan, place, day);
    from = 0;
  }
  return false;
}

/* ---- a window ---- */

struct collector {
  struct arena *arena;
  struct hours_spans spans;
  size_t room, limit;
};

static void collect(struct collector *collector, struct hours_span span) {
  struct hours_spans *spans = &collector->spans;
  struct hours_span *last = spans->count > 0 ? &spans->items[spans->count - 1] : NULL;
  if (last && last->to.minute == span.from.minute && last->state == span.state &&
      str_equal(last->comment, span.comment)) {
    last->to = span.to;
    return;
  }
  if (spans->count == collector->limit) return;
  if (spans->count == collector->room) {
    size_t room = collector->room ? collector->room * 2 : 8;
    struct hours_span *items = arena_array(collector->arena, struct hours_span, room);
    for (size_t i = 0; i < spans->count; i++)
      items[i] = spans->items[i];
    spans->items = items;
    collector->room = room;
  }
  spans->items[spans->count++] = span;
}

static void collect_day(struct collector *collector, const struct hours_timeline *line,
                        struct day day, struct local from, struct local to) {
  for (size_t i = 0; i < line->count; i++) {
    const struct hours_piece *piece = &line->pieces[i];
    if (piece->state == HOURS_CLOSED) continue;
    struct hours_span span = {local_of(day, piece->from), local_of(day, piece->to),
                              (enum hours_state)piece->state, *piece->comment};
    if (span.from.minute < from.minute) span.from = from;
    if (span.to.minute > to.minute) span.to = to;
    if (span.from.minute < span.to.minute) collect(collector, span);
  }
}

struct hours_spans hours_between(struct arena *arena, const struct hours_plan *plan,
                                 const struct hours_place *place, struct local from,
                                 struct local to, size_t limit) {
  struct collector collector = {.arena = arena, .limit = limit};
  struct hours_timeline line;
  line.work = 0;
  for (struct day day = local_day(from);
       local_of(day, 0).minute < to.minute && collector.spans.count < limit; day.number++) {
    plan_day(&line, plan, place, day);
    collect_day(&collector, &line, day, from, to);
  }
  return collector.spans;
}

/* ---- a week ---- */

static void week_add(struct arena *arena, struct hours_week *week, struct day first,
                     struct hours_span span) {
  int64_t index = (int64_t)local_day(span.from).number - first.number;
  if (index < 0 || index >= 7) return;
  struct hours_spans *spans = &week->days[index].spans;
  struct hours_span *items = arena_array(arena, struct hours_span, spans->count + 1);
  for (size_t i = 0; i < spans->count; i++)
    items[i] = spans->items[i];
  items[spans->count++] = span;
  spans->items = items;
}

/* Longer than a day: a piece for each day it touches. */
static void week_split(struct arena *arena, struct hours_week *week, struct day first,
                       struct hours_span span) {
  while (span.to.minute - span.from.minute > DAY_MINUTES) {
    struct hours_span head = span;
    struct day day = local_day(span.from);
    head.to = span.from = local_of((struct day){day.number + 1}, 0);
    week_add(arena, week, first, head);
  }
  week_add(arena, week, first, span);
}

struct hours_week hours_week(struct arena *arena, const struct hours_plan *plan,
                             const struct hours_place *place, struct day first) {
  enum { SPANS_MAX = 7 * 24 };
  struct hours_week week;
  for (int i = 0; i < 7; i++) {
    struct day day = {first.number + i};
    week.days[i] =
        (struct hours_week_day){.day = day, .holiday = hours_public_holiday(place->calendar, day)};
  }
  struct local from = local_of((struct day){first.number - 1}, 0);
  struct local to = local_of((struct day){first.number + 8}, 0);
  struct hours_spans spans = hours_between(arena, plan, place, from, to, SPANS_MAX);
  for (size_t i = 0; i < spans.count; i++)
    week_split(arena, &week, first, spans.items[i]);
  return week;
}

bool hours_same_every_week(const struct hours *hours, const struct hours_place *place) {
  if (hours->names_sun && place && place->has_position) return false;
  return !hours->names_dates && !hours->names_holidays;
}

bool hours_names_holidays(const struct hours *hours) {
  return hours->names_holidays;
}

bool hours_names_sun(const struct hours *hours) {
  return hours->names_sun;
}
