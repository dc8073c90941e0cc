/* What a sale would cost, and what public money would add to it. */
#include "base/fault.h"
#include "domain/counter/counter_in.h"

bool counter_on_sale(struct ctx *ctx, bool wide, const struct shop *shop,
                     struct campaign *campaign) {
  if (wide) return campaign_wide(ctx, campaign);
  bool known = shop->has_position;
  struct measured place = {shop->trade, shop->town_id, {known, shop->latitude, shop->longitude}};
  return checkout_offer(ctx, &place, shop->takes_vouchers, campaign) == CHECKOUT_OK;
}

struct quoting { /* what is sold, wherever it says so */
  struct shop shop;
  bool wide;
  int64_t each_minor;
};

static bool refuse_checkout(struct counter_quote *quote, struct checkout_answer checkout) {
  quote->answer = (struct counter_answer){.result = COUNTER_CHECKOUT, .checkout = checkout};
  return false;
}

static bool read_printed(struct ctx *ctx, const struct counter_order *order,
                         struct counter_quote *quote, struct quoting *quoting) {
  struct stock_row row;
  quote->answer.stock = stock_row(ctx, order->first, order->last, &row);
  if (quote->answer.stock != STOCK_OK) {
    quote->answer.result = COUNTER_STOCK;
    return false;
  }
  quoting->wide = row.lot.shop_id.value == 0;
  quoting->each_minor = row.lot.amount.minor;
  quote->vouchers = row.last - row.first + 1;
  must(campaign_find(ctx, row.lot.campaign_id, &quote->campaign));
  return quoting->wide || shop_find(ctx, row.lot.shop_id, &quoting->shop) ||
         refuse_checkout(quote, (struct checkout_answer){.result = CHECKOUT_UNKNOWN_SHOP});
}

static bool read_one(struct ctx *ctx, const struct counter_order *order,
                     struct counter_quote *quote, struct quoting *quoting) {
  quoting->wide = order->wide;
  quoting->each_minor = order->amount_minor;
  quote->vouchers = 1;
  if (!order->wide && !shop_find(ctx, order->shop_id, &quoting->shop))
    return refuse_checkout(quote, (struct checkout_answer){.result = CHECKOUT_UNKNOWN_SHOP});
  if (!counter_on_sale(ctx, order->wide, &quoting->shop, &quote->campaign))
    return refuse_checkout(quote, (struct checkout_answer){.result = CHECKOUT_NO_CAMPAIGN});
  enum campaign_result sells = campaign_sells(&quote->campaign, ctx->now, order->amount_minor);
  return sells == CAMPAIGN_OK ||
         refuse_checkout(
             quote, (struct checkout_answer){.result = CHECKOUT_CAMPAIGN, .campaign = sells});
}

/* Each voucher takes of ceiling and envelope what the next one does not have any more. */
static void add_parts(struct ctx *ctx, struct counter_quote *quote, int64_t each_minor) {
  struct checkout_aid aid = quote->aid;
  for (int64_t i = 0; i < quote->vouchers; i++) {
    struct topup_answer answer = checkout_aid_of(ctx, &aid, each_minor);
    if (i == 0 && answer.result != TOPUP_OK)
      refuse_checkout(quote, (struct checkout_answer){.result = CHECKOUT_TOP_UP,
                                                      .top_up = answer.result});
    if (answer.result != TOPUP_OK) return;
    quote->parts_minor[i] = answer.minor;
    quote->top_up_minor += answer.minor;
    quote->aided++;
    aid.facts.used_minor += answer.counted_minor;
    aid.left_minor -= answer.minor;
  }
}

static void add_aid(struct ctx *ctx, const struct counter_order *order, struct counter_quote *quote,
                    const struct quoting *quoting) {
  quote->aid = checkout_aid_for(ctx, &quote->campaign, quoting->wide ? NULL : &quoting->shop,
                                &order->top_up);
  if (!order->top_up.wanted) return;
  enum topup_result no = quote->aid.offered ? TOPUP_NOT_VERIFIED : TOPUP_NOT_OFFERED;
  if (quote->aid.offered && quote->aid.known)
    add_parts(ctx, quote, quoting->each_minor);
  else
    refuse_checkout(quote, (struct checkout_answer){.result = CHECKOUT_TOP_UP, .top_up = no});
}

struct counter_quote counter_quote(struct ctx *ctx, const struct counter_order *order) {
  struct counter_quote quote = {0};
  struct quoting quoting = {0};
  bool read = order->first.len > 0 ? read_printed(ctx, order, &quote, &quoting)
                                   : read_one(ctx, order, &quote, &quoting);
  if (!read) return quote;
  quote.value_minor = quoting.each_minor * quote.vouchers;
  add_aid(ctx, order, &quote, &quoting);
  quote.due_minor = quote.value_minor - quote.top_up_minor;
  quote.answer.due_minor = quote.due_minor;
  return quote;
}
