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

enum { BEFORE_MAX = SEARCH_WORDS - 1, SPREAD_MAX = 400 /* of search_term_spread */ };

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

struct walk { /* along which term, from where to where */
  struct str term;
  struct str after, until; /* "": from the start, to the end */
};

/* The rarest of the terms leads. Where even that one is common, what the other words leave of it
 * may be nothing for a long way: the walk then ends after 10,000 rows, and the next page goes on.
 */
static struct walk walk_of(struct ctx *ctx, const struct wanted *wanted, struct str after) {
  struct walk walk = {wanted->term[0], after, S("")};
  int64_t fewest = INT64_MAX;
  for (size_t i = 0; i < wanted->count; i++) {
    struct search_term_spread_row row;
    must(search_term_spread(ctx, wanted->term[i], &row));
    if (row.rows >= fewest) continue;
    fewest = row.rows;
    walk.term = wanted->term[i];
  }
  struct search_term_reach_row reach;
  if (fewest == SPREAD_MAX && search_term_reach(ctx, walk.term, after, &reach))
    walk.until = reach.sort_key;
  return walk;
}

static struct search_page page_of(struct ctx *ctx, struct search_all_rows rows) {
  struct search_page page = {arena_array(ctx->arena, struct search_shop, rows.count), rows.count,
                             S("")};
  for (size_t i = 0; i < rows.count; i++) {
    const struct search_all_row *row = &rows.items[i];
    page.items[i] = (struct search_shop){.slug = row->slug,
                                         .name = row->name,
                                         .trade = row->trade,
                                         .trade_name = trade_name(row->trade, ctx->language),
                                         .town = row->town,
                                         .street = row->street,
                                         .services = row->services,
                                         .made_up = row->made_up,
                                         .takes_vouchers = row->takes_vouchers};
  }
  if (page.count > SEARCH_PAGE) {
    page.count = SEARCH_PAGE;
    page.next = rows.items[SEARCH_PAGE - 1].sort_key;
  }
  return page;
}

static struct search_page by_words(struct ctx *ctx, const struct search *search,
                                   const struct wanted *wanted, struct town_id town) {
  bool narrowed = wanted->count > 1 || town.value != 0 || search->trade.len > 0;
  struct walk walk = {wanted->term[0], search->page, S("")};
  if (narrowed) walk = walk_of(ctx, wanted, search->page);
  struct search_all_rows rows =
      search_by_term(ctx, &(struct search_by_term_params){.term = walk.term,
                                                          .word1 = wanted->before[0],
                                                          .word2 = wanted->before[1],
                                                          .word3 = wanted->before[2],
                                                          .begins = wanted->begins,
                                                          .stem = wanted->stem,
                                                          .town_id = town,
                                                          .trade = search->trade,
                                                          .after = walk.after,
                                                          .until = walk.until});
  struct search_page page = page_of(ctx, rows);
  if (page.next.len == 0) page.next = walk.until;
  return page;
}

static struct search_all_rows by_place(struct ctx *ctx, const struct search *search,
                                       struct town_id town) {
  if (town.value != 0) return search_by_town(ctx, town, search->trade, search->page);
  if (search->trade.len > 0) return search_by_trade(ctx, search->trade, search->page);
  return search_all(ctx, search->page);
}

struct search_page search_shops(struct ctx *ctx, const struct search *search) {
  struct town town = {.id = {0}};
  if (search->town.len > 0 && !town_find_by_slug(ctx, search->town, &town))
    return (struct search_page){NULL, 0, S("")};
  struct wanted wanted = wanted_of(ctx, search->q);
  if (wanted.count > 0) return by_words(ctx, search, &wanted, town.id);
  return page_of(ctx, by_place(ctx, search, town.id));
}
