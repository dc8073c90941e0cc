/* Where somebody is: a position, a town, or a street that one of our shops stands in. No other
 * source of addresses is asked. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "domain/search/search_in.h"
#include "domain/shop/shop_terms.h"

enum { CENTRE_SHOPS = 64, STREET_SHOPS = 8, STREET_SCAN = 512 };
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

static bool street_middle(struct ctx *ctx, struct question *question, double *latitude,
                          double *longitude) {
  struct search_moment moment = {.at = ctx->now, .unasked = true};
  struct wish wish = {.moment = &moment};
  wish.has_town = question->place.id.value != 0;
  wish.town = question->place.id.value;
  struct walk walk = walk_begin(ctx, question, &wish, -1, -1);
  struct middle middle = {.count = 0};
  struct match match;
  bool more = false;
  while (middle.count < STREET_SHOPS && walk_next(&walk, STREET_SCAN, &match, &more))
    middle_add(&middle, match.entry);
  return middle_of(&middle, latitude, longitude);
}

bool near_find(struct ctx *ctx, struct str near, double *latitude, double *longitude,
               struct str *name) {
  *name = S("");
  if (read_position(ctx->arena, near, latitude, longitude)) return true;
  struct question question = question_of(ctx, without_numbers(ctx->arena, near), true);
  bool town = question.place.id.value != 0;
  *name = town && question.count == 0 ? question.place.name : near;
  if (question.count > 0) return street_middle(ctx, &question, latitude, longitude);
  return town && town_centre(ctx, question.place.id, latitude, longitude);
}
