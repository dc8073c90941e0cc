#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/neighbour/neighbour.h"
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
