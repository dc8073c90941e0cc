#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/bank/bank.h"
#include "test/staff.h"

static struct bank_file_id answered(struct staff *staff, struct payout_id id) {
  struct bank_file_id file;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct str xml =
      str_format(staff->ctx->arena,
                 "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.03\">"
                 "<CstmrPmtStsRpt><GrpHdr><MsgId>S</MsgId></GrpHdr><OrgnlPmtInfAndSts>"
                 "<TxInfAndSts><OrgnlEndToEndId>%.*s</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
                 "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts>"
                 "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>",
                 STR_ARG(id_text(staff->ctx->arena, id.value)));
  assert_int_equal(bank_receive(staff->ctx, xml, S("pain.002.xml"), &file, &why, &problem),
                   BANK_OK);
  return file;
}

static struct batch prepared(struct staff *staff) {
  struct test_client agent = staff_sign_in(staff, ROLE_AGENT);
  assert_int_equal(test_get(&agent, "/bureau").status, 200);
  assert_int_equal(test_post(&agent, "/bureau/versements", "").status, 303);
  return batch_list(staff->ctx).items[0];
}

/* 50.00 to one shop, 20.00 to another; the bank says that the first account is closed. */
static void what_the_bank_refused_is_named_and_not_confirmed(void **state) {
  (void)state;
  struct staff staff;
  staff_open(&staff);
  scene_account(staff.ctx, &staff.shop);
  scene_account(staff.ctx, &staff.other);
  staff_voucher(&staff, &staff.shop, 5000);
  staff_voucher(&staff, &staff.other, 2000);
  struct batch batch = prepared(&staff);
  struct payouts payouts = payout_list(staff.ctx, batch.id);
  assert_int_equal(payouts.count, 2);
  struct payout *refused = &payouts.items[payouts.items[0].amount.minor == 5000 ? 0 : 1];
  struct str path = str_format(staff.ctx->arena, "/bureau/versements/%.*s",
                               STR_ARG(id_text(staff.ctx->arena, batch.id.value)));

  struct bank_file_id file = answered(&staff, refused->id);
  struct test_client accountant = staff_sign_in(&staff, ROLE_ACCOUNTANT);
  struct test_reply page =
      test_get(&accountant, staff_text(&staff, "/bureau/banque/fichiers/%.*s",
                                       STR_ARG(id_text(staff.ctx->arena, file.value))));
  assert_int_equal(page.status, 200);
  assert_true(test_shows(&page, "Librairie des Lilas"));
  assert_true(test_shows(&page, "50,00\u00a0€"));
  assert_false(test_shows(&page, "Payeur non nommé"));

  assert_int_equal(bank_apply(staff.ctx, file), BANK_OK);
  page = test_get(&accountant, staff_text(&staff, "%.*s", STR_ARG(path)));
  assert_true(test_shows(&page, "1 virement est revenu (50,00\u00a0€)"));
  assert_true(test_shows(&page, "quand la banque a exécuté le virement"));
  assert_true(test_shows(&page, "Confirmer 20,00\u00a0€ versés"));
  assert_int_equal(
      test_post(&accountant, staff_text(&staff, "%.*s/confirmer", STR_ARG(path)), "").status, 303);
  page = test_get(&accountant, staff_text(&staff, "%.*s", STR_ARG(path)));
  assert_true(test_shows(&page, "1 virement est revenu (50,00\u00a0€)"));
  staff_close(&staff);
}

int desk_batch_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_the_bank_refused_is_named_and_not_confirmed),
  };
  return cmocka_run_group_tests_name("desk_batch", tests, NULL, NULL);
}
