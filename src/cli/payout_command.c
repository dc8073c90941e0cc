/* emplettes payout list | prepare | file | confirm: for territories whose bank batch runs from a
 * script. The person who acts is named by --as, and four eyes hold here too. */
#include <stdio.h>

#include "base/fault.h"
#include "cli/cli.h"
#include "domain/payout/payout_file.h"
#include "domain/person/person.h"

static void enter_as(struct cli *cli, const struct args *args) {
  struct person person;
  cli_open(cli, args, (struct cli_needs){.installation = true});
  cli_enter(cli);
  if (!person_find_by_email(&cli->ctx, args_text(args, "as"), &person))
    fault_raise(FAULT_INPUT, "--as names nobody");
  cli->ctx.person = person.id;
}

static struct batch_id batch_operand(const struct args *args) {
  struct batch_id id;
  if (!str_to_int(args_operands(args).items[0], &id.value))
    fault_raise(FAULT_INPUT, "a batch is named by its number, see \"emplettes payout list\"");
  return id;
}

static _Noreturn void refuse(enum payout_result result) {
  struct str sentence = message_text(LANGUAGE_EN, payout_message(result));
  fault_raise(FAULT_INPUT, "%s: %.*s", payout_refusal(result), STR_ARG(sentence));
}

static int list(const struct args *args) {
  struct cli cli;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  struct batches batches = batch_list(&cli.ctx);
  for (size_t i = 0; i < batches.count; i++)
    printf("%lld  %-9s  %.*s  %lld payouts  %.*s %.*s\n", (long long)batches.items[i].id.value,
           payout_state_name(batches.items[i].state),
           STR_ARG(day_iso(cli.ctx.arena, batches.items[i].execute_on)),
           (long long)batches.items[i].payouts,
           STR_ARG(money_decimal(cli.ctx.arena, batches.items[i].amount.minor)),
           STR_ARG(currency_code(cli.ctx.currency)));
  struct payout_due due = payout_due(&cli.ctx);
  printf("due: %lld merchants, %.*s; without bank account: %lld, %.*s\n",
         (long long)due.ready_count, STR_ARG(money_decimal(cli.ctx.arena, due.ready_minor)),
         (long long)due.blocked_count, STR_ARG(money_decimal(cli.ctx.arena, due.blocked_minor)));
  cli_close(&cli);
  return 0;
}

int payout_list_command(const struct args *args) {
  return cli_run(args, list);
}

static int prepare(const struct args *args) {
  struct cli cli;
  struct batch_id id;
  enter_as(&cli, args);
  enum payout_result result = payout_prepare(&cli.ctx, &id);
  if (result != PAYOUT_OK) refuse(result);
  printf("%lld\n", (long long)id.value);
  cli_close(&cli);
  return 0;
}

int payout_prepare_command(const struct args *args) {
  return cli_run(args, prepare);
}

static int file(const struct args *args) {
  struct cli cli;
  struct str xml;
  cli_open(&cli, args, (struct cli_needs){.installation = true});
  cli_enter(&cli);
  if (!payout_file(&cli.ctx, batch_operand(args), &xml)) refuse(PAYOUT_UNKNOWN_BATCH);
  cli_print(xml);
  cli_close(&cli);
  return 0;
}

int payout_file_command(const struct args *args) {
  return cli_run(args, file);
}

static int confirm(const struct args *args) {
  struct cli cli;
  enter_as(&cli, args);
  enum payout_result result = payout_confirm(&cli.ctx, batch_operand(args));
  if (result != PAYOUT_OK) refuse(result);
  puts("confirmed");
  cli_close(&cli);
  return 0;
}

int payout_confirm_command(const struct args *args) {
  return cli_run(args, confirm);
}
