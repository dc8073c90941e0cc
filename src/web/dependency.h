/* What an answer was computed from, so that it can be kept while that has not changed.
 *
 * The version must be taken before the first read, yet only afterwards is it known which tables
 * are read. So each place learns: it assumes the tables seen before; if a new one shows up, that
 * answer is not kept and the next one will be. */
#ifndef WEB_DEPENDENCY_H
#define WEB_DEPENDENCY_H

#include "web/exchange.h"

struct learned { /* shared by threads, only ever grows */
  uint64_t bits[2];
};

struct dependency dependency_begin(struct db *db, struct learned *learned,
                                   struct territory_id territory);
/* True if the answer may be kept under this dependency. */
bool dependency_end(struct dependency *dependency, struct learned *learned,
                    struct db_tables reads);
/* Has nothing of it changed? Any thread, a few nanoseconds. */
bool dependency_holds(struct db *db, const struct dependency *dependency);

#endif
