/* Where somebody is: a position, a town, or a street that one of our shops stands in. No other
 * source of addresses is asked. What only resembles a place is none: a wrong guess sends people to
 * the other end of the territory, « we do not know it » asks them for the town. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_terms.h"
#include "search_sql.h"

enum { CENTRE_SHOPS = 64, STREET_SHOPS = 64, STREET_SCAN = 512, SURE_LETTERS = 3 };
/* Half of a long street: the boulevards of Bordeaux are some 3 km between two gates. */
enum { STREET_METRES = 2000 };
static const double EARTH_METRES = 6371000;

static double radians(double degrees) {
  return degrees * M_PI / 180;
}

/* Near enough for some hundred kilometres: a flat map at the latitude between. */
double metres_between(double latitude1, double longitude1, double latitude2, double longitude2) {
  double x = radians(longitude2 - longitude1) * cos(radians((latitude1 + latitude2) / 2));
  double y = radians(latitude2 - latitude1);
  return sqrt(x * x + y * y) * EARTH_METRES;
}

static bool read_degrees(struct arena *arena, struct str text, double most, double *value) {
  char *end;
  const char *start = str_cstr(arena, str_trim(text));
  *value = strtod(start, &end);
  return end != start && *end == 0 && isfinite(*value) && fabs(*value) <= most;
}

static bool read_position(struct arena *arena, struct str near, double *latitude,
                          double *longitude) {
  struct str rest, first = str_cut(near, ',', &rest);
  return read_degrees(arena, first, 90, latitude) && read_degrees(arena, rest, 180, longitude);
}

struct middle {
  double latitudes, longitudes;
  int count;
};

static void middle_add(struct middle *middle, const struct shop_entry *entry) {
  if (entry->latitude == ENTRY_NOWHERE) return;
  middle->latitudes += entry->latitude / 1e6;
  middle->longitudes += entry->longitude / 1e6;
  middle->count++;
}

static bool middle_of(const struct middle *middle, double *latitude, double *longitude) {
  if (middle->count == 0) return false;
  *latitude = middle->latitudes / middle->count;
  *longitude = middle->longitudes / middle->count;
  return true;
}

/* Where the town's shops are is where people mean. */
static bool town_centre(struct ctx *ctx, struct town_id town, double *latitude, double *longitude) {
  struct posting shops = posting_from(ctx, shop_term_town(ctx->arena, town), -1, -1);
  struct middle middle = {.count = 0};
  for (int i = 0; i < CENTRE_SHOPS; i++) {
    const struct shop_entry *entry = posting_peek(ctx, &shops);
    if (!entry) break;
    middle_add(&middle, entry);
    shops.at++;
  }
  return middle_of(&middle, latitude, longitude);
}

/* House numbers stand in no index: the street is near enough. */
static struct str without_numbers(struct arena *arena, struct str text) {
  struct buf kept = buf_in(arena);
  for (struct str rest = text_fold(arena, text); rest.len > 0;) {
    struct str word = str_cut(rest, ' ', &rest);
    if (word.len == 0 || (word.ptr[0] >= '0' && word.ptr[0] <= '9')) continue;
    buf_add(&kept, word);
    buf_literal(&kept, " ");
  }
  return buf_str(&kept);
}

/* Shorter words and what a trade is called by say nothing of a place. */
static void keep_sure_words(struct question *question) {
  size_t kept = 0;
  for (size_t i = 0; i < question->count; i++) {
    if (text_length(question->words[i].text) < SURE_LETTERS) continue;
    question->words[kept] = question->words[i];
    question->words[kept++].meanings.count = 0;
  }
  question->count = kept;
}

struct standing { /* shops with all words in their street */
  const struct shop_entry *items[STREET_SHOPS];
  size_t count;
};

static struct standing shops_on(struct ctx *ctx, struct question *question) {
  struct search_moment moment = {.at = ctx->now, .unasked = true};
  struct wish wish = {.moment = &moment};
  wish.has_town = question->place.id.value != 0;
  wish.town = question->place.id.value;
  struct walk walk = walk_begin(ctx, question, &wish, -1, -1);
  walk.where_matters = true;
  struct standing shops = {.count = 0};
  struct match match;
  bool more = false;
  while (shops.count < STREET_SHOPS && walk_next(&walk, STREET_SCAN, &match, &more))
    if (match.in_street && match.entry->latitude != ENTRY_NOWHERE)
      shops.items[shops.count++] = match.entry;
  return shops;
}

static int by_latitude(const void *a, const void *b) {
  const struct shop_entry *const *left = a, *const *right = b;
  return ((*left)->latitude > (*right)->latitude) - ((*left)->latitude < (*right)->latitude);
}

static int by_longitude(const void *a, const void *b) {
  const struct shop_entry *const *left = a, *const *right = b;
  return ((*left)->longitude > (*right)->longitude) - ((*left)->longitude < (*right)->longitude);
}

/* One street, if three of four shops stand around the median: a position typed wrongly does not
 * hide it, and « rue Pasteur » of ten towns is none. */
static bool street_middle(struct standing *shops, double *latitude, double *longitude) {
  if (shops->count == 0) return false;
  qsort(shops->items, shops->count, sizeof *shops->items, by_longitude);
  double east = shops->items[shops->count / 2]->longitude / 1e6;
  qsort(shops->items, shops->count, sizeof *shops->items, by_latitude);
  double north = shops->items[shops->count / 2]->latitude / 1e6;
  struct middle middle = {.count = 0};
  for (size_t i = 0; i < shops->count; i++) {
    const struct shop_entry *entry = shops->items[i];
    if (metres_between(north, east, entry->latitude / 1e6, entry->longitude / 1e6) <= STREET_METRES)
      middle_add(&middle, entry);
  }
  if ((size_t)middle.count * 4 < shops->count * 3) return false;
  return middle_of(&middle, latitude, longitude);
}

/* « merig » is Mérignac, where no other town begins so. */
static bool town_beginning(struct ctx *ctx, struct str near, struct town *town) {
  struct str beginning = text_slug(ctx->arena, near);
  if (beginning.len < SURE_LETTERS) return false;
  struct str behind = str_format(ctx->arena, "%.*s~", STR_ARG(beginning));
  struct search_towns_beginning_rows rows = search_towns_beginning(ctx, beginning, behind);
  if (rows.count != 1) return false;
  *town =
      (struct town){.id = rows.items[0].id, .slug = rows.items[0].slug, .name = rows.items[0].name};
  return true;
}

static bool found_town(struct ctx *ctx, const struct town *town, struct near *near) {
  near->name = town->name;
  return town_centre(ctx, town->id, &near->latitude, &near->longitude);
}

static bool found_street(struct ctx *ctx, struct question *question, struct near *near) {
  keep_sure_words(question);
  if (question->count == 0) return false;
  struct standing shops = shops_on(ctx, question);
  if (question->corrected) near->name = question->read_as;
  return street_middle(&shops, &near->latitude, &near->longitude);
}

bool near_find(struct ctx *ctx, struct str text, struct near *near) {
  *near = (struct near){.name = S("")};
  if (read_position(ctx->arena, text, &near->latitude, &near->longitude)) return true;
  struct str words = without_numbers(ctx->arena, text);
  struct question question = question_of(ctx, words, true);
  near->corrected = question.corrected;
  near->name = text;
  if (question.place.id.value != 0 && question.count == 0)
    return found_town(ctx, &question.place, near);
  struct town town;
  if (question.place.id.value != 0 || !town_beginning(ctx, words, &town))
    return found_street(ctx, &question, near);
  near->corrected = true;
  return found_town(ctx, &town, near);
}
