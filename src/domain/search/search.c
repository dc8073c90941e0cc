#include "domain/search/search.h"

#include <math.h>

#include "base/fault.h"
#include "domain/search/search_in.h"
#include "domain/search/search_rank.h"
#include "domain/shop/shop_summary.h"
#include "search_sql.h"

/* ---- every shop, in the order of the list ---- */

/* A sort key ends in the id. */
static struct shop_id id_in(struct str sort_key) {
  struct shop_id id = {0};
  struct str rest = S("");
  str_cut(sort_key, '.', &rest);
  must(id_from_text(rest, &id.value));
  return id;
}

static struct search_shop shop_of(struct ctx *ctx, const struct search_all_row *row) {
  return (struct search_shop){.id = id_in(row->sort_key),
                              .slug = row->slug,
                              .name = row->name,
                              .trade = row->trade,
                              .trade_name = trade_name(row->trade, ctx->language),
                              .town = row->town,
                              .street = row->street,
                              .services = row->services,
                              .made_up = row->made_up,
                              .takes_vouchers = row->takes_vouchers,
                              .has_position = row->has_latitude && row->has_longitude,
                              .latitude = row->latitude,
                              .longitude = row->longitude,
                              .opening_hours = row->opening_hours};
}

static bool asks_nothing(const struct search_query *query) {
  return query->q.len == 0 && query->trade.len == 0 && query->town.len == 0 &&
         query->services == 0 && !query->open_now && !query->has_open_at && query->near.len == 0 &&
         !query->has_box;
}

static struct search_answer all_shops(struct ctx *ctx, const struct search_query *query) {
  struct search_all_rows rows = search_all(ctx, query->page);
  struct search_answer answer = {.items = arena_array(ctx->arena, struct search_shop, rows.count)};
  answer.count = rows.count < SEARCH_PAGE ? rows.count : SEARCH_PAGE;
  for (size_t i = 0; i < answer.count; i++)
    answer.items[i] = shop_of(ctx, &rows.items[i]);
  if (rows.count > SEARCH_PAGE) answer.next = rows.items[SEARCH_PAGE - 1].sort_key;
  answer.shops = shop_term_size(ctx, S("*"));
  counts_of_all(ctx, &answer);
  return answer;
}

/* ---- what was found, as cards ---- */

static struct search_cards_params card_params(const struct ranking *ranking) {
  struct search_cards_params params = {.id1 = {0}};
  struct shop_id *ids = &params.id1; /* the members follow each other: one for each :idN */
  _Static_assert(sizeof params == SEARCH_PAGE * sizeof(struct shop_id), "24 ids and nothing else");
  for (size_t i = 0; i < ranking->count; i++)
    ids[i].value = ranking->best[i].match.entry->id;
  return params;
}

static const struct search_all_row *row_of(const struct search_all_rows *rows, int64_t id) {
  for (size_t i = 0; i < rows->count; i++)
    if (id_in(rows->items[i].sort_key).value == id) return &rows->items[i];
  return NULL;
}

size_t ranked_shops(struct ctx *ctx, const struct ranking *ranking, struct search_shop *shops) {
  if (ranking->count == 0) return 0;
  struct search_cards_params params = card_params(ranking);
  struct search_all_rows rows = search_cards(ctx, &params);
  size_t count = 0;
  for (size_t i = 0; i < ranking->count; i++) {
    const struct match *match = &ranking->best[i].match;
    const struct search_all_row *row = row_of(&rows, match->entry->id);
    if (!row) continue;
    struct search_shop *shop = &shops[count++];
    *shop = shop_of(ctx, row);
    shop->open = match->open;
    shop->metres = lround(match->metres);
  }
  return count;
}

static void fill_cards(struct ctx *ctx, const struct ranking *ranking, bool near,
                       struct search_answer *answer) {
  answer->items = arena_array(ctx->arena, struct search_shop, SEARCH_PAGE);
  answer->count = ranked_shops(ctx, ranking, answer->items);
  for (size_t i = 0; i < answer->count; i++)
    answer->items[i].has_metres = near;
}

/* ---- one run: up to SEARCH_RANKED matches of the list's order, the best of them on the page ----
 */

struct run {
  struct asked *asked;
  struct cursor cursor;
  struct ranking ranking;
  struct counting *counting;
  int64_t matches;
  bool more;            /* the list goes on behind this run */
  int64_t position, id; /* of the last shop looked at */
  bool plain;
  int64_t size;
};

static void run_through(struct ctx *ctx, struct run *run) {
  struct walk walk = walk_begin(ctx, &run->asked->question, &run->asked->wish, run->cursor.position,
                                run->cursor.id);
  struct match match;
  run->plain = walk.plain;
  run->size = walk.size;
  while (walk_next(&walk, SEARCH_SCAN, &match, &run->more)) {
    ranking_add(&run->ranking, &match, (uint32_t)run->matches);
    counting_add(run->counting, match.entry);
    run->position = match.entry->position;
    run->id = match.entry->id;
    if (++run->matches < SEARCH_RANKED) continue;
    run->more = true;
    break;
  }
  if (run->more && run->matches < SEARCH_RANKED) {
    run->position = walk.position;
    run->id = walk.id;
  }
}

/* The rest of this run, else the next one. */
static struct str next_page(struct ctx *ctx, const struct run *run) {
  struct cursor next = run->cursor;
  if (run->ranking.left > 0) {
    next.after = run->ranking.best[run->ranking.count - 1].key;
  } else {
    if (!run->more) return S("");
    next.position = run->position;
    next.id = run->id;
    next.after = 0;
  }
  next.at = run->asked->moment.at;
  return cursor_text(ctx->arena, &next);
}

static void answer_run(struct ctx *ctx, const struct search_query *query, struct run *run,
                       struct search_answer *answer) {
  bool first = run->cursor.position < 0;
  run->ranking.after = run->cursor.after;
  run_through(ctx, run);
  /* Much was looked at and nothing found: look a little further before giving up. */
  for (int again = 0; again < 3 && run->matches == 0 && run->more; again++) {
    run->cursor.position = run->position;
    run->cursor.id = run->id;
    run->more = false;
    run_through(ctx, run);
  }
  fill_cards(ctx, &run->ranking, run->asked->wish.has_near, answer);
  answer->next = next_page(ctx, run);
  answer->ranked = true;
  answer->shops = run->plain ? run->size : run->matches;
  answer->more = !run->plain && (run->more || !first);
  answer->counts_more = run->more || !first;
  counting_answer(ctx, run->counting, query, answer);
}

static void describe(const struct question *question, struct search_answer *answer) {
  answer->read_as = question->read_as;
  if (question->place.id.value == 0) return;
  answer->place = question->place.name;
  answer->place_town = question->place.slug;
}

struct search_answer search_shops(struct ctx *ctx, const struct search_query *query) {
  struct search_answer answer = {.count = 0};
  if (asks_nothing(query)) return all_shops(ctx, query);
  struct asked asked;
  struct run run = {
      .asked = &asked, .cursor = cursor_read(query->page), .counting = counting_new(ctx->arena)};
  asked_of(ctx, query, run.cursor.at, &asked);
  describe(&asked.question, &answer);
  answer.near_unknown = asked.near_unknown;
  answer.near_name = asked.near_name;
  answer_run(ctx, query, &run, &answer);
  return answer;
}
