/* Acts of tills without a network. */
#include "test/story_in.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/person/pairing.h"
#include "domain/voucher/voucher_offline.h"

struct str act_device(struct story *story) {
  struct named *device = story_thing(story, story_word(story, 1));
  device->shop = story_thing(story, story_word(story, 2))->shop;
  struct str code = pairing_make(story->ctx, device->shop.id, story_word(story, 1));
  struct paired paired = pairing_take(story->ctx, code);
  device->till = paired.till;
  return paired.result == PAIRING_OK ? S("ok") : S("no");
}

static bool revoke_body(struct ctx *ctx, void *arg) {
  struct named *device = arg;
  device->revoked = bearer_revoke(ctx, device->till);
  return device->revoked;
}

struct str act_revoke(struct story *story) {
  struct named *device = story_thing(story, story_word(story, 1));
  return db_write(story->ctx, revoke_body, device) ? S("ok") : S("no");
}

static bool ceilings_body(struct ctx *ctx, void *arg) {
  offline_set_ceilings(ctx, *(struct offline_ceilings *)arg);
  return true;
}

struct str act_ceilings(struct story *story) {
  struct offline_ceilings ceilings = {story_minor(story_word(story, 1)),
                                      story_minor(story_word(story, 2))};
  db_write(story->ctx, ceilings_body, &ceilings);
  return S("");
}

struct str act_offline(struct story *story) {
  struct named *device = story_thing(story, story_word(story, 2));
  struct voucher_redemption redemption = {
      .scan = {.code = story_code(story, story_word(story, 1)),
               .shop_id = device->shop.id,
               .till_id = device->till,
               .revoked = device->revoked},
      .amount_minor = story_minor(story_word(story, 3)),
      .nonce = story_word(story, 4),
      .redeemed_at = story_instant(story, story_word(story, 5)),
      .offline = true,
  };
  struct voucher_answer answer = voucher_redeem(story->ctx, &redemption);
  return story_answered(story, &answer);
}

struct str act_conflicts(struct story *story) {
  struct shop_id shop = story_thing(story, story_word(story, 1))->shop.id;
  return str_format(story->ctx->arena, "%lld", (long long)offline_count_open(story->ctx, shop));
}

struct closing {
  struct shop_id shop;
  struct till_id till;
  struct str nonce;
};

static bool close_body(struct ctx *ctx, void *arg) {
  const struct closing *closing = arg;
  return offline_close(ctx, closing->shop, closing->till, closing->nonce);
}

struct str act_close(struct story *story) {
  struct closing closing = {story_thing(story, story_word(story, 1))->shop.id,
                            story_thing(story, story_word(story, 2))->till, story_word(story, 3)};
  return db_write(story->ctx, close_body, &closing) ? S("ok") : S("no");
}
