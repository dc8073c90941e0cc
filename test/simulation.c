#include "test/simulation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/reference.h"
#include "domain/bank/bank.h"
#include "domain/life/expiry.h"
#include "domain/life/refund.h"
#include "domain/payment/bank_setting.h"
#include "domain/payout/payout.h"
#include "domain/topup/reservation.h"

static void compare_shops(struct simulation *model);

static uint64_t roll(struct simulation *model, uint64_t sides) {
  return random_below(&model->dice, sides);
}

/* A voucher of one shop that its buyer paid whole. */
static void note_sale(struct simulation *model, struct order_id id, size_t shop, int64_t amount) {
  struct order order;
  assert_true(order_find(model->ctx, id, &order));
  model->vouchers[model->count++] = (struct simulated_voucher){
      order.voucher_id, shop, amount, false, amount, amount, 0, model->campaign.remainder};
  model->due[shop] += amount;
  model->sold[shop] += amount;
  model->paid_by_buyers += amount;
}

static void buy(struct simulation *model) {
  size_t shop = roll(model, SIMULATION_SHOPS);
  int64_t amount = 500 + (int64_t)roll(model, 24501);
  struct checkout_answer placed =
      checkout_place(model->ctx, &(struct order_request){.shop_id = model->shops[shop].id,
                                                         .amount_minor = amount,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = PROVIDER_SANDBOX});
  assert_int_equal(placed.result, CHECKOUT_OK);
  bool pays = roll(model, 5) > 0;
  assert_int_equal(checkout_settle(model->ctx, PROVIDER_SANDBOX, placed.payment_id,
                                   pays ? PAYMENT_PAID : PAYMENT_REFUSED)
                       .result,
                   CHECKOUT_OK);
  if (!pays || model->count == SIMULATION_VOUCHERS) return;
  note_sale(model, placed.order_id, shop, amount);
}

/* A fifth of it from the envelope. Not every order is paid at once, or ever. */
static void buy_topped_up(struct simulation *model) {
  size_t shop = roll(model, SIMULATION_SHOPS);
  int64_t amount = 500 + (int64_t)roll(model, 24501), top_up = amount / 5;
  if (model->hold_count == SIMULATION_HOLDS) return;
  struct checkout_answer placed =
      checkout_place(model->ctx, &(struct order_request){.shop_id = model->shops[shop].id,
                                                         .amount_minor = amount,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .top_up.wanted = true,
                                                         .provider = PROVIDER_SANDBOX});
  if (top_up > model->left) {
    assert_int_equal(placed.result, CHECKOUT_TOP_UP);
    assert_int_equal(placed.top_up, TOPUP_ENVELOPE_EMPTY);
    return;
  }
  assert_int_equal(placed.result, CHECKOUT_OK);
  model->left -= top_up;
  model->reserved += top_up;
  model->holds[model->hold_count++] = (struct simulated_hold){placed.order_id,
                                                              placed.payment_id,
                                                              shop,
                                                              amount,
                                                              top_up,
                                                              model->ctx->now.ms + 15 * 60000,
                                                              model->campaign.remainder};
}

static void drop_hold(struct simulation *model, size_t number, bool used) {
  struct simulated_hold hold = model->holds[number];
  model->holds[number] = model->holds[--model->hold_count];
  model->reserved -= hold.top_up;
  *(used ? &model->used : &model->left) += hold.top_up;
}

/* One of them is paid, or refused. */
static void decide_hold(struct simulation *model) {
  if (model->hold_count == 0 || model->count == SIMULATION_VOUCHERS) return;
  size_t number = roll(model, model->hold_count);
  struct simulated_hold hold = model->holds[number];
  bool pays = roll(model, 3) > 0;
  assert_int_equal(checkout_settle(model->ctx, PROVIDER_SANDBOX, hold.payment,
                                   pays ? PAYMENT_PAID : PAYMENT_REFUSED)
                       .result,
                   CHECKOUT_OK);
  drop_hold(model, number, pays);
  if (!pays) return;
  struct order order;
  assert_true(order_find(model->ctx, hold.order, &order));
  assert_int_equal(order.top_up.minor, hold.top_up);
  model->vouchers[model->count++] = (struct simulated_voucher){
      order.voucher_id,          hold.shop, hold.amount, false, hold.amount,
      hold.amount - hold.top_up, 0,         hold.rule};
  model->due[hold.shop] += hold.amount;
  model->sold[hold.shop] += hold.amount;
  model->paid_by_buyers += hold.amount - hold.top_up;
}

