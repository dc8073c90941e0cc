/* emplettes rebuild: what can be derived is derived anew. */
#include <stdio.h>

#include "cli/cli.h"
#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/map/map.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_summary.h"
#include "domain/territory/territory.h"

enum { ROLL_MEMORY = 64 << 20 };

static bool rebuild_body(struct ctx *ctx, void *arg) {
  *(int64_t *)arg = shop_index_rebuild(ctx);
  shop_recount(ctx);
  figures_forget(ctx);
  return true;
}

/* A thousand seals would not fit into the command's own memory. */
static void roll_all(struct cli *cli) {
  db_read_end(&cli->ctx); /* a copy must not end it */
  struct ctx ctx = cli->ctx;
  ctx.arena = arena_create(ROLL_MEMORY);
  while (figures_roll(&ctx) > 0)
    arena_reset(ctx.arena);
  db_read_end(&ctx);
  arena_destroy(ctx.arena);
}

static void rebuild_one(struct cli *cli, const struct territory *territory) {
  int64_t shops = 0;
  territory_enter(&cli->ctx, territory);
  must(db_write(&cli->ctx, rebuild_body, &shops));
  map_count(&cli->ctx);
  roll_all(cli);
  printf("%.*s: %lld shops\n", STR_ARG(territory->slug), (long long)shops);
}

static int rebuild(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct str slug = args_text(args, "territory");
  struct territories all = territory_list(&cli.ctx);
  size_t done = 0;
  for (size_t i = 0; i < all.count; i++) {
    if (slug.len > 0 && !str_equal(slug, all.items[i].slug)) continue;
    rebuild_one(&cli, &all.items[i]);
    done++;
  }
  if (slug.len > 0 && done == 0)
    fault_raise(FAULT_INPUT, "no territory is called \"%.*s\"", STR_ARG(slug));
  cli_close(&cli);
  return 0;
}

int rebuild_command(const struct args *args) {
  return cli_run(args, rebuild);
}
