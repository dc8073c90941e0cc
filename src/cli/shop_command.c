/* emplettes shop rename */
#include <stdio.h>

#include "cli/cli.h"
#include "domain/listing/listing.h"

struct renaming {
  struct str from, to;
  enum listing_result result;
};

static bool rename_body(struct ctx *ctx, void *arg) {
  struct renaming *renaming = arg;
  renaming->result = listing_rename(ctx, renaming->from, renaming->to);
  return renaming->result == LISTING_OK;
}

static int rename_shop(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct str_list names = args_operands(args);
  struct renaming renaming = {.from = names.items[0], .to = names.items[1]};
  bool done = db_write(&cli.ctx, rename_body, &renaming);
  struct str sentence = message_text(LANGUAGE_EN, listing_message(renaming.result));
  if (!done) fault_raise(FAULT_INPUT, "%.*s", STR_ARG(sentence));
  printf("%.*s\n", STR_ARG(sentence));
  cli_close(&cli);
  return 0;
}

int shop_rename_command(const struct args *args) {
  return cli_run(args, rename_shop);
}
