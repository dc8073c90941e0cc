/* Measures: the crisis switch. « These trades, in this zone, are closed to the public from a first
 * to a last day; takeaway stays allowed. » A measure is a rule that is read with each page; no shop
 * is rewritten, so that it begins, ends and is taken back in one act.
 *
 * Words: the counter is what the public may enter; services are what stays allowed beside it.
 *
 * Invariants
 * 1. A measure holds on whole days of the territory, both ends included, and lifts itself after
 *    the last one.
 * 2. It touches a shop whose trade, town and position all fit; what it does not name, it does not
 *    ask.
 * 3. Where several touch a shop on a day, the newest holds.
 * 4. Taking one back leaves every shop as it was before. */
#ifndef DOMAIN_MEASURE_MEASURE_H
#define DOMAIN_MEASURE_MEASURE_H

#include "domain/shop/position.h"
#include "domain/shop/shop.h"

struct measure_id {
  int64_t value;
};

enum { MEASURES_MAX = 100, MEASURE_SAMPLE = 12 };

struct town_ids {
  struct town_id *items;
  size_t count;
};

struct measure {
  struct measure_id id;
  struct str name;       /* « Fermeture des restaurants », read by the public */
  struct str trades;     /* keys with spaces between; "": every trade */
  struct town_ids towns; /* none: the whole territory */
  struct map_box box;    /* or none */
  struct day from_on, until_on;
  struct str hours;    /* of the counter: "off", or other hours in OSM language */
  struct str services; /* words that stay allowed: takeaway delivery collect */
  bool vouchers;       /* are vouchers sold meanwhile? */
  bool lifted;         /* taken back before its end */
  struct instant created_at;
};

struct measures { /* newest first */
  struct measure *items;
  size_t count;
};

struct measured { /* what a measure asks of a shop */
  struct str trade;
  struct town_id town;
  struct position position;
};
struct measured measured_shop(const struct shop *shop);

#define MEASURE_RESULTS(X)                                                                         \
  X(OK, 200, measure_ok)                                                                           \
  X(NO_NAME, 422, measure_no_name)                                                                 \
  X(NO_TRADE, 422, measure_no_trade) /* a trade that is not in the list */                         \
  X(NO_TOWN, 422, measure_no_town)   /* a town that the territory does not have */                 \
  X(ENDS_BEFORE_START, 422, measure_ends_before_start)                                             \
  X(ENDED, 422, measure_ended) /* its last day is past */                                          \
  X(BAD_BOX, 422, measure_bad_box)                                                                 \
  X(BAD_HOURS, 422, measure_bad_hours)                                                             \
  X(TOUCHES_NOBODY, 409, measure_touches_nobody)                                                   \
  X(TOO_MANY, 409, measure_too_many)                                                               \
  X(UNKNOWN, 404, measure_unknown)                                                                 \
  X(ALREADY_LIFTED, 409, measure_already_lifted)

enum measure_result {
#define X(name, status, message) MEASURE_##name,
  MEASURE_RESULTS(X)
#undef X
};
const char *measure_refusal(enum measure_result result); /* "measure_no_trade" */
int measure_status(enum measure_result result);
enum message measure_message(enum measure_result result);

/* Pure. */
bool measure_touches(const struct measure *measure, const struct measured *shop);
bool measure_holds_on(const struct measure *measure, struct day day);
/* Is this word one of the services that stay allowed? */
bool measure_allows(const struct measure *measure, struct str service);
/* The counter is closed altogether, not merely open at other hours. */
bool measure_closes(const struct measure *measure);
/* Which one holds for this shop on this day, or NULL. */
const struct measure *measure_for(const struct measures *measures, const struct measured *shop,
                                  struct day day);

/* Those that hold today or will, newest first: kept in memory until a measure
 * changes or the day ends, so that every page may ask. */
struct measures measures_current(struct ctx *ctx);
/* All, also what is past, newest first, at most 100. */
struct measures measure_list(struct ctx *ctx);
bool measure_find(struct ctx *ctx, struct measure_id id, struct measure *measure);
/* May vouchers of this shop be sold today, as far as measures go? */
bool measure_lets_sell(struct ctx *ctx, const struct measured *shop, bool measured_only);

struct measure_preview {
  int64_t shops;    /* exactly */
  int64_t vouchers; /* of them, how many take vouchers */
  struct measure_sample {
    struct str slug, name, town;
  } items[MEASURE_SAMPLE];
  size_t count;
};
/* Looks at every shop of the territory. */
struct measure_preview measure_preview(struct ctx *ctx, const struct measure *measure);
/* Whether it could be put in force: everything but its count. */
enum measure_result measure_check(struct ctx *ctx, const struct measure *measure);
/* Inside db_write. Whether it touches anybody is for measure_preview, before: counting half a
 * million shops must not hold the writer. */
enum measure_result measure_put(struct ctx *ctx, const struct measure *measure,
                                struct measure_id *id);
enum measure_result measure_lift(struct ctx *ctx, struct measure_id id);

#endif
