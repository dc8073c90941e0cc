/* The tables of data/calendar, read once from the copy inside the program: public holidays by
 * country and subdivision, school holidays by zone. Public holidays of years that the tables do
 * not hold are those that fell on one date, or at one distance from Easter, in all the years they
 * hold. */
#include "domain/hours/hours_calendar.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/embedded.h"
#include "base/fault.h"
#include "domain/hours/hours_rule.h"

enum { REGIONS_MAX = 40, MEMORY = 4 << 20, YEARS_MIN = 5 };

struct stretch { /* days of one holiday */
  struct day from, to;
  struct str name;
  bool moved; /* a day given instead of one that fell on a Sunday */
};

struct recurring {
  struct str name;
  bool by_easter;
  int month, day, offset;
};

struct table { /* of one country and subdivision or zone, by day */
  struct str country, region;
  struct stretch *items;
  size_t count, room;
  struct recurring *rules;
  size_t rule_count;
};

struct hours_calendar {
  const struct table *public, *school; /* NULL: nothing known */
};

struct shelf {
  struct table tables[REGIONS_MAX];
  size_t count;
};

static struct arena *memory;
static struct shelf public_shelf, school_shelf;
static pthread_once_t loaded = PTHREAD_ONCE_INIT;

/* ---- reading the files ---- */

static struct table *table_find(struct shelf *shelf, struct str country, struct str region) {
  for (size_t i = 0; i < shelf->count; i++) {
    struct table *table = &shelf->tables[i];
    if (str_equal(table->country, country) && str_equal(table->region, region)) return table;
  }
  return NULL;
}

static struct table *table_of(struct shelf *shelf, struct str country, struct str region) {
  struct table *table = table_find(shelf, country, region);
  if (table) return table;
  must(shelf->count < REGIONS_MAX);
  table = &shelf->tables[shelf->count++];
  *table = (struct table){.country = country, .region = region};
  return table;
}

/* Kept in the order of days; the files are in that order already, but for overlaps. */
static void table_add(struct table *table, struct stretch stretch) {
  if (table->count == table->room) {
    size_t room = table->room ? table->room * 2 : 64;
    struct stretch *items = arena_array(memory, struct stretch, room);
    for (size_t i = 0; i < table->count; i++)
      items[i] = table->items[i];
    table->items = items;
    table->room = room;
  }
  size_t at = table->count++;
  for (; at > 0 && table->items[at - 1].from.number > stretch.from.number; at--)
    table->items[at] = table->items[at - 1];
  table->items[at] = stretch;
}

static struct str file_bytes(struct str name) {
  size_t i = 0;
  while (i < calendar.count && !str_equal(calendar.items[i].name, name))
    i++;
  must(i < calendar.count);
  return calendar.items[i].bytes;
}

/* pays,subdivision,date,nom,report: no field of these files is quoted. */
static void read_public_line(struct str line) {
  struct str rest, country = str_cut(line, ',', &rest), region = str_cut(rest, ',', &rest);
  struct str date = str_cut(rest, ',', &rest), name = str_cut(rest, ',', &rest);
  struct stretch stretch = {.name = name, .moved = str_equal(rest, S("1"))};
  if (!day_parse(date, &stretch.from)) return; /* the headline */
  stretch.to = stretch.from;
  table_add(table_of(&public_shelf, country, region), stretch);
}

/* pays,zone,nom,debut,fin */
static void read_school_line(struct str line) {
  struct str rest, country = str_cut(line, ',', &rest), zone = str_cut(rest, ',', &rest);
  struct str name = str_cut(rest, ',', &rest), from = str_cut(rest, ',', &rest);
  struct stretch stretch = {.name = name};
  if (!day_parse(from, &stretch.from) || !day_parse(rest, &stretch.to)) return;
  table_add(table_of(&school_shelf, country, zone), stretch);
}

static void read_lines(struct str bytes, void (*read)(struct str line)) {
  for (struct str rest = bytes; rest.len > 0;) {
    struct str line = str_cut(rest, '\n', &rest);
    if (str_ends(line, S("\r"))) line = str_take(line, line.len - 1);
    read(line);
  }
}

/* ---- what recurs ---- */

