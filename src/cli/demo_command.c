/* emplettes demo: fills a database with real, open data and prints how to sign in. */
#include <stdio.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "db/migrate.h"
#include "domain/demo/demo.h"
#include "domain/territory/territory.h"
#include "web/shape.h"

static struct str data_folder;

static struct str data_file(struct arena *arena, struct str name) {
  return cli_read_file(arena, str_format(arena, "%.*s/%.*s", STR_ARG(data_folder), STR_ARG(name)));
}

static void say(struct str sentence) {
  fprintf(stderr, "  %.*s\n", STR_ARG(sentence));
}

static const struct shape_field territory_fields[] = {
    SHAPE_FIELD(struct demo_territory, slug, TEXT, ""),
    SHAPE_FIELD(struct demo_territory, currency, TEXT, ""),
};
static const struct shape territory_shape =
    SHAPE("DemoTerritory", struct demo_territory, territory_fields);
static const struct shape_field sign_in_fields[] = {
    SHAPE_FIELD(struct demo_sign_in, territory, TEXT, ""),
    SHAPE_FIELD(struct demo_sign_in, role, TEXT, ""),
    SHAPE_FIELD(struct demo_sign_in, email, TEXT, ""),
    SHAPE_FIELD(struct demo_sign_in, password, TEXT, ""),
};
static const struct shape sign_in_shape = SHAPE("DemoSignIn", struct demo_sign_in, sign_in_fields);
static const struct shape_field till_fields[] = {
    SHAPE_FIELD(struct demo_till, territory, TEXT, ""),
    SHAPE_FIELD(struct demo_till, shop, TEXT, ""),
    SHAPE_FIELD(struct demo_till, token, TEXT, ""),
};
static const struct shape till_shape = SHAPE("DemoTill", struct demo_till, till_fields);
static const struct shape_field voucher_fields[] = {
    SHAPE_FIELD(struct demo_voucher, territory, TEXT, ""),
    SHAPE_FIELD(struct demo_voucher, shop, TEXT, ""),
    SHAPE_FIELD(struct demo_voucher, code, TEXT, ""),
};
static const struct shape voucher_shape = SHAPE("DemoVoucher", struct demo_voucher, voucher_fields);

static void add_list(struct buf *out, const char *name, const struct shape *shape,
                     const void *items, size_t count) {
  buf_format(out, "%s\"%s\":[", out->len > 1 ? "," : "", name);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) buf_add_char(out, ',');
    shape_json(out, shape, (const char *)items + i * shape->size);
  }
  buf_add_char(out, ']');
}

static void print_json(struct ctx *ctx, const struct demo *demo) {
  struct buf out = buf_in(ctx->arena);
  buf_add_char(&out, '{');
  add_list(&out, "territories", &territory_shape, demo->territories, demo->territory_count);
  add_list(&out, "signins", &sign_in_shape, demo->sign_ins, demo->sign_in_count);
  add_list(&out, "tills", &till_shape, demo->tills, demo->till_count);
  add_list(&out, "vouchers", &voucher_shape, demo->vouchers, demo->voucher_count);
  buf_literal(&out, "}\n");
  cli_print(buf_str(&out));
}

static void print_text(const struct demo *demo) {
  puts("Sign-ins of this demonstration (at /connexion):");
  for (size_t i = 0; i < demo->sign_in_count; i++)
    printf("  %-12.*s %-11.*s %-28.*s %.*s\n", STR_ARG(demo->sign_ins[i].territory),
           STR_ARG(demo->sign_ins[i].role), STR_ARG(demo->sign_ins[i].email),
           STR_ARG(demo->sign_ins[i].password));
  puts("Tills (bearer tokens for POST /api/v1/redemptions):");
  for (size_t i = 0; i < demo->till_count; i++)
    printf("  %-12.*s %.*s  %.*s\n", STR_ARG(demo->tills[i].territory),
           STR_ARG(demo->tills[i].token), STR_ARG(demo->tills[i].shop));
  if (demo->voucher_count > 0) puts("Vouchers to try at the till today (50.00 each):");
  for (size_t i = 0; i < demo->voucher_count; i++)
    printf("  %-12.*s %.*s  %.*s\n", STR_ARG(demo->vouchers[i].territory),
           STR_ARG(demo->vouchers[i].code), STR_ARG(demo->vouchers[i].shop));
}

static bool create_body(struct ctx *ctx, void *arg) {
  (void)arg;
  installation_create(ctx, true);
  return true;
}

/* True if the installation was made now, false if it was there; a real one is refused. */
static bool prepare(struct cli *cli) {
  struct installation installation;
  db_migrate(cli->ctx.db);
  bool there = installation_find(&cli->ctx, &installation);
  if (there && !installation.demonstration)
    fault_raise(FAULT_INPUT, "this database holds a real installation: \"demo\" will not touch it");
  if (!there) db_write(&cli->ctx, create_body, NULL);
  must(installation_find(&cli->ctx, &installation));
  cli->keys = keys_from_master(installation.master_key);
  return !there;
}

static int run(const struct args *args) {
  struct cli cli;
  struct demo demo;
  cli_open(&cli, args, (struct cli_needs){.demonstration = true});
  data_folder = args_text(args, "data");
  bool fresh = prepare(&cli);
  if (fresh)
    demo_fill(&cli.ctx, data_file, say, &demo);
  else
    demo_again(&cli.ctx, &demo);
  if (args_int(args, "vouchers") > 0) {
    struct territory territory;
    must(territory_find_by_slug(&cli.ctx, demo.territories[0].slug, &territory));
    territory_enter(&cli.ctx, &territory);
    demo_sell(&cli.ctx, args_int(args, "vouchers"), say);
  }
  if (args_flag(args, "json"))
    print_json(&cli.ctx, &demo);
  else
    print_text(&demo);
  cli_close(&cli);
  return 0;
}

int demo_command(const struct args *args) {
  return cli_run(args, run);
}
