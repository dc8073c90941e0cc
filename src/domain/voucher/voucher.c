#include "domain/voucher/voucher.h"

#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/voucher/keyboard.h"
#include "domain/voucher/voucher_guest.h"
#include "domain/voucher/voucher_key.h"
#include "domain/voucher/voucher_offline.h"
#include "domain/voucher/voucher_token.h"
#include "voucher_sql.h"

RESULT_REFUSAL(voucher, VOUCHER_RESULTS)
RESULT_STATUS(voucher, VOUCHER_RESULTS)
RESULT_MESSAGE(voucher, VOUCHER_RESULTS)

const char *voucher_state_name(enum voucher_state state) {
  static const char *const names[] = {"issued",  "partly_redeemed", "redeemed",   "expired",
                                      "blocked", "refunded",        "transferred"};
  return names[state];
}

static struct day today(const struct ctx *ctx) {
  return zone_day(ctx->zone, ctx->now);
}

enum voucher_state voucher_state(const struct ctx *ctx, const struct voucher *voucher,
                                 int64_t balance_minor) {
  if (voucher->ended == VOUCHER_END_TRANSFERRED) return VOUCHER_STATE_TRANSFERRED;
  if (voucher->ended == VOUCHER_END_REFUNDED) return VOUCHER_STATE_REFUNDED;
  if (voucher->ended == VOUCHER_END_EXPIRED) return VOUCHER_STATE_EXPIRED;
  if (balance_minor == 0) return VOUCHER_STATE_REDEEMED;
  if (voucher->blocked) return VOUCHER_STATE_BLOCKED;
  if (today(ctx).number > voucher->expires_on.number) return VOUCHER_STATE_EXPIRED;
  return balance_minor < voucher->amount.minor ? VOUCHER_STATE_PARTLY_REDEEMED
                                               : VOUCHER_STATE_ISSUED;
}

/* Issuing. */

enum { RANDOM_BITS = 15, TIME_BITS = 40, ID_TIME_SHIFT = 22 };

/* Time first, so that new vouchers lie at the end of their table; then chance. */
static struct voucher_id some_id(struct ctx *ctx) {
  int64_t ms = (id_next(ctx->ids) >> ID_TIME_SHIFT) & ((INT64_C(1) << TIME_BITS) - 1);
  return (struct voucher_id){ms << RANDOM_BITS |
                             (int64_t)random_below(ctx->random, 1u << RANDOM_BITS)};
}

/* Two vouchers of one millisecond share their random part once in 32,768. */
struct voucher_id voucher_new_id(struct ctx *ctx) {
  struct voucher_id id = some_id(ctx);
  for (int tries = 0; voucher_number_take(ctx, id) == 0; tries++) {
    must(tries < 100);
    id = some_id(ctx);
  }
  return id;
}

struct issuing {
  const struct voucher_issue *issue;
  struct account debit; /* where its value comes from */
  enum reason reason;
  struct voucher_id origin;
};

static void insert(struct ctx *ctx, struct voucher_id id, const struct issuing *issuing) {
  const struct voucher_issue *issue = issuing->issue;
  voucher_insert(ctx,
                 &(struct voucher_insert_params){
                     .id = id,
                     .campaign_id = issue->campaign_id,
                     .shop_id = issue->shop_id,
                     .merchant_id = issue->merchant_id,
                     .order_id = issue->order_id,
                     .origin_id = issuing->origin,
                     .amount_minor = issue->amount_minor,
                     .top_up_minor = issue->top_up_minor,
                     .currency = currency_code(ctx->currency),
                     .redeemable_on = issue->redeemable_on,
                     .expires_on = issue->expires_on,
                     .remainder = issue->remainder ? issue->remainder : CAMPAIGN_REMAINDER_KEPT,
                     .issued_at = ctx->now,
                     .test = issue->test,
                     .late = issue->late,
                 });
}

static struct account account_of(struct voucher_id id, bool test) {
  return (struct account){{id.value}, test ? ACCOUNT_TEST_VOUCHER : ACCOUNT_VOUCHER};
}

struct account voucher_account(const struct voucher *voucher) {
  return account_of(voucher->id, voucher->test);
}

