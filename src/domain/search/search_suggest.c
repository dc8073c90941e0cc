/* What is typed is taken as the beginning of a trade, a town, a shop: as it stands, else without
 * what one says before it (« l’épicerie », « d’Arcachon », « zum Bären »), else with « ae » for « ä
 * ». */
#include "domain/search/search_suggest.h"

#include "base/text.h"
#include "domain/search/search_rank.h"
#include "domain/shop/shop_terms.h"
#include "domain/shop/shop_words.h"
#include "search_sql.h"

enum { EACH_MOST = 3, SHOPS_MOST = 5, SHOPS_SCAN = 400, READINGS_MOST = 4 };

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

/* ---- readings of what was typed ---- */

struct readings { /* folded; the first is as it was typed */
  struct str items[READINGS_MOST];
  size_t count;
};

static void add_reading(struct readings *readings, struct str reading) {
  if (text_length(reading) < 2) return;
  for (size_t i = 0; i < readings->count; i++)
    if (str_equal(readings->items[i], reading)) return;
  readings->items[readings->count++] = reading;
}

/* Of « l », « d », « qu » an apostrophe was behind. */
static bool leads(struct str word) {
  static const struct str more[] = {S("qu"), S("zum"), S("zur"), S("beim"), S("im"), S("am")};
  for (size_t i = 0; i < sizeof more / sizeof *more; i++)
    if (str_equal(word, more[i])) return true;
  return word.len == 1 || shop_word_is_article(word);
}

static struct str without_leading(struct str folded) {
  for (;;) {
    struct str rest, word = str_cut(folded, ' ', &rest);
    if (rest.len == 0 || !leads(word)) return folded;
    folded = rest;
  }
}

static struct readings readings_of(struct arena *arena, struct str folded) {
  struct readings readings = {.count = 0};
  struct str bare = without_leading(folded);
  add_reading(&readings, folded);
  add_reading(&readings, bare);
  add_reading(&readings, search_without_umlauts(arena, folded));
  add_reading(&readings, search_without_umlauts(arena, bare));
  return readings;
}

/* ---- trades ---- */

static bool add_trades(struct ctx *ctx, struct suggestions *all, struct str folded) {
  struct suggestion found[MEANINGS_MAX];
  size_t count = 0;
  bool several = str_find(folded, S(" ")) >= 0;
  struct meanings meanings = several ? lexicon_names_beginning(folded) : lexicon_beginning(folded);
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
  return count > 0;
}

/* ---- towns ---- */

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

/* « st-médard », « ste foy » */
static struct str saint_in_full(struct arena *arena, struct str slug) {
  if (str_starts(slug, S("st-")))
    return str_format(arena, "saint-%.*s", STR_ARG(str_skip(slug, 3)));
  if (str_starts(slug, S("ste-")))
    return str_format(arena, "sainte-%.*s", STR_ARG(str_skip(slug, 4)));
  return slug;
}

/* « bouscat » is enough for Le Bouscat. */
static bool add_towns(struct ctx *ctx, struct suggestions *all, struct str folded) {
  static const struct str before[] = {S(""),   S("le-"),    S("la-"),    S("les-"),
                                      S("l-"), S("saint-"), S("sainte-")};
  enum { PREFIXES = sizeof before / sizeof *before, ROWS = 6 };
  struct suggestion found[PREFIXES * ROWS];
  struct str slug = saint_in_full(ctx->arena, text_slug(ctx->arena, folded));
  size_t count = 0;
  for (size_t i = 0; i < PREFIXES; i++) {
    struct str begins = str_format(ctx->arena, "%.*s%.*s", STR_ARG(before[i]), STR_ARG(slug));
    count += towns_beginning(ctx, begins, found + count);
  }
  add_largest(all, found, count);
  return count > 0;
}

/* ---- shops ---- */

static bool name_begins(struct arena *arena, struct str name, const struct readings *readings) {
  struct str folded = text_fold(arena, name), bare = without_leading(folded);
  for (size_t i = 0; i < readings->count; i++)
    if (str_starts(folded, readings->items[i]) || str_starts(bare, readings->items[i])) return true;
  return false;
}

/* Those whose name begins so come first, in the order of relevance, then those that have the words;
 * of an article alone, as in « l’ét », every second shop has one. */
static void add_named(struct ctx *ctx, struct suggestions *all, const struct search_shop *shops,
                      size_t count, const struct readings *readings, bool article) {
  size_t most = all->count + SHOPS_MOST;
  for (int begins = 1; begins >= article; begins--)
    for (size_t i = 0; i < count && all->count < most; i++)
      if (name_begins(ctx->arena, shops[i].name, readings) == (begins != 0))
        add(all, (struct suggestion){.kind = SUGGEST_SHOP,
                                     .label = shops[i].name,
                                     .value = shops[i].slug,
                                     .town = shops[i].town});
}

static void add_shops(struct ctx *ctx, struct suggestions *all, struct str typed,
                      const struct readings *readings) {
  struct search_moment moment = {.at = ctx->now, .unasked = true};
  struct wish wish = {.moment = &moment};
  struct question question = question_begun(ctx, typed);
  struct walk walk = walk_begin(ctx, &question, &wish, -1, -1);
  walk.where_matters = true;
  struct place *places = arena_array(ctx->arena, struct place, SHOPS_SCAN);
  struct match match;
  bool more = false;
  size_t found = 0;
  for (uint32_t i = 0; walk_next(&walk, SHOPS_SCAN, &match, &more); i++)
    if (match.in_name) places[found++] = place_of(&match, i);
  places_sort(ctx->arena, places, found);
  struct search_shop shops[SEARCH_PAGE];
  size_t count = placed_shops(ctx, places, found < SEARCH_PAGE ? found : SEARCH_PAGE, shops);
  bool article = question.count == 1 && shop_word_is_article(question.words[0].text);
  add_named(ctx, all, shops, count, readings, article);
}

struct suggestions search_suggest(struct ctx *ctx, struct str typed) {
  struct suggestions all = {.count = 0};
  struct str folded = text_fold(ctx->arena, typed);
  if (text_length(folded) < 2) return all;
  struct readings readings = readings_of(ctx->arena, folded);
  bool trades = false, towns = false;
  for (size_t i = 0; i < readings.count && !trades; i++)
    trades = add_trades(ctx, &all, readings.items[i]);
  for (size_t i = 0; i < readings.count && !towns; i++)
    towns = add_towns(ctx, &all, readings.items[i]);
  add_shops(ctx, &all, typed, &readings);
  return all;
}
