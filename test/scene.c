#include "test/scene.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "domain/payment/bank_setting.h"
#include "domain/territory/territory.h"

static bool found_body(struct ctx *ctx, void *arg) {
  installation_create(ctx, true);
  struct territory_terms terms = {
      .slug = S("bourg"),
      .name = S("Le Bourg"),
      .currency = CURRENCY_EUR,
      .zone = S("Europe/Paris"),
      .country = S("FR"),
      .languages = S("fr,de,en"),
      .accent = S("#7a1f3d"),
      .contact_email = S("bons@bourg.example"),
      .debtor_name = S("Le Bourg"),
      .debtor_iban = S("FR7630001007941234567890185"),
      .debtor_bic = S(""),
      .is_default = true,
  };
  return territory_create(ctx, &terms, arg) == TERRITORY_OK;
}

struct ctx *scene_open(struct test_db *test) {
  struct ctx *ctx = test_ctx(test, (struct territory_id){0});
  struct territory_id id;
  struct territory territory;
  assert_true(db_write(ctx, found_body, &id));
  assert_true(territory_find(ctx, id, &territory));
  territory_enter(ctx, &territory);
  db_read_end(ctx);
  return ctx;
}

struct campaign scene_campaign(void) {
  const struct zone *zone = zone_find(S("Europe/Paris"));
  return (struct campaign){
      .slug = S("loin-des-yeux"),
      .name = S("Loin des yeux, près du cœur"),
      .conditions = S("En une ou plusieurs fois."),
      .state = CAMPAIGN_STATE_OPEN,
      .face_values = {2000, 5000, 10000},
      .face_value_count = 3,
      .min_minor = 500,
      .max_minor = 25000,
      .opens_at = zone_day_start(zone, day_of(2020, 1, 1)),
      .closes_at = zone_day_start(zone, day_of(2021, 1, 1)),
      .redeemable_on = day_of(2020, 5, 11),
      .expires_on = day_of(2020, 12, 31),
  };
}

struct adding {
  const struct campaign *campaign;
  struct campaign_id id;
};

static bool campaign_body(struct ctx *ctx, void *arg) {
  struct adding *adding = arg;
  adding->id = campaign_create(ctx, adding->campaign);
  return true;
}

struct campaign_id scene_add_campaign(struct ctx *ctx, const struct campaign *campaign) {
  struct adding adding = {.campaign = campaign};
  assert_true(db_write(ctx, campaign_body, &adding));
  return adding.id;
}

struct listing {
  const struct scene_facts *facts;
  struct shop_id id;
};

static bool shop_body(struct ctx *ctx, void *arg) {
  struct listing *listing = arg;
  bool added;
  struct shop_facts facts = {.name = listing->facts->name,
                             .trade = listing->facts->trade,
                             .town = listing->facts->town,
                             .opening_hours = listing->facts->hours,
                             .source = S("test"),
                             .source_id = listing->facts->name};
  if (shop_keep(ctx, &facts, &listing->id, &added) != SHOP_OK) return false;
  shop_take_vouchers(ctx, listing->id, true);
  return true;
}

struct shop scene_shop_with(struct ctx *ctx, const struct scene_facts *facts) {
  struct listing listing = {.facts = facts};
  struct shop shop;
  assert_true(db_write(ctx, shop_body, &listing));
  assert_true(shop_find(ctx, listing.id, &shop));
  db_read_end(ctx);
  return shop;
}

struct shop scene_shop(struct ctx *ctx, struct str name) {
  return scene_shop_with(
      ctx, &(struct scene_facts){.name = name, .trade = S("books"), .town = S("Le Bourg")});
}

static bool account_body(struct ctx *ctx, void *arg) {
  const struct shop *shop = arg;
  merchant_set_account(ctx, shop->merchant_id, S(""), S("FR1420041010050500013M02606"), shop->name);
  return true;
}

void scene_account(struct ctx *ctx, const struct shop *shop) {
  struct shop copy = *shop;
  assert_true(db_write(ctx, account_body, &copy));
}

void scene_bank(struct ctx *ctx) {
  struct bank_setting setting = {.open = true,
                                 .iban = S("FR7630001007941234567890185"),
                                 .holder = S("Le Bourg"),
                                 .wait_days = 14};
  assert_int_equal(bank_setting_keep(ctx, &setting), BANK_SETTING_OK);
}

struct voucher_id scene_buy(struct ctx *ctx, const struct order_request *request) {
  struct order_request paid = *request;
  struct order order;
  paid.buyer_name = S("Camille");
  paid.buyer_email = S("camille@example.org");
  paid.provider = PROVIDER_SANDBOX;
  struct checkout_answer placed = checkout_place(ctx, &paid);
  assert_int_equal(placed.result, CHECKOUT_OK);
  assert_int_equal(checkout_settle(ctx, PROVIDER_SANDBOX, placed.payment_id, PAYMENT_PAID).result,
                   CHECKOUT_OK);
  assert_true(order_find(ctx, placed.order_id, &order));
  db_read_end(ctx);
  return order.voucher_id;
}

struct voucher_id scene_voucher(struct ctx *ctx, const struct shop *shop, int64_t amount_minor) {
  return scene_buy(ctx, &(struct order_request){.shop_id = shop->id, .amount_minor = amount_minor});
}

struct str scene_books(struct ctx *ctx) {
  struct buf out = buf_in(ctx->arena);
  ledger_seal(ctx, 0);
  struct ledger_report report = ledger_verify(ctx, &out);
  db_read_end(ctx);
  struct str rest;
  return report.problems == 0 ? S("balance") : str_cut(buf_str(&out), '\n', &rest);
}