static struct voucher_id make(struct ctx *ctx, const struct issuing *issuing) {
  struct voucher_id printed = issuing->issue->id;
  struct voucher_id id = printed.value != 0 ? printed : voucher_new_id(ctx);
  insert(ctx, id, issuing);
  must(ledger_open(ctx,
                   &(struct transfer){
                       .debit = issuing->debit,
                       .credit = account_of(id, issuing->issue->test),
                       .amount_minor = issuing->issue->amount_minor,
                       .reason = issuing->reason,
                       .cause = id.value,
                   },
                   id.value));
  return id;
}

struct voucher_id voucher_issue(struct ctx *ctx, const struct voucher_issue *issue) {
  return make(ctx, &(struct issuing){issue, issue->promise, REASON_VOUCHER_ISSUED, {0}});
}

struct voucher_id voucher_pass_on(struct ctx *ctx, const struct voucher *voucher,
                                  int64_t balance_minor, int64_t top_up_minor) {
  struct voucher_issue terms = {
      .campaign_id = voucher->campaign_id,
      .redeemable_on = voucher->redeemable_on,
      .expires_on = voucher->expires_on,
      .remainder = voucher->remainder,
      .shop_id = voucher->shop_id,
      .merchant_id = voucher->merchant_id,
      .order_id = voucher->order_id,
      .amount_minor = balance_minor,
      .top_up_minor = top_up_minor,
      .test = voucher->test,
  };
  return make(ctx, &(struct issuing){&terms, voucher_account(voucher), REASON_VOUCHER_TRANSFERRED,
                                     voucher->id});
}

/* Reading. */

bool voucher_find(struct ctx *ctx, struct voucher_id id, struct voucher *voucher) {
  struct voucher_by_id_row row;
  if (!voucher_by_id(ctx, id, &row)) return false;
  *voucher = (struct voucher){
      .id = id,
      .campaign_id = row.campaign_id,
      .shop_id = row.shop_id,
      .merchant_id = row.merchant_id,
      .order_id = row.order_id,
      .amount = money_of(row.amount_minor, ctx->currency),
      .top_up = money_of(row.top_up_minor, ctx->currency),
      .redeemable_on = row.redeemable_on,
      .expires_on = row.expires_on,
      .remainder = (enum campaign_remainder)row.remainder,
      .issued_at = row.issued_at,
      .late = row.late,
      .blocked = row.has_blocked_at || row.has_failed_at,
      .blocked_why = row.has_failed_at && !row.has_blocked_at ? VOUCHER_BLOCK_FAILED
                                                              : (enum voucher_block)row.blocked_why,
      .blocked_at = row.has_blocked_at ? row.blocked_at : row.failed_at,
      .ended = (enum voucher_end)row.ended,
      .ended_at = row.ended_at,
      .refunded = money_of(row.refunded_minor, ctx->currency),
      .origin = row.origin_id,
      .heir = row.heir_id,
      .test = row.test,
  };
  return true;
}

