/* emplettes ledger verify | export | seal */
#include <stdio.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "domain/ledger/ledger.h"
#include "domain/territory/territory.h"

static int verify(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct buf out = buf_in(cli.ctx.arena);
  struct ledger_report report = ledger_verify(&cli.ctx, &out);
  buf_format(&out,
             "%lld territories, %lld accounts, %lld transfers, %lld seals, %lld transfers not yet "
             "sealed: %s\n",
             (long long)report.territories, (long long)report.accounts, (long long)report.transfers,
             (long long)report.seals, (long long)report.unsealed,
             report.problems ? "THE BOOKS ARE WRONG" : "the books balance");
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

static int seal(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct territories list = territory_list(&cli.ctx);
  int64_t sealed = 0;
  for (size_t i = 0; i < list.count; i++) {
    territory_enter(&cli.ctx, &list.items[i]);
    int64_t lag_ms = db_engine(cli.ctx.db) == DB_SQLITE ? 0 : LEDGER_SEAL_LAG_MS;
    for (int64_t count; (count = ledger_seal(&cli.ctx, lag_ms)) > 0;)
      sealed += count;
  }
  printf("%lld transfers sealed\n", (long long)sealed);
  cli_close(&cli);
  return 0;
}

int ledger_seal_command(const struct args *args) {
  return cli_run(args, seal);
}
