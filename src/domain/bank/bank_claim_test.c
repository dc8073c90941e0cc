#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "command.h"
#include "domain/bank/bank.h"
#include "domain/life/refund.h"
#include "test/staff.h"

/* Camille's voucher, paid by transfer, is given back, and the bank has the order. */
static struct refund_id under_way(struct staff *staff) {
  struct ctx *ctx = staff->ctx;
  struct order order;
  scene_bank(ctx);
  struct checkout_answer placed =
      checkout_place(ctx, &(struct order_request){.shop_id = staff->shop.id,
                                                  .amount_minor = 5000,
                                                  .buyer_name = S("Camille"),
                                                  .buyer_email = S("camille@example.org"),
                                                  .provider = PROVIDER_BANK});
  assert_int_equal(checkout_settle(ctx, PROVIDER_BANK, placed.payment_id, PAYMENT_PAID).result,
                   CHECKOUT_OK);
  assert_true(order_find(ctx, placed.order_id, &order));
  ctx->person.value = 1001;
  struct refund refund = refund_by_agent(ctx, order.voucher_id, 0, S("demande")).refund;
  assert_int_equal(
      refund_to_account(ctx, refund.id, S("FR1420041010050500013M02606"), S("Camille")),
      REFUND_RESULT_OK);
  ctx->person.value = 1002;
  assert_int_equal(refund_confirm(ctx, refund.id), REFUND_RESULT_OK);
  db_read_end(ctx);
  return refund.id;
}

/* The file of test/golden, whose name of the payment is nothing that we know. */
static struct str debit(struct staff *staff) {
  struct ctx *ctx = staff->ctx;
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct str xml = test_read(ctx->arena, "test/golden/bank/refund.camt.053.001.08.xml");
  assert_int_equal(bank_receive(ctx, xml, S("releve.xml"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(ctx, id), BANK_OK);
  struct bank_lines lines = bank_line_list(ctx, id, 0);
  assert_int_equal(lines.items[0].outcome, BANK_OUTCOME_NOT_OURS);
  struct str line = id_text(ctx->arena, lines.items[0].id.value);
  db_read_end(ctx);
  return line;
}

static void an_agent_says_which_refund_it_is_and_the_accountant_agrees(void **state) {
  (void)state;
  struct staff staff;
  struct refund refund;
  staff_open(&staff);
  struct refund_id id = under_way(&staff);
  struct str line = debit(&staff);
  const char *path = staff_text(&staff, "/bureau/banque/lignes/%.*s", STR_ARG(line));
  const char *claim = staff_text(&staff, "%s/reconnaitre", path);
  const char *body =
      staff_text(&staff, "refund=%.*s", STR_ARG(id_text(staff.ctx->arena, id.value)));
  struct test_client agent = staff_sign_in(&staff, ROLE_AGENT);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct test_reply page = test_get(&agent, path);
  assert_true(test_shows(&page, "Est-ce un de ces remboursements"));
  assert_true(test_shows(&page, "Camille, "));
  assert_int_equal(test_post(&agent, claim, "refund=rien").status, 404);
  assert_int_equal(test_post(&agent, claim, body).status, 303);
  assert_int_equal(test_post(&agent, claim, body).status, 409);
  assert_int_equal(test_post(&agent, staff_text(&staff, "%s/confirmer", claim), "").status, 403);
  page = test_get(&accountant, path);
  assert_true(test_shows(&page, "serait un remboursement"));
  assert_int_equal(test_post(&accountant, staff_text(&staff, "%s/confirmer", claim), "").status,
                   303);
  assert_int_equal(refund_round(staff.ctx, false), 1);
  assert_true(refund_find(staff.ctx, id, &refund));
  assert_int_equal(refund.stage, REFUND_STAGE_SENT);
  db_read_end(staff.ctx);
  assert_true(str_equal(scene_books(staff.ctx), S("balance")));
  staff_close(&staff);
}

int bank_claim_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_agent_says_which_refund_it_is_and_the_accountant_agrees),
  };
  return cmocka_run_group_tests_name("bank_claim", tests, NULL, NULL);
}
