/* One database API, two engines: SQLite (a file, the default) and PostgreSQL. Domain code calls
 * the functions that tools/sql2c generates from each module's .sql and never sees SQL, a
 * connection or an engine.
 *
 * Reading: the first statement of a request opens a read transaction on a pooled connection
 * (one snapshot for the whole page); db_read_end() gives it back.
 *
 * Writing: db_write(). On SQLite the body runs on the one writer thread, in a SAVEPOINT of a
 * batch that ends in one COMMIT and one fsync for all bodies waiting; on PostgreSQL on a pooled
 * connection, SERIALIZABLE, run again on conflict (at most 20 times; from the fifth try on alone in
 * its process, so that nobody loses for ever). It is durable when
 * db_write returns true.
 *
 * The body may run twice: database only, no output, memory from ctx->arena. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/ctx.h"
#include <stdbool.h>

enum db_engine { DB_SQLITE, DB_POSTGRES };

struct db_options {
  unsigned readers;    /* pooled connections; 0 = 8 */
  unsigned timeout_ms; /* of one statement; 0 = 5,000 */
  bool offline;        /* a command of its own (import, migrate): no writer thread, big cache */
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

/* Between the two, statements that read are announced: they give nothing, but travel together with
 * the next one that is awaited, and cost no round trip of their own when they are asked for. What
 * is never asked for is dropped with the read transaction. False: the engine answers at once
 * (SQLite), or this is a write; then nothing is to be announced, and db_ahead_end() is not called.
 *
 *   if (db_ahead_begin(ctx)) {
 *     for (size_t i = 0; i < count; i++) shop_term_size(ctx, terms[i]);
 *     db_ahead_end(ctx);
 *   } */
bool db_ahead_begin(struct ctx *ctx);
void db_ahead_end(struct ctx *ctx);

/* For the page cache. Every table has a bit (enum db_table, generated); every statement knows
 * what it reads and writes. */
enum { DB_TABLE_WORDS = 3 };
struct db_tables {
  uint64_t bits[DB_TABLE_WORDS];   /* rows of the ctx's territory */
  uint64_t across[DB_TABLE_WORDS]; /* rows of all territories, or of none */
};
bool db_tables_none(const struct db_tables *tables);
/* From now on notes the tables that this ctx reads in *log, which is emptied first. NULL ends it.
 */
void db_read_log_start(struct ctx *ctx, struct db_tables *log);
/* When one of these tables last changed for this territory, as a number that every commit of this
 * process makes larger: at once, and for commits of another process (a command, another server)
 * within a quarter of a second. Callable from any thread, without a connection; a few
 * nanoseconds. */
uint64_t db_version(struct db *db, struct territory_id territory, struct db_tables tables);
/* The number of the last commit. Taken before a page reads anything, it stands for the page: the
 * page is current for as long as db_version() of the tables it read is not above it. */
uint64_t db_version_now(struct db *db);

struct db_stats {
  uint64_t commits, bodies, conflicts, statements, largest_batch;
};
struct db_stats db_stats(struct db *db);

/* Tells the engine how many rows its tables have, before and while thousands come. Until PostgreSQL
 * knows, it takes each for nearly empty and any index that begins with the territory for as good as
 * the right one. SQLite's plans do not depend on it. Outside db_write. */
void db_take_stock(struct ctx *ctx);
/* After thousands came: what PostgreSQL would tidy up minutes later, in the middle of visitors'
 * questions, it does now. SQLite has nothing to tidy. Outside db_write. */
void db_tidy(struct ctx *ctx);

/* A copy of the whole database as a new SQLite file at `path`, made while the database is in use
 * and checked before it gets its name. On PostgreSQL a fault that names pg_dump. */
void db_backup(struct db *db, struct str path);

#endif
