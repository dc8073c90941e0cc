#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/accounts/books.h"
#include "domain/transparency/transparency.h"
#include "test/story_in.h"

static void roll(struct story *story) {
  while (ledger_seal(story->ctx, 0) > 0 || figures_roll(story->ctx) > 0)
    continue;
}

/* The equations, whatever happened. */
static void adds_up(const struct transparency *of) {
  int64_t value[TRANSPARENCY_FIGURE_COUNT];
  for (size_t i = 0; i < TRANSPARENCY_FIGURE_COUNT; i++)
    value[i] = transparency_value(of, (enum transparency_figure)i);
  assert_int_equal(value[TRANSPARENCY_SOLD], value[TRANSPARENCY_PAID] + value[TRANSPARENCY_GIVEN] +
                                                 value[TRANSPARENCY_ADDED]);
  assert_int_equal(value[TRANSPARENCY_SOLD],
                   value[TRANSPARENCY_USED] + value[TRANSPARENCY_REFUNDED] +
                       value[TRANSPARENCY_EXPIRED] + value[TRANSPARENCY_LEFT]);
  assert_int_equal(value[TRANSPARENCY_CREDITED],
                   value[TRANSPARENCY_RECEIVED] + value[TRANSPARENCY_OWED]);
}

struct str act_shown(struct story *story) {
  roll(story);
  struct transparency of = transparency_of(story->ctx);
  if (of.few) return S("few");
  adds_up(&of);
  for (size_t i = 0; i < TRANSPARENCY_FIGURE_COUNT; i++)
    if (str_equal(transparency_word((enum transparency_figure)i), story_word(story, 1)))
      return money_decimal(story->ctx->arena, transparency_value(&of, (enum transparency_figure)i));
  for (size_t i = 0; i < of.funders.count; i++)
    if (str_equal(of.funders.items[i].name, story_word(story, 1)))
      return money_decimal(story->ctx->arena, of.funders.items[i].filled_minor);
  fail_msg("no figure %.*s", STR_ARG(story_word(story, 1)));
  return S("");
}

static void begin(struct ctx *ctx, void *arg, const struct books *books) {
  (void)ctx;
  (void)arg;
  (void)books;
}

static void entry(struct ctx *ctx, void *arg, const struct books_entry *one) {
  (void)ctx;
  (void)arg;
  (void)one;
}

static int64_t account_sum(const struct books *books, enum account_kind kind) {
  int64_t sum = 0;
  for (size_t i = 0; i < books->accounts.count; i++)
    if (books->accounts.items[i]->kind == kind) sum += book_closing(books->accounts.items[i]);
  return sum;
}

/* The accountant's walk of all transfers, entry by entry, comes to the same sums. */
struct str act_same_sums(struct story *story) {
  struct ctx *ctx = story->ctx;
  roll(story);
  struct transparency of = transparency_of(ctx);
  struct plan plan = plan_of(ctx, LANGUAGE_FR);
  struct books_visitor visitor = {begin, entry, NULL};
  struct books *books = books_walk(ctx, (struct span){day_of(2020, 1, 1), day_of(2020, 12, 31)},
                                   &plan, memory_new(ctx), &visitor);
  static const struct {
    enum transparency_figure figure;
    enum reason reason, also;
  } pairs[] = {{TRANSPARENCY_PAID, REASON_VOUCHER_SOLD, 0},
               {TRANSPARENCY_ADDED, REASON_TOP_UP, 0},
               {TRANSPARENCY_SOLD, REASON_VOUCHER_ISSUED, 0},
               {TRANSPARENCY_REFUNDED, REASON_VOUCHER_REFUNDED, REASON_CHEQUE_VALUE_OFF},
               {TRANSPARENCY_EXPIRED, REASON_VOUCHER_EXPIRED, 0}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    int64_t also = pairs[i].also ? books->reasons[pairs[i].also].minor : 0;
    assert_int_equal(transparency_value(&of, pairs[i].figure),
                     books->reasons[pairs[i].reason].minor + also);
  }
  assert_int_equal(transparency_value(&of, TRANSPARENCY_OWED), account_sum(books, ACCOUNT_PAYABLE));
  assert_int_equal(transparency_value(&of, TRANSPARENCY_LEFT), account_sum(books, ACCOUNT_VOUCHER));
  return S("same");
}

struct str act_rank(struct story *story) {
  struct ranking_query query = {
      .by = str_equal(story_word(story, 1), S("count")) ? RANKING_BY_COUNT : RANKING_BY_VALUE};
  struct ranking ranking = figures_ranking(story->ctx, &query);
  struct buf names = buf_in(story->ctx->arena);
  for (size_t i = 0; i < ranking.count; i++) {
    if (i > 0) buf_add_char(&names, ' ');
    buf_add(&names, ranking.items[i].slug);
  }
  return buf_str(&names);
}