/* The job looks for orders whose time is over. */
void simulation_lapse(struct simulation *model) {
  int64_t over = 0;
  for (size_t i = model->hold_count; i-- > 0;) {
    if (model->holds[i].until_ms > model->ctx->now.ms) continue;
    drop_hold(model, i, false);
    over++;
  }
  assert_int_equal(checkout_release_round(model->ctx), over);
}

static void let_minutes_pass(struct simulation *model) {
  model->ctx->now.ms += (int64_t)roll(model, 10) * 60000;
  simulation_lapse(model);
}

static bool fill_body(struct ctx *ctx, void *arg) {
  struct simulation *model = arg;
  struct str funder = roll(model, 2) == 0 ? S("Région") : S("Ville");
  return envelope_fill(ctx, model->campaign.id, funder, 20000) == ENVELOPE_OK;
}

static void fill(struct simulation *model) {
  assert_true(db_write(model->ctx, fill_body, model));
  model->filled += 20000;
  model->left += 20000;
}

static void compare_envelope(struct simulation *model) {
  struct envelope envelope;
  int64_t worth = 0, redeemed = 0;
  envelope_find(model->ctx, model->campaign.id, &envelope);
  assert_int_equal(envelope.filled.minor, model->filled);
  assert_int_equal(envelope.left.minor, model->left);
  assert_int_equal(envelope.reserved.minor, model->reserved);
  assert_int_equal(envelope.used.minor, model->used);
  for (size_t i = 0; i < model->count; i++)
    worth += model->vouchers[i].balance;
  for (size_t i = 0; i < SIMULATION_SHOPS; i++)
    redeemed += model->redeemed[i];
  assert_int_equal(model->paid_by_buyers + model->used, redeemed + worth + model->expired);
}

/* A statement with one line: so much came with the reference of that payment. */
void simulation_receive(struct simulation *model, struct payment_id payment, int64_t amount) {
  struct arena *arena = model->ctx->arena;
  struct reference reference = reference_of_number(REFERENCE_RF, payment.value);
  struct bank_file_id id;
  enum bank_file_result why;
  struct bank_file_problem problem;
  struct str xml = str_format(
      arena,
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr>"
      "<MsgId>%lld</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>FR7630001007941234567890185</"
      "IBAN>"
      "</Id></Acct><Ntry><Amt Ccy=\"EUR\">%.*s</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd>"
      "</Sts><BookgDt><Dt>2020-05-20</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><DbtrAcct><Id>"
      "<IBAN>FR1420041010050500013M02606</IBAN></Id></DbtrAcct></"
      "RltdPties><RmtInf><Strd><CdtrRefInf>"
      "<Ref>%s</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt>"
      "</Document>",
      (long long)++model->statements, STR_ARG(money_decimal(arena, amount)), reference.text);
  assert_int_equal(bank_receive(model->ctx, xml, S("r"), &id, &why, &problem), BANK_OK);
  assert_int_equal(bank_apply(model->ctx, id), BANK_OK);
  model->arrived += amount;
}

/* Somebody pays by transfer: exactly, a little less, more, or for an order that is not there. */
static void transfer(struct simulation *model) {
  size_t shop = roll(model, SIMULATION_SHOPS);
  int64_t amount = 500 + (int64_t)roll(model, 24501), differs = (int64_t)roll(model, 3) - 1;
  struct checkout_answer placed =
      checkout_place(model->ctx, &(struct order_request){.shop_id = model->shops[shop].id,
                                                         .amount_minor = amount,
                                                         .buyer_name = S("Camille"),
                                                         .buyer_email = S("camille@example.org"),
                                                         .provider = PROVIDER_BANK});
  assert_int_equal(placed.result, CHECKOUT_OK);
  bool known = roll(model, 5) > 0;
  simulation_receive(model, known ? placed.payment_id : (struct payment_id){7}, amount + differs);
  bool pays = known && differs >= 0 && model->count < SIMULATION_VOUCHERS;
  model->suspense += pays ? differs : amount + differs;
  if (!pays) return;
  note_sale(model, placed.order_id, shop, amount);
}

