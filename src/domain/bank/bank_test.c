#include "domain/bank/bank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/reference.h"
#include "db/migrate.h"
#include "domain/payment/bank_setting.h"
#include "test/scene.h"
#include "test/story.h"

static void every_cent_that_arrives_has_a_place(void **state) {
  (void)state;
  story_run("src/domain/bank/bank.story");
}

struct world {
  struct test_db *test;
  struct ctx *ctx;
  struct shop shop;
};

static struct world open_world(void) {
  struct world world = {.test = test_db_open()};
  world.ctx = scene_open(world.test);
  struct campaign campaign = scene_campaign();
  scene_add_campaign(world.ctx, &campaign);
  world.shop = scene_shop(world.ctx, S("librairie"));
  scene_bank(world.ctx);
  return world;
}

static struct payment_id order(struct world *world, int64_t minor) {
  struct checkout_answer answer =
      checkout_place(world->ctx, &(struct order_request){.shop_id = world->shop.id,
                                                         .amount_minor = minor,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = PROVIDER_BANK});
  assert_int_equal(answer.result, CHECKOUT_OK);
  return answer.payment_id;
}

static struct str statement_of(struct world *world, const struct payment_id *payments,
                               size_t count) {
  struct buf xml = buf_in(world->ctx->arena);
  buf_literal(&xml, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
                    "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
                    "<IBAN>FR7630001007941234567890185</IBAN></Id><Ccy>EUR</Ccy></Acct>");
  for (size_t i = 0; i < count; i++) {
    struct reference reference = reference_of_number(REFERENCE_RF, payments[i].value);
    buf_format(&xml,
               "<Ntry><NtryRef>%zu</NtryRef><Amt Ccy=\"EUR\">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
               "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2020-05-20</Dt></BookgDt><NtryDtls><TxDtls>"
               "<RmtInf><Ustrd>%.*s merci</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
               i + 1, STR_ARG(reference_grouped(world->ctx->arena, &reference)));
  }
  buf_literal(&xml, "</Stmt></BkToCstmrStmt></Document>");
  return buf_str(&xml);
}

static enum bank_result receive(struct world *world, struct str xml, struct bank_file_id *id) {
  enum bank_file_result why;
  struct bank_file_problem problem;
  return bank_receive(world->ctx, xml, S("releve.xml"), id, &why, &problem);
}

struct applying {
  struct ctx *ctx;
  struct bank_file_id id;
};

static void apply(void *arg) {
  struct applying *applying = arg;
  bank_apply(applying->ctx, applying->id);
}

static int64_t arrived(struct ctx *ctx) {
  struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_CLEARING, PROVIDER_BANK);
  return sums.debit_minor - sums.credit_minor;
}

/* The database refuses the second voucher of the third order: the process dies there. */
static void an_import_that_dies_half_way_is_finished_once(void **state) {
  (void)state;
  struct world world = open_world();
  struct fault fault;
  struct payment_id payments[3] = {order(&world, 5000), order(&world, 5000), order(&world, 5000)};
  struct bank_file_id id;
  assert_int_equal(receive(&world, statement_of(&world, payments, 3), &id), BANK_OK);
  db_read_end(world.ctx);
  db_script(world.test->db, S("CREATE UNIQUE INDEX trap ON voucher (amount_minor);"));
  struct applying applying = {world.ctx, id};
  assert_false(fault_catch(&fault, apply, &applying));
  db_read_end(world.ctx);
  assert_int_equal(arrived(world.ctx), 5000);
  db_read_end(world.ctx);
  db_script(world.test->db, S("DROP INDEX trap;"));
  assert_int_equal(bank_apply(world.ctx, id), BANK_OK);
  assert_int_equal(arrived(world.ctx), 15000);
  assert_int_equal(bank_apply(world.ctx, id), BANK_ALREADY_DECIDED);
  assert_int_equal(
      ledger_sums(world.ctx, ACCOUNT_PAYABLE, world.shop.merchant_id.value).credit_minor, 15000);
  db_read_end(world.ctx);
  assert_true(str_equal(scene_books(world.ctx), S("balance")));
  test_db_close(world.test);
}

/* Without the bank's own references the message and the place in it say what is the same. */
static void the_same_statement_twice_changes_nothing(void **state) {
  (void)state;
  struct world world = open_world();
  struct payment_id payments[2] = {order(&world, 5000), order(&world, 5000)};
  struct str xml = statement_of(&world, payments, 2);
  for (int i = 0; i < 2; i++) {
    struct bank_file_id id;
    assert_int_equal(receive(&world, xml, &id), BANK_OK);
    assert_int_equal(bank_apply(world.ctx, id), BANK_OK);
    assert_int_equal(arrived(world.ctx), 10000);
  }
  assert_int_equal(bank_suspense_minor(world.ctx), 0);
  test_db_close(world.test);
}

