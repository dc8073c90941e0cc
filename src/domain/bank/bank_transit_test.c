#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/bank/bank.h"
#include "test/command.h"
#include "test/staff.h"

static bool leave_body(struct ctx *ctx, void *arg) {
  const struct transit *facts = arg;
  transit_leave(ctx, facts, facts->open_minor, 7);
  return true;
}

static void leaves(struct ctx *ctx, const char *name, const char *trace, int64_t minor) {
  struct transit facts = {.provider = PROVIDER_STRIPE,
                          .name = str_from(name),
                          .trace = str_from(trace),
                          .open_minor = minor,
                          .due_on = day_of(2020, 5, 26)};
  db_write(ctx, leave_body, &facts);
}

static struct bank_lines apply(struct ctx *ctx, struct str xml) {
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  assert_int_equal(bank_receive(ctx, xml, S("releve.xml"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(ctx, id), BANK_OK);
  return bank_line_list(ctx, id, 0);
}

/* 25.00 by its trace, which the bank prints with spaces, though another 25.00 is on its way; 48.50
 * by the name of Stripe alone. */
static void a_french_banks_credits_of_stripe_are_known(void **state) {
  (void)state;
  struct test_db *test = test_db_open();
  struct ctx *ctx = scene_open(test);
  scene_bank(ctx);
  leaves(ctx, "po_1", "Q4T7Z2M9K1", 2500);
  leaves(ctx, "po_2", "R5U8A3N0L2", 2500);
  leaves(ctx, "po_3", "", 4850);
  struct bank_lines lines =
      apply(ctx, test_read(ctx->arena, "test/golden/bank/stripe_payout.camt.053.001.08.xml"));
  assert_int_equal(lines.count, 2);
  for (size_t i = 0; i < lines.count; i++)
    assert_int_equal(lines.items[i].outcome, BANK_OUTCOME_TRANSIT_ARRIVED);
  assert_int_equal(transit_minor(ctx, PROVIDER_STRIPE), 2500);
  assert_int_equal(transit_list(ctx).count, 1);
  assert_true(str_equal(transit_list(ctx).items[0].name, S("po_2")));
  assert_int_equal(bank_suspense_minor(ctx), 0);
  test_db_close(test);
}

/* The same file, when two payouts of 48.50 are on their way: an agent says which. */
static void an_agent_says_which_of_two_alike_it_is(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  struct ctx *ctx = staff.ctx;
  scene_bank(ctx);
  leaves(ctx, "po_3", "", 4850);
  leaves(ctx, "po_4", "", 4850);
  struct bank_lines lines =
      apply(ctx, test_read(ctx->arena, "test/golden/bank/stripe_payout.camt.053.001.08.xml"));
  assert_int_equal(lines.items[1].outcome, BANK_OUTCOME_TRANSIT_UNSURE);
  struct transit_id second = transit_list(ctx).items[1].id;
  struct str line = id_text(ctx->arena, lines.items[1].id.value);
  const char *path = staff_text(&staff, "/bureau/banque/lignes/%.*s", STR_ARG(line));
  const char *choose = staff_text(&staff, "%s/versement", path);
  const char *body = staff_text(&staff, "transit=%.*s", STR_ARG(id_text(ctx->arena, second.value)));
  db_read_end(ctx);
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_reply page = test_get(&agent, path);
  assert_true(test_shows(&page, "po_3") && test_shows(&page, "po_4"));
  assert_int_equal(test_post(&agent, choose, "transit=rien").status, 404);
  assert_int_equal(test_post(&agent, choose, body).status, 303);
  assert_int_equal(test_post(&agent, choose, body).status, 409);
  assert_int_equal(transit_list(ctx).count, 1);
  assert_true(str_equal(transit_list(ctx).items[0].name, S("po_3")));
  db_read_end(ctx);
  assert_true(str_equal(scene_books(ctx), S("balance")));
  staff_close(&staff);
}

int bank_transit_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_french_banks_credits_of_stripe_are_known),
      cmocka_unit_test(an_agent_says_which_of_two_alike_it_is),
  };
  return cmocka_run_group_tests_name("bank_transit", tests, NULL, NULL);
}
