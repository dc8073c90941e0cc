/* emplettes keys list | rotate: which key signs vouchers. */
#include <stdio.h>

#include "cli/cli.h"
#include "domain/voucher/voucher_key.h"

static int list(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct arena *arena = cli.ctx.arena;
  struct voucher_keys keys = voucher_key_list(&cli.ctx);
  for (size_t i = 0; i < keys.count; i++) {
    struct voucher_key *key = &keys.items[i];
    struct str until =
        str_format(arena, "published until %.*s", STR_ARG(day_iso(arena, key->until_on)));
    printf("%5u  %.*s  since %.*s, %.*s\n", key->number,
           STR_ARG(base64url_text(arena, key->public, sizeof key->public)),
           STR_ARG(str_take(instant_iso(arena, key->from_at), 10)),
           STR_ARG(key->signs ? S("signs") : until));
  }
  cli_close(&cli);
  return 0;
}

int keys_list_command(const struct args *args) {
  return cli_run(args, list);
}

struct changing {
  bool withdraw;
  uint32_t number;
};

static bool change(struct ctx *ctx, void *arg) {
  struct changing *changing = arg;
  changing->number = voucher_key_change(ctx, changing->withdraw);
  return true;
}

static int rotate(const struct args *args) {
  struct cli cli;
  struct changing changing = {.withdraw = args_flag(args, "withdraw")};
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  db_write(&cli.ctx, change, &changing);
  printf("key %u signs from now on\n", changing.number);
  cli_close(&cli);
  return 0;
}

int keys_rotate_command(const struct args *args) {
  return cli_run(args, rotate);
}
