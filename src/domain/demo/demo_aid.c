#include "domain/demo/demo_aid.h"

#include "base/fault.h"
#include "base/money.h"
#include "db/db.h"
#include "demo_sql.h"
#include "domain/checkout/checkout.h"

enum { SALES = 90, A_DAY = 3, DAY_MS = 86400000 };

/* Fribourg, 2020: a fifth of vouchers of up to 100, 1,000 a person. */
static const struct topup_rule kariyon = {.form = TOPUP_RATE,
                                          .give = 2000,
                                          .counts = TOPUP_COUNTS_VALUE,
                                          .voucher_most_minor = 10000,
                                          .person_most_minor = 100000,
                                          .person = TOPUP_BY_EMAIL,
                                          .hold_minutes = TOPUP_HOLD_MINUTES};

struct aiding {
  struct campaign_id campaign;
  const struct json *funders;
};

static bool rule_body(struct ctx *ctx, void *arg) {
  const struct aiding *aiding = arg;
  must(topup_keep(ctx, aiding->campaign, &kariyon) == TOPUP_EDIT_OK);
  for (size_t i = 0; i < aiding->funders->count; i++) {
    const struct json *one = &aiding->funders->items[i];
    int64_t minor;
    if (!money_parse(json_text(one, S("amount")), &minor) ||
        envelope_fill(ctx, aiding->campaign, json_text(one, S("name")), minor) != ENVELOPE_OK)
      fault_raise(FAULT_INPUT, "demo.json: a funder has no name or no amount");
  }
  return true;
}

/* Each by somebody else; before noon and after it alike. */
static void sell(struct ctx *ctx, struct shop_id shop, int64_t number) {
  static const int64_t amounts[] = {2000, 3000, 5000, 5000, 10000};
  struct order_request request = {
      .shop_id = shop,
      .amount_minor = amounts[random_below(ctx->random, sizeof amounts / sizeof *amounts)],
      .buyer_name = S("Démonstration"),
      .top_up = {.wanted = true,
                 .email = str_format(ctx->arena, "%lld@example.org", (long long)number)},
      .provider = PROVIDER_SANDBOX,
  };
  struct checkout_answer answer = checkout_place(ctx, &request);
  if (answer.result != CHECKOUT_OK) fault_raise(FAULT_INPUT, "demo: %s", checkout_refusal(&answer));
  must(checkout_settle(ctx, PROVIDER_SANDBOX, answer.payment_id, PAYMENT_PAID).result ==
       CHECKOUT_OK);
}

void demo_aid(struct ctx *ctx, const struct json *funders) {
  struct campaign campaign;
  struct instant now = ctx->now;
  struct demo_shops_rows shops = demo_shops(ctx);
  if (!funders || shops.count == 0 || !campaign_current(ctx, &campaign)) return;
  db_read_end(ctx);
  struct aiding aiding = {campaign.id, funders};
  db_write(ctx, rule_body, &aiding);
  for (int64_t i = 0; i < SALES; i++) {
    ctx->now.ms = now.ms - (SALES - i) * DAY_MS / A_DAY;
    sell(ctx, shops.items[random_below(ctx->random, shops.count)].id, i);
  }
  ctx->now = now;
}
