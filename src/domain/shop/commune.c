#include "domain/shop/commune.h"

#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "base/text.h"

static const double NEAREST_KM = 15, KM_PER_DEGREE = 111.2;

/* Distance in km, flat: exact enough for what is near. */
static double distance_km(const struct commune *commune, double longitude, double latitude) {
  double y = (commune->latitude - latitude) * KM_PER_DEGREE;
  double x = (commune->longitude - longitude) * KM_PER_DEGREE * cos(latitude * M_PI / 180);
  return sqrt(x * x + y * y);
}

/* Crossings of a line going east from the position, over all rings. */
static bool holds(const struct commune *commune, double longitude, double latitude) {
  bool inside = false;
  if (longitude < commune->west || longitude > commune->east || latitude < commune->south ||
      latitude > commune->north)
    return false;
  for (size_t r = 0; r < commune->ring_count; r++) {
    const struct ring *ring = &commune->rings[r];
    for (size_t i = 0, before = ring->count - 1; i < ring->count; before = i++) {
      double x1 = ring->points[2 * i], y1 = ring->points[2 * i + 1];
      double x2 = ring->points[2 * before], y2 = ring->points[2 * before + 1];
      if ((y1 > latitude) == (y2 > latitude)) continue;
      if (longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

static bool has_postcode(const struct commune *commune, struct str postcode) {
  struct str rest = commune->postcodes;
  while (rest.len > 0)
    if (str_equal(str_cut(rest, '|', &rest), postcode)) return true;
  return false;
}

struct found { /* a run of a sorted list */
  const struct commune_place *items;
  size_t count;
};

static struct found find(const struct commune_place *list, size_t count, struct str key) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(list[middle].key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  struct found found = {list + low, 0};
  while (low + found.count < count && str_equal(list[low + found.count].key, key))
    found.count++;
  return found;
}

/* The nearest of several, if the position is known. */
static const struct commune *nearest_of(struct found found, const struct shop_facts *facts) {
  const struct commune *best = NULL;
  double best_km = INFINITY;
  for (size_t i = 0; facts->has_position && i < found.count; i++) {
    const struct commune *commune = found.items[i].commune;
    if (!commune->has_position) continue;
    double km = distance_km(commune, facts->longitude, facts->latitude);
    if (km < best_km) best = commune;
    if (km < best_km) best_km = km;
  }
  return best;
}

/* "Bordeaux Cedex 3", "BORDEAUX CEDEX" */
static struct str without_cedex(struct str slug) {
  ptrdiff_t at = str_find(slug, S("-cedex"));
  return at > 0 ? str_take(slug, (size_t)at) : slug;
}

static const struct commune *by_name(struct arena *arena, const struct communes *communes,
                                     const struct shop_facts *facts) {
  if (facts->town.len == 0) return NULL;
  struct str slug = without_cedex(text_slug(arena, facts->town));
  struct found found = find(communes->by_slug, communes->count, slug);
  if (found.count == 1) return found.items[0].commune;
  for (size_t i = 0; i < found.count; i++)
    if (has_postcode(found.items[i].commune, facts->postcode)) return found.items[i].commune;
  return nearest_of(found, facts);
}

static const struct commune *by_code(const struct communes *communes, struct str code) {
  struct found found = find(communes->by_code, communes->count, code);
  return code.len > 0 && found.count > 0 ? found.items[0].commune : NULL;
}

static const struct commune *by_postcode(const struct communes *communes,
                                         const struct shop_facts *facts) {
  struct found found = find(communes->by_postcode, communes->postcode_count, facts->postcode);
  if (facts->postcode.len == 0 || found.count == 0) return NULL;
  return found.count == 1 ? found.items[0].commune : NULL;
}

static const struct commune *by_contour(const struct communes *communes,
                                        const struct shop_facts *facts) {
  for (size_t i = 0; facts->has_position && i < communes->count; i++)
    if (holds(&communes->items[i], facts->longitude, facts->latitude)) return &communes->items[i];
  return NULL;
}

static size_t first_from(const struct communes *communes, double latitude) {
  size_t low = 0, high = communes->latitude_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (communes->by_latitude[middle]->latitude < latitude)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static const struct commune *nearest(const struct communes *communes,
                                     const struct shop_facts *facts) {
  const struct commune *best = NULL;
  double best_km = NEAREST_KM, reach = NEAREST_KM / KM_PER_DEGREE;
  for (size_t i = first_from(communes, facts->latitude - reach);
       i < communes->latitude_count && communes->by_latitude[i]->latitude < facts->latitude + reach;
       i++) {
    double km = distance_km(communes->by_latitude[i], facts->longitude, facts->latitude);
    if (km < best_km) best = communes->by_latitude[i];
    if (km < best_km) best_km = km;
  }
  return best;
}

const struct commune *commune_of(struct arena *arena, const struct communes *communes,
                                 const struct shop_facts *facts, enum commune_match *match) {
  const struct commune *found;
  *match = facts->town.len > 0 ? COMMUNE_NAMED : COMMUNE_UNSAID;
  if (communes->count == 0) return NULL;
  *match = COMMUNE_NAMED;
  if ((found = by_code(communes, facts->town_code)) != NULL) return found;
  if ((found = by_name(arena, communes, facts)) != NULL) return found;
  *match = COMMUNE_POSTCODE;
  if ((found = by_postcode(communes, facts)) != NULL) return found;
  *match = COMMUNE_INSIDE;
  if ((found = by_contour(communes, facts)) != NULL) return found;
  *match = COMMUNE_NEAREST;
  if (facts->has_position && !communes->contours && (found = nearest(communes, facts)) != NULL)
    return found;
  if (facts->has_position)
    *match = COMMUNE_OUTSIDE;
  else
    *match = facts->town.len + facts->postcode.len > 0 ? COMMUNE_UNKNOWN : COMMUNE_UNSAID;
  return NULL;
}
