#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fault.h"
#include "db/migrate.h"
#include "domain/territory/territory.h"

/* A command reads whole files: a region's shops are some hundred megabytes as a tree. */
static const size_t ARENA_LIMIT = (size_t)8 << 30;

static void load_installation(struct cli *cli) {
  struct installation installation;
  if (db_migrations_missing(cli->ctx.db) > 0)
    fault_raise(FAULT_DATABASE,
                "the database is older than the program: run \"emplettes migrate\" first");
  if (!installation_find(&cli->ctx, &installation))
    fault_raise(FAULT_DATABASE, "the database is empty: run \"emplettes migrate\" first, "
                                "or \"emplettes demo\" to try the program");
  cli->keys = keys_from_master(installation.master_key);
  cli->demonstration = installation.demonstration;
  db_read_end(&cli->ctx);
}

/* SQLite would make an empty database of a mistyped name. */
static void check_there(struct arena *arena, struct str url) {
  struct str path = str_skip(url, S("sqlite:").len);
  if (!str_starts(url, S("sqlite:")) || access(str_cstr(arena, path), F_OK) == 0) return;
  fault_raise(FAULT_DATABASE,
              "there is no database %.*s: run \"emplettes migrate\" first, "
              "or \"emplettes demo\" to try the program",
              STR_ARG(path));
}

void cli_open(struct cli *cli, const struct args *args, struct cli_needs needs) {
  crypto_start();
  *cli = (struct cli){.args = args, .random = random_system()};
  struct str url = args_text(args, "database");
  struct arena *arena = arena_create(ARENA_LIMIT);
  if (needs.installation) check_there(arena, url);
  cli->ctx = (struct ctx){
      .arena = arena,
      .db = db_open(url, (struct db_options){.offline = !needs.server}),
      .random = &cli->random,
      /* A node by chance: two servers of one database make the same id once in 1,024 collisions of
       * the same millisecond and count. */
      .ids = id_source_system((unsigned)random_below(&cli->random, 1024)),
      .keys = &cli->keys,
  };
  if (needs.installation) load_installation(cli);
  if (args_given(args, "now")) {
    if (!cli->demonstration && !needs.demonstration)
      fault_raise(FAULT_INPUT, "--now is for demonstration installations only");
    clock_simulate(args_instant(args, "now"));
  }
  cli->ctx.now = clock_now();
}

void cli_close(struct cli *cli) {
  db_read_end(&cli->ctx);
  db_close(cli->ctx.db);
  free(cli->ctx.ids);
  arena_destroy(cli->ctx.arena);
}

void cli_enter(struct cli *cli) {
  struct territory territory;
  struct str slug = args_text(cli->args, "territory");
  if (!territory_find_by_slug(&cli->ctx, slug, &territory))
    fault_raise(FAULT_INPUT, "there is no territory \"%.*s\"", STR_ARG(slug));
  territory_enter(&cli->ctx, &territory);
  db_read_end(&cli->ctx);
}

struct running {
  const struct args *args;
  int (*body)(const struct args *args);
  int exit_code;
};

static void run_body(void *arg) {
  struct running *running = arg;
  running->exit_code = running->body(running->args);
}

int cli_exit_code(enum fault_kind kind) {
  switch (kind) {
  case FAULT_INPUT:
    return ARGS_USAGE;
  case FAULT_IO:
    return EXIT_FILE;
  default:
    return EXIT_UNAVAILABLE;
  }
}

int cli_run(const struct args *args, int (*body)(const struct args *args)) {
  struct running running = {args, body, 0};
  struct fault fault;
  if (fault_catch(&fault, run_body, &running)) return running.exit_code;
  fprintf(stderr, "emplettes: %s\n", fault.text);
  return cli_exit_code(fault.kind);
}

static void close_file(void *file) {
  fclose(file);
}

struct str cli_read_file(struct arena *arena, struct str path) {
  FILE *file = fopen(str_cstr(arena, path), "rb");
  if (!file) fault_raise(FAULT_IO, "%.*s cannot be read: %m", STR_ARG(path));
  arena_defer(arena, close_file, file);
  struct buf bytes = buf_in(arena);
  for (;;) {
    enum { PIECE = 1 << 16 };
    char *room = buf_reserve(&bytes, PIECE);
    size_t got = fread(room, 1, PIECE, file);
    bytes.len += got;
    if (got < PIECE) break;
  }
  if (ferror(file)) fault_raise(FAULT_IO, "%.*s cannot be read: %m", STR_ARG(path));
  return buf_str(&bytes);
}

void cli_print(struct str text) {
  fwrite(text.ptr, 1, text.len, stdout);
}
