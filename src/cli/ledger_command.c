/* emplettes ledger verify | export | seal */
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "domain/territory/territory.h"
#include "domain/witness/witness.h"

enum { SEAL_MEMORY = 64 << 20, PRINT_AT = 64 << 10, SHOW_EVERY_US = 500000 };

static void add_head(struct cli *cli, struct ledger_heads *heads, struct str text) {
  struct ledger_head head = {0};
  if (!hex_bytes(text, head.hash.bytes, sizeof head.hash.bytes))
    fault_raise(FAULT_INPUT, "\"%.*s\" is not a head: 64 hexadecimal digits", STR_ARG(text));
  struct ledger_head *all = arena_array(cli->ctx.arena, struct ledger_head, heads->count + 1);
  for (size_t i = 0; i < heads->count; i++)
    all[i] = heads->items[i];
  all[heads->count] = head;
  *heads = (struct ledger_heads){all, heads->count + 1};
}

/* What others have kept: a file as /grand-livre/sceaux.json gives it out, or one head. */
static struct ledger_heads read_heads(struct cli *cli) {
  struct ledger_heads heads = {0};
  struct str file = args_text(cli->args, "heads"), head = args_text(cli->args, "head");
  if (file.len > 0 && !witness_read(cli->ctx.arena, cli_read_file(cli->ctx.arena, file), &heads))
    fault_raise(FAULT_INPUT, "%.*s is not a file of /grand-livre/sceaux.json", STR_ARG(file));
  if (head.len > 0) add_head(cli, &heads, head);
  return heads;
}

/* What is found is printed as it is found; between, on a terminal, how far the check has come. */
struct watching {
  struct buf out;
  bool terminal;
  int64_t shown_us;
};

static void print_found(struct watching *watching) {
  cli_print(buf_str(&watching->out));
  buf_clear(&watching->out);
}

static void clear_line(const struct watching *watching) {
  if (watching->terminal && watching->shown_us > 0) fputs("\r\033[K", stderr);
}

static void show_progress(void *arg, const struct ledger_progress *progress) {
  struct watching *watching = arg;
  int64_t now_us = clock_monotonic_us();
  if (watching->out.len > PRINT_AT) {
    clear_line(watching);
    print_found(watching);
  }
  if (!watching->terminal || now_us - watching->shown_us < SHOW_EVERY_US) return;
  clear_line(watching);
  watching->shown_us = now_us;
  bool transfers = progress->stage == LEDGER_STAGE_TRANSFERS;
  fprintf(stderr, "%.*s: %lld %s", STR_ARG(progress->territory), (long long)progress->done,
          transfers ? "transfers" : "accounts");
  if (transfers) fprintf(stderr, " of %lld", (long long)progress->sealed);
  fflush(stderr);
}

static void print_report(struct watching *watching, const struct ledger_report *report,
                         size_t heads) {
  struct buf *out = &watching->out;
  buf_format(out,
             "%lld territories, %lld accounts, %lld transfers, %lld seals, %lld transfers not yet "
             "sealed: %s\n",
             (long long)report->territories, (long long)report->accounts,
             (long long)report->transfers, (long long)report->seals, (long long)report->unsealed,
             report->problems ? "THE BOOKS ARE WRONG" : "the books balance");
  if (heads > 0 && report->problems == 0)
    buf_format(out, "all %zu published heads lie in the chain\n", heads);
  clear_line(watching);
  print_found(watching);
}

static int verify(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct ledger_heads heads = read_heads(&cli);
  struct watching watching = {.out = buf_in(cli.ctx.arena), .terminal = isatty(STDERR_FILENO) == 1};
  struct ledger_report report =
      ledger_check(&cli.ctx, &(struct ledger_check){heads.items, heads.count, &watching.out,
                                                    show_progress, &watching});
  print_report(&watching, &report, heads.count);
  cli_close(&cli);
  return report.problems ? EXIT_NO : 0;
}

int ledger_verify_command(const struct args *args) {
  return cli_run(args, verify);
}

static void print_piece(void *arg, struct str piece) {
  (void)arg;
  cli_print(piece);
}

static int export(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  ledger_export(&cli.ctx, print_piece, NULL);
  cli_close(&cli);
  return 0;
}

int ledger_export_command(const struct args *args) {
  return cli_run(args, export);
}

/* Four thousand seals would not fit into the command's own memory. */
static int64_t seal_all(struct cli *cli) {
  db_read_end(&cli->ctx); /* a copy must not end it */
  struct ctx ctx = cli->ctx;
  int64_t sealed = 0, lag_ms = db_engine(ctx.db) == DB_SQLITE ? 0 : LEDGER_SEAL_LAG_MS;
  ctx.arena = arena_create(SEAL_MEMORY);
  for (int64_t count; (count = ledger_seal(&ctx, lag_ms)) > 0; arena_reset(ctx.arena))
    sealed += count;
  db_read_end(&ctx);
  arena_destroy(ctx.arena);
  return sealed;
}

static int seal(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct territories list = territory_list(&cli.ctx);
  int64_t sealed = 0;
  for (size_t i = 0; i < list.count; i++) {
    territory_enter(&cli.ctx, &list.items[i]);
    sealed += seal_all(&cli);
  }
  printf("%lld transfers sealed\n", (long long)sealed);
  cli_close(&cli);
  return 0;
}

int ledger_seal_command(const struct args *args) {
  return cli_run(args, seal);
}
