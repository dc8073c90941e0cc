/* Inside the database: what the two engines share. Nobody outside src/db includes this. */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/fault.h"
#include "db/db.h"
#include "db/statement.h"

/* Version.c: which tables changed when. */

enum { DB_TABLES_MAX = 64 * DB_TABLE_WORDS, DB_TERRITORY_SLOTS = 64 };

/* Numbers of the last commit that touched a table. Territories share a slot by hash: at worst a
 * page is made once too often. */
struct db_versions {
  _Atomic uint64_t latest;
  _Atomic uint64_t everything;
  _Atomic uint64_t in_territory[DB_TERRITORY_SLOTS][DB_TABLES_MAX];
  _Atomic uint64_t in_all[DB_TABLES_MAX]; /* by statements that know no territory */
  _Atomic uint64_t in_any[DB_TABLES_MAX]; /* by whichever statement */
};

enum { DB_CHANGES_MAX = 4 };

/* What one write body touched. Bodies that visit more territories than fit touch everything. */
struct db_changes {
  struct {
    struct territory_id territory;
    struct db_tables tables;
  } items[DB_CHANGES_MAX];
  unsigned count;
  bool everything;
};

void db_changes_note(struct db_changes *changes, struct territory_id territory,
                     const struct db_tables *tables);
/* After the commit, before the caller hears of it. */
void db_versions_bump(struct db_versions *versions, const struct db_changes *changes);
/* Somebody else wrote, we do not know what. */
void db_versions_bump_everything(struct db_versions *versions);

/* Memo.c. */

struct memos;
struct memos *memos_create(void);
void memos_destroy(struct memos *memos);

/* Db.c. */

void db_note_reads(struct db_tables *log, const struct db_tables *tables);

/* Where rows go. `room` gives the place of the next row (NULL if it has no columns), `row` is told
 * that it is filled. */
struct db_sink {
  void *(*room)(struct db_sink *sink);
  void (*row)(struct db_sink *sink, void *row);
  struct arena *arena; /* text is copied here; NULL: it stays the engine's until row() returns */
};

struct db_connection {
  struct db *db;
  bool writing;               /* inside a write body */
  bool streaming;             /* inside db_each */
  bool announcing;            /* between db_ahead_begin() and db_ahead_end() */
  struct db_changes *changes; /* of the running body */
  uint64_t since;             /* db_version_now() before the snapshot was taken */
  struct db_connection *next; /* in the pool */
};

/* Pool.c: connections that wait for their next use. */

struct db_pool {
  pthread_mutex_t lock;
  struct db_connection *idle;             /* last used first: its cache is the warmest */
  struct db_pool_waiter *waiting, **tail; /* first come first served */
  unsigned opened, limit, queue_length;
};

void db_pool_init(struct db_pool *pool, unsigned limit);
/* An idle connection, or NULL with the right to open one. FAULT_TIMEOUT if none becomes free. */
struct db_connection *db_pool_take(struct db_pool *pool, unsigned timeout_ms);
/* Back after use; NULL: it could not be opened, or is closed. */
void db_pool_give(struct db_pool *pool, struct db_connection *connection);
/* All are back: takes the idle ones out, one by one, then NULL. */
struct db_connection *db_pool_empty(struct db_pool *pool);
void db_pool_free(struct db_pool *pool);
/* A condition on the monotonic clock, and a point in time for waiting on it. */
void db_condition_init(pthread_cond_t *condition);
struct timespec db_in_ms(unsigned ms);

struct db_engine_table {
  enum db_engine engine;
  void (*close)(struct db *db);
  /* A connection with an open read transaction. */
  struct db_connection *(*read_begin)(struct db *db);
  void (*read_end)(struct db_connection *connection);
  bool (*write)(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg);
  /* Runs one statement; returns the rows affected, which only DB_CHANGE asks for. */
  int64_t (*execute)(struct db_connection *connection, const struct ctx *ctx,
                     const struct db_statement *statement, const void *params,
                     struct db_sink *sink);
  /* Sends a read whose answer execute() will be asked for; NULL: the engine answers at once. */
  void (*ahead)(struct db_connection *connection, const struct ctx *ctx,
                const struct db_statement *statement, const void *params);
  /* Several statements in one transaction of their own, outside any ctx: migrations. */
  void (*script)(struct db *db, const char *sql);
  /* First column of the first row as text in the arena; ptr NULL if there is none. */
  struct str (*ask)(struct db *db, struct arena *arena, const char *sql);
  void (*backup)(struct db *db, struct str path);
};

struct db {
  const struct db_engine_table *engine;
  struct db_options options; /* with the defaults filled in */
  struct db_versions versions;
  struct memos *memos;
  struct {
    _Atomic uint64_t commits, bodies, conflicts, statements, largest_batch;
  } stats;
};

/* Each engine embeds struct db as its first member. `place` is the URL behind its scheme for
 * SQLite, the whole URL for PostgreSQL. */
struct db *db_sqlite_open(struct str place, struct db_options options);
struct db *db_postgres_open(struct str url, struct db_options options);

/* A member of a params or row struct. */
static inline void *db_member(const void *base, size_t offset) {
  return (char *)(uintptr_t)base + offset;
}

static inline bool db_is_null(const struct db_field *field, const void *params) {
  return field->nullable && !*(const bool *)db_member(params, field->has_offset);
}

#endif
