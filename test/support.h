/* Databases for tests. The engine is chosen by the environment variable TEST_DATABASE: "sqlite"
 * (the default), or the postgresql:// URL of a server where databases may be created.
 *
 *   struct test_db *test = test_db_open();
 *   struct ctx *ctx = test_ctx(test, (struct territory_id){1});
 *   ...
 *   test_db_close(test);
 */
#ifndef TEST_SUPPORT_H
#define TEST_SUPPORT_H

#include "base/ctx.h"
#include "base/fault.h"
#include "db/db.h"

struct test_db {
  struct db *db;
  struct str url;      /* for a second db_open() of the same database */
  struct arena *arena; /* of the test; gone after test_db_close() */
};

/* A fresh database with the product's schema. */
struct test_db *test_db_open(void);
/* With two territories, 1 "ici" and 2 "ailleurs": rows that foreign keys ask for. */
struct test_db *test_db_open_two(void);
struct test_db *test_db_open_with(struct db_options options);
/* One without any table. */
struct test_db *test_db_open_empty(struct db_options options);
/* One with the tables of src/db/probe_test.sql only. */
struct test_db *test_db_open_probe(struct db_options options);
/* Closes and deletes it, with every ctx of it. */
void test_db_close(struct test_db *test);

/* It is 2020-05-20T10:00:00Z in Paris; ids count from 1, chance is seeded, nobody is signed in,
 * language and currency are French and EUR. Every ctx has its own arena; ids and random are the
 * test's, so that two ctx of one test make different ids. */
struct ctx *test_ctx(struct test_db *test, struct territory_id territory);

/* Expects body(arg) to raise a fault of this kind. */
void test_expects_fault(enum fault_kind kind, void (*body)(void *arg), void *arg);

#endif
