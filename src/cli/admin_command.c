/* emplettes migrate | backup | territory | person | picture | version: what an administrator does
 * by hand. */
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/iban.h"
#include "cli/cli.h"
#include "db/migrate.h"
#include "domain/person/person.h"
#include "domain/shop/shop.h"
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

/* People. */

/* The first line of standard input: a password never stands in a process list. */
static struct str read_password(struct arena *arena) {
  char line[200];
  if (isatty(STDIN_FILENO)) fputs("Password: ", stderr);
  if (!fgets(line, sizeof line, stdin)) fault_raise(FAULT_INPUT, "no password on standard input");
  return str_copy(arena, str_trim(str_from(line)));
}

static int person_add(const struct args *args) {
  struct cli cli;
  struct person_id id;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct person_terms terms = {.email = args_operands(args).items[0],
                               .name = args_text(args, "name"),
                               .language = LANGUAGE_FR};
  if (!language_from_code(args_text(args, "language"), &terms.language))
    fault_raise(FAULT_INPUT, "--language takes fr, de or en");
  terms.password = read_password(cli.ctx.arena);
  switch (person_create(&cli.ctx, &terms, &id)) {
  case PERSON_PASSWORD_SHORT:
    fault_raise(FAULT_INPUT, "the password needs at least %d characters", PERSON_PASSWORD_MIN);
  case PERSON_EMAIL_TAKEN:
    fault_raise(FAULT_INPUT, "somebody has this address already");
  default:
    printf("%.*s added\n", STR_ARG(terms.email));
  }
  cli_close(&cli);
  return 0;
}

int person_add_command(const struct args *args) {
  return cli_run(args, person_add);
}

static int person_password(const struct args *args) {
  struct cli cli;
  struct person person;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct str email = args_operands(args).items[0];
  if (!person_find_by_email(&cli.ctx, email, &person))
    fault_raise(FAULT_INPUT, "nobody has the address %.*s", STR_ARG(email));
  struct str password = read_password(cli.ctx.arena);
  if (person_change_password(&cli.ctx, person.id, password) == PERSON_PASSWORD_SHORT)
    fault_raise(FAULT_INPUT, "the password needs at least %d characters", PERSON_PASSWORD_MIN);
  printf("%.*s has a new password and is signed out everywhere\n", STR_ARG(email));
  cli_close(&cli);
  return 0;
}

int person_password_command(const struct args *args) {
  return cli_run(args, person_password);
}

struct granting {
  struct person_id person;
  enum role role;
  struct merchant_id merchant;
};

static bool grant(struct ctx *ctx, void *arg) {
  struct granting *granting = arg;
  person_grant(ctx, granting->person, granting->role, granting->merchant);
  return true;
}

static enum role role_of(struct str word) {
  for (enum role role = ROLE_SHOPKEEPER; role <= ROLE_ACCOUNTANT; role++)
    if (str_equal(word, str_from(role_word(role)))) return role;
  fault_raise(FAULT_INPUT, "a role is shopkeeper, agent or accountant");
}

static int person_role(const struct args *args) {
  struct cli cli;
  struct person person;
  struct shop shop = {0};
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct str_list words = args_operands(args);
  struct granting granting = {.role = role_of(words.items[1])};
  if (!person_find_by_email(&cli.ctx, words.items[0], &person))
    fault_raise(FAULT_INPUT, "nobody has the address %.*s", STR_ARG(words.items[0]));
  bool keeper = granting.role == ROLE_SHOPKEEPER;
  if (keeper && !shop_find_by_slug(&cli.ctx, args_text(args, "shop"), &shop))
    fault_raise(FAULT_INPUT, "a shopkeeper needs --shop with the slug of a shop");
  granting.person = person.id;
  granting.merchant = shop.merchant_id;
  db_write(&cli.ctx, grant, &granting);
  printf("%.*s is %s in %.*s\n", STR_ARG(words.items[0]), role_word(granting.role),
         STR_ARG(args_text(args, "territory")));
  cli_close(&cli);
  return 0;
}

int person_grant_command(const struct args *args) {
  return cli_run(args, person_role);
}

int picture_command(const struct args *args) {
  (void)args;
  return picture_maker();
}

int version_command(const struct args *args) {
  (void)args;
  puts("emplettes 0.1.0");
  return 0;
}