static int year_of(struct day day) {
  int year, month, month_day;
  day_split(day, &year, &month, &month_day);
  return year;
}

/* Does the holiday fall so in every year in which the table has it? */
static bool recurs(const struct table *table, const struct recurring *rule) {
  int years = 0;
  for (size_t i = 0; i < table->count; i++) {
    const struct stretch *item = &table->items[i];
    if (item->moved || !str_equal(item->name, rule->name)) continue;
    int year = year_of(item->from);
    int expected = rule->by_easter ? hours_easter(year).number + rule->offset
                                   : day_of(year, rule->month, rule->day).number;
    if (expected != item->from.number) return false;
    years++;
  }
  return years >= YEARS_MIN;
}

static bool has_rule(const struct table *table, struct str name) {
  for (size_t i = 0; i < table->rule_count; i++)
    if (str_equal(table->rules[i].name, name)) return true;
  return false;
}

static void find_rules(struct table *table) {
  table->rules = arena_array(memory, struct recurring, table->count);
  for (size_t i = 0; i < table->count; i++) {
    struct stretch *item = &table->items[i];
    if (item->moved || has_rule(table, item->name)) continue;
    struct recurring rule = {.name = item->name};
    int year;
    day_split(item->from, &year, &rule.month, &rule.day);
    rule.offset = item->from.number - hours_easter(year).number;
    bool fixed = recurs(table, &rule);
    rule.by_easter = !fixed;
    if (fixed || recurs(table, &rule)) table->rules[table->rule_count++] = rule;
  }
}

/* Switzerland leaves holidays to the cantons: those of the whole country are what all have. */
static void find_common(struct str country) {
  if (table_find(&public_shelf, country, S(""))) return;
  const struct table *first = NULL;
  struct table common = {.country = country, .region = S("")};
  for (size_t i = 0; i < public_shelf.count && !first; i++)
    if (str_equal(public_shelf.tables[i].country, country)) first = &public_shelf.tables[i];
  for (size_t i = 0; first && i < first->count; i++) {
    bool everywhere = true;
    for (size_t k = 0; k < public_shelf.count; k++) {
      const struct table *other = &public_shelf.tables[k];
      if (!str_equal(other->country, country)) continue;
      bool found = false;
      for (size_t n = 0; n < other->count; n++)
        found = found || other->items[n].from.number == first->items[i].from.number;
      everywhere = everywhere && found;
    }
    if (everywhere) table_add(&common, first->items[i]);
  }
  *table_of(&public_shelf, country, S("")) = common;
}

static void load(void) {
  memory = arena_create(MEMORY);
  read_lines(file_bytes(S("jours_feries.csv")), read_public_line);
  read_lines(file_bytes(S("vacances_scolaires.csv")), read_school_line);
  find_common(S("CH"));
  for (size_t i = 0; i < public_shelf.count; i++)
    find_rules(&public_shelf.tables[i]);
}

/* ---- which tables a region has ---- */

/* Zones of the French school calendar by department (arrêté of 7 December 2022 and before). */
static const struct {
  struct str zone, departments;
} french_zones[] = {
    {S("Zone A"),
     S(" 01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 "
       "74 79 86 87 89 90 ")},
    {S("Zone B"),
     S(" 02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 "
       "56 57 59 60 61 62 67 68 72 76 80 83 84 85 88 ")},
    {S("Zone C"), S(" 09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95 ")},
    {S("Corse"), S(" 2A 2B 20 ")},
};

static const struct {
  struct str code, name;
} cantons[] = {
    {S("BE"), S("Bern")},   {S("FR"), S("Fribourg")},  {S("GE"), S("Genève")},
    {S("JU"), S("Jura")},   {S("NE"), S("Neuchâtel")}, {S("VD"), S("Vaud")},
    {S("VS"), S("Valais")},
};

static struct str french_zone(struct str region) {
  for (size_t i = 0; i < sizeof french_zones / sizeof *french_zones; i++) {
    struct str zone = french_zones[i].zone;
    struct str letter = str_skip(zone, zone.len - 1);
    if (str_equal_ascii_case(region, zone) ||
        (region.len == 1 && str_equal_ascii_case(region, letter)))
      return zone;
    ptrdiff_t at = region.len == 2 ? str_find(french_zones[i].departments, region) : -1;
    if (at > 0 && french_zones[i].departments.ptr[at - 1] == ' ') return zone;
  }
  return S("");
}

