#include "domain/search/search.h"

#include "base/fault.h"
#include "db/memo.h"
#include "domain/search/search_rank.h"
#include "domain/search/search_run.h"
#include "domain/search/search_shelf.h"
#include "domain/shop/shop_summary.h"
#include "search_sql.h"

/* ---- every shop, in the order of the list ---- */

static bool asks_nothing(const struct search_query *query) {
  return query->q.len == 0 && query->trade.len == 0 && query->town.len == 0 &&
         query->services == 0 && !query->open_now && !query->has_open_at && query->near.len == 0 &&
         !query->has_box;
}

/* What stands beside the shops is the same on every page. */
static const void *about_all(struct ctx *ctx, void *arg) {
  (void)arg;
  struct search_answer *about = arena_new(ctx->arena, struct search_answer);
  about->shops = shop_term_size(ctx, S("*"));
  counts_of_all(ctx, about);
  return about;
}

/* A page of the index of all shops; *next says where the following one goes on. */
static size_t ids_after(struct ctx *ctx, struct cursor cursor, struct shop_id *ids,
                        struct str *next) {
  struct posting all = posting_from(ctx, S("*"), cursor.position, cursor.id);
  const struct shop_entry *entry;
  size_t count = 0;
  while ((entry = posting_peek(ctx, &all)) != NULL) {
    if (count == SEARCH_PAGE) {
      *next = cursor_text(ctx->arena, &cursor);
      break;
    }
    ids[count++] = (struct shop_id){entry->id};
    cursor.position = entry->position;
    cursor.id = entry->id;
    all.at++;
  }
  return count;
}

/* Without those that are gone. */
static size_t cards_of(struct ctx *ctx, struct shop_id *ids, size_t count,
                       struct search_shop *shops) {
  size_t kept = 0;
  shelf_cards(ctx, ids, count, shops);
  for (size_t i = 0; i < count; i++)
    if (ids[i].value != 0) shops[kept++] = shops[i];
  return kept;
}

static struct search_answer all_shops(struct ctx *ctx, const struct search_query *query) {
  struct search_answer answer = *(const struct search_answer *)db_memo(ctx, S(""), about_all, NULL);
  struct shop_id ids[SEARCH_PAGE];
  size_t count = ids_after(ctx, cursor_read(query->page), ids, &answer.next);
  answer.items = arena_array(ctx->arena, struct search_shop, SEARCH_PAGE);
  answer.count = cards_of(ctx, ids, count, answer.items);
  return answer;
}

size_t placed_shops(struct ctx *ctx, const struct place *places, size_t count,
                    struct search_shop *shops) {
  struct shop_id ids[SEARCH_PAGE];
  size_t kept = 0;
  must(count <= SEARCH_PAGE);
  for (size_t i = 0; i < count; i++)
    ids[i].value = places[i].id;
  shelf_cards(ctx, ids, count, shops);
  for (size_t i = 0; i < count; i++) {
    if (ids[i].value == 0) continue;
    shops[kept] = shops[i];
    shops[kept].open = places[i].open;
    shops[kept++].metres = places[i].metres;
  }
  return kept;
}

/* ---- one run: up to SEARCH_RANKED matches, ranked (search_run.c) ----
 * Whoever leafs through it, and whoever asks the same within a minute, shares it: only the shops of
 * his page are read anew. */

/* Everything that a run depends on beside the database. */
static struct str run_key(struct ctx *ctx, const struct search_query *query,
                          const struct cursor *cursor) {
  const struct str texts[] = {query->q, query->trade, query->town, query->near};
  const int64_t numbers[] = {
      query->services, query->open_now,  query->has_open_at ? query->open_at.ms : -1,
      query->km,       cursor->position, cursor->id,
      cursor->at.ms,   (int64_t)cursor->floor};
  struct buf key = buf_in(ctx->arena);
  buf_add(&key, str_slice((const char *)numbers, sizeof numbers));
  if (query->has_box) buf_add(&key, str_slice((const char *)&query->box, sizeof query->box));
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    buf_add(&key, texts[i]);
    buf_add_char(&key, 0);
  }
  return buf_str(&key);
}

/* The rest of this run, else the next one. */
static struct str next_page(struct ctx *ctx, const struct cursor *cursor, const struct run *run,
                            size_t shown) {
  struct cursor next = *cursor;
  if (shown < run->count) {
    next.after = run->places[shown - 1].key;
  } else {
    if (!run->more) return S("");
    next = run->next;
  }
  return cursor_text(ctx->arena, &next);
}

/* Hours are known to the minute: who begins to leaf within one sees the same. */
static struct instant minute_of(struct instant at) {
  return (struct instant){at.ms - at.ms % 60000};
}

static struct search_answer ranked_shops(struct ctx *ctx, const struct search_query *query) {
  struct cursor cursor = cursor_read(query->page);
  if (cursor.at.ms == 0) cursor.at = minute_of(query->has_open_at ? query->open_at : ctx->now);
  struct finding finding = {.query = query, .cursor = cursor, .scratch = ctx->arena};
  const struct run *run = db_memo(ctx, run_key(ctx, query, &cursor), run_find, &finding);
  size_t from = 0;
  while (from < run->count && run->places[from].key <= cursor.after)
    from++;
  size_t left = run->count - from, count = left < SEARCH_PAGE ? left : SEARCH_PAGE;
  struct search_answer answer = run->about;
  answer.items = arena_array(ctx->arena, struct search_shop, SEARCH_PAGE);
  answer.count = placed_shops(ctx, run->places + from, count, answer.items);
  for (size_t i = 0; i < answer.count; i++)
    answer.items[i].has_metres = query->near.len > 0 && !answer.near_unknown;
  answer.next = next_page(ctx, &cursor, run, from + count);
  return answer;
}

struct search_answer search_shops(struct ctx *ctx, const struct search_query *query) {
  return asks_nothing(query) ? all_shops(ctx, query) : ranked_shops(ctx, query);
}