/* The oldest money without a place goes back to its payer or stays with the territory. */
static void resolve(struct simulation *model) {
  struct bank_lines open = bank_open_list(model->ctx);
  if (open.count == 0) return;
  const struct bank_line *line = &open.items[0];
  model->suspense -= line->open_minor;
  if (roll(model, 2) == 0) {
    model->kept += line->open_minor;
    assert_int_equal(bank_keep(model->ctx, line->id, S("don")), BANK_OK);
    return;
  }
  model->ctx->person.value = 1001;
  assert_int_equal(bank_refund_ask(model->ctx, line->id), BANK_OK);
  model->ctx->person.value = 1002;
  assert_int_equal(bank_refund_confirm(model->ctx, line->id), BANK_OK);
}

static bool return_body(struct ctx *ctx, void *arg) {
  const struct payout *payout = arg;
  return payout_return(ctx, payout->id, S("AC04"));
}

/* The bank sends one payment of the batch back; a second time changes nothing. */
static void bring_back(struct simulation *model) {
  struct payouts list = payout_list(model->ctx, model->batch);
  struct payout *payout = &list.items[roll(model, list.count)];
  bool paid = payout->state == PAYOUT_CONFIRMED;
  bool back = db_write(model->ctx, return_body, payout);
  assert_int_equal(back, paid || payout->state == PAYOUT_PREPARED);
  assert_false(db_write(model->ctx, return_body, payout));
  for (size_t i = 0; back && i < SIMULATION_SHOPS; i++) {
    if (model->shops[i].merchant_id.value != payout->merchant_id.value) continue;
    *(paid ? &model->paid[i] : &model->under_way[i]) -= payout->amount.minor;
    model->due[i] += payout->amount.minor;
  }
}

static void compare_bank(struct simulation *model) {
  struct ledger_sums clearing = ledger_sums(model->ctx, ACCOUNT_CLEARING, PROVIDER_BANK);
  struct ledger_sums suspense = ledger_sums(model->ctx, ACCOUNT_SUSPENSE, 0);
  assert_int_equal(clearing.debit_minor - clearing.credit_minor, model->arrived);
  assert_int_equal(suspense.credit_minor - suspense.debit_minor, model->suspense);
  assert_int_equal(bank_suspense_minor(model->ctx), model->suspense);
}

static void redeem(struct simulation *model) {
  if (model->count == 0) return;
  struct simulated_voucher *voucher = &model->vouchers[roll(model, model->count)];
  size_t till_shop = roll(model, 6) == 0 ? roll(model, SIMULATION_SHOPS) : voucher->shop;
  int64_t amount = 1 + (int64_t)roll(model, (uint64_t)voucher->balance * 5 / 4 + 2);
  struct voucher_redemption redemption = {
      .scan = {.code = voucher_code_text(model->ctx, voucher->id, '-'),
               .shop_id = model->shops[till_shop].id},
      .amount_minor = amount,
      .nonce = str_format(model->ctx->arena, "simulated-%lld", (long long)++model->nonce),
      .redeemed_at = model->ctx->now,
  };
  struct voucher_answer answer = voucher_redeem(model->ctx, &redemption);
  if (till_shop != voucher->shop) {
    assert_int_equal(answer.result, VOUCHER_OTHER_SHOP);
  } else if (voucher->balance == 0) {
    assert_int_equal(answer.result, voucher->ended ? VOUCHER_REFUNDED : VOUCHER_ALREADY_REDEEMED);
  } else if (amount > voucher->balance) {
    assert_int_equal(answer.result, VOUCHER_AMOUNT_ABOVE_BALANCE);
  } else {
    assert_int_equal(answer.result, VOUCHER_OK);
    voucher->balance -= amount;
    model->redeemed[voucher->shop] += amount;
    assert_int_equal(voucher_redeem(model->ctx, &redemption).result, VOUCHER_OK); /* a retry */
  }
  assert_int_equal(ledger_balance(model->ctx, (struct account_id){voucher->id.value}),
                   voucher->balance);
}

