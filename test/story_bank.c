/* Acts of stories about money that comes by bank transfer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"
#include "base/reference.h"
#include "domain/bank/bank.h"
#include "domain/life/refund.h"
#include "test/story_in.h"

static int64_t minor(struct str text) {
  int64_t value;
  if (!money_parse(text, &value)) fail_msg("%.*s is no amount", STR_ARG(text));
  return value;
}

static struct str bank_word(enum bank_result result) {
  return result == BANK_OK ? S("ok") : str_from(bank_refusal(result));
}

struct str act_takes_transfers(struct story *story) {
  scene_bank(story->ctx);
  return S("");
}

struct str act_transfer(struct story *story) {
  struct named *order = story_thing(story, story_word(story, 1));
  struct checkout_answer answer =
      checkout_place(story->ctx, &(struct order_request){
                                     .shop_id = story_thing(story, story_word(story, 2))->shop.id,
                                     .amount_minor = minor(story_word(story, 3)),
                                     .buyer_name = S("Camille"),
                                     .buyer_email = S("camille@example.org"),
                                     .provider = PROVIDER_BANK,
                                 });
  if (answer.result != CHECKOUT_OK) return str_from(checkout_refusal(&answer));
  order->order = answer.order_id;
  order->payment = answer.payment_id;
  return S("ok");
}

static struct str reference_to(struct story *story, struct str order) {
  if (str_equal(order, S("?"))) return S("RF18539007547034");
  struct reference reference =
      reference_of_number(REFERENCE_RF, story_thing(story, order)->payment.value);
  return str_copy(story->ctx->arena, reference_str(&reference));
}

/* Applies a file and says what became of each line. */
static struct str apply_file(struct story *story, struct str name, struct str xml) {
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct buf said = buf_in(story->ctx->arena);
  enum bank_result result = bank_receive(story->ctx, xml, name, &id, &why, &problem);
  if (result == BANK_OK) result = bank_apply(story->ctx, id);
  if (result != BANK_OK) return bank_word(result);
  struct bank_lines lines = bank_line_list(story->ctx, id, 0);
  for (size_t i = 0; i < lines.count; i++) {
    struct str called = str_format(story->ctx->arena, "%.*s.%zu", STR_ARG(name), i + 1);
    story_thing(story, called)->line = lines.items[i].id;
    if (i > 0) buf_add_char(&said, ' ');
    buf_add(&said, str_from(bank_outcome_name(lines.items[i].outcome)));
  }
  return buf_str(&said);
}

/* One entry of a statement, with what stands in its details. "R2@2020-06-04" is of that day. */
static void add_entry(struct buf *xml, struct str file, size_t number, struct str amount,
                      const char *direction, struct str details) {
  ptrdiff_t mark = str_find(file, S("@"));
  struct str day = mark < 0 ? S("2020-05-20") : str_skip(file, (size_t)mark + 1);
  buf_format(xml,
             "<Ntry><Amt Ccy=\"EUR\">%.*s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
             "<BookgDt><Dt>%.*s</Dt></BookgDt><AcctSvcrRef>%.*s-%zu</AcctSvcrRef>"
             "<NtryDtls><TxDtls>%.*s</TxDtls></NtryDtls></Ntry>",
             STR_ARG(amount), direction, STR_ARG(day), STR_ARG(file), number, STR_ARG(details));
}

static struct buf begin_statement(struct story *story, struct str name) {
  struct buf xml = buf_in(story->ctx->arena);
  buf_format(&xml,
             "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
             "<GrpHdr><MsgId>%.*s</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
             "<IBAN>FR7630001007941234567890185</IBAN></Id><Ccy>EUR</Ccy></Acct>",
             STR_ARG(name));
  return xml;
}

static struct str end_statement(struct buf *xml) {
  buf_literal(xml, "</Stmt></BkToCstmrStmt></Document>");
  return buf_str(xml);
}

struct str act_receive(struct story *story) {
  struct str name = story_word(story, 1);
  struct buf xml = begin_statement(story, name);
  for (size_t i = 2; i + 1 < story->count; i += 2) {
    struct str details = str_format(
        story->ctx->arena,
        "<RltdPties><DbtrAcct><Id><IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct>"
        "</RltdPties><RmtInf><Strd><CdtrRefInf><Ref>%.*s</Ref></CdtrRefInf></Strd></RmtInf>",
        STR_ARG(reference_to(story, story_word(story, i))));
    add_entry(&xml, name, i / 2, story_word(story, i + 1), "CRDT", details);
  }
  return apply_file(story, name, end_statement(&xml));
}

struct str story_bank_entry(struct story *story, struct str name, struct str amount,
                            struct str direction, struct str words) {
  struct buf xml = begin_statement(story, name);
  add_entry(&xml, name, 1, amount, str_cstr(story->ctx->arena, direction),
            str_format(story->ctx->arena, "<RmtInf><Ustrd>%.*s</Ustrd></RmtInf>", STR_ARG(words)));
  return apply_file(story, name, end_statement(&xml));
}

/* The payout of a shop's merchant in a batch. */
static struct payout payout_to(struct story *story, struct str batch, struct str shop) {
  struct payouts list = payout_list(story->ctx, story_thing(story, batch)->batch);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].merchant_id.value == story_thing(story, shop)->shop.merchant_id.value)
      return list.items[i];
  fail_msg("no payout to %.*s", STR_ARG(shop));
  return (struct payout){0};
}

