/* Every shop that a search finds, whole, one after the other, in memory that does not grow with
 * their number: the one source of rows of all exports, feeds and site maps. */
#ifndef DOMAIN_LISTING_LISTING_H
#define DOMAIN_LISTING_LISTING_H

#include "base/message.h"
#include "domain/search/search_query.h"

typedef void (*listing_each)(void *arg, const struct shop *shop);

/* Calls each for the shops found, in the order of the list; all of the territory by id where
 * nothing is asked. At most `most`, 0: no bound. A shop's texts live until each returns. True if
 * those were all. */
bool listing_walk(struct ctx *ctx, const struct search_query *query, int64_t most,
                  listing_each each, void *arg);
/* The first ones, to keep. `more`: there are others. */
struct shops listing_first(struct ctx *ctx, const struct search_query *query, size_t most,
                           bool *more);
/* Does it ask for anything? */
bool listing_is_all(const struct search_query *query);

/* A name that a shop had in addresses before. */
bool listing_former(struct ctx *ctx, struct str slug, struct shop_id *id);

#define LISTING_RESULTS(X)                                                                         \
  X(OK, listing_renamed)                                                                           \
  X(UNKNOWN, listing_unknown)                                                                      \
  X(BAD_SLUG, listing_bad_slug)                                                                    \
  X(TAKEN, listing_taken)

enum listing_result {
#define X(name, message) LISTING_##name,
  LISTING_RESULTS(X)
#undef X
};
enum message listing_message(enum listing_result result);

/* Gives a shop another name in addresses; the old one leads to it for ever. Inside db_write. */
enum listing_result listing_rename(struct ctx *ctx, struct str from, struct str to);

/* The shops whose ids follow `after`, at most 500, by id. */
struct shops listing_after(struct ctx *ctx, struct shop_id after);

/* The shops that changed last, newest first, at most 50. */
struct shops listing_changed(struct ctx *ctx);

enum { LISTING_AT_ONCE = 500, LISTING_CHANGED = 50 };

#endif
