#include "domain/search/search.h"

#include "base/fault.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/trade.h"
#include "search_sql.h"

/* What people type between the words that matter. */
static bool is_article(struct str word) {
  static const struct str words[] = {S("le"),  S("la"),  S("les"), S("un"),  S("une"), S("du"),
                                     S("de"),  S("des"), S("au"),  S("aux"), S("et"),  S("en"),
                                     S("der"), S("die"), S("das"), S("und"), S("the"), S("of"),
                                     S("and")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

struct wanted { /* the words of a question, ready to be looked up */
  struct str pattern[SEARCH_WORDS];
  struct str term[SEARCH_WORDS];
  bool enough[SEARCH_WORDS]; /* a row of the term needs no comparison */
  size_t count;
};

/* The last word may still be being typed: its stem stands for it only where that is shorter. */
static void want(struct ctx *ctx, struct wanted *wanted, struct str word, bool last) {
  struct str stem = shop_stem(ctx->arena, ctx->language, word);
  if (last && !str_starts(word, stem)) stem = word;
  wanted->pattern[wanted->count] =
      str_format(ctx->arena, last ? "%% %.*s%%" : "%% %.*s %%", STR_ARG(stem));
  wanted->term[wanted->count] = shop_term_for(stem);
  wanted->enough[wanted->count] = last && wanted->term[wanted->count].len == stem.len;
  wanted->count++;
}

static struct wanted wanted_of(struct ctx *ctx, struct str q) {
  struct wanted wanted = {.count = 0};
  struct str_list words = shop_fold_words(ctx->arena, q);
  size_t articles = 0;
  for (size_t i = 0; i < words.count; i++) articles += is_article(words.items[i]);
  for (size_t i = 0; i < words.count && wanted.count < SEARCH_WORDS; i++) {
    bool last = i + 1 == words.count;
    if (articles < words.count && is_article(words.items[i])) continue;
    want(ctx, &wanted, words.items[i], last);
  }
  return wanted;
}

/* The rarest of the terms leads; a single one needs no counting. */
static size_t leader(struct ctx *ctx, const struct wanted *wanted) {
  size_t best = 0;
  int64_t fewest = INT64_MAX;
  for (size_t i = 0; wanted->count > 1 && i < wanted->count; i++) {
    struct search_term_spread_row row;
    must(search_term_spread(ctx, wanted->term[i], &row));
    if (row.rows >= fewest) continue;
    fewest = row.rows;
    best = i;
  }
  return best;
}

/* The statements have rows of the same columns, but each a type of its own. */
#define PAGE_OF(ctx, rows)                                                                     \
  ({                                                                                           \
    struct search_page page_ = {arena_array((ctx)->arena, struct search_shop, (rows).count),   \
                                (rows).count, S("")};                                          \
    for (size_t i_ = 0; i_ < (rows).count; i_++)                                               \
      page_.items[i_] = (struct search_shop){                                                  \
          .slug = (rows).items[i_].slug,                                                       \
          .name = (rows).items[i_].name,                                                       \
          .trade = (rows).items[i_].trade,                                                     \
          .trade_name = trade_name((rows).items[i_].trade, (ctx)->language),                   \
          .town = (rows).items[i_].town,                                                       \
          .street = (rows).items[i_].street,                                                   \
          .services = (rows).items[i_].services,                                               \
          .made_up = (rows).items[i_].made_up,                                                 \
          .takes_vouchers = (rows).items[i_].takes_vouchers};                                  \
    if (page_.count > SEARCH_PAGE) {                                                           \
      page_.count = SEARCH_PAGE;                                                               \
      page_.next = (rows).items[SEARCH_PAGE - 1].sort_key;                                     \
    }                                                                                          \
    page_;                                                                                     \
  })

static struct search_page by_words(struct ctx *ctx, const struct search *search,
                                   const struct wanted *wanted, struct town_id town) {
  struct str pattern[SEARCH_WORDS] = {S(""), S(""), S(""), S("")};
  size_t lead = leader(ctx, wanted);
  for (size_t i = 0; i < wanted->count; i++)
    if (i != lead || !wanted->enough[i]) pattern[i] = wanted->pattern[i];
  struct search_by_term_rows rows =
      search_by_term(ctx, &(struct search_by_term_params){.term = wanted->term[lead],
                                                          .word1 = pattern[0],
                                                          .word2 = pattern[1],
                                                          .word3 = pattern[2],
                                                          .word4 = pattern[3],
                                                          .town_id = town,
                                                          .trade = search->trade,
                                                          .after = search->page});
  return PAGE_OF(ctx, rows);
}

static struct search_page by_place(struct ctx *ctx, const struct search *search,
                                   struct town_id town) {
  if (town.value != 0) {
    struct search_by_town_rows rows = search_by_town(ctx, town, search->trade, search->page);
    return PAGE_OF(ctx, rows);
  }
  if (search->trade.len > 0) {
    struct search_by_trade_rows rows = search_by_trade(ctx, search->trade, search->page);
    return PAGE_OF(ctx, rows);
  }
  struct search_all_rows rows = search_all(ctx, search->page);
  return PAGE_OF(ctx, rows);
}

struct search_page search_shops(struct ctx *ctx, const struct search *search) {
  struct town town = {.id = {0}};
  if (search->town.len > 0 && !town_find_by_slug(ctx, search->town, &town))
    return (struct search_page){NULL, 0, S("")};
  struct wanted wanted = wanted_of(ctx, search->q);
  if (wanted.count > 0) return by_words(ctx, search, &wanted, town.id);
  return by_place(ctx, search, town.id);
}
