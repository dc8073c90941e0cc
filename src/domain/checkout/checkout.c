#include "domain/checkout/checkout_in.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "checkout_sql.h"
#include "db/db.h"
#include "domain/checkout/gift.h"
#include "domain/notice/notice.h"
#include "domain/payment/stripe_setting.h"
#include "domain/territory/territory.h"
#include "domain/voucher/voucher_act.h"
#include "domain/voucher/voucher_address.h"

const char *order_state_name(enum order_state state) {
  static const char *const names[] = {"", "waiting", "paid", "refused", "abandoned"};
  return names[state];
}

const char *checkout_refusal(const struct checkout_answer *answer) {
  static const char *const names[] = {
#define X(name, status, message) #message,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_refusal(answer->campaign);
  if (answer->result == CHECKOUT_TOP_UP) return topup_refusal(answer->top_up);
  return names[answer->result];
}

int checkout_status(const struct checkout_answer *answer) {
  static const int statuses[] = {
#define X(name, status, message) status,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_status(answer->campaign);
  if (answer->result == CHECKOUT_TOP_UP) return topup_status(answer->top_up);
  return statuses[answer->result];
}

enum message checkout_message(const struct checkout_answer *answer) {
  static const enum message messages[] = {
#define X(name, status, message) MSG_##message,
      CHECKOUT_RESULTS(X)
#undef X
  };
  if (answer->result == CHECKOUT_CAMPAIGN) return campaign_message(answer->campaign);
  if (answer->result == CHECKOUT_TOP_UP) return topup_message(answer->top_up);
  return messages[answer->result];
}

/* Settling. */

struct settling {
  struct payment_id payment_id;
  enum provider provider; /* whose word it is; 0: of whoever has counted the money */
  enum payment_state outcome;
  bool late;
  struct voucher_id printed; /* of the voucher, or 0 */
  struct checkout_answer answer;
};

static enum order_state order_state_after(enum payment_state outcome) {
  switch (outcome) {
  case PAYMENT_PAID:
    return ORDER_PAID;
  case PAYMENT_REFUSED:
    return ORDER_REFUSED;
  case PAYMENT_ABANDONED:
    return ORDER_ABANDONED;
  case PAYMENT_CREATED:
    break;
  }
  must(outcome != PAYMENT_CREATED);
  return ORDER_WAITING;
}

struct payer { /* whose money it is, and for what it is paid */
  enum account_kind kind;
  int64_t owner;
  enum reason reason;
  struct voucher_id printed; /* a voucher whose code was printed before, or 0: a new one */
};

/* What public money adds was reserved for the account that the buyer's money goes to. If it was
 * released meanwhile, it is wanted again. False: it is not there, and nothing is done. */
static bool use_top_up(struct ctx *ctx, const struct checkout_due_row *due, struct account credit) {
  int64_t order = due->order_id.value;
  if (due->top_up_minor == 0 || topup_use(ctx, order)) return true;
  return topup_reserve_again(ctx, order, credit) == TOPUP_OK && topup_use(ctx, order);
}

/* The mail that brings the voucher, or says that its merchant failed before it was paid for. */
static void tell(struct ctx *ctx, const struct checkout_due_row *due, struct voucher_id id) {
  if (due->buyer_email.len == 0) return;
  if (due->failed)
    notice_add(ctx, NOTICE_SHOP_FAILED, id.value, due->buyer_email, due->buyer_name);
  else
    notice_add(ctx, NOTICE_VOUCHER_ISSUED, due->order_id.value, due->buyer_email, due->buyer_name);
}

static void note_frozen(struct ctx *ctx, struct voucher_id id) {
  struct voucher voucher;
  must(voucher_find(ctx, id, &voucher));
  voucher_act_note(ctx, &voucher,
                   &(struct voucher_act){.kind = VOUCHER_ACT_BLOCK,
                                         .balance_minor = voucher.amount.minor,
                                         .noun = VOUCHER_BLOCK_FAILED,
                                         .note = S("")});
}

/* The voucher, and its mail. */
static struct voucher_id issue(struct ctx *ctx, const struct checkout_due_row *due,
                               struct voucher_id printed, struct account promise) {
  struct voucher_id id =
      voucher_issue(ctx, &(struct voucher_issue){
                             .id = printed,
                             .campaign_id = due->campaign_id,
                             .redeemable_on = due->redeemable_on,
                             .expires_on = due->expires_on,
                             .remainder = (enum campaign_remainder)due->remainder,
                             .shop_id = due->shop_id,
                             .merchant_id = due->merchant_id,
                             .order_id = due->order_id,
                             .amount_minor = due->amount_minor,
                             .top_up_minor = due->top_up_minor,
                             .promise = promise,
                             .test = due->test,
                             .late = due->failed,
                         });
  if (due->failed) note_frozen(ctx, id);
  tell(ctx, due, id);
  voucher_address_note(ctx, due->buyer_email, id);
  if (due->recipient_email.len > 0)
    gift_begin(ctx, due->order_id, due->has_gift_on ? due->gift_on : zone_day(ctx->zone, ctx->now));
  return id;
}

/* Play money comes from nowhere and goes nowhere: only what public money adds is tried out. */
static bool fulfil_test(struct ctx *ctx, const struct checkout_due_row *due,
                        struct voucher_id *id) {
  struct account beside = ledger_account(ctx, ACCOUNT_TEST, due->campaign_id.value);
  if (!use_top_up(ctx, due, beside)) return false;
  *id = issue(ctx, due, (struct voucher_id){0}, beside);
  return true;
}

enum { SALE_PAYER, SALE_CREDIT, SALE_PROMISE };

/* Whose money it is, to whom it goes, and who promises goods for it. */
static void find_accounts(struct ctx *ctx, const struct checkout_due_row *due,
                          const struct payer *payer, struct account_wish wishes[ACCOUNT_WISHES]) {
  bool wide = due->shop_id.value == 0;
  int64_t campaign = due->campaign_id.value;
  wishes[SALE_PAYER] =
      (struct account_wish){payer->kind, payer->owner, {due->clearing_id, payer->kind}};
  wishes[SALE_CREDIT] = (struct account_wish){.kind = wide ? ACCOUNT_HELD : ACCOUNT_PAYABLE,
                                              .owner = wide ? campaign : due->merchant_id.value};
  wishes[SALE_CREDIT].account = (struct account){due->credit_id, wishes[SALE_CREDIT].kind};
  wishes[SALE_PROMISE] = (struct account_wish){.kind = wide ? ACCOUNT_POOL : ACCOUNT_PROMISE,
                                               .owner = wide ? campaign : due->shop_id.value};
  wishes[SALE_PROMISE].account = (struct account){due->promise_id, wishes[SALE_PROMISE].kind};
  ledger_accounts(ctx, wishes);
}

/* The merchant is credited now: that is what the buyer paid for. What is sold for all shops is held
 * until one of them has earned it. False: the public money is gone, and nothing is done. */
static bool fulfil(struct ctx *ctx, const struct checkout_due_row *due, const struct payer *payer,
                   struct voucher_id *id) {
  if (due->test) return fulfil_test(ctx, due, id);
  struct account_wish sale[ACCOUNT_WISHES];
  must(due->paid_minor + due->top_up_minor == due->amount_minor);
  find_accounts(ctx, due, payer, sale);
  if (!use_top_up(ctx, due, sale[SALE_CREDIT].account)) return false;
  ledger_move(ctx,
              &(struct transfer){
                  .debit = sale[SALE_PAYER].account,
                  .credit = sale[SALE_CREDIT].account,
                  .amount_minor = due->paid_minor,
                  .reason = payer->reason,
                  .cause = due->order_id.value,
              },
              NULL);
  *id = issue(ctx, due, payer->printed, sale[SALE_PROMISE].account);
  return true;
}

/* Sets the order's state; a paid one becomes a voucher. False, and nothing done, as fulfil(). */
static bool settle(struct ctx *ctx, const struct checkout_due_row *due, const struct payer *payer,
                   enum payment_state outcome, struct voucher_id *id) {
  bool paid = outcome == PAYMENT_PAID;
  struct voucher_id voucher_id = {0};
  if (paid && !fulfil(ctx, due, payer, &voucher_id)) return false;
  if (!paid && due->top_up_minor > 0) topup_release(ctx, due->order_id.value);
  order_decide(ctx, &(struct order_decide_params){
                        .id = due->order_id,
                        .state = order_state_after(outcome),
                        .has_voucher_id = paid,
                        .voucher_id = voucher_id,
                        .decided_at = ctx->now,
                    });
  if (id) *id = voucher_id;
  return true;
}

static bool is_anothers(const struct settling *settling, int64_t provider) {
  return settling->provider != 0 && settling->provider != (enum provider)provider;
}

static bool settle_again(struct ctx *ctx, struct settling *settling) {
  struct payment payment;
  if (!payment_find(ctx, settling->payment_id, &payment) ||
      is_anothers(settling, payment.provider)) {
    settling->answer.result = CHECKOUT_UNKNOWN_PAYMENT;
  } else {
    settling->answer.order_id = (struct order_id){payment.order};
    if (payment.state != settling->outcome) settling->answer.result = CHECKOUT_ALREADY_DECIDED;
  }
  return false;
}

static bool is_over(const struct ctx *ctx, struct day last) {
  return zone_day(ctx->zone, ctx->now).number > last.number;
}

struct day checkout_ends_on(struct ctx *ctx, struct payment_id id) {
  struct checkout_last_day_row row;
  must(checkout_last_day(ctx, id, &row));
  return row.expires_on;
}

bool checkout_too_late(struct ctx *ctx, struct payment_id id) {
  return is_over(ctx, checkout_ends_on(ctx, id));
}

static bool settle_body(struct ctx *ctx, void *arg) {
  struct settling *settling = arg;
  struct checkout_due_row due;
  settling->answer = (struct checkout_answer){.payment_id = settling->payment_id};
  if (!checkout_due(ctx, settling->payment_id, settling->late, &due))
    return settle_again(ctx, settling);
  if (is_anothers(settling, due.provider)) {
    settling->answer.result = CHECKOUT_UNKNOWN_PAYMENT;
    return false;
  }
  settling->answer.order_id = due.order_id;
  settling->answer.provider = (enum provider)due.provider;
  settling->answer.due_minor = due.paid_minor;
  if (settling->outcome == PAYMENT_PAID && is_over(ctx, due.expires_on)) {
    settling->answer.result = CHECKOUT_TOO_LATE;
    return false;
  }
  must(language_from_code(due.language, &ctx->language)); /* the mail is in the buyer's */
  struct payer payer = {ACCOUNT_CLEARING, due.provider, REASON_VOUCHER_SOLD, settling->printed};
  if (!settle(ctx, &due, &payer, settling->outcome, NULL)) {
    settling->answer.result = CHECKOUT_TOP_UP_GONE;
    return false;
  }
  if (settling->late) payment_decide_late(ctx, settling->payment_id); /* if it had expired */
  payment_conclude(ctx, settling->payment_id, settling->outcome);
  return true;
}

struct checkout_answer checkout_settle(struct ctx *ctx, enum provider provider,
                                       struct payment_id id, enum payment_state outcome) {
  struct settling settling = {.payment_id = id, .provider = provider, .outcome = outcome};
  enum language language = ctx->language;
  db_write(ctx, settle_body, &settling);
  ctx->language = language;
  return settling.answer;
}

struct checkout_answer checkout_settle_within(struct ctx *ctx, struct payment_id id, bool late) {
  struct settling settling = {.payment_id = id, .outcome = PAYMENT_PAID, .late = late};
  enum language language = ctx->language;
  settle_body(ctx, &settling);
  ctx->language = language;
  return settling.answer;
}

struct checkout_answer checkout_sell_within(struct ctx *ctx, const struct order_request *request,
                                            struct voucher_id printed) {
  struct settling settling = {.outcome = PAYMENT_PAID, .printed = printed};
  enum language language = ctx->language;
  struct voucher taken;
  if (!checkout_place_within(ctx, request, &settling.answer)) return settling.answer;
  settling.payment_id = settling.answer.payment_id;
  if (printed.value != 0 && voucher_find(ctx, printed, &taken))
    settling.answer.result = CHECKOUT_CODE_TAKEN;
  else
    settle_body(ctx, &settling);
  ctx->language = language;
  return settling.answer;
}

struct turning {
  struct payment_id id;
  enum provider provider;
};

static bool turn_body(struct ctx *ctx, void *arg) {
  const struct turning *turning = arg;
  return payment_change_way(ctx, turning->id, turning->provider);
}

bool checkout_change_way(struct ctx *ctx, struct payment_id id, enum provider provider) {
  struct installation installation;
  must(installation_find(ctx, &installation));
  if (provider_waits(provider) || !provider_open(ctx, provider, installation.demonstration))
    return false;
  return db_write(ctx, turn_body, &(struct turning){id, provider});
}

bool checkout_abandon_within(struct ctx *ctx, struct payment_id id) {
  struct settling settling = {.payment_id = id, .outcome = PAYMENT_ABANDONED};
  enum language language = ctx->language;
  bool abandoned = settle_body(ctx, &settling);
  ctx->language = language;
  return abandoned;
}

/* An order that is paid as it is made. */
static struct checkout_due_row record(struct ctx *ctx, const struct order_request *request,
                                      const struct campaign *campaign) {
  struct checkout_shop_row shop = {0};
  must(request->wide || checkout_shop(ctx, request->shop_id, &shop));
  struct checkout_due_row due = {.provider = request->provider,
                                 .paid_minor = request->amount_minor,
                                 .order_id = {id_next(ctx->ids)},
                                 .campaign_id = campaign->id,
                                 .redeemable_on = campaign->redeemable_on,
                                 .expires_on = campaign->expires_on,
                                 .remainder = campaign->remainder,
                                 .shop_id = request->shop_id,
                                 .merchant_id = shop.merchant_id,
                                 .amount_minor = request->amount_minor};
  checkout_insert_order(ctx, request,
                        &(struct order_place){.id = due.order_id,
                                              .campaign_id = due.campaign_id,
                                              .redeemable_on = due.redeemable_on,
                                              .expires_on = due.expires_on,
                                              .remainder = (enum campaign_remainder)due.remainder,
                                              .shop_id = due.shop_id,
                                              .merchant_id = due.merchant_id});
  struct payment_id id =
      payment_create(ctx, request->provider, due.order_id.value, request->amount_minor);
  must(payment_decide(ctx, id, PAYMENT_PAID));
  return due;
}

struct voucher_id checkout_record(struct ctx *ctx, const struct order_request *request,
                                  const struct campaign *campaign) {
  struct checkout_due_row due = record(ctx, request, campaign);
  struct payer payer = {ACCOUNT_CLEARING, request->provider, REASON_VOUCHER_SOLD, {0}};
  struct voucher_id id;
  must(settle(ctx, &due, &payer, PAYMENT_PAID, &id));
  return id;
}

struct order_id checkout_grant(struct ctx *ctx, const struct order_request *request,
                               const struct campaign *campaign, int64_t issuer) {
  struct checkout_due_row due = record(ctx, request, campaign);
  struct payer payer = {ACCOUNT_ISSUER, issuer, REASON_ISSUED_ON_ACCOUNT, {0}};
  due.buyer_email = request->buyer_email;
  due.buyer_name = request->recipient_name.len > 0 ? request->recipient_name : request->buyer_name;
  must(settle(ctx, &due, &payer, PAYMENT_PAID, NULL));
  return due.order_id;
}

/* The order is given up with its reservation, or the reservation alone if somebody decided the
 * payment in between. */
static bool release_body(struct ctx *ctx, void *arg) {
  struct order_id order = {*(const int64_t *)arg};
  struct payment_id payment;
  must(order_payment_id(ctx, order, &payment));
  return checkout_abandon_within(ctx, payment) || topup_release(ctx, order.value);
}

int64_t checkout_release_round(struct ctx *ctx) {
  struct topup_dues due = topup_due_list(ctx);
  int64_t count = 0;
  for (size_t i = 0; i < due.count; i++)
    count += db_write(ctx, release_body, &due.orders[i]);
  return count;
}

/* Reading. */

bool order_find(struct ctx *ctx, struct order_id id, struct order *order) {
  struct order_by_id_row row;
  if (!order_by_id(ctx, id, &row)) return false;
  *order = (struct order){
      .id = id,
      .campaign_id = row.campaign_id,
      .shop_id = row.shop_id,
      .merchant_id = row.merchant_id,
      .amount = money_of(row.amount_minor, ctx->currency),
      .top_up = money_of(row.top_up_minor, ctx->currency),
      .buyer_name = row.buyer_name,
      .buyer_email = row.buyer_email,
      .recipient_name = row.recipient_name,
      .message = row.message,
      .support = row.support,
      .state = (enum order_state)row.state,
      .has_voucher = row.has_voucher_id,
      .voucher_id = row.voucher_id,
      .created_at = row.created_at,
  };
  must(language_from_code(row.language, &order->language));
  return true;
}

bool order_shop(struct ctx *ctx, struct shop_id id, struct shop *shop) {
  if (id.value != 0) return shop_find(ctx, id, shop);
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  *shop = (struct shop){.name = MESSAGE(ctx->arena, ctx->language, MSG_checkout_all_shops,
                                        {"territory", territory.name}),
                        .takes_vouchers = true};
  return true;
}

bool order_is_test(struct ctx *ctx, struct order_id id) {
  struct order_payment_row row;
  struct stripe_setting setting;
  if (!order_payment(ctx, id.value, &row)) return false;
  if (row.provider == PROVIDER_STRIPE) return stripe_setting_find(ctx, &setting) && !setting.live;
  return row.provider == PROVIDER_SANDBOX;
}

bool order_payment_id(struct ctx *ctx, struct order_id id, struct payment_id *payment) {
  struct order_payment_row row;
  if (!order_payment(ctx, id.value, &row)) return false;
  *payment = row.id;
  return true;
}

struct str order_link(struct ctx *ctx, struct order_id id) {
  return capability_text(ctx, S("order"), id.value);
}

bool order_from_link(struct ctx *ctx, struct str link, struct order_id *id) {
  return capability_read(ctx, S("order"), link, &id->value);
}
