#include "domain/search/shop_pick.h"

#include "base/text.h"

static void add_hit(struct arena *arena, struct shop_pick_field *field, const struct shop *shop,
                    bool chosen) {
  struct str place =
      shop->street.len > 0 ? STR_CONCAT(arena, shop->street, S(", "), shop->town) : shop->town;
  field->hits.items[field->hits.count++] =
      (struct shop_pick_hit){shop->slug, shop->name, place, chosen};
}

static bool found(struct ctx *ctx, struct shop_pick *pick) {
  pick->result = SHOP_PICK_FOUND;
  pick->field.hits.count = 0;
  add_hit(ctx->arena, &pick->field, &pick->shop, true);
  return true;
}

/* Chosen before, or typed as its address has it. */
static bool by_slug(struct ctx *ctx, const struct shop_pick_typed *typed, struct shop_pick *pick) {
  bool chosen = typed->shop_of.len > 0 && str_equal(typed->shop, typed->shop_asked);
  struct str slug = chosen ? typed->shop_of : pick->field.typed;
  return shop_find_by_slug(ctx, slug, &pick->shop) && found(ctx, pick);
}

static bool is_named(struct arena *arena, const struct search_shop *one, struct str folded) {
  return str_equal(text_fold(arena, one->name), folded);
}

/* The only one that is found, or the only one of exactly this name; not where other words were
 * searched than those typed. */
static bool by_name(struct ctx *ctx, const struct search_answer *answer, struct shop_pick *pick) {
  struct str folded = text_fold(ctx->arena, pick->field.typed);
  const struct search_shop *meant = NULL;
  size_t named = 0;
  if (answer->read_as.len > 0) return false;
  for (size_t i = 0; i < answer->count; i++) {
    if (!is_named(ctx->arena, &answer->items[i], folded)) continue;
    meant = &answer->items[i];
    named++;
  }
  if (answer->count == 1) meant = &answer->items[0];
  if (!meant || (named != 1 && answer->count != 1)) return false;
  return shop_find_by_slug(ctx, meant->slug, &pick->shop) && found(ctx, pick);
}

/* Those in whose name the words stand as they were typed, or all the others. */
static void add_hits(struct ctx *ctx, const struct search_answer *answer, bool in_name,
                     struct shop_pick *pick) {
  struct str folded = text_fold(ctx->arena, pick->field.typed);
  struct shop shop;
  for (size_t i = 0; i < answer->count && pick->field.hits.count < SHOP_PICK_HITS; i++) {
    struct str name = text_fold(ctx->arena, answer->items[i].name);
    if ((str_find(name, folded) >= 0) == in_name &&
        shop_find_by_slug(ctx, answer->items[i].slug, &shop))
      add_hit(ctx->arena, &pick->field, &shop, false);
  }
}

static void ask(struct ctx *ctx, const struct search_answer *answer, struct shop_pick *pick) {
  add_hits(ctx, answer, true, pick);
  add_hits(ctx, answer, false, pick);
  pick->field.more = answer->count > SHOP_PICK_HITS;
  pick->result = pick->field.hits.count > 0 ? SHOP_PICK_SEVERAL : SHOP_PICK_UNKNOWN;
  pick->field.problem =
      message_text(ctx->language, pick->result == SHOP_PICK_SEVERAL ? MSG_shop_pick_several
                                                                    : MSG_shop_pick_unknown);
}

struct shop_pick shop_pick_read(struct ctx *ctx, const struct shop_pick_typed *typed) {
  struct shop_pick pick = {.field = {.typed = str_trim(typed->shop)}};
  pick.field.hits.items = arena_array(ctx->arena, struct shop_pick_hit, SHOP_PICK_HITS);
  if (pick.field.typed.len == 0 || by_slug(ctx, typed, &pick)) return pick;
  struct search_query query = {.q = pick.field.typed};
  struct search_answer answer = search_shops(ctx, &query);
  if (!by_name(ctx, &answer, &pick)) ask(ctx, &answer, &pick);
  return pick;
}
