/* How fast opening hours answer: values one a line on standard input, figures as JSON on standard
 * output. One thread, so one core. `worst_us` is the dearest of made-up values that try to be:
 * reading, asking for the state and for the next change. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/hours/hours_cache.h"

enum { VALUES_MAX = 20000, LINE_MAX_BYTES = 4096, MEMORY = 512 << 20, ROUND = 1000000 };

struct values {
  struct str *text;
  const struct hours **hours;
  size_t count;
};

static struct hours_place place;
static const int64_t NOON = 26500000; /* some minute of 2020 */

static struct values read_values(struct arena *arena) {
  static char line[LINE_MAX_BYTES];
  struct values values = {arena_array(arena, struct str, VALUES_MAX),
                          arena_array(arena, const struct hours *, VALUES_MAX), 0};
  while (values.count < VALUES_MAX && fgets(line, sizeof line, stdin)) {
    struct str text = str_copy(arena, str_trim(str_from(line)));
    if (str_ends(text, S("\n"))) text = str_take(text, text.len - 1);
    values.hours[values.count] = hours_parse(arena, text).hours;
    values.text[values.count] = text;
    if (values.hours[values.count]) values.count++;
  }
  return values;
}

static double per_second(int64_t count, int64_t began_us) {
  return (double)count * 1e6 / (double)(clock_monotonic_us() - began_us);
}

/* Another minute for every question, so that nothing can be remembered. */
static struct local moment(int64_t i) {
  return (struct local){NOON + i * 7919 % 525600};
}

static double ask_parsed(const struct values *values, int64_t *open) {
  int64_t began = clock_monotonic_us();
  for (int64_t i = 0; i < ROUND; i++) {
    const struct hours *hours = values->hours[(size_t)i % values->count];
    *open += hours_at(HOURS_PLAN(hours), &place, moment(i)).state == HOURS_OPEN;
  }
  return per_second(ROUND, began);
}

static double ask_cached(const struct values *values, int64_t *open) {
  int64_t began = clock_monotonic_us();
  for (int64_t i = 0; i < ROUND; i++) {
    struct str text = values->text[(size_t)i % values->count];
    *open += hours_cached_state(text, &place, moment(i)) == HOURS_OPEN;
  }
  return per_second(ROUND, began);
}

static double read_all(const struct values *values, struct arena *arena) {
  int64_t began = clock_monotonic_us(), count = 0;
  for (int round = 0; round < 20; round++)
    for (size_t i = 0; i < values->count; i++, count++) {
      hours_parse(arena, values->text[i]);
      arena_reset(arena);
    }
  return per_second(count, began);
}

static int64_t cost_us(struct arena *arena, struct str value) {
  int64_t least = INT64_MAX;
  for (int round = 0; round < 5; round++) { /* the machine's moods are not the value's cost */
    int64_t began = clock_monotonic_us();
    const struct hours *hours = hours_parse(arena, value).hours;
    struct local at = moment(round), change;
    if (hours) {
      hours_at(HOURS_PLAN(hours), &place, at);
      hours_next_change(HOURS_PLAN(hours), &place, at, &change);
    }
    int64_t took = clock_monotonic_us() - began;
    if (took < least) least = took;
    arena_reset(arena);
  }
  return least;
}

static struct str repeated(struct arena *arena, const char *head, const char *piece) {
  struct buf out = buf_in(arena);
  buf_add(&out, str_from(head));
  while (out.len + strlen(piece) <= HOURS_TEXT_MAX)
    buf_add(&out, str_from(piece));
  return buf_str(&out);
}

static int64_t worst(struct arena *arena) {
  static const char *const pieces[][2] = {
      {"", "Mo 10:00-11:00;"},
      {"", "\"a\"||"},
      {"", "00:00-24:00,"},
      {"10:00-10:01", ",11:00-11:02"},
      {"easter off", ";easter -2 days-easter +2 days off"},
      {"off", ";Jan Su[1] +2 days-Jan Su[3] -2 days off"},
      {"off", ";SH,PH -1 day week 53 off"},
      {"off", ";2099 Feb 30 10:00-11:00"},
      {"off", ";week 53 Feb sunrise-sunset off"},
      {"Mo", ",Mo[1,2] +1 day"},
      {"", "sunrise-sunset off,"},
      {"00:00-24:00", "||10:00-20:00/5"},
      {"", "("},
      {"", "a"},
      {"", "mo"},
      {"", "Mo "},
      {"", "1,"},
      {"Jan 1", ",2"},
      {"", "\xc3\xa9\xe2\x82\xac"},
  };
  struct arena *text_arena = arena_create(1 << 20);
  int64_t most = 0;
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    struct str whole = repeated(text_arena, pieces[i][0], pieces[i][1]);
    for (size_t part = 1; part <= 8; part++) { /* the longest may be refused, the half not */
      struct str value = str_take(whole, whole.len * part / 8);
      int64_t took = cost_us(arena, value);
      if (took > most) most = took;
      if (getenv("HOURS_VERBOSE"))
        fprintf(stderr, "%6lld us %zu bytes of %s\n", (long long)took, value.len, pieces[i][1]);
    }
  }
  arena_destroy(text_arena);
  return most;
}

int main(void) {
  struct arena *arena = arena_create(MEMORY), *scratch = arena_create(MEMORY);
  place = (struct hours_place){.zone = zone_find(S("Europe/Paris")),
                               .calendar = hours_calendar(S("FR"), S("33")),
                               .has_position = true,
                               .latitude = 44.84,
                               .longitude = -0.58};
  struct values values = read_values(arena);
  int64_t open = 0;
  if (values.count == 0) return 1;
  ask_parsed(&values, &open);
  double parsed = ask_parsed(&values, &open), cached = ask_cached(&values, &open);
  cached = ask_cached(&values, &open);
  double reads = read_all(&values, scratch);
  printf("{\"values\":%zu,\"parsed_per_second\":%.0f,\"cached_per_second\":%.0f,"
         "\"reads_per_second\":%.0f,\"worst_us\":%lld,\"open\":%lld}\n",
         values.count, parsed, cached, reads, (long long)worst(scratch), (long long)open);
  return 0;
}
