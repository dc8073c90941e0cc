/* What a day looks like. Rules are painted one over the other, in the order they are written:
 * an open or unknown rule of the normal kind first wipes the day it holds on; a closed one, and an
 * additional one, paints over only where its times are; a fallback only where it is closed. The
 * night that follows a day is painted with the day after it, by the same rules. */
#include <string.h>

#include "domain/hours/hours_rule.h"

enum {
  EVENING = 17 * 60, /* an open end from here on is taken for ten hours, */
  LATE = 22 * 60,    /* from here on for eight, else until midnight */
};

struct painter {
  struct hours_timeline *line;
  const struct hours_rule *rule;
  const struct hours_place *place;
  int from, to, shift; /* the window of the day's minutes, and how far they are moved */
};

/* Makes room: what lies in [from, to) goes. Returns where a new piece belongs. */
static size_t clear(struct hours_timeline *line, int from, int to) {
  size_t first = 0;
  while (first < line->count && line->pieces[first].to <= from)
    first++;
  size_t last = first;
  while (last < line->count && line->pieces[last].from < to)
    last++;
  line->work += 1 + (int64_t)(line->count / 4);
  if (first == last) return first;
  struct hours_piece left = line->pieces[first], right = line->pieces[last - 1];
  bool keep_left = left.from<from, keep_right = right.to> to;
  size_t kept = (size_t)keep_left + (size_t)keep_right;
  memmove(&line->pieces[first + kept], &line->pieces[last],
          (line->count - last) * sizeof *line->pieces);
  line->count = line->count - (last - first) + kept;
  if (keep_left) {
    left.to = (int16_t)from;
    line->pieces[first] = left;
  }
  if (keep_right) {
    right.from = (int16_t)to;
    line->pieces[first + (size_t)keep_left] = right;
  }
  return first + (size_t)keep_left;
}

/* Disjoint pieces of a minute or more: a day has room for all there can be. */
void hours_paint(struct hours_timeline *line, struct hours_piece piece) {
  if (piece.from < 0) piece.from = 0;
  if (piece.to > DAY_MINUTES) piece.to = DAY_MINUTES;
  if (piece.from >= piece.to) return;
  size_t at = clear(line, piece.from, piece.to);
  memmove(&line->pieces[at + 1], &line->pieces[at], (line->count - at) * sizeof *line->pieces);
  line->pieces[at] = piece;
  line->count++;
}

/* Only where nothing is open or unknown yet. */
static void paint_gaps(struct hours_timeline *line, struct hours_piece piece) {
  int cursor = piece.from, end = piece.to < DAY_MINUTES ? piece.to : DAY_MINUTES;
  while (cursor < end) {
    int next = end, after = end;
    for (size_t i = 0; i < line->count; i++) {
      const struct hours_piece *there = &line->pieces[i];
      if (there->state == HOURS_CLOSED || there->to <= cursor) continue;
      next = there->from < end ? there->from : end;
      after = there->to;
      break;
    }
    piece.from = (int16_t)cursor;
    piece.to = (int16_t)next;
    if (cursor < next) hours_paint(line, piece);
    cursor = after > next ? after : next;
    if (next == end) break;
  }
}

/* A guess gives way to what an earlier rule knows. */
static bool only_gaps(const struct hours_rule *rule, bool guess) {
  return rule->link == LINK_FALLBACK || (guess && rule->link == LINK_ADDITIONAL);
}

static void paint_rule(struct painter *painter, int from, int to, enum hours_state state,
                       bool guess) {
  if (from < painter->from) from = painter->from;
  if (to > painter->to) to = painter->to;
  if (from >= to) return;
  struct hours_piece piece = {.from = (int16_t)(from - painter->shift),
                              .to = (int16_t)(to - painter->shift),
                              .state = (uint8_t)state,
                              .comment = &painter->rule->comment};
  if (only_gaps(painter->rule, guess))
    paint_gaps(painter->line, piece);
  else
    hours_paint(painter->line, piece);
}

static int minute_of(const struct hours_clock *clock, const struct hours_place *place,
                     struct day day) {
  if (clock->event == EVENT_NONE) return clock->minute;
  return clock->minute + hours_sun_minute(place, day, (enum hours_event)clock->event);
}

static int usual_start(const struct hours_times *times) {
  const struct hours_clock *clock = times->until ? &times->to : &times->from;
  return minute_of(clock, NULL, (struct day){0});
}

/* An open end lasts as long as is usual, or until the rule's next time begins. With the sun in it,
 * the guess goes by where the sun usually stands. */
static int guess_end(const struct hours_rule *rule, size_t index, int from) {
  int usual = usual_start(&rule->times[index]);
  int to = usual >= LATE ? usual + 8 * 60 : usual >= EVENING ? usual + 10 * 60 : DAY_MINUTES;
  for (size_t i = 0; i < rule->time_count; i++) {
    int start = rule->times[i].from.minute;
    bool later = i > index && rule->times[i].from.event == EVENT_NONE && start > from;
    if (later && start < to) to = start;
  }
  return to;
}

/* "10:00-16:00/01:30": points, a minute each. */
static void paint_points(struct painter *painter, const struct hours_times *times, int from,
                         int to) {
  for (int at = from; at <= to; at += times->every)
    paint_rule(painter, at, at + 1, painter->rule->state, false);
}

