/* What an answer was computed from, so that it can be kept while that has not changed. */
#ifndef WEB_DEPENDENCY_H
#define WEB_DEPENDENCY_H

#include "db/db.h"

struct dependency {
  struct territory_id territory;
  struct db_tables tables; /* read for the answer */
  uint64_t version;        /* the last commit before its first read */
};

/* Before the first read. */
struct dependency dependency_begin(struct db *db, struct territory_id territory);
/* Has nothing of it changed since? Any thread, a few nanoseconds. */
bool dependency_holds(struct db *db, const struct dependency *dependency);

#endif
