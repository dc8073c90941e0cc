/* emplettes map ground | count */
#include <stdio.h>

#include "cli/cli.h"
#include "domain/map/map.h"

static int ground(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct str geojson = cli_read_file(cli.ctx.arena, args_operands(args).items[0]);
  enum ground_result result = ground_bring(&cli.ctx, geojson, args_text(args, "attribution"));
  struct str sentence = message_text(LANGUAGE_EN, ground_message(result));
  if (result != GROUND_OK) fault_raise(FAULT_INPUT, "%.*s", STR_ARG(sentence));
  printf("%.*s\n", STR_ARG(sentence));
  cli_close(&cli);
  return 0;
}

int map_ground_command(const struct args *args) {
  return cli_run(args, ground);
}

static int count(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  printf("%lld squares changed\n", (long long)map_count(&cli.ctx));
  cli_close(&cli);
  return 0;
}

int map_count_command(const struct args *args) {
  return cli_run(args, count);
}
