#include "web/dependency.h"

static uint64_t version_of(struct db *db, const struct dependency *dependency) {
  return db ? db_version(db, dependency->territory, dependency->tables) : 0;
}

struct dependency dependency_begin(struct db *db, struct learned *learned,
                                   struct territory_id territory) {
  struct dependency dependency = {.territory = territory};
  for (size_t i = 0; i < 2; i++) {
    dependency.tables.bits[i] = __atomic_load_n(&learned->bits[i], __ATOMIC_RELAXED);
  }
  dependency.version = version_of(db, &dependency);
  return dependency;
}

bool dependency_end(struct dependency *dependency, struct learned *learned,
                    struct db_tables reads) {
  bool known = true;
  for (size_t i = 0; i < 2; i++) {
    if ((reads.bits[i] & ~dependency->tables.bits[i]) == 0) continue;
    known = false;
    __atomic_fetch_or(&learned->bits[i], reads.bits[i], __ATOMIC_RELAXED);
  }
  return known;
}

bool dependency_holds(struct db *db, const struct dependency *dependency) {
  return version_of(db, dependency) == dependency->version;
}