static void paint_times(struct painter *painter, size_t index, struct day day) {
  const struct hours_rule *rule = painter->rule;
  const struct hours_times *times = &rule->times[index];
  int from = minute_of(&times->from, painter->place, day), to = from;
  if (times->until) {
    bool moved = times->wraps && times->to.event != EVENT_NONE;
    to = minute_of(&times->to, painter->place, (struct day){day.number + moved});
    if (moved || (times->wraps && to < from)) to += DAY_MINUTES;
  }
  if (to > LAST_MINUTE) to = LAST_MINUTE;
  if (times->every > 0) {
    paint_points(painter, times, from, to);
    return;
  }
  paint_rule(painter, from, to, rule->state, false);
  if (!times->open_end) return;
  enum hours_state state = rule->state == HOURS_CLOSED ? HOURS_CLOSED : HOURS_UNKNOWN;
  int end = guess_end(rule, index, to);
  paint_rule(painter, to, end < LAST_MINUTE ? end : LAST_MINUTE, state, true);
}

static void paint_all(struct painter *painter, struct day day) {
  const struct hours_rule *rule = painter->rule;
  painter->line->work += 2;
  if (rule->time_count == 0) paint_rule(painter, 0, DAY_MINUTES, rule->state, false);
  for (size_t i = 0; i < rule->time_count; i++)
    paint_times(painter, i, day);
}

static void paint_today(struct hours_timeline *line, const struct hours_rule *rule,
                        const struct hours_place *place, struct day day) {
  if (rule->link == LINK_NORMAL && rule->state != HOURS_CLOSED) line->count = 0;
  paint_all(&(struct painter){line, rule, place, 0, DAY_MINUTES, 0}, day);
}

static void paint_night(struct hours_timeline *line, const struct hours_rule *rule,
                        const struct hours_place *place, struct day before) {
  paint_all(&(struct painter){line, rule, place, DAY_MINUTES, LAST_MINUTE, DAY_MINUTES}, before);
}

void hours_paint_day(struct hours_timeline *line, const struct hours *hours,
                     const struct hours_place *place, struct day day) {
  struct day before = {day.number - 1};
  struct hours_facts today = hours_facts_of(day), yesterday = hours_facts_of(before);
  for (size_t i = 0; i < hours->rule_count; i++) {
    const struct hours_rule *rule = &hours->rules[i];
    line->work += rule->weight;
    if (hours_matches(rule, &today, place->calendar)) paint_today(line, rule, place, day);
    if (rule->spills && hours_matches(rule, &yesterday, place->calendar))
      paint_night(line, rule, place, before);
  }
}

void hours_paint_own(struct hours_timeline *line, const struct hours *hours,
                     const struct hours_place *place, struct day day, bool next) {
  struct hours_facts facts = hours_facts_of(day);
  for (size_t i = 0; i < hours->rule_count; i++) {
    const struct hours_rule *rule = &hours->rules[i];
    line->work += rule->weight;
    if (!hours_matches(rule, &facts, place->calendar)) continue;
    if (!next)
      paint_today(line, rule, place, day);
    else if (rule->spills)
      paint_night(line, rule, place, day);
  }
}

const struct hours_piece *hours_piece_at(const struct hours_piece *pieces, size_t count,
                                         int minute) {
  size_t low = 0, high = count; /* the piece, if there is one, lies in [low, high) */
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (pieces[middle].to <= minute)
      low = middle + 1;
    else if (pieces[middle].from > minute)
      high = middle;
    else
      return &pieces[middle];
  }
  return NULL;
}

static bool continues(const struct hours_piece *last, const struct hours_piece *piece, int shift) {
  return last->to == piece->from + shift && last->state == piece->state &&
         str_equal(*last->comment, *piece->comment);
}

/* Every week is like the one of Monday, 1 June 2020. */
void hours_fix_week(struct arena *arena, struct hours *hours) {
  if (hours->names_dates || hours->names_holidays || hours->names_sun) return;
  struct hours_place nowhere = {.zone = NULL};
  struct hours_timeline line;
  struct hours_piece *week = NULL;
  size_t count = 0, room = 0;
  for (int weekday = 0; weekday < 7; weekday++) {
    line.count = 0;
    line.work = 0;
    hours_paint_day(&line, hours, &nowhere, (struct day){day_of(2020, 6, 1).number + weekday});
    int shift = weekday * DAY_MINUTES;
    if (count + line.count > room) {
      size_t wanted = (count + line.count) * 2;
      struct hours_piece *larger = arena_array(arena, struct hours_piece, wanted);
      if (count) memcpy(larger, week, count * sizeof *week);
      week = larger;
      room = wanted;
    }
    for (size_t i = 0; i < line.count; i++) {
      struct hours_piece piece = line.pieces[i];
      if (count > 0 && continues(&week[count - 1], &piece, shift)) {
        week[count - 1].to = (int16_t)(piece.to + shift);
        continue;
      }
      piece.from = (int16_t)(piece.from + shift);
      piece.to = (int16_t)(piece.to + shift);
      week[count++] = piece;
    }
  }
  hours->week = week ? week : arena_array(arena, struct hours_piece, 1);
  hours->week_count = count;
}
