/* A ranking as a table that a person reads: by shop, or summed by trade or town. */
#ifndef DOMAIN_FIGURES_LEAGUE_H
#define DOMAIN_FIGURES_LEAGUE_H

#include "domain/figures/figures_pages.h"

enum { LEAGUE_MAX = 30 }; /* rows a page shows; the CSV has all */
enum league_by { LEAGUE_TRADES, LEAGUE_TOWNS };

struct league league_of(struct ctx *ctx, const struct ranking *ranking);
/* Best first by value; rows of the same value keep the ranking's order. */
struct league league_by(struct ctx *ctx, const struct ranking *by_value, enum league_by by);
/* "15 260 €", "46,55 €" */
struct str league_amount(struct ctx *ctx, struct money amount);

#endif
