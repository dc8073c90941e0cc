#include "domain/editor/week_edit.h"

#include "base/buf.h"

enum { DAY_MINUTES = 1440 };

static const struct str day_words[WEEK_DAYS] = {{"Mo", 2}, {"Tu", 2}, {"We", 2}, {"Th", 2},
                                                {"Fr", 2}, {"Sa", 2}, {"Su", 2}, {"PH", 2}};

/* Times. */

static bool take_number(struct str *text, int *number) {
  size_t digits = 0;
  *number = 0;
  while (digits < text->len && digits < 2 && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
    *number = *number * 10 + text->ptr[digits++] - '0';
  *text = str_skip(*text, digits);
  return digits > 0;
}

bool week_time_read(struct str text, int *minute) {
  int hour, minutes = 0;
  struct str rest = str_trim(text);
  if (!take_number(&rest, &hour)) return false;
  rest = str_trim(rest);
  if (rest.len > 0) {
    if (str_find(S("hH:."), str_take(rest, 1)) < 0) return false;
    rest = str_trim(str_skip(rest, 1));
    if (rest.len > 0 && !take_number(&rest, &minutes)) return false;
  }
  *minute = hour * 60 + minutes;
  return rest.len == 0 && minutes < 60 && *minute <= DAY_MINUTES;
}

struct str week_time_text(struct arena *arena, int minute) {
  int of_day = minute % DAY_MINUTES;
  return str_format(arena, "%02d:%02d", of_day / 60, of_day % 60);
}

/* Writing. */

static bool same_spans(const struct week_row *a, const struct week_row *b) {
  if (a->mode != b->mode || a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (a->spans[i].from != b->spans[i].from || a->spans[i].to != b->spans[i].to) return false;
  return true;
}

/* Each row says itself what it means. */
static struct week_rows resolved(const struct week_rows *rows) {
  struct week_rows plain = *rows;
  for (size_t i = 0; i < WEEK_DAYS; i++) {
    struct week_row *row = &plain.days[i];
    if (row->mode == WEEK_SAME && i == 0) row->mode = WEEK_UNSAID;
    if (row->mode == WEEK_SAME) *row = plain.days[i - 1];
    if (row->mode == WEEK_OPEN && row->count == 0) row->mode = WEEK_UNSAID;
    if (row->mode != WEEK_OPEN) row->count = 0;
  }
  return plain;
}

/* "Mo-Fr" or "Sa,Su": all days from `first` on with these hours; holidays come last. */
static void add_days(struct buf *out, const struct week_rows *rows, size_t first,
                     bool done[WEEK_DAYS]) {
  bool any = false;
  for (size_t from = first; from < WEEK_DAYS; from++) {
    if (done[from] || !same_spans(&rows->days[from], &rows->days[first])) continue;
    size_t to = from;
    while (to + 1 < WEEK_HOLIDAYS && from < WEEK_HOLIDAYS && !done[to + 1] &&
           same_spans(&rows->days[to + 1], &rows->days[first]))
      to++;
    if (any) buf_add_char(out, ',');
    any = true;
    buf_add(out, day_words[from]);
    if (to > from) {
      buf_add_char(out, to == from + 1 ? ',' : '-');
      buf_add(out, day_words[to]);
    }
    for (size_t i = from; i <= to; i++)
      done[i] = true;
    from = to;
  }
}

static void add_spans(struct buf *out, const struct week_row *row) {
  if (row->mode == WEEK_CLOSED) buf_literal(out, " off");
  for (size_t i = 0; i < row->count; i++) {
    int from = row->spans[i].from % DAY_MINUTES, to = row->spans[i].to;
    if (to == 0) to = DAY_MINUTES;
    buf_add_char(out, i == 0 ? ' ' : ',');
    buf_format(out, "%02d:%02d-%02d:%02d", from / 60, from % 60, to / 60, to % 60);
  }
}

struct str week_value(struct arena *arena, const struct week_rows *rows) {
  struct week_rows plain = resolved(rows);
  struct buf out = buf_in(arena);
  bool done[WEEK_DAYS] = {false};
  for (size_t i = 0; i < WEEK_DAYS; i++) {
    if (done[i] || plain.days[i].mode == WEEK_UNSAID) continue;
    if (out.len > 0) buf_literal(&out, "; ");
    add_days(&out, &plain, i, done);
    add_spans(&out, &plain.days[i]);
  }
  return buf_str(&out);
}

/* Reading. */

static bool read_day(struct str word, size_t *day) {
  for (size_t i = 0; i < WEEK_DAYS; i++) {
    *day = i;
    if (str_equal(day_words[i], word)) return true;
  }
  return false;
}

static bool read_days(struct str list, bool days[WEEK_DAYS]) {
  for (struct str rest = list; rest.len > 0;) {
    struct str until, from = str_cut(str_cut(rest, ',', &rest), '-', &until);
    size_t first, last;
    if (!read_day(from, &first)) return false;
    last = first;
    if (until.ptr && !read_day(until, &last)) return false;
    if (until.ptr && (first == WEEK_HOLIDAYS || last == WEEK_HOLIDAYS)) return false;
    for (size_t i = first;; i = (i + 1) % 7) {
      days[i] = true;
      if (i == last || first == WEEK_HOLIDAYS) break;
    }
  }
  return true;
}

/* "09:00" up to "48:00", as written in values. */
static bool read_clock(struct str text, int *minute) {
  int64_t hour, minutes;
  struct str rest, before = str_cut(text, ':', &rest);
  if (before.len != 2 || rest.len != 2) return false;
  if (!str_to_int(before, &hour) || !str_to_int(rest, &minutes)) return false;
  *minute = (int)(hour * 60 + minutes);
  return hour >= 0 && minutes >= 0 && minutes < 60 && *minute <= 2 * DAY_MINUTES;
}

static bool read_spans(struct str list, struct week_row *row) {
  *row = (struct week_row){.mode = WEEK_OPEN};
  if (str_equal(list, S("off")) || str_equal(list, S("closed"))) {
    row->mode = WEEK_CLOSED;
    return true;
  }
  for (struct str rest = list; rest.len > 0;) {
    struct str until, from = str_cut(str_trim(str_cut(rest, ',', &rest)), '-', &until);
    if (row->count == WEEK_SPANS) return false;
    struct week_span *span = &row->spans[row->count++];
    if (!read_clock(from, &span->from) || !read_clock(until, &span->to)) return false;
    if (span->from >= DAY_MINUTES || span->to > span->from + DAY_MINUTES) return false;
    span->to %= DAY_MINUTES;
  }
  return row->count > 0;
}

static bool begins_with_digit(struct str text) {
  return text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9';
}

static bool read_rule(struct str rule, struct week_rows *rows) {
  bool days[WEEK_DAYS] = {false};
  struct week_row row;
  struct str times, first = str_cut(rule, ' ', &times);
  bool bare = begins_with_digit(rule) || times.ptr == NULL;
  if (bare) times = rule;
  if (bare) /* a rule without days holds for all of them */
    for (size_t i = 0; i < WEEK_HOLIDAYS; i++)
      days[i] = true;
  else if (!read_days(first, days))
    return false;
  if (!read_spans(str_trim(times), &row)) return false;
  for (size_t i = 0; i < WEEK_DAYS; i++)
    if (days[i]) rows->days[i] = row;
  return true;
}

bool week_from_value(struct str value, struct week_rows *rows) {
  *rows = (struct week_rows){0};
  if (str_equal(value, S("24/7"))) value = S("Mo-Su 00:00-24:00");
  for (struct str rest = value; rest.len > 0;) {
    struct str rule = str_trim(str_cut(rest, ';', &rest));
    if (rule.len > 0 && !read_rule(rule, rows)) return false;
  }
  return true;
}
