/* Public and school holidays of a country and its parts, from data/calendar. Constant tables
 * compiled into the program: nothing to install beside it. */
#ifndef DOMAIN_HOURS_HOURS_CALENDAR_H
#define DOMAIN_HOURS_HOURS_CALENDAR_H

#include "base/str.h"
#include "base/time.h"

struct hours_calendar; /* of one region; process lifetime, shared by threads */

/* The calendar of a country (ISO 3166: FR, CH, MC) and a region of it: a French department ("33",
 * "2A", "974"), a Swiss canton ("VD"), also with the country before it ("FR-33", "CH-VD"), or a
 * zone of school holidays ("Zone A"). An unknown region gives the holidays of the whole country;
 * NULL for a country of which nothing is known. */
const struct hours_calendar *hours_calendar(struct str country, struct str region);
/* The holiday's name, or the empty view. */
struct str hours_public_holiday(const struct hours_calendar *calendar, struct day day);
struct str hours_school_holiday(const struct hours_calendar *calendar, struct day day);

#endif