struct redemptions voucher_redemptions(struct ctx *ctx, struct voucher_id id) {
  struct redemption_list_rows rows = redemption_list(ctx, id);
  struct redemptions list = {arena_array(ctx->arena, struct redemption, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct redemption){.id = rows.items[i].transfer_id,
                                        .amount_minor = rows.items[i].amount_minor,
                                        .balance_minor = rows.items[i].balance_minor,
                                        .shop_id = rows.items[i].shop_id,
                                        .place = rows.items[i].place,
                                        .redeemed_at = rows.items[i].redeemed_at,
                                        .kept_at = rows.items[i].created_at,
                                        .reversed = rows.items[i].has_reversed_at};
  return list;
}

/* Redeeming. */

static void find_last(struct ctx *ctx, struct voucher_answer *answer) {
  struct redemption_last_row row;
  answer->has_last = redemption_last(ctx, answer->voucher.id, &row);
  if (!answer->has_last) return;
  answer->last = (struct redemption){.amount_minor = row.amount_minor,
                                     .balance_minor = row.balance_minor,
                                     .shop_id = row.shop_id,
                                     .redeemed_at = row.redeemed_at};
  answer->last_shop = row.shop_name;
}

/* Who earns the money of a voucher for all shops, if it is taken here. */
static bool find_taker(struct ctx *ctx, struct shop_id shop_id, struct voucher_answer *answer) {
  struct voucher_taker_row taker;
  if (!voucher_taker(ctx, shop_id, &taker)) return false;
  answer->taker = taker.merchant_id;
  answer->taker_shop = taker.name;
  return true;
}

/* A code that is right and has no voucher here: printed and not sold, or a neighbour's. */
static enum voucher_result find_elsewhere(struct ctx *ctx, struct voucher_id id, struct day day,
                                          struct voucher_answer *answer) {
  struct voucher_printed_row printed;
  struct voucher_elsewhere_row elsewhere;
  if (voucher_printed(ctx, id, &printed))
    return printed.cancelled ? VOUCHER_STOCK_CANCELLED : VOUCHER_NOT_SOLD;
  if (!voucher_elsewhere(ctx, id, &elsewhere)) return VOUCHER_UNKNOWN_CODE;
  return guest_find(ctx, elsewhere.territory_id, id, day, answer);
}

/* The token of a QR, or the twelve symbols below it. */
enum voucher_result voucher_code_meant(struct ctx *ctx, struct str code, struct voucher_id *id) {
  struct str text = keyboard_mended(ctx->arena, code);
  if (voucher_token_looks(text))
    return voucher_token_open(ctx, text, id) ? VOUCHER_OK : VOUCHER_WRONG_SIGNATURE;
  switch (voucher_code_read(ctx, text, id)) {
  case VOUCHER_CODE_UNREADABLE:
    return VOUCHER_NO_CODE;
  case VOUCHER_CODE_CHECK_WRONG:
    return VOUCHER_WRONG_CHECK_DIGIT;
  case VOUCHER_CODE_OK:
    break;
  }
  return VOUCHER_OK;
}

/* From what was typed or scanned to a voucher of this shop, or why not on this day. */
static enum voucher_result identify(struct ctx *ctx, const struct voucher_scan *scan,
                                    struct day day, struct voucher_answer *answer) {
  struct voucher_id id;
  enum voucher_result read = voucher_code_meant(ctx, scan->code, &id);
  if (read == VOUCHER_OK && !voucher_find(ctx, id, &answer->voucher))
    read = find_elsewhere(ctx, id, day, answer);
  if (read != VOUCHER_OK) return read;
  if (answer->voucher.shop_id.value == scan->shop_id.value) return VOUCHER_OK;
  if (answer->voucher.shop_id.value != 0) return VOUCHER_OTHER_SHOP;
  return find_taker(ctx, scan->shop_id, answer) ? VOUCHER_OK : VOUCHER_SHOP_NOT_TAKING;
}

/* Guards that need the balance, on this day. */
static enum voucher_result usable(struct ctx *ctx, struct day now, struct voucher_answer *answer) {
  struct ctx home = voucher_home(ctx, answer);
  answer->balance_minor = ledger_balance(&home, (struct account_id){answer->voucher.id.value});
  if (answer->voucher.ended == VOUCHER_END_TRANSFERRED) return VOUCHER_TRANSFERRED;
  if (answer->voucher.ended == VOUCHER_END_REFUNDED) return VOUCHER_REFUNDED;
  if (answer->voucher.blocked)
    return answer->voucher.blocked_why == VOUCHER_BLOCK_FAILED ? VOUCHER_SHOP_FAILED
                                                               : VOUCHER_BLOCKED;
  if (now.number < answer->voucher.redeemable_on.number) return VOUCHER_NOT_YET_VALID;
  if (answer->voucher.ended == VOUCHER_END_EXPIRED) return VOUCHER_EXPIRED;
  if (answer->balance_minor == 0) {
    find_last(&home, answer);
    return VOUCHER_ALREADY_REDEEMED;
  }
  if (now.number > answer->voucher.expires_on.number) return VOUCHER_EXPIRED;
  return VOUCHER_OK;
}

/* A retry of a scan that was accepted gets the same answer. */
static enum voucher_result replayed(struct ctx *ctx, const struct voucher_redemption *redemption,
                                    struct voucher_answer *answer, bool *replay) {
  struct redemption_find_row before;
  struct ctx home = voucher_home(ctx, answer);
  *replay = redemption_find(&home, answer->voucher.id, redemption->nonce, &before);
  if (!*replay) return VOUCHER_OK;
  if (before.amount_minor != redemption->amount_minor) return VOUCHER_NONCE_REUSED;
  if (before.has_reversed_at) return VOUCHER_REVERSED;
  answer->balance_minor = before.balance_minor;
  answer->use = answer->home.value != 0 ? before.twin_id : before.transfer_id;
  return VOUCHER_OK;
}

struct account voucher_promise(struct ctx *ctx, const struct voucher *voucher) {
  if (voucher->test) return ledger_account(ctx, ACCOUNT_TEST, voucher->campaign_id.value);
  if (voucher->shop_id.value == 0)
    return ledger_account(ctx, ACCOUNT_POOL, voucher->campaign_id.value);
  return ledger_account(ctx, ACCOUNT_PROMISE, voucher->shop_id.value);
}

struct account voucher_money(struct ctx *ctx, const struct voucher *voucher) {
  if (voucher->test) return ledger_account(ctx, ACCOUNT_TEST, voucher->campaign_id.value);
  if (voucher->shop_id.value == 0)
    return ledger_account(ctx, ACCOUNT_HELD, voucher->campaign_id.value);
  return ledger_account(ctx, ACCOUNT_PAYABLE, voucher->merchant_id.value);
}

/* A voucher for all shops: this one has earned the money that was held. */
static void earn(struct ctx *ctx, const struct voucher_answer *answer, int64_t amount_minor) {
  if (answer->voucher.shop_id.value != 0 || answer->voucher.test) return;
  ledger_move(ctx,
              &(struct transfer){
                  .debit = voucher_money(ctx, &answer->voucher),
                  .credit = ledger_account(ctx, ACCOUNT_PAYABLE, answer->taker.value),
                  .amount_minor = amount_minor,
                  .reason = REASON_SHOP_EARNED,
                  .cause = answer->voucher.id.value,
              },
              NULL);
}

/* In this territory, where both the voucher and the shop are. */
static void keep(struct ctx *ctx, const struct voucher_redemption *redemption,
                 const struct voucher_answer *answer) {
  earn(ctx, answer, redemption->amount_minor);
  redemption_insert(ctx, &(struct redemption_insert_params){
                             .voucher_id = answer->voucher.id,
                             .nonce = redemption->nonce,
                             .transfer_id = answer->use,
                             .shop_id = redemption->scan.shop_id,
                             .earner_id = answer->taker,
                             .till_id = redemption->scan.till_id,
                             .person_id = ctx->person,
                             .amount_minor = redemption->amount_minor,
                             .balance_minor = answer->balance_minor,
                             .redeemed_at = redemption->redeemed_at,
                             .created_at = ctx->now,
                         });
}

static void take(struct ctx *ctx, const struct voucher_redemption *redemption,
                 struct voucher_answer *answer) {
  struct voucher_id id = answer->voucher.id;
  struct ctx home = voucher_home(ctx, answer);
  bool moved = ledger_move(&home,
                           &(struct transfer){
                               .debit = voucher_account(&answer->voucher),
                               .credit = voucher_promise(&home, &answer->voucher),
                               .amount_minor = redemption->amount_minor,
                               .reason = REASON_VOUCHER_REDEEMED,
                               .cause = id.value,
                           },
                           &answer->use);
  if (!moved) {
    answer->result = VOUCHER_AMOUNT_ABOVE_BALANCE;
    return;
  }
  answer->balance_minor -= redemption->amount_minor; /* read in this transaction */
  if (answer->home.value != 0)
    guest_keep(ctx, redemption, answer);
  else
    keep(ctx, redemption, answer);
}

/* The day by whose rules it is judged. */
static struct day day_of_use(const struct ctx *ctx, const struct voucher_redemption *redemption) {
  return redemption->has_used_on ? redemption->used_on : offline_day(ctx, redemption);
}

static enum voucher_result permitted(struct ctx *ctx, const struct voucher_redemption *redemption,
                                     struct voucher_answer *answer) {
  if (redemption->scan.revoked) return VOUCHER_DEVICE_REVOKED;
  struct day day = day_of_use(ctx, redemption);
  enum voucher_result usual = usable(ctx, day, answer);
  if (usual != VOUCHER_OK) return usual;
  bool ceiling = redemption->offline && !offline_within(ctx, redemption);
  if (ceiling) return VOUCHER_OFFLINE_CEILING;
  return guest_has_room(ctx, answer, redemption->amount_minor) ? VOUCHER_OK
                                                               : VOUCHER_NEIGHBOUR_CEILING;
}

struct redeeming {
  const struct voucher_redemption *redemption;
  struct voucher_answer answer;
};

/* The ladder; with a replay the answer is that of the first time. */
static enum voucher_result may_redeem(struct ctx *ctx, const struct voucher_redemption *redemption,
                                      struct voucher_answer *answer, bool *replay) {
  struct day day = day_of_use(ctx, redemption);
  enum voucher_result result = identify(ctx, &redemption->scan, day, answer);
  if (result == VOUCHER_OK) result = replayed(ctx, redemption, answer, replay);
  if (result != VOUCHER_OK || *replay) return result;
  if ((result = permitted(ctx, redemption, answer))) return result;
  return redemption->amount_minor > 0 ? VOUCHER_OK : VOUCHER_AMOUNT_MISSING;
}

static bool redeem_body(struct ctx *ctx, void *arg) {
  struct redeeming *redeeming = arg;
  const struct voucher_redemption *redemption = redeeming->redemption;
  struct voucher_answer *answer = &redeeming->answer;
  bool replay = false;
  *answer = (struct voucher_answer){0};
  if ((answer->result = may_redeem(ctx, redemption, answer, &replay))) return false;
  if (replay) return true;
  take(ctx, redemption, answer);
  if (answer->result != VOUCHER_OK) return false;
  if (redemption->offline) offline_note(ctx, redemption, answer);
  return true;
}

struct refusal_note {
  const struct voucher_scan *scan;
  const struct voucher_redemption *redemption; /* NULL: only looked at */
  const struct voucher_answer *answer;
};

static bool note_body(struct ctx *ctx, void *arg) {
  const struct refusal_note *note = arg;
  refused_scan_insert(ctx, &(struct refused_scan_insert_params){
                               .id = id_next(ctx->ids),
                               .shop_id = note->scan->shop_id,
                               .till_id = note->scan->till_id,
                               .person_id = ctx->person,
                               .voucher_id = note->answer->voucher.id,
                               .refusal = str_from(voucher_refusal(note->answer->result)),
                               .created_at = ctx->now,
                           });
  if (note->redemption && note->redemption->offline)
    offline_note(ctx, note->redemption, note->answer);
  return true;
}

/* Invariant 5. A transaction of its own: the refused one left nothing. */
static void note_refusal(struct ctx *ctx, const struct refusal_note *note) {
  if (note->answer->result != VOUCHER_OK) db_write(ctx, note_body, (void *)(uintptr_t)note);
}

struct voucher_answer voucher_redeem(struct ctx *ctx, const struct voucher_redemption *redemption) {
  struct redeeming redeeming = {.redemption = redemption};
  db_write(ctx, redeem_body, &redeeming);
  note_refusal(ctx, &(struct refusal_note){&redemption->scan, redemption, &redeeming.answer});
  return redeeming.answer;
}

struct voucher_answer voucher_preview(struct ctx *ctx, const struct voucher_redemption *redemption,
                                      bool *before) {
  struct voucher_answer answer = {0};
  *before = false;
  answer.result = may_redeem(ctx, redemption, &answer, before);
  if (answer.result == VOUCHER_OK && !*before && redemption->amount_minor > answer.balance_minor)
    answer.result = VOUCHER_AMOUNT_ABOVE_BALANCE;
  return answer;
}

struct voucher_answer voucher_look(struct ctx *ctx, const struct voucher_scan *scan) {
  struct voucher_answer answer = {0};
  answer.result = identify(ctx, scan, today(ctx), &answer);
  if (answer.result == VOUCHER_OK && scan->revoked) answer.result = VOUCHER_DEVICE_REVOKED;
  if (answer.result == VOUCHER_OK) answer.result = usable(ctx, today(ctx), &answer);
  note_refusal(ctx, &(struct refusal_note){scan, NULL, &answer});
  return answer;
}
