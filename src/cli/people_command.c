/* emplettes person: who may sign in, and what they may do. */
#include <stdio.h>
#include <unistd.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "domain/login/login.h"
#include "domain/person/audit.h"
#include "domain/person/roles.h"
#include "domain/shop/shop.h"
#include "domain/territory/territory.h"

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

static bool tell_body(struct ctx *ctx, void *person) {
  login_tell_password(ctx, person);
  return true;
}

/* A letter from the first territory in which the person has a role. */
static bool tell(struct ctx *ctx, struct person *person) {
  struct territory_id id;
  struct territory territory;
  if (!role_territory(ctx, person->id, &id) || !territory_find(ctx, id, &territory)) return false;
  db_read_end(ctx);
  territory_enter(ctx, &territory);
  ctx->language = person->language;
  return db_write(ctx, tell_body, person);
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
  printf("%.*s has a new password and is signed out everywhere; %s\n", STR_ARG(email),
         tell(&cli.ctx, &person) ? "a letter says so" : "no letter goes to who has no role");
  cli_close(&cli);
  return 0;
}

int person_password_command(const struct args *args) {
  return cli_run(args, person_password);
}

/* Roles. */

struct office {
  struct person_id person;
  enum role role;
  struct merchant_id merchant;
  bool was_so;
};

static enum role role_of(struct str word) {
  for (enum role role = ROLE_SHOPKEEPER; role <= ROLE_ACCOUNTANT; role++)
    if (str_equal(word, str_from(role_word(role)))) return role;
  fault_raise(FAULT_INPUT, "a role is shopkeeper, agent or accountant");
}

static struct person_id person_of(struct ctx *ctx, struct str email) {
  struct person_id id;
  if (!person_find_ever(ctx, email, &id))
    fault_raise(FAULT_INPUT, "nobody has the address %.*s", STR_ARG(email));
  return id;
}

/* EMAIL ROLE and --shop, in the territory that was entered. */
static struct office office_of(struct ctx *ctx, const struct args *args) {
  struct shop shop = {0};
  struct str_list words = args_operands(args);
  struct office office = {.role = role_of(words.items[1])};
  office.person = person_of(ctx, words.items[0]);
  if (office.role == ROLE_SHOPKEEPER && !shop_find_by_slug(ctx, args_text(args, "shop"), &shop))
    fault_raise(FAULT_INPUT, "a shopkeeper needs --shop with the slug of a shop");
  office.merchant = shop.merchant_id;
  return office;
}

static void note(struct ctx *ctx, const char *act, const struct office *office) {
  audit_write(ctx, str_from(act), office->person.value, str_from(role_word(office->role)));
}

static bool grant_body(struct ctx *ctx, void *arg) {
  struct office *office = arg;
  person_grant(ctx, office->person, office->role, office->merchant);
  note(ctx, "role.grant", office);
  return true;
}

static bool revoke_body(struct ctx *ctx, void *arg) {
  struct office *office = arg;
  if (!person_withdraw(ctx, office->person, office->role, office->merchant)) return false;
  note(ctx, "role.revoke", office);
  return true;
}

static int person_grants(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct office office = office_of(&cli.ctx, args);
  db_write(&cli.ctx, grant_body, &office);
  printf("%.*s is %s in %.*s\n", STR_ARG(args_operands(args).items[0]), role_word(office.role),
         STR_ARG(args_text(args, "territory")));
  cli_close(&cli);
  return 0;
}

int person_grant_command(const struct args *args) {
  return cli_run(args, person_grants);
}

static int person_revokes(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct office office = office_of(&cli.ctx, args);
  struct str email = args_operands(args).items[0], where = args_text(args, "territory");
  if (!db_write(&cli.ctx, revoke_body, &office))
    fault_raise(FAULT_INPUT, "%.*s is not %s in %.*s", STR_ARG(email), role_word(office.role),
                STR_ARG(where));
  printf("%.*s is no longer %s in %.*s\n", STR_ARG(email), role_word(office.role), STR_ARG(where));
  cli_close(&cli);
  return 0;
}

int person_revoke_command(const struct args *args) {
  return cli_run(args, person_revokes);
}

static int person_lists(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct role_holders list = role_holder_list(&cli.ctx);
  for (size_t i = 0; i < list.count; i++) {
    const struct role_holder *one = &list.items[i];
    printf("%-10s  %-32.*s  %.*s", role_word(one->role), STR_ARG(one->email), STR_ARG(one->name));
    if (one->shop.len > 0) printf(", %.*s", STR_ARG(one->shop));
    puts(one->closed ? "  (closed)" : "");
  }
  cli_close(&cli);
  return 0;
}

int person_list_command(const struct args *args) {
  return cli_run(args, person_lists);
}

/* Somebody who has left. */

static bool close_body(struct ctx *ctx, void *arg) {
  const struct person_id *id = arg;
  return person_close(ctx, *id);
}

static bool reopen_body(struct ctx *ctx, void *arg) {
  const struct person_id *id = arg;
  return person_reopen(ctx, *id);
}

static int turn(const struct args *args, bool (*body)(struct ctx *, void *), const char *already,
                const char *done) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  struct str email = args_operands(args).items[0];
  struct person_id id = person_of(&cli.ctx, email);
  if (!db_write(&cli.ctx, body, &id)) fault_raise(FAULT_INPUT, "%.*s %s", STR_ARG(email), already);
  printf("%.*s %s\n", STR_ARG(email), done);
  cli_close(&cli);
  return 0;
}

static int person_closes(const struct args *args) {
  return turn(args, close_body, "is closed already", "is closed and signed out everywhere");
}

int person_close_command(const struct args *args) {
  return cli_run(args, person_closes);
}

static int person_reopens(const struct args *args) {
  return turn(args, reopen_body, "is not closed", "may sign in again, with the old roles");
}

int person_reopen_command(const struct args *args) {
  return cli_run(args, person_reopens);
}
