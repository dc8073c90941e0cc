#include "test/towns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"

static bool found_body(struct ctx *ctx, void *arg) {
  struct territory_terms terms = {.slug = S("ville"),
                                  .name = S("La Ville"),
                                  .currency = CURRENCY_EUR,
                                  .zone = S("Europe/Paris"),
                                  .country = S("FR"),
                                  .languages = S("fr,de,en"),
                                  .accent = S("#1f4d7a"),
                                  .contact_email = S("bons@ville.example"),
                                  .debtor_name = S("La Ville"),
                                  .debtor_iban = S("FR7630001007941234567890185")};
  return territory_create(ctx, &terms, arg) == TERRITORY_OK;
}

void towns_open(struct towns *towns) {
  struct territory_id id;
  staff_open(&towns->staff);
  struct ctx *ctx = towns->here = towns->staff.ctx;
  assert_true(db_write(ctx, found_body, &id));
  assert_true(territory_find(ctx, id, &towns->ville));
  assert_true(territory_find(ctx, ctx->territory, &towns->bourg));
  db_read_end(ctx);
  towns->there = test_ctx(towns->staff.test, id);
  territory_enter(towns->there, &towns->ville);
  towns->there->now = ctx->now;
  towns->rose = scene_shop(towns->there, S("rose"));
}

void towns_close(struct towns *towns) {
  db_read_end(towns->here);
  db_read_end(towns->there);
  staff_close(&towns->staff);
}

void towns_agree(struct towns *towns) {
  struct agreement_id id;
  struct ctx *ctx = towns->here;
  struct agreement_terms terms = {.neighbour = towns->ville.id,
                                  .ours_there = true,
                                  .theirs_here = true,
                                  .from_on = zone_day(ctx->zone, ctx->now),
                                  .notice_days = AGREEMENT_NOTICE_MIN};
  assert_int_equal(agreement_propose(ctx, &terms, &id), AGREEMENT_RESULT_OK);
  assert_int_equal(agreement_confirm(towns->there, id), AGREEMENT_RESULT_OK);
}

struct campaign towns_campaign(struct ctx *ctx) {
  struct campaign campaign = scene_campaign();
  campaign.slug = S("partout");
  campaign.wide = true;
  campaign.id = scene_add_campaign(ctx, &campaign);
  return campaign;
}

struct voucher_id towns_voucher(struct ctx *ctx, int64_t amount_minor) {
  return scene_buy(ctx, &(struct order_request){.wide = true, .amount_minor = amount_minor});
}

struct voucher_answer towns_redeem(struct ctx *ctx, const struct shop *shop, struct voucher_id id,
                                   int64_t amount_minor, struct str nonce) {
  return voucher_redeem(ctx,
                        &(struct voucher_redemption){
                            .scan = {.code = voucher_code_text(ctx, id, 0), .shop_id = shop->id},
                            .amount_minor = amount_minor,
                            .nonce = nonce,
                            .redeemed_at = ctx->now});
}
