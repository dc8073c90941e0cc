#include "test/support.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/crypto.h"
#include "db/migrate.h"
#include "probe_test_sql.h"

enum { TEST_ARENA_BYTES = 64 * 1024 * 1024, CONTEXTS_MAX = 256 };

struct test_db_inner {
  struct test_db shown;
  char place[256]; /* folder of the file, or name of the database */
  struct id_source *ids;
  struct random random;
  struct keys keys;
  struct arena *arenas[CONTEXTS_MAX]; /* of its contexts */
  struct ctx *contexts[CONTEXTS_MAX];
  size_t arena_count;
};

static const char *server(void) {
  const char *value = getenv("TEST_DATABASE");
  return value && strcmp(value, "sqlite") != 0 ? value : NULL;
}

static _Noreturn void give_up(const char *what, const char *why) {
  fprintf(stderr, "test database: %s: %s\n", what, why);
  exit(2);
}

/* PostgreSQL: databases made from a template that is migrated once. */

static char template_name[64];

static void admin(const char *sql) {
  PGconn *connection = PQconnectdb(server());
  PGresult *result = PQexec(connection, sql);
  if (PQresultStatus(result) != PGRES_COMMAND_OK) give_up(sql, PQerrorMessage(connection));
  PQclear(result);
  PQfinish(connection);
}

static void admin_name(const char *format, const char *name, const char *other) {
  char sql[512];
  snprintf(sql, sizeof sql, format, name, other);
  admin(sql);
}

/* The server's URL with another database: "postgresql:///postgres?host=..." */
static void url_of(const char *name, char *out, size_t size) {
  const char *base = server(), *query = strchr(base, '?');
  const char *authority = strstr(base, "//") + 2;
  size_t before = (size_t)(authority - base) + strcspn(authority, "/?");
  snprintf(out, size, "%.*s/%s%s", (int)before, base, name, query ? query : "");
}

static void drop_template(void) {
  admin_name("DROP DATABASE IF EXISTS %s", template_name, "");
}

static void migrate_url(const char *url) {
  struct db *db = db_open(str_from(url), (struct db_options){.offline = true});
  db_migrate(db);
  db_close(db);
}

static void make_template(void) {
  if (template_name[0]) return;
  snprintf(template_name, sizeof template_name, "emplettes_template_%d", (int)getpid());
  admin_name("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' "
             "LC_CTYPE 'C.UTF-8'%s",
             template_name, "");
  atexit(drop_template);
  char url[1024];
  url_of(template_name, url, sizeof url);
  migrate_url(url);
}

static void postgres_create(struct test_db_inner *test, bool empty) {
  static int number;
  snprintf(test->place, sizeof test->place, "emplettes_test_%d_%d", (int)getpid(), ++number);
  if (!empty) make_template();
  if (empty) {
    admin_name("CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' "
               "LC_CTYPE 'C.UTF-8'%s",
               test->place, "");
  } else {
    admin_name("CREATE DATABASE %s TEMPLATE %s", test->place, template_name);
  }
  char url[1024];
  url_of(test->place, url, sizeof url);
  test->shown.url = str_copy(test->shown.arena, str_from(url));
}

/* SQLite: a file in a folder of its own. */

static void sqlite_create(struct test_db_inner *test, bool empty) {
  const char *root = getenv("TMPDIR");
  snprintf(test->place, sizeof test->place, "%s/emplettes-test-XXXXXX", root ? root : "/tmp");
  if (!mkdtemp(test->place)) give_up(test->place, "cannot be made");
  test->shown.url = str_format(test->shown.arena, "sqlite:%s/test.db", test->place);
  if (!empty) migrate_url(test->shown.url.ptr);
}

static void sqlite_remove(const struct test_db_inner *test) {
  static const char *const names[] = {"test.db", "test.db-wal", "test.db-shm", "copy.db"};
  char path[512];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", test->place, names[i]);
    unlink(path);
  }
  rmdir(test->place);
}

/* Both. */

static struct test_db *open_fresh(struct db_options options, bool empty) {
  struct test_db_inner *test = calloc(1, sizeof *test);
  if (!test) give_up("memory", "none left");
  crypto_start();
  test->shown.arena = arena_create(TEST_ARENA_BYTES);
  if (server()) {
    postgres_create(test, empty);
  } else {
    sqlite_create(test, empty);
  }
  test->ids = id_source_counting(test->shown.arena);
  test->random = random_seeded(1);
  test->keys = keys_from_master((const unsigned char[32]){1});
  test->shown.db = db_open(test->shown.url, options);
  return &test->shown;
}

struct test_db *test_db_open(void) {
  return open_fresh((struct db_options){0}, false);
}

struct test_db *test_db_open_two(void) {
  struct test_db *test = test_db_open();
  db_script(test->db,
            S("INSERT INTO territory (id, slug, name, currency, zone, country, languages, accent,"
              " contact_email, debtor_name, debtor_iban, debtor_bic, is_default, created_at) VALUES"
              " (1, 'ici', 'Ici', 'EUR', 'Europe/Paris', 'FR', 'fr', '#000000', '', '', '', '',"
              " TRUE, 0), (2, 'ailleurs', 'Ailleurs', 'EUR', 'Europe/Paris', 'FR', 'fr',"
              " '#000000', '', '', '', '', FALSE, 0);"));
  return test;
}

struct test_db *test_db_open_with(struct db_options options) {
  return open_fresh(options, false);
}

struct test_db *test_db_open_empty(struct db_options options) {
  return open_fresh(options, true);
}

struct test_db *test_db_open_probe(struct db_options options) {
  struct test_db *test = open_fresh(options, true);
  db_script(test->db, str_from(probe_schema));
  return test;
}

void test_db_close(struct test_db *shown) {
  struct test_db_inner *test = (struct test_db_inner *)shown;
  for (size_t i = 0; i < test->arena_count; i++)
    db_read_end(test->contexts[i]);
  db_close(test->shown.db);
  if (server()) {
    admin_name("DROP DATABASE %s WITH (FORCE)", test->place, "");
  } else {
    sqlite_remove(test);
  }
  for (size_t i = 0; i < test->arena_count; i++)
    arena_destroy(test->arenas[i]);
  arena_destroy(test->shown.arena);
  free(test);
}

struct ctx *test_ctx(struct test_db *shown, struct territory_id territory) {
  struct test_db_inner *test = (struct test_db_inner *)shown;
  must(test->arena_count < CONTEXTS_MAX);
  struct arena *arena = arena_create(TEST_ARENA_BYTES);
  struct ctx *ctx = arena_new(arena, struct ctx);
  test->contexts[test->arena_count] = ctx;
  test->arenas[test->arena_count++] = arena;
  *ctx = (struct ctx){.arena = arena,
                      .db = test->shown.db,
                      .territory = territory,
                      .currency = CURRENCY_EUR,
                      .zone = zone_find(S("Europe/Paris")),
                      .language = LANGUAGE_FR,
                      .random = &test->random,
                      .ids = test->ids,
                      .keys = &test->keys};
  must(instant_parse(S("2020-05-20T10:00:00Z"), &ctx->now));
  return ctx;
}

void test_expects_fault(enum fault_kind kind, void (*body)(void *arg), void *arg) {
  struct fault fault;
  assert_false(fault_catch(&fault, body, arg));
  if (fault.kind != kind) fail_msg("%s: %s", fault_kind_name(fault.kind), fault.text);
}
