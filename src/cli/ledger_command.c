/* emplettes ledger verify | export | seal */
#include <stdio.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "db/db.h"
#include "domain/ledger/ledger.h"
#include "domain/territory/territory.h"
#include "domain/witness/witness.h"

enum { SEAL_MEMORY = 64 << 20 };

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

static int verify(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct buf out = buf_in(cli.ctx.arena);
  struct ledger_heads heads = read_heads(&cli);
  struct ledger_report report = ledger_verify_heads(&cli.ctx, heads.items, heads.count, &out);
  buf_format(&out,
             "%lld territories, %lld accounts, %lld transfers, %lld seals, %lld transfers not yet "
             "sealed: %s\n",
             (long long)report.territories, (long long)report.accounts, (long long)report.transfers,
             (long long)report.seals, (long long)report.unsealed,
             report.problems ? "THE BOOKS ARE WRONG" : "the books balance");
  if (heads.count > 0 && report.problems == 0)
    buf_format(&out, "all %zu published heads lie in the chain\n", heads.count);
  cli_print(buf_str(&out));
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
