/* One database API, two engines: SQLite (a file, the default) and PostgreSQL. Domain code calls
 * the functions that tools/sql2c generates from each module's .sql and never sees SQL, a
 * connection or an engine.
 *
 * Reading: the first statement of a request opens a read transaction on a pooled connection
 * (one snapshot for the whole page); db_read_end() gives it back.
 *
 * Writing: db_write(). On SQLite the body runs on the one writer thread, in a SAVEPOINT of a
 * batch that ends in one COMMIT and one fsync for all bodies waiting; on PostgreSQL on a pooled
 * connection, SERIALIZABLE, run again on conflict (at most 20 times). It is durable when
 * db_write returns true.
 *
 * The body may run twice: database only, no output, memory from ctx->arena. */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include "base/ctx.h"

enum db_engine { DB_SQLITE, DB_POSTGRES };

struct db_options {
  unsigned readers;       /* pooled connections; 0 = 8 */
  unsigned timeout_ms;    /* of one statement; 0 = 5,000 */
  bool offline;           /* a command of its own (import, migrate): no writer thread, big cache */
};

/* "sqlite:PATH" or "postgresql://...". Raises FAULT_DATABASE if it cannot be opened. Does not
 * migrate: see db/migrate.h. */
struct db *db_open(struct str url, struct db_options options);
/* Waits for running writes, checkpoints, closes. */
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);

/* True: committed and durable. False: the body refused and nothing of it is left.
 * A fault in the body or the commit is raised in the caller; nothing of it is left either.
 * Any read transaction of ctx is ended first, so that the body sees the latest state.
 * Calls do not nest. */
bool db_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg);

/* Ends the request's read transaction, if any. Rows read before stay valid (arena). */
void db_read_end(struct ctx *ctx);

/* For the page cache. Every table has a bit (enum db_table, generated); every statement knows
 * what it reads and writes. */
struct db_tables {
  uint64_t bits[2];
};
/* Tables read by this ctx since db_read_log_start(). */
void db_read_log_start(struct ctx *ctx, struct db_tables *log);
/* The sum of the change counters of these tables in this territory: it moves whenever a write
 * that touches one of them is committed, by this process at once, by another process (a command,
 * another server) within a quarter of a second. Callable from any thread, without a connection;
 * a few nanoseconds. */
uint64_t db_version(struct db *db, struct territory_id territory, struct db_tables tables);

struct db_stats {
  uint64_t commits, bodies, conflicts, statements, largest_batch;
};
struct db_stats db_stats(struct db *db);

#endif
