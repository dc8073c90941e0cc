/* The one door: chooses the engine, begins reads, notes what is read and written, and gives rows
 * their place in memory. */
#include "db/db.h"

#include <string.h>

#include "db/engine.h"

enum { READERS_DEFAULT = 8, TIMEOUT_DEFAULT_MS = 5000, TIMEOUT_OFFLINE_MS = 600000 };

static struct db *open_engine(struct str url, struct db_options options) {
  if (!options.readers) options.readers = options.offline ? 2 : READERS_DEFAULT;
  if (!options.timeout_ms)
    options.timeout_ms = options.offline ? TIMEOUT_OFFLINE_MS : TIMEOUT_DEFAULT_MS;
  if (str_starts(url, S("sqlite:")))
    return db_sqlite_open(str_skip(url, S("sqlite:").len), options);
  if (str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://")))
    return db_postgres_open(url, options);
  fault_raise(FAULT_DATABASE, "a database is sqlite:PATH or postgresql://..., not \"%.*s\"",
              STR_ARG(url));
}

struct db *db_open(struct str url, struct db_options options) {
  struct db *db = open_engine(url, options);
  db->memos = memos_create();
  return db;
}

void db_close(struct db *db) {
  if (!db) return;
  memos_destroy(db->memos);
  db->engine->close(db);
}

enum db_engine db_engine(const struct db *db) {
  return db->engine->engine;
}

void db_take_stock(struct ctx *ctx) {
  struct db *db = ctx->db;
  db_read_end(ctx);
  if (db->engine->engine == DB_POSTGRES) db->engine->script(db, "ANALYZE");
}

void db_tidy(struct ctx *ctx) {
  struct db *db = ctx->db;
  db_read_end(ctx);
  if (db->engine->engine == DB_POSTGRES) db->engine->script(db, "VACUUM (ANALYZE)");
}

void db_backup(struct db *db, struct str path) {
  db->engine->backup(db, path);
}

struct db_stats db_stats(struct db *db) {
  return (struct db_stats){.commits = atomic_load(&db->stats.commits),
                           .bodies = atomic_load(&db->stats.bodies),
                           .conflicts = atomic_load(&db->stats.conflicts),
                           .statements = atomic_load(&db->stats.statements),
                           .largest_batch = atomic_load(&db->stats.largest_batch)};
}

bool db_write(struct ctx *ctx, bool (*body)(struct ctx *ctx, void *arg), void *arg) {
  must(!ctx->connection || !(ctx->connection->writing || ctx->connection->streaming));
  db_read_end(ctx);
  return ctx->db->engine->write(ctx, body, arg);
}

void db_read_end(struct ctx *ctx) {
  struct db_connection *connection = ctx->connection;
  if (!connection) return;
  must(!connection->writing);
  ctx->connection = NULL;
  connection->streaming = connection->announcing = false;
  ctx->db->engine->read_end(connection);
}

void db_read_log_start(struct ctx *ctx, struct db_tables *log) {
  if (log) *log = (struct db_tables){0};
  ctx->reads = log;
}

void db_note_reads(struct db_tables *log, const struct db_tables *tables) {
  for (int word = 0; word < DB_TABLE_WORDS; word++) {
    log->bits[word] |= tables->bits[word];
    log->across[word] |= tables->across[word];
  }
}

static void read_begin(struct ctx *ctx) {
  uint64_t since = db_version_now(ctx->db);
  ctx->connection = ctx->db->engine->read_begin(ctx->db);
  ctx->connection->since = since;
}

bool db_ahead_begin(struct ctx *ctx) {
  if (!ctx->db->engine->ahead || (ctx->connection && ctx->connection->writing)) return false;
  if (!ctx->connection) read_begin(ctx);
  must(!ctx->connection->announcing);
  ctx->connection->announcing = true;
  return true;
}

void db_ahead_end(struct ctx *ctx) {
  ctx->connection->announcing = false;
}

static bool is_write(const struct db_statement *statement) {
  return !db_tables_none(&statement->writes);
}

/* The body is the only place where a statement may write: a page that forgot db_write() is a
 * mistake of ours, found at its first call. */
static struct db_connection *connection_for(struct ctx *ctx, const struct db_statement *statement) {
  must(!statement->uses_territory || ctx->territory.value != 0);
  if (!ctx->connection) read_begin(ctx);
  struct db_connection *connection = ctx->connection;
  must(!connection->streaming);
  if (ctx->reads) db_note_reads(ctx->reads, &statement->reads);
  if (is_write(statement)) {
    must(connection->writing);
    db_changes_note(connection->changes, ctx->territory, &statement->writes);
  }
  return connection;
}

static int64_t execute(struct ctx *ctx, const struct db_statement *statement, const void *params,
                       struct db_sink *sink) {
  struct db_connection *connection = connection_for(ctx, statement);
  if (connection->announcing) {
    must(statement->kind == DB_ONE || statement->kind == DB_MANY);
    ctx->db->engine->ahead(connection, ctx, statement, params);
    return 0;
  }
  atomic_fetch_add_explicit(&ctx->db->stats.statements, 1, memory_order_relaxed);
  connection->streaming = statement->kind == DB_EACH;
  int64_t changed = ctx->db->engine->execute(connection, ctx, statement, params, sink);
  connection->streaming = false;
  return changed;
}

/* One. */

struct one_sink {
  struct db_sink sink;
  void *row;
  bool found;
};

static void *one_room(struct db_sink *sink) {
  struct one_sink *one = (struct one_sink *)sink;
  must(!one->found); /* `one` means 0 or 1 row */
  one->found = true;
  return one->row;
}

bool db_one(struct ctx *ctx, const struct db_statement *statement, const void *params, void *row) {
  struct one_sink one = {{one_room, NULL, ctx->arena}, row, false};
  if (row) memset(row, 0, statement->row_size);
  execute(ctx, statement, params, &one.sink);
  return one.found;
}

/* Many. */

struct many_sink {
  struct db_sink sink;
  char *items;
  size_t count, capacity, row_size;
};

static void *many_room(struct db_sink *sink) {
  struct many_sink *many = (struct many_sink *)sink;
  if (many->count == many->capacity) {
    size_t capacity = many->capacity ? many->capacity * 2 : 16;
    size_t bytes;
    must(!__builtin_mul_overflow(capacity, many->row_size, &bytes));
    many->items = arena_resize(sink->arena, many->items, many->capacity * many->row_size, bytes);
    many->capacity = capacity;
  }
  return memset(many->items + many->count++ * many->row_size, 0, many->row_size);
}

void db_many(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void **items, size_t *count) {
  struct many_sink many = {.sink = {many_room, NULL, ctx->arena}, .row_size = statement->row_size};
  execute(ctx, statement, params, &many.sink);
  *items = many.items;
  *count = many.count;
}

/* Each. */

struct each_sink {
  struct db_sink sink;
  void *row;
  size_t row_size;
  void (*each)(void *arg, const void *row);
  void *arg;
};

static void *each_room(struct db_sink *sink) {
  struct each_sink *each = (struct each_sink *)sink;
  return memset(each->row, 0, each->row_size);
}

static void each_row(struct db_sink *sink, void *row) {
  struct each_sink *each = (struct each_sink *)sink;
  each->each(each->arg, row);
}

void db_each(struct ctx *ctx, const struct db_statement *statement, const void *params,
             void (*each)(void *arg, const void *row), void *arg) {
  struct each_sink sink = {{each_room, each_row, NULL},
                           arena_alloc(ctx->arena, statement->row_size),
                           statement->row_size,
                           each,
                           arg};
  execute(ctx, statement, params, &sink.sink);
}

/* Run, change. */

void db_run(struct ctx *ctx, const struct db_statement *statement, const void *params) {
  execute(ctx, statement, params, NULL);
}

int64_t db_change(struct ctx *ctx, const struct db_statement *statement, const void *params) {
  return execute(ctx, statement, params, NULL);
}
