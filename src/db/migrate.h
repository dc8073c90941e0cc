/* Forward-only migrations from sql/migrations/NNNN_name.sql, embedded in the program, each in a
 * transaction, recorded with a checksum. Type words are translated for the engine: write
 * `BIGINT`, `TEXT`, `BOOLEAN`, `BYTES`, `DOUBLE`; SQLite tables become STRICT. A table that ends
 * in `) WITHOUT ROWID;` keeps that on SQLite (one B-tree, rows in key order: narrow tables whose
 * keys grow) and loses it on PostgreSQL. */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/* Applies what is missing; returns how many. Raises FAULT_DATABASE if an applied migration's
 * text has changed or the database is newer than the program. */
int db_migrate(struct db *db);
/* Number of migrations not yet applied; reads only. */
int db_migrations_missing(struct db *db);

#endif
