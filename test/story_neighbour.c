#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/neighbour/neighbour.h"
#include "domain/netting/netting.h"
#include "test/story_in.h"

static bool found_body(struct ctx *ctx, void *arg) {
  const struct territory_terms *terms = arg;
  struct territory_id id;
  return territory_create(ctx, terms, &id) == TERRITORY_OK;
}

struct str act_territory(struct story *story) {
  bool francs = str_equal(story_word(story, 2), S("CHF"));
  struct territory_terms terms = {
      .slug = story_word(story, 1),
      .name = story_word(story, 1),
      .currency = francs ? CURRENCY_CHF : CURRENCY_EUR,
      .zone = S("Europe/Paris"),
      .country = francs ? S("CH") : S("FR"),
      .languages = S("fr"),
      .accent = S("#1f4d7a"),
      .contact_email = S("bons@voisin.example"),
      .debtor_name = S("Voisin"),
      .debtor_iban = S("FR7630001007941234567890185"),
  };
  assert_true(db_write(story->ctx, found_body, &terms));
  return S("");
}

static struct territory territory_named(struct story *story, struct str name) {
  struct territory territory;
  assert_true(territory_find_by_slug(story->ctx, name, &territory));
  return territory;
}

/* Vouchers are carried over: what was sold here is known by its name there. */
struct str act_enter(struct story *story) {
  for (size_t i = 0; i < story->thing_count; i++) {
    struct named *thing = &story->things[i];
    struct order order;
    if (thing->voucher.value == 0 && thing->order.value != 0 &&
        order_find(story->ctx, thing->order, &order) && order.has_voucher)
      thing->voucher = order.voucher_id;
  }
  struct territory territory = territory_named(story, story_word(story, 1));
  db_read_end(story->ctx);
  territory_enter(story->ctx, &territory);
  return S("");
}

static struct str word_of(enum agreement_result result) {
  return result == AGREEMENT_RESULT_OK ? S("ok") : str_from(agreement_refusal(result));
}

/* propose P ville both|there|here|none 2020-05-14 7 [40.00] */
struct str act_propose(struct story *story) {
  struct str way = story_word(story, 3), ceiling = story_word(story, 6);
  bool both = str_equal(way, S("both"));
  struct agreement_terms terms = {
      .neighbour = territory_named(story, story_word(story, 2)).id,
      .ours_there = both || str_equal(way, S("there")),
      .theirs_here = both || str_equal(way, S("here")),
      .from_on = story_day(story_word(story, 4)),
      .ceiling_minor = ceiling.len > 0 ? story_minor(ceiling) : 0,
  };
  assert_true(str_to_int(story_word(story, 5), &terms.notice_days));
  struct agreement_id id;
  enum agreement_result result = agreement_propose(story->ctx, &terms, &id);
  if (result == AGREEMENT_RESULT_OK) story_thing(story, story_word(story, 1))->agreement = id;
  return word_of(result);
}

static struct str decide(struct story *story,
                         enum agreement_result (*act)(struct ctx *, struct agreement_id)) {
  return word_of(act(story->ctx, story_thing(story, story_word(story, 1))->agreement));
}

struct str act_accept(struct story *story) {
  return decide(story, agreement_confirm);
}

struct str act_decline(struct story *story) {
  return decide(story, agreement_decline);
}

struct str act_take_back(struct story *story) {
  return decide(story, agreement_withdraw);
}

struct str act_end(struct story *story) {
  return word_of(agreement_end(story->ctx, story_thing(story, story_word(story, 1))->agreement,
                               story_day(story_word(story, 2))));
}

/* From the other side it is the same with the other sign. */
static struct neighbour_balance mirrored(struct ctx *ctx, struct territory_id neighbour) {
  struct ctx there;
  struct neighbour_balance here = neighbour_balance(ctx, neighbour);
  if (!neighbour_cross(ctx, neighbour, &there)) return here;
  struct neighbour_balance back = neighbour_balance(&there, ctx->territory);
  assert_int_equal(here.open_minor, -back.open_minor);
  assert_int_equal(here.netted_minor, -back.netted_minor);
  return here;
}

struct str act_owed_by(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct territory territory = territory_named(story, story_word(story, 1));
  struct neighbour_balance balance = mirrored(story->ctx, territory.id);
  return STR_CONCAT(arena, money_decimal(arena, balance.open_minor), S(" "),
                    money_decimal(arena, balance.netted_minor));
}

/* Netting. */

struct str act_net(struct story *story) {
  return str_format(story->ctx->arena, "%lld", (long long)netting_round(story->ctx));
}

static bool find_night(struct ctx *ctx, struct territory_id neighbour, struct day night,
                       struct netting *netting) {
  struct nettings list = netting_list(ctx, neighbour);
  for (size_t i = 0; i < list.count; i++)
    if (list.items[i].night_on.number == night.number) {
      *netting = list.items[i];
      return true;
    }
  return false;
}

/* The other side says the same under the other sign. */
static void check_other_side(struct story *story, struct territory_id neighbour,
                             const struct netting *here) {
  struct ctx there;
  struct netting theirs;
  assert_true(neighbour_cross(story->ctx, neighbour, &there));
  assert_true(find_night(&there, story->ctx->territory, here->night_on, &theirs));
  assert_int_equal(theirs.owed_minor, here->earned_minor);
  assert_int_equal(theirs.earned_minor, here->owed_minor);
  assert_int_equal(theirs.net_minor, -here->net_minor);
  assert_int_equal(theirs.line_count, here->line_count);
  assert_int_equal(theirs.settlement.value, here->settlement.value);
}

struct str act_night_of(struct story *story) {
  struct arena *arena = story->ctx->arena;
  struct territory_id neighbour = territory_named(story, story_word(story, 1)).id;
  struct netting one;
  struct settlement settlement;
  struct str state = S("open");
  if (!find_night(story->ctx, neighbour, story_day(story_word(story, 2)), &one)) return S("none");
  check_other_side(story, neighbour, &one);
  if (settlement_find(story->ctx, neighbour, one.settlement, &settlement))
    state = settlement.state == SETTLEMENT_RECEIVED ? S("paid") : S("announced");
  return STR_CONCAT(arena, money_decimal(arena, one.earned_minor), S(" "),
                    money_decimal(arena, one.owed_minor), S(" "),
                    money_decimal(arena, one.net_minor), S(" "), state);
}

static struct str settlement_word(enum settlement_result result) {
  return result == SETTLEMENT_RESULT_OK ? S("ok") : str_from(settlement_refusal(result));
}

struct str act_announce(struct story *story) {
  struct territory_id neighbour = territory_named(story, story_word(story, 2)).id;
  struct settlement_id id;
  enum settlement_result result = settlement_announce(story->ctx, neighbour, story_word(story, 4),
                                                      story_day(story_word(story, 3)), &id);
  if (result == SETTLEMENT_RESULT_OK) story_thing(story, story_word(story, 1))->settlement = id;
  return settlement_word(result);
}

struct str act_have(struct story *story) {
  struct territory_id neighbour = territory_named(story, story_word(story, 2)).id;
  struct bank_line_id line = {0};
  if (story->count > 3) line = story_thing(story, story_word(story, 3))->line;
  return settlement_word(settlement_receive(
      story->ctx, neighbour, story_thing(story, story_word(story, 1))->settlement, line));
}

struct str act_unpay(struct story *story) {
  struct territory_id neighbour = territory_named(story, story_word(story, 2)).id;
  return settlement_word(settlement_take_back(story->ctx, neighbour,
                                              story_thing(story, story_word(story, 1))->settlement,
                                              story_word(story, 3)));
}
