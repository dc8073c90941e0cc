/* Until when a buyer may withdraw. Pure.
 *
 * Code de la consommation, L221-18: fourteen days for a contract concluded at a distance. L221-19,
 * after regulation (EEC, Euratom) No 1182/71, article 3: the day of the contract is not counted;
 * the time ends with the last hour of its last day; if that is a Saturday, a Sunday or a public
 * holiday, with that of the next working day. Switzerland knows no such right for sales at a
 * distance; a territory there grants the same. */
#ifndef DOMAIN_LIFE_WITHDRAWAL_H
#define DOMAIN_LIFE_WITHDRAWAL_H

#include "base/time.h"
#include "domain/hours/hours_calendar.h"

enum { WITHDRAWAL_DAYS = 14 };

/* The last day on which somebody who bought on that day may withdraw. calendar: of the territory,
 * or NULL. */
struct day withdrawal_last_day(const struct hours_calendar *calendar, struct day bought_on);

#endif