/* A canton's code, from its code or its name. */
static size_t canton_index(struct str region) {
  size_t count = sizeof cantons / sizeof *cantons;
  for (size_t i = 0; i < count; i++)
    if (str_equal_ascii_case(region, cantons[i].code) ||
        str_equal_ascii_case(region, cantons[i].name))
      return i;
  return count;
}

static struct hours_calendar calendar_of(struct str country, struct str region) {
  struct str part = S(""), zone = S("");
  if (str_equal(country, S("FR"))) {
    part = region;
    zone = french_zone(region);
  } else if (str_equal(country, S("CH")) &&
             canton_index(region) < sizeof cantons / sizeof *cantons) {
    part = cantons[canton_index(region)].code;
    zone = cantons[canton_index(region)].name;
  }
  const struct table *table = table_find(&public_shelf, country, part);
  return (struct hours_calendar){.public =
                                     table ? table : table_find(&public_shelf, country, S("")),
                                 .school = table_find(&school_shelf, country, zone)};
}

/* Calendars that were asked for: few, never given back. */
static const struct hours_calendar *calendar_keep(struct hours_calendar wanted) {
  enum { KEPT_MAX = 256 };
  static pthread_mutex_t keeping = PTHREAD_MUTEX_INITIALIZER;
  static struct hours_calendar kept[KEPT_MAX];
  static size_t count;
  pthread_mutex_lock(&keeping);
  size_t i = 0;
  while (i < count && (kept[i].public != wanted.public || kept[i].school != wanted.school))
    i++;
  must(i < KEPT_MAX);
  if (i == count) kept[count++] = wanted;
  pthread_mutex_unlock(&keeping);
  return &kept[i];
}

const struct hours_calendar *hours_calendar(struct str country, struct str region) {
  pthread_once(&loaded, load);
  struct str codes[] = {S("FR"), S("CH"), S("MC")};
  for (size_t i = 0; i < 3; i++) {
    if (!str_equal_ascii_case(codes[i], country)) continue;
    bool prefixed = region.len > 3 && region.ptr[2] == '-' &&
                    str_equal_ascii_case(str_take(region, 2), country);
    return calendar_keep(calendar_of(codes[i], prefixed ? str_skip(region, 3) : region));
  }
  return NULL;
}

/* ---- asking ---- */

/* The last stretch that begins on or before the day; of overlapping ones that may be a short one
 * inside a long one, so a few before it are looked at too. */
static struct str find_stretch(const struct table *table, struct day day) {
  size_t low = 0, high = table->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (table->items[middle].from.number <= day.number)
      low = middle + 1;
    else
      high = middle;
  }
  for (size_t i = low, looked = 0; i > 0 && looked < 4; i--, looked++)
    if (table->items[i - 1].to.number >= day.number) return table->items[i - 1].name;
  return S("");
}

static struct str find_recurring(const struct table *table, struct day day) {
  int year, month, month_day;
  day_split(day, &year, &month, &month_day);
  for (size_t i = 0; i < table->rule_count; i++) {
    const struct recurring *rule = &table->rules[i];
    bool holds = rule->by_easter ? hours_easter(year).number + rule->offset == day.number
                                 : rule->month == month && rule->day == month_day;
    if (holds) return rule->name;
  }
  return S("");
}

static bool is_covered(const struct table *table, struct day day) {
  int year = year_of(day);
  return table->count > 0 && year >= year_of(table->items[0].from) &&
         year <= year_of(table->items[table->count - 1].to);
}

struct str hours_public_holiday(const struct hours_calendar *of, struct day day) {
  if (of == NULL || of->public == NULL) return S("");
  return is_covered(of->public, day) ? find_stretch(of->public, day)
                                     : find_recurring(of->public, day);
}

struct str hours_school_holiday(const struct hours_calendar *of, struct day day) {
  if (of == NULL || of->school == NULL) return S("");
  return find_stretch(of->school, day);
}
