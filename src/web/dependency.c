#include "web/dependency.h"

struct dependency dependency_begin(struct db *db, struct territory_id territory) {
  return (struct dependency){.territory = territory, .version = db ? db_version_now(db) : 0};
}

bool dependency_holds(struct db *db, const struct dependency *dependency) {
  if (!db) return true;
  return db_version(db, dependency->territory, dependency->tables) <= dependency->version;
}
