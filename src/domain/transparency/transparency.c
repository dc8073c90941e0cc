#include "domain/transparency/transparency.h"

#include "base/fault.h"
#include "domain/topup/envelope.h"

struct str transparency_word(enum transparency_figure figure) {
#define X(name, word) {word, sizeof(word) - 1},
  static const struct str words[] = {TRANSPARENCY_FIGURES(X)};
#undef X
  return words[figure];
}

/* Which transfers make a figure. A kind of 0 is any. */
static const struct part {
  enum transparency_figure figure;
  enum reason reason;
  bool less;
  enum account_kind from, to;
} parts[] = {
    {TRANSPARENCY_PAID, REASON_VOUCHER_SOLD, false, 0, 0},
    {TRANSPARENCY_GIVEN, REASON_ISSUED_ON_ACCOUNT, false, 0, 0},
    {TRANSPARENCY_ADDED, REASON_TOP_UP, false, 0, 0},
    {TRANSPARENCY_SOLD, REASON_VOUCHER_ISSUED, false, 0, 0},
    {TRANSPARENCY_CREDITED, REASON_VOUCHER_SOLD, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_ISSUED_ON_ACCOUNT, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_TOP_UP, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_SHOP_EARNED, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_NEIGHBOUR_EARNED, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_SHOP_EARNED_BACK, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_NEIGHBOUR_EARNED_BACK, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_SALE_REFUNDED, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_TOP_UP_RETURNED, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_REMAINDER_TO_FUND, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_CHEQUE_RETURNED, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_CREDITED, REASON_REMAINDER_RETURNED, false, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_CREDITED, REASON_ISSUER_CREDITED, true, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_RECEIVED, REASON_MERCHANT_PAID, false, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_RECEIVED, REASON_PROVIDER_PAID_OUT, false, ACCOUNT_PAYABLE, 0},
    {TRANSPARENCY_RECEIVED, REASON_PAYOUT_RETURNED, true, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_RECEIVED, REASON_PROVIDER_TOOK_BACK, true, 0, ACCOUNT_PAYABLE},
    {TRANSPARENCY_USED, REASON_VOUCHER_REDEEMED, false, 0, 0},
    {TRANSPARENCY_USED, REASON_REDEMPTION_REVERSED, true, 0, 0},
    {TRANSPARENCY_REFUNDED, REASON_VOUCHER_REFUNDED, false, 0, 0},
    {TRANSPARENCY_REFUNDED, REASON_CHEQUE_VALUE_OFF, false, 0, 0},
    {TRANSPARENCY_EXPIRED, REASON_VOUCHER_EXPIRED, false, 0, 0},
    {TRANSPARENCY_EXPIRED, REASON_VOUCHER_REVIVED, true, 0, 0},
    {TRANSPARENCY_LEFT, REASON_VOUCHER_ISSUED, false, 0, 0},
    {TRANSPARENCY_LEFT, REASON_VOUCHER_REDEEMED, true, 0, 0},
    {TRANSPARENCY_LEFT, REASON_REDEMPTION_REVERSED, false, 0, 0},
    {TRANSPARENCY_LEFT, REASON_VOUCHER_REFUNDED, true, 0, 0},
    {TRANSPARENCY_LEFT, REASON_CHEQUE_VALUE_OFF, true, 0, 0},
    {TRANSPARENCY_LEFT, REASON_VOUCHER_EXPIRED, true, 0, 0},
    {TRANSPARENCY_LEFT, REASON_VOUCHER_REVIVED, false, 0, 0},
    {TRANSPARENCY_FEES, REASON_PROVIDER_FEE, false, ACCOUNT_FEE, 0},
    {TRANSPARENCY_FEES, REASON_PROVIDER_FEE_BACK, true, 0, ACCOUNT_FEE},
};

/* Play money of a test campaign. */
static bool is_play(enum account_kind kind) {
  return kind == ACCOUNT_TEST || kind == ACCOUNT_TEST_VOUCHER || kind == ACCOUNT_TEST_ENVELOPE;
}

static bool counts(const struct figures_flow *flow, const struct part *part) {
  if (is_play(flow->from) || is_play(flow->to)) return false;
  return flow->reason == part->reason &&
         (flow->phase == PHASE_SINGLE || flow->phase == PHASE_POST) &&
         (part->from == 0 || flow->from == part->from) && (part->to == 0 || flow->to == part->to);
}

static void add_term(struct transparency_terms *terms, const struct transparency_term *term) {
  must(terms->count < TRANSPARENCY_TERMS);
  if (term->count > 0) terms->items[terms->count++] = *term;
}

static void add_part(struct transparency *transparency, const struct figures_flows *flows,
                     const struct part *part) {
  struct transparency_term term = {.reason = part->reason, .less = part->less};
  for (size_t i = 0; i < flows->count; i++) {
    if (!counts(&flows->items[i], part)) continue;
    term.count += flows->items[i].count;
    term.minor += flows->items[i].amount_minor;
  }
  add_term(&transparency->figures[part->figure], &term);
}

/* What shops are owed is what they were credited and have not received: all their terms. */
static void add_owed(struct transparency *transparency) {
  struct transparency_terms *owed = &transparency->figures[TRANSPARENCY_OWED];
  const struct transparency_terms *received = &transparency->figures[TRANSPARENCY_RECEIVED];
  *owed = transparency->figures[TRANSPARENCY_CREDITED];
  for (size_t i = 0; i < received->count; i++) {
    struct transparency_term term = received->items[i];
    term.less = !term.less;
    add_term(owed, &term);
  }
}

static void set_funders(struct ctx *ctx, struct transparency *transparency) {
  struct funders funders = funder_list(ctx);
  transparency->funders.items =
      arena_array(ctx->arena, struct transparency_funder, funders.count + 1);
  for (size_t i = 0; i < funders.count; i++) {
    struct ledger_sums sums = ledger_sums(ctx, ACCOUNT_FUNDER, funders.items[i].id.value);
    if (sums.debit_minor == 0) continue;
    transparency->funders.items[transparency->funders.count++] =
        (struct transparency_funder){funders.items[i].name, sums.debit_minor, sums.credit_minor};
  }
}

struct transparency transparency_of(struct ctx *ctx) {
  struct transparency transparency = {.sealed = false};
  struct figures_flows flows = figures_flows(ctx);
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    add_part(&transparency, &flows, &parts[i]);
  add_owed(&transparency);
  const struct transparency_terms *sold = &transparency.figures[TRANSPARENCY_SOLD];
  transparency.vouchers = sold->count > 0 ? sold->items[0].count : 0;
  if (transparency.vouchers < FIGURES_FEW) return (struct transparency){.few = true};
  set_funders(ctx, &transparency);
  transparency.sealed = figures_mark(ctx, &transparency.mark);
  return transparency;
}

int64_t transparency_value(const struct transparency *transparency,
                           enum transparency_figure figure) {
  const struct transparency_terms *terms = &transparency->figures[figure];
  int64_t value = 0;
  for (size_t i = 0; i < terms->count; i++)
    value += terms->items[i].less ? -terms->items[i].minor : terms->items[i].minor;
  return value;
}
