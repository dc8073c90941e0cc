/* What every command shares: the database, a context to work in, the clock, and sentences on
 * standard error with an exit code. Exit codes: 0 done; 1 the answer is no (books do not balance,
 * rows were refused); 64 wrong usage; 69 the database cannot be reached; 74 a file cannot. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/args.h"
#include "base/crypto.h"
#include "base/ctx.h"
#include "base/fault.h"
#include "db/db.h"

enum { EXIT_NO = 1, EXIT_UNAVAILABLE = 69, EXIT_FILE = 74 };

struct cli {
  const struct args *args;
  struct ctx ctx;
  struct random random;
  struct keys keys;
  bool demonstration;
};

struct cli_needs {
  bool installation;  /* the database must be migrated and have its installation row */
  bool server;        /* writer thread and pool; else the offline mode of a command */
  bool demonstration; /* it makes one, or is refused elsewhere: --now may be given */
};

/* Opens --database, applies --now, fills cli->ctx. Raises faults; see cli_run. */
void cli_open(struct cli *cli, const struct args *args, struct cli_needs needs);
void cli_close(struct cli *cli);
/* Enters the territory named by --territory; raises FAULT_INPUT if there is none of that slug. */
void cli_enter(struct cli *cli);

/* Runs the body; a fault becomes one sentence on standard error and its exit code. */
int cli_run(const struct args *args, int (*body)(const struct args *args));
int cli_exit_code(enum fault_kind kind);

/* The bytes of a file, or FAULT_IO with its name. */
struct str cli_read_file(struct arena *arena, struct str path);
void cli_print(struct str text); /* standard output */

int serve_command(const struct args *args);
int demo_command(const struct args *args);
int migrate_command(const struct args *args);
int territory_add_command(const struct args *args);
int territory_change_command(const struct args *args);
int territory_list_command(const struct args *args);
int shop_rename_command(const struct args *args);
int map_ground_command(const struct args *args);
int map_count_command(const struct args *args);
int import_command(const struct args *args);
int ledger_verify_command(const struct args *args);
int ledger_export_command(const struct args *args);
int ledger_seal_command(const struct args *args);
int keys_list_command(const struct args *args);
int keys_rotate_command(const struct args *args);
int payout_list_command(const struct args *args);
int payout_prepare_command(const struct args *args);
int payout_file_command(const struct args *args);
int payout_confirm_command(const struct args *args);
int rebuild_command(const struct args *args);
int backup_command(const struct args *args);
int person_add_command(const struct args *args);
int person_password_command(const struct args *args);
int person_grant_command(const struct args *args);
int person_revoke_command(const struct args *args);
int person_list_command(const struct args *args);
int person_close_command(const struct args *args);
int person_reopen_command(const struct args *args);
int hours_command(const struct args *args);
int picture_command(const struct args *args);
int routes_command(const struct args *args);
int version_command(const struct args *args);

#endif
