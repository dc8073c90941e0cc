/* Brings a database to the program's schema, one recorded step at a time. */
#include "db/migrate.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "base/embedded.h"
#include "base/log.h"
#include "base/time.h"
#include "db/engine.h"

enum { ARENA_BYTES = 8 * 1024 * 1024 };

struct migration {
  int64_t number;
  struct str name; /* "0001_start" */
  struct str sql;
  struct str checksum;
};

struct run {
  struct db *db;
  const struct embedded_files *files;
  struct arena *arena;
  bool apply;
  struct str record; /* "\n1=checksum\n2=checksum": asked for once, not step by step */
  int missing;
};

/* "0012_name.sql"; anything else in the folder is a mistake. */
static struct migration migration_of(struct arena *arena, const struct embedded_file *file) {
  struct str rest, name = file->name;
  struct migration migration = {.sql = file->bytes};
  bool good = str_to_int(str_cut(name, '_', &rest), &migration.number) && migration.number > 0 &&
              str_ends(name, S(".sql"));
  if (!good) fault_raise(FAULT_DATABASE, "%.*s is no NNNN_name.sql", STR_ARG(name));
  migration.name = str_take(name, name.len - 4);
  struct digest digest = digest_of(file->bytes);
  migration.checksum = hex_text(arena, digest.bytes, sizeof digest.bytes);
  return migration;
}

static bool has_record(struct run *run) {
  const char *sql = db_engine(run->db) == DB_SQLITE
                        ? "SELECT name FROM sqlite_schema WHERE name = 'migration'"
                        : "SELECT to_regclass('migration')::text";
  return run->db->engine->ask(run->db, run->arena, sql).len > 0;
}

static void create_record(struct run *run) {
  db_script(run->db, S("CREATE TABLE migration (\n"
                       "  number BIGINT PRIMARY KEY,\n"
                       "  name TEXT NOT NULL,\n"
                       "  checksum TEXT NOT NULL,\n"
                       "  applied_at BIGINT NOT NULL\n"
                       ");\n"));
}

static void read_record(struct run *run) {
  const char *sql =
      db_engine(run->db) == DB_SQLITE
          ? "SELECT coalesce(group_concat(char(10) || number || '=' || checksum, ''), '')"
            " FROM migration"
          : "SELECT coalesce(string_agg(chr(10) || number || '=' || checksum, ''), '')"
            " FROM migration";
  run->record = run->db->engine->ask(run->db, run->arena, sql);
}

/* Empty: not applied yet. */
static struct str recorded(const struct run *run, const struct migration *migration) {
  struct str rest, key = str_format(run->arena, "\n%lld=", (long long)migration->number);
  ptrdiff_t at = str_find(run->record, key);
  return at < 0 ? (struct str){0}
                : str_cut(str_skip(run->record, (size_t)at + key.len), '\n', &rest);
}

static void apply(struct run *run, const struct migration *migration) {
  struct str text = migrate_translate(run->arena, db_engine(run->db), migration->sql);
  struct str whole =
      str_format(run->arena,
                 "%.*s\nINSERT INTO migration (number, name, checksum, applied_at)\n"
                 "VALUES (%lld, '%.*s', '%.*s', %lld);\n",
                 STR_ARG(text), (long long)migration->number, STR_ARG(migration->name),
                 STR_ARG(migration->checksum), (long long)clock_now().ms);
  run->db->engine->script(run->db, whole.ptr);
  log_info("migrated", 0, LOG_STR("name", migration->name));
}

static void step(struct run *run, const struct migration *migration) {
  struct str checksum = recorded(run, migration);
  if (checksum.len == 0) {
    run->missing++;
    if (run->apply) apply(run, migration);
  } else if (!str_equal(checksum, migration->checksum)) {
    fault_raise(FAULT_DATABASE, "migration %.*s was applied with another text",
                STR_ARG(migration->name));
  }
}

static void refuse_newer(struct run *run, int64_t last) {
  struct str sql =
      str_format(run->arena, "SELECT name FROM migration WHERE number > %lld", (long long)last);
  struct str newer = run->db->engine->ask(run->db, run->arena, sql.ptr);
  if (newer.len)
    fault_raise(FAULT_DATABASE, "the database is newer than this program: it has migration %.*s",
                STR_ARG(newer));
}

static void walk(void *arg) {
  struct run *run = arg;
  bool record = has_record(run);
  if (record) read_record(run);
  if (!record && run->apply) create_record(run);
  int64_t last = 0;
  for (size_t i = 0; i < run->files->count; i++) {
    struct migration migration = migration_of(run->arena, &run->files->items[i]);
    must(migration.number > last); /* sorted by name, each number once */
    last = migration.number;
    step(run, &migration);
  }
  if (record) refuse_newer(run, last);
  if (run->apply && run->missing > 0 && db_engine(run->db) == DB_SQLITE)
    run->db->engine->script(run->db, statistics_sqlite);
}

static int walk_all(struct db *db, const struct embedded_files *files, bool do_apply) {
  struct run run = {
      .db = db, .files = files, .arena = arena_create(ARENA_BYTES), .apply = do_apply};
  struct fault fault;
  bool good = fault_catch(&fault, walk, &run);
  arena_destroy(run.arena);
  if (!good) fault_again(&fault);
  return run.missing;
}

int db_migrate(struct db *db) {
  return walk_all(db, &migrations, true);
}

int db_migrate_from(struct db *db, const struct embedded_files *files) {
  return walk_all(db, files, true);
}

int db_migrations_missing(struct db *db) {
  return walk_all(db, &migrations, false);
}

struct script {
  struct db *db;
  struct arena *arena;
  struct str sql;
};

static void script_run(void *arg) {
  struct script *script = arg;
  struct str text = migrate_translate(script->arena, db_engine(script->db), script->sql);
  script->db->engine->script(script->db, str_cstr(script->arena, text));
}

void db_script(struct db *db, struct str sql) {
  struct script script = {db, arena_create(ARENA_BYTES), sql};
  struct fault fault;
  bool good = fault_catch(&fault, script_run, &script);
  arena_destroy(script.arena);
  if (!good) fault_again(&fault);
}