/* An agent pays a part back, or all that is left: the shop may owe it to later payouts. */
static void pay_back(struct simulation *model) {
  if (model->count == 0) return;
  struct simulated_voucher *voucher = &model->vouchers[roll(model, model->count)];
  int64_t value = 1 + (int64_t)roll(model, (uint64_t)voucher->balance * 5 / 4 + 2);
  model->ctx->person.value = 1001;
  struct refund_answer answer = refund_by_agent(model->ctx, voucher->id, value, S("geste"));
  bool may = value <= voucher->balance;
  assert_int_equal(answer.result == REFUND_RESULT_OK, may);
  if (!may) return;
  int64_t after = voucher->refunded + value;
  int64_t part =
      after * voucher->paid / voucher->worth - voucher->refunded * voucher->paid / voucher->worth;
  assert_int_equal(answer.refund.paid.minor, part);
  voucher->refunded = after;
  voucher->balance -= value;
  voucher->ended = voucher->balance == 0;
  model->due[voucher->shop] -= value;
  model->unsold[voucher->shop] += value;
  model->paid_by_buyers -= part;
  model->used -= value - part;
  model->left += value - part;
}

static bool remainder_body(struct ctx *ctx, void *arg) {
  const struct simulation *model = arg;
  struct campaign now;
  assert_true(campaign_find(ctx, model->campaign.id, &now));
  now.remainder = model->campaign.remainder;
  return campaign_change(ctx, &now) == CAMPAIGN_EDIT_OK;
}

/* What is sold from now on ends under another rule. */
static void change_rule(struct simulation *model) {
  model->campaign.remainder = CAMPAIGN_REMAINDER_KEPT + (enum campaign_remainder)roll(model, 3);
  assert_true(db_write(model->ctx, remainder_body, model));
}

/* So much was left: to the holder goes the buyer's part, to the envelope the public one. */
static void lapse(struct simulation *model, const struct simulated_voucher *voucher) {
  int64_t value = voucher->balance, after = voucher->refunded + value;
  int64_t part =
      after * voucher->paid / voucher->worth - voucher->refunded * voucher->paid / voucher->worth;
  model->unsold[voucher->shop] += value;
  if (voucher->rule != CAMPAIGN_REMAINDER_HOLDER) model->expired += value;
  if (voucher->rule == CAMPAIGN_REMAINDER_KEPT || value == 0) return;
  model->due[voucher->shop] -= value;
  if (voucher->rule == CAMPAIGN_REMAINDER_FUND) {
    model->fund += value;
    return;
  }
  model->lapsed_to_holders += part;
  model->paid_by_buyers -= part;
  model->used -= value - part;
  model->left += value - part;
}

/* What the fund has, and what holders were promised at the end; the envelope beside the model. */
static void compare_end(struct simulation *model, int64_t refunded_before) {
  struct envelope envelope;
  struct ledger_sums fund = ledger_sums(model->ctx, ACCOUNT_FUND, 0);
  assert_int_equal(fund.credit_minor - fund.debit_minor, model->fund);
  int64_t refunded = ledger_sums(model->ctx, ACCOUNT_REFUND, PROVIDER_SANDBOX).credit_minor +
                     ledger_sums(model->ctx, ACCOUNT_REFUND, PROVIDER_BANK).credit_minor;
  assert_int_equal(refunded - refunded_before, model->lapsed_to_holders);
  envelope_find(model->ctx, model->campaign.id, &envelope);
  assert_int_equal(envelope.left.minor, model->left);
  assert_int_equal(envelope.used.minor, model->used);
}

/* The year is over, with it every voucher, and the tills have reported: what is left goes where its
 * rule says. */
void simulation_let_expire(struct simulation *model) {
  int64_t refunded = ledger_sums(model->ctx, ACCOUNT_REFUND, PROVIDER_SANDBOX).credit_minor +
                     ledger_sums(model->ctx, ACCOUNT_REFUND, PROVIDER_BANK).credit_minor;
  model->ctx->now = zone_day_start(model->ctx->zone, day_of(2021, 1, 8));
  while (expiry_round(model->ctx) > 0)
    continue;
  for (size_t i = 0; i < model->count; i++) {
    struct simulated_voucher *voucher = &model->vouchers[i];
    lapse(model, voucher);
    voucher->balance = 0;
    assert_int_equal(ledger_balance(model->ctx, (struct account_id){voucher->id.value}), 0);
  }
  compare_shops(model);
  compare_end(model, refunded);
}

