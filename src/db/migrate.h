/* Forward-only migrations from sql/migrations/NNNN_name.sql, embedded in the program, each in a
 * transaction, recorded with a checksum.
 *
 * One text for both engines. Type words are translated: write `BIGINT`, `INTEGER`, `TEXT`,
 * `BOOLEAN`, `BYTES`, `DOUBLE`. SQLite tables become STRICT; `) WITHOUT ROWID;` is kept there and
 * dropped on PostgreSQL. What only one engine understands stands between a line `-- on sqlite` or
 * `-- on postgresql` and a line `-- on both`. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct embedded_files;

/* Applies what is missing; returns how many. Raises FAULT_DATABASE if an applied migration's
 * text has changed or the database is newer than the program. */
int db_migrate(struct db *db);
/* Number of migrations not yet applied; reads only. */
int db_migrations_missing(struct db *db);

/* The same from another list than the program's own: tests. */
int db_migrate_from(struct db *db, const struct embedded_files *files);
/* Run after migrations: what SQLite's planner takes tables to hold (statistics.c). */
extern const char statistics_sqlite[];
/* Runs translated text in one transaction. */
void db_script(struct db *db, struct str sql);
/* The text as the engine wants it. */
struct str migrate_translate(struct arena *arena, enum db_engine engine, struct str sql);

#endif
