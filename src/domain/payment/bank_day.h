/* The days on which banks move money. A file that asks for another day is put off, or refused.
 *
 * Euros: TARGET is closed on Saturdays and Sundays, on New Year's Day, Good Friday, Easter Monday,
 * 1 May, Christmas Day and 26 December (European Central Bank, 14 December 2000, "Long-term
 * calendar for TARGET closing days"). Francs: SIC is closed besides on 2 January, Ascension Day,
 * Whit Monday and 1 August, the bank holidays that all of Switzerland keeps. */
#ifndef DOMAIN_PAYMENT_BANK_DAY_H
#define DOMAIN_PAYMENT_BANK_DAY_H

#include "base/money.h"
#include "base/time.h"

bool bank_day_is(enum currency currency, struct day day);
/* The first one after this day: what is given to a bank today is for then. */
struct day bank_day_after(enum currency currency, struct day day);

#endif
