#include "domain/letter/letter_demand.h"

#include "base/format.h"
#include "base/message.h"
#include "domain/territory/territory.h"

static struct paper_demand demand_of(struct ctx *ctx, const struct letter_demand *demand,
                                     struct str message) {
  const struct bank_setting *setting = &demand->setting;
  return (struct paper_demand){
      .creditor = {setting->holder, setting->street, setting->building, setting->postcode,
                   setting->town, setting->country},
      .iban = setting->iban,
      .bic = setting->bic,
      .amount = demand->payment.amount,
      .reference = str_copy(ctx->arena, reference_str(&demand->reference)),
      .message = message,
  };
}

static struct str about(struct ctx *ctx, const struct letter_demand *demand) {
  struct buf amount = buf_in(ctx->arena);
  format_money(&amount, demand->order.language, demand->payment.amount);
  return MESSAGE(ctx->arena, demand->order.language, MSG_letter_transfer_about,
                 {"amount", buf_str(&amount)}, {"shop", demand->shop.name});
}

/* As long as the money is waited for, and the voucher is worth something. */
static struct day pay_until(struct ctx *ctx, const struct letter_demand *demand) {
  struct day last = checkout_ends_on(ctx, demand->payment.id);
  struct day wait = bank_wait_until(ctx, &demand->setting, demand->payment.created_at);
  return wait.number < last.number ? wait : last;
}

bool letter_demand_of(struct ctx *ctx, struct order_id id, struct letter_demand *demand) {
  struct payment_id payment;
  struct territory territory;
  if (!order_find(ctx, id, &demand->order) || !order_payment_id(ctx, id, &payment) ||
      !payment_find(ctx, payment, &demand->payment) || demand->payment.provider != PROVIDER_BANK ||
      !bank_setting_find(ctx, &demand->setting) ||
      !order_shop(ctx, demand->order.shop_id, &demand->shop) ||
      !territory_find(ctx, ctx->territory, &territory))
    return false;
  demand->reference = bank_reference(&demand->setting, payment);
  struct str subject = about(ctx, demand);
  demand->paper = (struct demand_paper){
      .language = demand->order.language,
      .territory = territory.name,
      .about = subject,
      .pay_until = pay_until(ctx, demand),
      .demand = demand_of(ctx, demand, subject),
  };
  return true;
}
