/* Corrections that anybody proposes, and what approving one does to the shop. */
#include "db/db.h"
#include "domain/ground/ground.h"
#include "domain/hours/hours.h"
#include "domain/moderation/moderation.h"
#include "domain/shop/trade.h"

static bool field_bit(struct str field, unsigned *bit) {
#define X(word, name)                                                                              \
  if (str_equal(field, S(#word))) {                                                                \
    *bit = SHOP_FIELD_BIT(name);                                                                   \
    return true;                                                                                   \
  }
  CORRECTION_FIELDS(X)
#undef X
  return false;
}

/* "44.83780, -0.57920", or "" */
static struct str place_text(struct arena *arena, struct position position) {
  if (!position.known) return S("");
  return str_format(arena, "%.*s, %.*s", STR_ARG(position_latitude(arena, position)),
                    STR_ARG(position_longitude(arena, position)));
}

/* Two numbers; the comma between them is the one before a blank, as French decimals have commas. */
static bool place_read(struct ctx *ctx, struct str typed, struct position *position) {
  struct str east, north = str_cut(typed, ';', &east);
  if (east.ptr == NULL) north = str_cut(typed, ' ', &east);
  north = str_trim(north);
  if (str_ends(north, S(","))) north = str_take(north, north.len - 1);
  return position_read(north, str_trim(east), position) && position->known &&
         ground_holds_place(ctx, position->latitude, position->longitude);
}

struct str correction_now(struct ctx *ctx, const struct shop *shop, struct str field) {
  if (str_equal(field, S("name"))) return shop->name;
  if (str_equal(field, S("trade"))) return shop->trade;
  if (str_equal(field, S("street"))) return shop->street;
  if (str_equal(field, S("phone"))) return shop->phone;
  if (str_equal(field, S("website"))) return shop->website;
  if (str_equal(field, S("hours"))) return shop->opening_hours;
  if (str_equal(field, S("position"))) return place_text(ctx->arena, shop_place(shop));
  return S("");
}

static bool may_be(struct str field, struct str value) {
  if (str_equal(field, S("name")) || str_equal(field, S("trade"))) return value.len > 0;
  if (str_equal(field, S("website")))
    return value.len == 0 || str_starts(value, S("https://")) || str_starts(value, S("http://"));
  unsigned bit;
  return field_bit(field, &bit);
}

bool correction_read(struct ctx *ctx, struct str field, struct str typed, struct str *value) {
  *value = str_equal(field, S("trade")) ? trade_said(ctx->arena, typed) : typed;
  if (str_equal(field, S("closed")) || str_equal(field, S("other"))) return true;
  if (str_equal(field, S("position"))) {
    struct position position;
    if (!place_read(ctx, typed, &position)) return false;
    *value = place_text(ctx->arena, position);
    return true;
  }
  if (!str_equal(field, S("hours"))) return may_be(field, *value);
  const struct hours *hours = hours_parse(ctx->arena, typed).hours;
  if (hours) *value = hours_normal(ctx->arena, hours);
  return hours != NULL;
}

struct str correction_text(struct ctx *ctx, struct str field, struct str value) {
  return str_equal(field, S("trade")) ? trade_name(value, ctx->language) : value;
}

struct proposing {
  struct moderation one;
  struct case_id id;
};

static bool propose_body(struct ctx *ctx, void *arg) {
  struct proposing *proposing = arg;
  proposing->id = moderation_add(ctx, &proposing->one);
  return true;
}

struct case_id correction_propose(struct ctx *ctx, const struct shop *shop, struct str field,
                                  struct str value, struct str comment, struct str email) {
  struct proposing proposing = {.one = {.kind = CASE_CORRECTION,
                                        .shop = shop->id,
                                        .field = field,
                                        .old_value = correction_now(ctx, shop, field),
                                        .new_value = value,
                                        .comment = comment,
                                        .name = shop->name,
                                        .email = email,
                                        .language = ctx->language}};
  db_write(ctx, propose_body, &proposing);
  return proposing.id;
}

static struct shop_facts facts_with(struct str value) {
  return (struct shop_facts){.name = value,
                             .trade = value,
                             .street = value,
                             .phone = value,
                             .website = value,
                             .opening_hours = value};
}

enum moderation_result correction_apply(struct ctx *ctx, const struct moderation *one) {
  struct shop shop;
  struct str value;
  unsigned bit;
  if (!shop_find(ctx, one->shop, &shop)) return MODERATION_UNKNOWN;
  if (!correction_read(ctx, one->field, one->new_value, &value)) return MODERATION_BAD_VALUE;
  if (str_equal(one->field, S("closed"))) {
    shop_close(ctx, one->shop);
  } else if (field_bit(one->field, &bit)) {
    struct shop_facts facts = facts_with(value);
    facts.postcode = shop.postcode; /* of the address, only the street */
    facts.town = shop.town;
    struct position position = {.known = false};
    if (bit == SHOP_FIELD_BIT(POSITION)) place_read(ctx, value, &position);
    shop_facts_place(&facts, position);
    if (shop_edit(ctx, one->shop, &facts, bit) != SHOP_OK) return MODERATION_BAD_VALUE;
  }
  return moderation_decide(ctx, one->id, CASE_APPROVED, S(""));
}
