/* Numbers that tell the page cache what has changed since a page was made.
 *
 * A bump follows its commit and precedes the answer to the writer. A page takes db_version_now()
 * before its snapshot: a commit that the snapshot missed is bumped later and so has a larger
 * number; the page is then made again. */
#include <string.h>

#include "db/engine.h"

static size_t slot_of(struct territory_id territory) {
  return (size_t)(((uint64_t)territory.value * UINT64_C(0x9E3779B97F4A7C15)) >> 58);
}

bool db_tables_none(const struct db_tables *tables) {
  uint64_t any = 0;
  for (int word = 0; word < DB_TABLE_WORDS; word++)
    any |= tables->bits[word] | tables->across[word];
  return any == 0;
}

static void tables_add(struct db_tables *sum, const struct db_tables *more) {
  for (int word = 0; word < DB_TABLE_WORDS; word++) {
    sum->bits[word] |= more->bits[word];
    sum->across[word] |= more->across[word];
  }
}

void db_changes_note(struct db_changes *changes, struct territory_id territory,
                     const struct db_tables *tables) {
  if (db_tables_none(tables)) return;
  for (unsigned i = 0; i < changes->count; i++) {
    if (changes->items[i].territory.value != territory.value) continue;
    tables_add(&changes->items[i].tables, tables);
    return;
  }
  if (changes->count == DB_CHANGES_MAX) {
    changes->everything = true;
    return;
  }
  changes->items[changes->count].territory = territory;
  changes->items[changes->count++].tables = *tables;
}

/* Two commits may race to the same place: the larger number stays. */
static void raise_to(_Atomic uint64_t *place, uint64_t number) {
  uint64_t old = atomic_load(place);
  while (old < number && !atomic_compare_exchange_weak(place, &old, number))
    continue;
}

static void bump_set(struct db_versions *versions, _Atomic uint64_t *places,
                     const uint64_t bits[DB_TABLE_WORDS], uint64_t number) {
  for (unsigned word = 0; word < DB_TABLE_WORDS; word++) {
    for (uint64_t left = bits[word]; left; left &= left - 1) {
      size_t table = word * 64 + (unsigned)__builtin_ctzll(left);
      raise_to(&places[table], number);
      raise_to(&versions->in_any[table], number);
    }
  }
}

void db_versions_bump(struct db_versions *versions, const struct db_changes *changes) {
  uint64_t number = atomic_fetch_add(&versions->latest, 1) + 1;
  if (changes->everything) raise_to(&versions->everything, number);
  for (unsigned i = 0; i < changes->count; i++) {
    size_t slot = slot_of(changes->items[i].territory);
    bump_set(versions, versions->in_territory[slot], changes->items[i].tables.bits, number);
    bump_set(versions, versions->in_all, changes->items[i].tables.across, number);
  }
}

void db_versions_bump_everything(struct db_versions *versions) {
  raise_to(&versions->everything, atomic_fetch_add(&versions->latest, 1) + 1);
}

static uint64_t newest(_Atomic uint64_t *places, const uint64_t bits[DB_TABLE_WORDS],
                       uint64_t so_far) {
  for (unsigned word = 0; word < DB_TABLE_WORDS; word++) {
    for (uint64_t left = bits[word]; left; left &= left - 1) {
      uint64_t number = atomic_load(&places[word * 64 + (unsigned)__builtin_ctzll(left)]);
      if (number > so_far) so_far = number;
    }
  }
  return so_far;
}

uint64_t db_version(struct db *db, struct territory_id territory, struct db_tables tables) {
  struct db_versions *versions = &db->versions;
  uint64_t number = atomic_load(&versions->everything);
  number = newest(versions->in_territory[slot_of(territory)], tables.bits, number);
  number = newest(versions->in_all, tables.bits, number);
  return newest(versions->in_any, tables.across, number);
}

uint64_t db_version_now(struct db *db) {
  return atomic_load(&db->versions.latest);
}
