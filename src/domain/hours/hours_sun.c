/* When the sun rises and sets, by the equations of NOAA's solar calculator
 * (gml.noaa.gov/grad/solcalc, after Meeus, Astronomical Algorithms): good to a minute below the
 * polar circles. Dawn and dusk are those of civil twilight, the sun 6 degrees below the horizon. */
#include <math.h>

#include "domain/hours/hours_rule.h"

static const double HORIZON = 90.833; /* refraction and half the disc */
static const double TWILIGHT = 96.0;

enum { MS_OF_MINUTE = 60000, MS_OF_DAY = 86400000 };

/* Without a place: what most evaluators take. */
static const int usual[EVENT_COUNT] = {[EVENT_DAWN] = 5 * 60 + 30,
                                       [EVENT_SUNRISE] = 6 * 60,
                                       [EVENT_SUNSET] = 18 * 60,
                                       [EVENT_DUSK] = 18 * 60 + 30};

static double radians(double degrees) {
  return degrees * M_PI / 180;
}

static double degrees(double angle) {
  return angle * 180 / M_PI;
}

struct sun {
  double declination; /* radians */
  double equation;    /* of time, minutes */
};

/* Where the sun stands at `century`, Julian centuries since 2000-01-01T12:00. */
static struct sun sun_at(double century) {
  double t = century;
  double longitude = fmod(280.46646 + t * (36000.76983 + t * 0.0003032), 360);
  double anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t));
  double eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  double centre = sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) +
                  sin(2 * anomaly) * (0.019993 - 0.000101 * t) + sin(3 * anomaly) * 0.000289;
  double node = radians(125.04 - 1934.136 * t);
  double apparent = radians(longitude + centre - 0.00569 - 0.00478 * sin(node));
  double seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813));
  double obliquity = radians(23 + (26 + seconds / 60) / 60 + 0.00256 * cos(node));
  double y = pow(tan(obliquity / 2), 2), l = radians(longitude);
  double equation = y * sin(2 * l) - 2 * eccentricity * sin(anomaly) +
                    4 * eccentricity * y * sin(anomaly) * cos(2 * l) - 0.5 * y * y * sin(4 * l) -
                    1.25 * eccentricity * eccentricity * sin(2 * anomaly);
  return (struct sun){asin(sin(obliquity) * sin(apparent)), 4 * degrees(equation)};
}

/* Minutes of UTC after that day's midnight; false if the sun never stands there on that day:
 * *up says whether it is above all day. */
static bool event_minutes(const struct hours_place *place, struct day day, bool rising,
                          double zenith, double *minutes, bool *up) {
  double latitude = radians(place->latitude);
  *minutes = 720;
  for (int round = 0; round < 3; round++) { /* the sun moves while we look */
    double days = day.number - 10957.5 + *minutes / 1440;
    struct sun sun = sun_at(days / 36525);
    double angle = cos(radians(zenith)) / (cos(latitude) * cos(sun.declination)) -
                   tan(latitude) * tan(sun.declination);
    *up = angle < -1;
    if (!(angle >= -1 && angle <= 1)) return false;
    double hour = degrees(acos(angle));
    *minutes = 720 - 4 * (place->longitude + (rising ? hour : -hour)) - sun.equation;
  }
  return true;
}

/* Polar day: from midnight to midnight. Polar night: noon. */
static int without_event(bool rising, bool up) {
  if (!up) return DAY_MINUTES / 2;
  return rising ? 0 : DAY_MINUTES;
}

int hours_sun_minute(const struct hours_place *place, struct day day, enum hours_event event) {
  if (place == NULL || !place->has_position) return usual[event];
  bool rising = event == EVENT_DAWN || event == EVENT_SUNRISE, up;
  double zenith = event == EVENT_DAWN || event == EVENT_DUSK ? TWILIGHT : HORIZON, minutes;
  if (!event_minutes(place, day, rising, zenith, &minutes, &up)) return without_event(rising, up);
  int64_t ms = (int64_t)day.number * MS_OF_DAY + (int64_t)llround(minutes * MS_OF_MINUTE);
  int64_t local = local_at(place->zone, (struct instant){ms}).minute;
  return (int)(local - (int64_t)day.number * DAY_MINUTES);
}