struct str act_returned(struct story *story) {
  struct payout payout = payout_to(story, story_word(story, 1), story_word(story, 2));
  struct arena *arena = story->ctx->arena;
  struct str name = str_format(arena, "back-%.*s", STR_ARG(id_text(arena, payout.id.value)));
  struct buf xml = begin_statement(story, name);
  add_entry(&xml, name, 1, money_decimal(story->ctx->arena, payout.amount.minor), "CRDT",
            str_format(arena,
                       "<Refs><EndToEndId>%.*s</EndToEndId></Refs><RtrInf><Rsn><Cd>%.*s</Cd></Rsn>"
                       "</RtrInf>",
                       STR_ARG(id_text(arena, payout.id.value)), STR_ARG(story_word(story, 3))));
  return apply_file(story, name, end_statement(&xml));
}

struct str act_booked(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct str id = id_text(arena, story_thing(story, story_word(story, 1))->batch.value);
  struct buf xml = begin_statement(story, id);
  add_entry(&xml, id, 1, S("1.00"), "DBIT",
            str_format(arena, "<Refs><PmtInfId>%.*s</PmtInfId></Refs>", STR_ARG(id)));
  return apply_file(story, id, end_statement(&xml));
}

/* A refund's message, as its turn names it. */
static struct str refund_name(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct refunds list = refund_list(story->ctx, story_voucher(story, story_word(story, 1)));
  must(list.count > 0);
  struct str id = id_text(arena, list.items[list.count - 1].id.value), turn = story_word(story, 2);
  return str_equal(turn, S("1")) ? id : str_format(arena, "%.*s-%.*s", STR_ARG(id), STR_ARG(turn));
}

/* A statement with this one entry; the same entry keeps its mark. */
static struct str refund_entry(struct story *story, const char *direction, struct str details) {
  struct arena *arena = story->ctx->arena;
  struct str name = str_format(arena, "%s-%.*s-%.*s", direction, STR_ARG(refund_name(story)),
                               STR_ARG(story_word(story, 4)));
  struct buf xml = begin_statement(story, name);
  add_entry(&xml, name, 1, story_word(story, 3), direction, details);
  return apply_file(story, name, end_statement(&xml));
}

/* left ORDER TURN AMOUNT [IBAN] */
struct str act_left(struct story *story) {
  struct str iban = story_word(story, 4);
  struct buf details = buf_in(story->ctx->arena);
  buf_format(&details, "<Refs><EndToEndId>%.*s</EndToEndId></Refs>", STR_ARG(refund_name(story)));
  if (iban.len > 0)
    buf_format(&details, "<RltdPties><CdtrAcct><Id><IBAN>%.*s</IBAN></Id></CdtrAcct></RltdPties>",
               STR_ARG(iban));
  return refund_entry(story, "DBIT", buf_str(&details));
}

/* sent_back ORDER TURN AMOUNT REASON */
struct str act_sent_back(struct story *story) {
  return refund_entry(story, "CRDT",
                      str_format(story->ctx->arena,
                                 "<Refs><EndToEndId>%.*s</EndToEndId></Refs><RtrInf><Rsn>"
                                 "<Cd>%.*s</Cd></Rsn></RtrInf>",
                                 STR_ARG(refund_name(story)), STR_ARG(story_word(story, 4))));
}

struct str act_bank_round(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)refund_round(story->ctx, false));
}

struct str act_answer(struct story *story) {
  struct payout payout = payout_to(story, story_word(story, 1), story_word(story, 2));
  struct arena *arena = story->ctx->arena;
  struct str id = id_text(arena, payout.id.value);
  return apply_file(
      story, story_word(story, 3),
      str_format(arena,
                 "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">"
                 "<CstmrPmtStsRpt><GrpHdr><MsgId>%.*s%.*s</MsgId></GrpHdr><OrgnlPmtInfAndSts>"
                 "<TxInfAndSts><OrgnlEndToEndId>%.*s</OrgnlEndToEndId><TxSts>%.*s</TxSts>"
                 "<StsRsnInf><Rsn><Cd>%.*s</Cd></Rsn></StsRsnInf></TxInfAndSts>"
                 "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>",
                 STR_ARG(id), STR_ARG(story_word(story, 3)), STR_ARG(id),
                 STR_ARG(story_word(story, 3)), STR_ARG(story_word(story, 4))));
}

static struct bank_line_id line_named(struct story *story) {
  return story_thing(story, story_word(story, 1))->line;
}

struct str act_assign(struct story *story) {
  return bank_word(
      bank_assign(story->ctx, line_named(story), reference_to(story, story_word(story, 2))));
}

struct str act_release(struct story *story) {
  return bank_word(bank_release(story->ctx, line_named(story)));
}

struct str act_refund(struct story *story) {
  story_become(story, story_word(story, 2));
  return bank_word(bank_refund_ask(story->ctx, line_named(story)));
}

struct str act_refunded(struct story *story) {
  story_become(story, story_word(story, 2));
  return bank_word(bank_refund_confirm(story->ctx, line_named(story)));
}

struct str act_keep(struct story *story) {
  return bank_word(bank_keep(story->ctx, line_named(story), story_word(story, 2)));
}

struct str act_expire(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)bank_expire_round(story->ctx));
}

/* By the lines, and by the ledger: it must be the same. */
struct str act_suspense(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_SUSPENSE, 0);
  int64_t ledger = sums.credit_minor - sums.debit_minor, lines = 0;
  struct bank_lines open = bank_open_list(story->ctx);
  for (size_t i = 0; i < open.count; i++)
    if (open.items[i].state != BANK_LINE_HELD) lines += open.items[i].open_minor;
  assert_int_equal(ledger, lines);
  return money_decimal(story->ctx->arena, bank_suspense_minor(story->ctx));
}

struct str act_arrived(struct story *story) {
  struct ledger_sums sums = ledger_sums(story->ctx, ACCOUNT_CLEARING, PROVIDER_BANK);
  return money_decimal(story->ctx->arena, sums.debit_minor - sums.credit_minor);
}
