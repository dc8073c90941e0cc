/* emplettes migrate | backup | territory | picture | version: what an administrator does by
 * hand. */
#include <stdio.h>

#include "base/fault.h"
#include "base/iban.h"
#include "base/version.h"
#include "cli/cli.h"
#include "db/migrate.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"
#include "paper/picture.h"

static bool create_installation(struct ctx *ctx, void *arg) {
  struct installation there;
  (void)arg;
  if (installation_find(ctx, &there)) return false;
  installation_create(ctx, false);
  return true;
}

static int migrate(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){0});
  int applied = db_migrate(cli.ctx.db);
  bool created = db_write(&cli.ctx, create_installation, NULL);
  printf("%d migration%s applied%s\n", applied, applied == 1 ? "" : "s",
         created ? ", installation created" : "");
  cli_close(&cli);
  return 0;
}

int migrate_command(const struct args *args) {
  return cli_run(args, migrate);
}

static int backup(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct str path = args_operands(args).items[0];
  db_backup(cli.ctx.db, path);
  printf("%.*s written and checked\n", STR_ARG(path));
  cli_close(&cli);
  return 0;
}

int backup_command(const struct args *args) {
  return cli_run(args, backup);
}

/* Territories. */

struct adding {
  const struct args *args;
  struct territory_terms terms;
  struct str host;
  enum territory_result result;
};

static bool add_territory(struct ctx *ctx, void *arg) {
  struct adding *adding = arg;
  struct territory_id id;
  if ((adding->result = territory_create(ctx, &adding->terms, &id))) return false;
  if (adding->host.len > 0) adding->result = territory_add_host(ctx, id, adding->host);
  return adding->result == TERRITORY_OK;
}

static int territory_add(const struct args *args) {
  struct cli cli;
  struct adding adding = {.args = args,
                          .host = args_text(args, "host"),
                          .terms = {
                              .slug = args_operands(args).items[0],
                              .name = args_text(args, "name"),
                              .zone = args_text(args, "zone"),
                              .country = args_text(args, "country"),
                              .region = args_text(args, "region"),
                              .languages = args_text(args, "languages"),
                              .accent = args_text(args, "accent"),
                              .contact_email = args_text(args, "email"),
                              .debtor_name = args_text(args, "debtor"),
                              .debtor_iban = args_text(args, "iban"),
                              .debtor_bic = args_text(args, "bic"),
                              .is_default = args_flag(args, "default"),
                          }};
  struct iban iban;
  if (!currency_from_code(args_text(args, "currency"), &adding.terms.currency))
    fault_raise(FAULT_INPUT, "--currency takes EUR or CHF");
  if (adding.terms.debtor_iban.len > 0 && !iban_parse(adding.terms.debtor_iban, &iban))
    fault_raise(FAULT_INPUT, "--iban is not a valid IBAN");
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  if (!db_write(&cli.ctx, add_territory, &adding)) {
    struct str why = message_text(LANGUAGE_EN, territory_message(adding.result));
    fault_raise(FAULT_INPUT, "%.*s", STR_ARG(why));
  }
  printf("%.*s added\n", STR_ARG(adding.terms.slug));
  cli_close(&cli);
  return 0;
}

int territory_add_command(const struct args *args) {
  return cli_run(args, territory_add);
}

/* What is given takes the place of what was. */
static void take_given(const struct args *args, struct territory_terms *terms) {
  const struct {
    const char *name;
    struct str *text;
  } options[] = {{"name", &terms->name},           {"region", &terms->region},
                 {"languages", &terms->languages}, {"accent", &terms->accent},
                 {"email", &terms->contact_email}, {"debtor", &terms->debtor_name},
                 {"iban", &terms->debtor_iban},    {"bic", &terms->debtor_bic}};
  for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
    if (args_given(args, options[i].name)) *options[i].text = args_text(args, options[i].name);
  terms->is_default |= args_flag(args, "default");
}

static bool change_territory(struct ctx *ctx, void *arg) {
  struct adding *adding = arg;
  struct str drop = args_text(adding->args, "drop-host");
  struct str main_host = args_text(adding->args, "main-host");
  territory_terms(ctx, ctx->territory, &adding->terms);
  take_given(adding->args, &adding->terms);
  adding->result = territory_change(ctx, ctx->territory, &adding->terms);
  if (!adding->result && adding->host.len > 0)
    adding->result = territory_add_host(ctx, ctx->territory, adding->host);
  if (!adding->result && main_host.len > 0)
    adding->result = territory_choose_host(ctx, main_host);
  if (!adding->result && drop.len > 0) adding->result = territory_drop_host(ctx, drop);
  if (adding->result) return false;
  audit_write(ctx, S("territory.change"), ctx->territory.value, adding->terms.name);
  return true;
}

static int territory_edit(const struct args *args) {
  struct cli cli;
  struct territory territory;
  struct iban iban;
  struct adding adding = {.args = args, .host = args_text(args, "host")};
  struct str slug = args_operands(args).items[0], debtor = args_text(args, "iban");
  if (debtor.len > 0 && !iban_parse(debtor, &iban))
    fault_raise(FAULT_INPUT, "--iban is not a valid IBAN");
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  if (!territory_find_by_slug(&cli.ctx, slug, &territory))
    fault_raise(FAULT_INPUT, "there is no territory \"%.*s\"", STR_ARG(slug));
  territory_enter(&cli.ctx, &territory);
  if (!db_write(&cli.ctx, change_territory, &adding)) {
    struct str why = message_text(LANGUAGE_EN, territory_message(adding.result));
    fault_raise(FAULT_INPUT, "%.*s", STR_ARG(why));
  }
  printf("%.*s changed\n", STR_ARG(slug));
  cli_close(&cli);
  return 0;
}

int territory_change_command(const struct args *args) {
  return cli_run(args, territory_edit);
}

static int territories(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct territories list = territory_list(&cli.ctx);
  for (size_t i = 0; i < list.count; i++)
    printf("%-20.*s %.*s  %.*s%s\n", STR_ARG(list.items[i].slug),
           STR_ARG(currency_code(list.items[i].currency)), STR_ARG(list.items[i].name),
           list.items[i].is_default ? "  (default)" : "");
  cli_close(&cli);
  return 0;
}

int territory_list_command(const struct args *args) {
  return cli_run(args, territories);
}

int picture_command(const struct args *args) {
  (void)args;
  return picture_maker();
}

int version_command(const struct args *args) {
  (void)args;
  puts("emplettes " PRODUCT_VERSION);
  return 0;
}
