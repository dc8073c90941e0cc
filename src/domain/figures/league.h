/* A ranking as a table that a person reads: by shop, or summed by trade or town. */
#ifndef DOMAIN_FIGURES_LEAGUE_H
#define DOMAIN_FIGURES_LEAGUE_H

#include "domain/figures/figures_few.h"
#include "web/html.h"

enum { LEAGUE_MAX = 30 }; /* rows a page shows; the CSV has all */

struct league_row {
  int64_t rank;           /* of a shop */
  struct str slug;        /* of a shop */
  struct str name, place; /* place: trade and town, or how many shops */
  struct str amount;      /* without ",00" */
  int64_t vouchers, share_percent;
};
struct league {
  struct league_row *items;
  size_t count;
};

struct league_table {
  struct str id;   /* of its heading */
  struct url root; /* before each address */
  enum message caption, subject;
  bool ranked;   /* shops */
  bool by_count; /* the count stands first */
  struct league rows;
};
struct league_table league_of_shops(struct ctx *ctx, struct url root, const struct ranking *ranking,
                                    enum ranking_by by);
struct league_table league_of_trades(struct ctx *ctx, const struct figures_groups *groups);
struct league_table league_of_towns(struct ctx *ctx, const struct figures_groups *groups);
/* The rows of a table beyond those shown, and shops that are not shown each: a sentence, or "". */
struct str league_rest(struct ctx *ctx, const struct ranking *ranking);
/* "15 260 €", "46,55 €" */
struct str league_amount(struct ctx *ctx, struct money amount);

#endif
