#include "domain/search/search_suggest.h"

#include "base/text.h"
#include "domain/search/search_rank.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"
#include "search_sql.h"

enum { EACH_MOST = 3, SHOPS_MOST = 5, SHOPS_SCAN = 400 };

struct str suggestion_kind_word(enum suggestion_kind kind) {
  static const struct str words[] = {
#define X(name, word) S(#word),
      SUGGESTION_KINDS(X)
#undef X
  };
  return words[kind];
}

static void add(struct suggestions *all, struct suggestion one) {
  if (all->count < SUGGESTIONS_MOST) all->items[all->count++] = one;
}

/* The most frequent first, at most three. */
static void add_largest(struct suggestions *all, const struct suggestion *found, size_t count) {
  size_t start = all->count;
  for (size_t i = 0; i < count; i++) {
    size_t at = all->count;
    while (at > start && all->items[at - 1].shops < found[i].shops)
      at--;
    if (at >= start + EACH_MOST || at >= SUGGESTIONS_MOST) continue;
    if (all->count < start + EACH_MOST) all->count++;
    for (size_t k = all->count - 1; k > at; k--)
      all->items[k] = all->items[k - 1];
    all->items[at] = found[i];
  }
}

static void add_trades(struct ctx *ctx, struct suggestions *all, struct str folded) {
  struct suggestion found[MEANINGS_MAX];
  size_t count = 0;
  struct meanings meanings = lexicon_beginning(folded);
  for (size_t i = 0; i < meanings.count; i++) {
    const struct trade *trade = meanings.items[i].trade;
    int64_t shops = shop_term_size(ctx, shop_term_of(ctx->arena, 't', trade->key));
    if (shops == 0) continue;
    found[count++] = (struct suggestion){.kind = SUGGEST_TRADE,
                                         .label = trade->name[ctx->language],
                                         .value = trade->key,
                                         .shops = shops};
  }
  add_largest(all, found, count);
}

static size_t towns_beginning(struct ctx *ctx, struct str slug, struct suggestion *found) {
  struct str behind = str_format(ctx->arena, "%.*s~", STR_ARG(slug));
  struct search_towns_beginning_rows rows = search_towns_beginning(ctx, slug, behind);
  for (size_t i = 0; i < rows.count; i++)
    found[i] = (struct suggestion){
        .kind = SUGGEST_TOWN,
        .label = rows.items[i].name,
        .value = rows.items[i].slug,
        .shops = shop_term_size(ctx, shop_term_town(ctx->arena, rows.items[i].id))};
  return rows.count;
}

/* « bouscat » is enough for Le Bouscat. */
static void add_towns(struct ctx *ctx, struct suggestions *all, struct str folded) {
  static const struct str before[] = {S(""), S("le-"), S("la-"), S("les-"), S("saint-")};
  enum { PREFIXES = sizeof before / sizeof *before, ROWS = 6 };
  struct suggestion found[PREFIXES * ROWS];
  struct str slug = text_slug(ctx->arena, folded);
  size_t count = 0;
  for (size_t i = 0; i < PREFIXES; i++) {
    struct str begins = str_format(ctx->arena, "%.*s%.*s", STR_ARG(before[i]), STR_ARG(slug));
    count += towns_beginning(ctx, begins, found + count);
  }
  add_largest(all, found, count);
}

static void add_shops(struct ctx *ctx, struct suggestions *all, struct str typed) {
  struct search_moment moment = {.at = ctx->now, .unasked = true};
  struct wish wish = {.moment = &moment};
  struct question question = question_of(ctx, typed, false);
  struct walk walk = walk_begin(ctx, &question, &wish, -1, -1);
  walk.where_matters = true;
  struct place *places = arena_array(ctx->arena, struct place, SHOPS_SCAN);
  struct match match;
  bool more = false;
  size_t found = 0;
  for (uint32_t i = 0; walk_next(&walk, SHOPS_SCAN, &match, &more); i++)
    if (match.in_name) places[found++] = place_of(&match, i);
  places_sort(places, found);
  struct search_shop shops[SHOPS_MOST];
  size_t count = placed_shops(ctx, places, found < SHOPS_MOST ? found : SHOPS_MOST, shops);
  for (size_t i = 0; i < count; i++)
    add(all, (struct suggestion){.kind = SUGGEST_SHOP,
                                 .label = shops[i].name,
                                 .value = shops[i].slug,
                                 .town = shops[i].town});
}

struct suggestions search_suggest(struct ctx *ctx, struct str typed) {
  struct suggestions all = {.count = 0};
  struct str folded = text_fold(ctx->arena, typed);
  if (text_length(folded) < 2) return all;
  add_trades(ctx, &all, folded);
  add_towns(ctx, &all, folded);
  add_shops(ctx, &all, typed);
  return all;
}
