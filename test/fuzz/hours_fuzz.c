/* Whatever is typed as opening hours is read or refused with a place and a reason; what was read is
 * written in a form that reads back and means the same; answers agree with each other. */
#include <stdint.h>

#include "base/fault.h"
#include "domain/hours/hours.h"
#include "domain/hours/hours_cache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SPANS_MAX = 4000, DAYS = 40 };

static struct hours_place place_of(size_t size) {
  struct hours_place place = {.zone = zone_find(S("Europe/Paris")),
                              .calendar = hours_calendar(S("FR"), S("33"))};
  place.has_position = size % 2 == 1;
  place.latitude = 44.84;
  place.longitude = -0.58;
  return place;
}

static void check_notices(struct arena *arena, const struct hours_notices *notices, size_t size) {
  for (size_t i = 0; i < notices->count; i++) {
    const struct hours_notice *notice = &notices->items[i];
    must(notice->position <= size && notice->position + notice->length <= size);
    must(str_is_utf8(hours_sentence(arena, LANGUAGE_FR, notice)));
  }
}

static struct hours_spans spans_of(struct arena *arena, const struct hours *hours,
                                   const struct hours_place *place, struct local from) {
  struct local to = {from.minute + DAYS * 24 * 60};
  return hours_between(arena, HOURS_PLAN(hours), place, from, to, SPANS_MAX);
}

/* Spans are in order, do not touch their like, and the state inside is theirs. */
static void check_spans(const struct hours *hours, const struct hours_place *place,
                        const struct hours_spans *spans) {
  for (size_t i = 0; i < spans->count; i++) {
    const struct hours_span *span = &spans->items[i];
    must(span->from.minute < span->to.minute && span->state != HOURS_CLOSED);
    must(i == 0 || spans->items[i - 1].to.minute <= span->from.minute);
    if (i > 20) continue;
    must(hours_at(HOURS_PLAN(hours), place, span->from).state == span->state);
    struct local last = {span->to.minute - 1};
    must(hours_at(HOURS_PLAN(hours), place, last).state == span->state);
  }
}

static void check_change(const struct hours *hours, const struct hours_place *place,
                         struct local from) {
  struct local change;
  if (!hours_next_change(HOURS_PLAN(hours), place, from, &change)) return;
  must(change.minute > from.minute);
  must(hours_at(HOURS_PLAN(hours), place, change).state !=
       hours_at(HOURS_PLAN(hours), place, from).state);
}

static void check_again(struct arena *arena, const struct hours *hours,
                        const struct hours_place *place, struct local from) {
  struct str normal = hours_normal(arena, hours);
  const struct hours *again = hours_parse(arena, normal).hours;
  if (normal.len > HOURS_TEXT_MAX) return; /* the canonical form may be the longer one */
  must(again != NULL);
  must(str_equal(hours_normal(arena, again), normal));
  struct hours_spans first = spans_of(arena, hours, place, from);
  struct hours_spans second = spans_of(arena, again, place, from);
  must(first.count == second.count);
  for (size_t i = 0; i < first.count; i++)
    must(first.items[i].from.minute == second.items[i].from.minute &&
         first.items[i].to.minute == second.items[i].to.minute &&
         first.items[i].state == second.items[i].state);
}

struct input {
  struct arena *arena;
  struct str text;
};

static void run(void *arg) {
  struct input *input = arg;
  struct hours_place place = place_of(input->text.len);
  struct local from = local_of(day_of(2020, 2, 20), 700);
  struct hours_reading reading = hours_parse(input->arena, input->text);
  check_notices(input->arena, &reading.errors, input->text.len);
  check_notices(input->arena, &reading.warnings, input->text.len);
  must((reading.hours == NULL) == (reading.errors.count > 0));
  enum hours_state cached = hours_cached_state(input->text, &place, from);
  if (reading.hours == NULL) {
    must(cached == HOURS_UNKNOWN);
    return;
  }
  must(cached == hours_at(HOURS_PLAN(reading.hours), &place, from).state);
  struct hours_spans spans = spans_of(input->arena, reading.hours, &place, from);
  check_spans(reading.hours, &place, &spans);
  check_change(reading.hours, &place, from);
  check_again(input->arena, reading.hours, &place, from);
  hours_week(input->arena, HOURS_PLAN(reading.hours), &place, day_of(2020, 3, 2));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct input input = {arena_create(64 << 20), {(const char *)data, size}};
  struct fault fault;
  must(fault_catch(&fault, run, &input));
  arena_destroy(input.arena);
  return 0;
}
