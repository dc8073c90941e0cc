#include "domain/shop/position.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

enum { DEGREES_MAX_CHARS = 20 };

static const double earth_radius_m = 6371008.8, degrees_in_half_turn = 180;

/* Digits with one point or comma, a sign before: nothing that strtod would read beyond it. */
static bool degrees_read(struct str text, double bound, double *degrees) {
  char copy[DEGREES_MAX_CHARS + 1];
  size_t points = 0, digits = 0;
  if (text.len == 0 || text.len > DEGREES_MAX_CHARS) return false;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i] == ',' ? '.' : text.ptr[i];
    bool digit = c >= '0' && c <= '9', sign = i == 0 && (c == '-' || c == '+');
    if (!digit && !sign && c != '.') return false;
    digits += digit, points += c == '.';
    copy[i] = c;
  }
  copy[text.len] = '\0';
  *degrees = strtod(copy, NULL);
  return digits > 0 && points <= 1 && fabs(*degrees) <= bound;
}

bool position_read(struct str latitude, struct str longitude, struct position *position) {
  *position = (struct position){.known = false};
  if (latitude.len == 0 && longitude.len == 0) return true;
  position->known = degrees_read(latitude, 90, &position->latitude) &&
                    degrees_read(longitude, 180, &position->longitude);
  return position->known;
}

struct str degrees_text(struct arena *arena, double degrees) {
  return str_format(arena, "%.5f", degrees);
}

struct str position_latitude(struct arena *arena, struct position position) {
  return position.known ? degrees_text(arena, position.latitude) : S("");
}

struct str position_longitude(struct arena *arena, struct position position) {
  return position.known ? degrees_text(arena, position.longitude) : S("");
}

static double radians(double degrees) {
  return degrees * M_PI / degrees_in_half_turn;
}

/* The haversine formula. */
int64_t position_metres(struct position a, struct position b) {
  if (!a.known || !b.known) return -1;
  double height = sin(radians(b.latitude - a.latitude) / 2);
  double width = sin(radians(b.longitude - a.longitude) / 2);
  double h = height * height + cos(radians(a.latitude)) * cos(radians(b.latitude)) * width * width;
  return (int64_t)lround(2 * earth_radius_m * asin(sqrt(h < 1 ? h : 1)));
}

bool map_box_ok(const struct map_box *box) {
  return !box->set || (box->west < box->east && box->south < box->north);
}

bool map_box_read(struct str west, struct str south, struct str east, struct str north,
                  struct map_box *box) {
  *box = (struct map_box){.set = false};
  if (west.len + south.len + east.len + north.len == 0) return true;
  box->set = degrees_read(west, 180, &box->west) && degrees_read(south, 90, &box->south) &&
             degrees_read(east, 180, &box->east) && degrees_read(north, 90, &box->north);
  return box->set && map_box_ok(box);
}

bool map_box_holds(const struct map_box *box, struct position position) {
  if (!box->set) return true;
  return position.known && position.longitude >= box->west && position.longitude <= box->east &&
         position.latitude >= box->south && position.latitude <= box->north;
}
