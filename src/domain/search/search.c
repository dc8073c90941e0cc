#include "domain/search/search.h"

#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/shop_words.h"
#include "domain/shop/trade.h"
#include "search_sql.h"

/* What people type between the words that matter. */
static bool is_article(struct str word) {
  static const struct str words[] = {S("le"),  S("la"),  S("les"), S("un"),  S("une"),
                                     S("du"),  S("de"),  S("des"), S("au"),  S("aux"),
                                     S("et"),  S("en"),  S("der"), S("die"), S("das"),
                                     S("und"), S("the"), S("of"),  S("and")};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_equal(word, words[i])) return true;
  return false;
}

enum { BEFORE_MAX = SEARCH_WORDS - 1 };

struct wanted {                  /* the words of a question, ready to be looked up */
  struct str before[BEFORE_MAX]; /* patterns of all words but the last */
  struct str begins, stem;       /* patterns of the last word: it may be half typed */
  struct str term[SEARCH_WORDS]; /* the terms to walk: of `before`, then of the last word */
  size_t count;
};

/* What two words have in common at their beginning, in whole letters. */
static struct str common(struct str a, struct str b) {
  size_t len = 0;
  while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
    len++;
  while (len > 0 && len < a.len && ((unsigned char)a.ptr[len] & 0xC0) == 0x80)
    len--;
  return str_take(a, len);
}

/* « arts » begins « artsy » and has the stem of « art »; it is no beginning of « arthur ». */
static void want_last(struct ctx *ctx, struct wanted *wanted, struct str word) {
  struct str stem = shop_stem(ctx->arena, ctx->language, word), shared = common(word, stem);
  struct str term = shop_term_for(text_length(shared) > 1 ? shared : word);
  bool alone = wanted->count == 0;
  wanted->term[wanted->count++] = term;
  if (alone && str_equal(word, stem) && term.len == word.len) return; /* the term says it all */
  wanted->begins = str_format(ctx->arena, "%% %.*s%%", STR_ARG(word));
  wanted->stem = str_format(ctx->arena, "%% %.*s %%", STR_ARG(stem));
}

static void want(struct ctx *ctx, struct wanted *wanted, struct str word) {
  struct str stem = shop_stem(ctx->arena, ctx->language, word);
  wanted->before[wanted->count] = str_format(ctx->arena, "%% %.*s %%", STR_ARG(stem));
  wanted->term[wanted->count++] = shop_term_for(stem);
}

/* Articles count only where nothing else was typed. Words beyond the fourth narrow no further. */
static struct wanted wanted_of(struct ctx *ctx, struct str q) {
  struct wanted wanted = {.count = 0};
  struct str_list words = shop_fold_words(ctx->arena, q);
  size_t articles = 0, kept = 0;
  for (size_t i = 0; i < words.count; i++)
    articles += is_article(words.items[i]);
  for (size_t i = 0; i < words.count; i++)
    if (articles == words.count || !is_article(words.items[i]))
      words.items[kept++] = words.items[i];
  for (size_t i = 0; i + 1 < kept && wanted.count < BEFORE_MAX; i++)
    want(ctx, &wanted, words.items[i]);
  if (kept > 0) want_last(ctx, &wanted, words.items[kept - 1]);
  return wanted;
}

/* The rarest of the terms leads; a single one needs no counting. */
static struct str leader(struct ctx *ctx, const struct wanted *wanted) {
  struct str best = wanted->term[0];
  int64_t fewest = INT64_MAX;
  for (size_t i = 0; wanted->count > 1 && i < wanted->count; i++) {
    struct search_term_spread_row row;
    must(search_term_spread(ctx, wanted->term[i], &row));
    if (row.rows >= fewest) continue;
    fewest = row.rows;
    best = wanted->term[i];
  }
  return best;
}

/* The statements have rows of the same columns, but each a type of its own. */
#define PAGE_OF(ctx, rows)                                                                         \
  ({                                                                                               \
    struct search_page page_ = {arena_array((ctx)->arena, struct search_shop, (rows).count),       \
                                (rows).count, S("")};                                              \
    for (size_t i_ = 0; i_ < (rows).count; i_++)                                                   \
      page_.items[i_] =                                                                            \
          (struct search_shop){.slug = (rows).items[i_].slug,                                      \
                               .name = (rows).items[i_].name,                                      \
                               .trade = (rows).items[i_].trade,                                    \
                               .trade_name = trade_name((rows).items[i_].trade, (ctx)->language),  \
                               .town = (rows).items[i_].town,                                      \
                               .street = (rows).items[i_].street,                                  \
                               .services = (rows).items[i_].services,                              \
                               .made_up = (rows).items[i_].made_up,                                \
                               .takes_vouchers = (rows).items[i_].takes_vouchers};                 \
    if (page_.count > SEARCH_PAGE) {                                                               \
      page_.count = SEARCH_PAGE;                                                                   \
      page_.next = (rows).items[SEARCH_PAGE - 1].sort_key;                                         \
    }                                                                                              \
    page_;                                                                                         \
  })

static struct search_page by_words(struct ctx *ctx, const struct search *search,
                                   const struct wanted *wanted, struct town_id town) {
  struct search_by_term_rows rows =
      search_by_term(ctx, &(struct search_by_term_params){.term = leader(ctx, wanted),
                                                          .word1 = wanted->before[0],
                                                          .word2 = wanted->before[1],
                                                          .word3 = wanted->before[2],
                                                          .begins = wanted->begins,
                                                          .stem = wanted->stem,
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