static void a_file_that_is_refused_or_forgotten_changes_nothing(void **state) {
  (void)state;
  struct world world = open_world();
  struct payment_id payment = order(&world, 5000);
  struct str xml = statement_of(&world, &payment, 1);
  struct bank_file_id id;
  assert_int_equal(receive(&world, str_take(xml, xml.len / 2), &id), BANK_UNREADABLE);
  assert_int_equal(bank_list(world.ctx).count, 0);
  assert_int_equal(receive(&world, xml, &id), BANK_OK);
  assert_int_equal(bank_drop(world.ctx, id), BANK_OK);
  assert_int_equal(bank_apply(world.ctx, id), BANK_ALREADY_DECIDED);
  assert_int_equal(arrived(world.ctx), 0);
  assert_int_equal(receive(&world, xml, &id), BANK_OK);
  assert_int_equal(bank_apply(world.ctx, id), BANK_OK);
  assert_int_equal(arrived(world.ctx), 5000);
  test_db_close(world.test);
}

static void a_file_of_another_account_is_refused(void **state) {
  (void)state;
  struct world world = open_world();
  struct bank_file_id id;
  struct bank_setting setting;
  assert_true(bank_setting_find(world.ctx, &setting));
  struct str other = S("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">"
                       "<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
                       "<IBAN>DE89370400440532013000</IBAN></Id></Acct></Stmt></BkToCstmrStmt>"
                       "</Document>");
  assert_int_equal(receive(&world, other, &id), BANK_OTHER_ACCOUNT);
  test_db_close(world.test);
}

/* The notification says who paid the sum that the statement shows; in whatever order they come. */
static struct str sum_of(struct world *world, const struct payment_id *payments, bool details) {
  struct buf xml = buf_in(world->ctx->arena);
  const char *kind = details ? "camt.054.001.08" : "camt.053.001.08";
  buf_format(
      &xml,
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:%s\"><%s><GrpHdr><MsgId>%s</MsgId>"
      "</GrpHdr><%s><Id>1</Id><Acct><Id><IBAN>FR7630001007941234567890185</IBAN></Id></Acct>"
      "<Ntry><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
      "<BookgDt><Dt>2020-05-20</Dt></BookgDt><AcctSvcrRef>SUM-1</AcctSvcrRef><NtryDtls>"
      "<Btch><NbOfTxs>2</NbOfTxs></Btch>",
      kind, details ? "BkToCstmrDbtCdtNtfctn" : "BkToCstmrStmt", kind, details ? "Ntfctn" : "Stmt");
  for (size_t i = 0; details && i < 2; i++) {
    struct reference reference = reference_of_number(REFERENCE_RF, payments[i].value);
    buf_format(&xml,
               "<TxDtls><Amt Ccy=\"EUR\">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Strd>"
               "<CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>",
               reference.text);
  }
  buf_format(&xml, "</NtryDtls></Ntry></%s></%s></Document>", details ? "Ntfctn" : "Stmt",
             details ? "BkToCstmrDbtCdtNtfctn" : "BkToCstmrStmt");
  return buf_str(&xml);
}

static void a_sum_and_its_details_are_the_same_money(void **state) {
  (void)state;
  for (int details_first = 0; details_first < 2; details_first++) {
    struct world world = open_world();
    struct payment_id payments[2] = {order(&world, 5000), order(&world, 5000)};
    for (int i = 0; i < 2; i++) {
      struct bank_file_id id;
      struct str xml = sum_of(&world, payments, (i == 0) == details_first);
      assert_int_equal(receive(&world, xml, &id), BANK_OK);
      assert_int_equal(bank_apply(world.ctx, id), BANK_OK);
    }
    assert_int_equal(arrived(world.ctx), 10000);
    assert_int_equal(bank_open_list(world.ctx).count, 0);
    test_db_close(world.test);
  }
}

int bank_tests(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_cent_that_arrives_has_a_place),
      cmocka_unit_test(an_import_that_dies_half_way_is_finished_once),
      cmocka_unit_test(the_same_statement_twice_changes_nothing),
      cmocka_unit_test(a_file_that_is_refused_or_forgotten_changes_nothing),
      cmocka_unit_test(a_file_of_another_account_is_refused),
      cmocka_unit_test(a_sum_and_its_details_are_the_same_money),
  };
  return cmocka_run_group_tests_name("bank", tests, NULL, NULL);
}