static void prepare(struct simulation *model) {
  int64_t due = 0;
  for (size_t i = 0; i < SIMULATION_SHOPS; i++)
    if (model->due[i] > 0) due += model->due[i];
  model->ctx->person.value = 1001;
  enum payout_result result = payout_prepare(model->ctx, &model->batch);
  assert_int_equal(result, due > 0 ? PAYOUT_OK : PAYOUT_NOTHING_DUE);
  if (result != PAYOUT_OK) return;
  model->batch_open = true;
  for (size_t i = 0; i < SIMULATION_SHOPS; i++) {
    if (model->due[i] <= 0) continue;
    model->under_way[i] = model->due[i];
    model->due[i] = 0;
  }
}

static void decide(struct simulation *model) {
  bool confirm = roll(model, 3) > 0;
  model->ctx->person.value = 1002;
  assert_int_equal(confirm ? payout_confirm(model->ctx, model->batch)
                           : payout_cancel(model->ctx, model->batch),
                   PAYOUT_OK);
  model->batch_open = false;
  for (size_t i = 0; i < SIMULATION_SHOPS; i++) {
    *(confirm ? &model->paid[i] : &model->due[i]) += model->under_way[i];
    model->under_way[i] = 0;
  }
}

static void compare_shops(struct simulation *model) {
  for (size_t i = 0; i < SIMULATION_SHOPS; i++) {
    struct merchant_statement sums = payout_statement(model->ctx, model->shops[i].merchant_id);
    assert_int_equal(sums.due.minor, model->due[i]);
    assert_int_equal(sums.under_way.minor, model->under_way[i]);
    assert_int_equal(sums.paid.minor, model->paid[i]);
    assert_int_equal(sums.redeemed.minor, model->redeemed[i]);
    assert_int_equal(sums.outstanding.minor,
                     model->sold[i] - model->redeemed[i] - model->unsold[i]);
  }
}

static void walk_books(struct simulation *model) {
  struct buf out = buf_in(model->ctx->arena);
  if (roll(model, 4) == 0) ledger_seal(model->ctx, 0);
  struct ledger_report report = ledger_verify(model->ctx, &out);
  if (report.problems > 0) fail_msg("%.*s", STR_ARG(buf_str(&out)));
}

void simulation_compare(struct simulation *model) {
  compare_shops(model);
  compare_bank(model);
  compare_envelope(model);
  walk_books(model);
}

void simulation_act(struct simulation *model) {
  uint64_t dice = roll(model, 100);
  model->ctx->now.ms += 1000;
  if (dice < 25)
    buy(model);
  else if (dice < 33)
    buy_topped_up(model);
  else if (dice < 38)
    decide_hold(model);
  else if (dice == 38)
    let_minutes_pass(model);
  else if (dice == 39)
    fill(model);
  else if (dice == 97)
    change_rule(model);
  else if (dice < 43)
    transfer(model);
  else if (dice == 43)
    resolve(model);
  else if (dice == 44 && model->batch.value != 0)
    bring_back(model);
  else if (dice < 48)
    pay_back(model);
  else if (dice < 94 || (dice < 97 && model->batch_open))
    redeem(model);
  else if (!model->batch_open)
    prepare(model);
  else
    decide(model);
  simulation_compare(model);
}

static bool rule_body(struct ctx *ctx, void *arg) {
  const struct simulation *model = arg;
  struct topup_rule rule = {
      .form = TOPUP_RATE, .give = 2000, .counts = TOPUP_COUNTS_VALUE, .hold_minutes = 15};
  return topup_keep(ctx, model->campaign.id, &rule) == TOPUP_EDIT_OK;
}

void simulation_open(struct simulation *model, struct ctx *ctx, uint64_t seed) {
  *model = (struct simulation){.ctx = ctx, .dice = random_seeded(seed)};
  model->campaign = scene_campaign();
  model->campaign.slug = S("au-hasard");
  model->campaign.id = scene_add_campaign(ctx, &model->campaign);
  model->campaign.remainder = CAMPAIGN_REMAINDER_KEPT;
  assert_true(db_write(ctx, rule_body, model));
  struct bank_setting setting = {.open = true,
                                 .iban = S("FR7630001007941234567890185"),
                                 .holder = S("Le Bourg"),
                                 .wait_days = BANK_WAIT_DAYS_MAX};
  assert_int_equal(bank_setting_keep(ctx, &setting), BANK_SETTING_OK);
  for (size_t i = 0; i < SIMULATION_SHOPS; i++) {
    model->shops[i] = scene_shop(ctx, str_format(ctx->arena, "shop %zu", i));
    scene_account(ctx, &model->shops[i]);
  }
}
