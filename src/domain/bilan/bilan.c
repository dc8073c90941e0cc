#include "domain/bilan/bilan.h"

#include "base/fault.h"

/* Figures. */

static const struct {
  struct str word;
  enum bilan_kind kind;
} figures[] = {
#define X(name, word, kind) {{word, sizeof word - 1}, BILAN_##kind},
    BILAN_FIGURES(X)
#undef X
};

struct str bilan_word(enum bilan_figure figure) {
  return figures[figure].word;
}

enum bilan_kind bilan_kind(enum bilan_figure figure) {
  return figures[figure].kind;
}

/* Rounded to the nearest, halves up. */
static bool quotient(int64_t part, int64_t whole, int64_t scale, int64_t *value) {
  if (whole <= 0) return false;
  *value = (part * scale + whole / 2) / whole;
  return true;
}

bool bilan_value(const struct bilan *bilan, enum bilan_figure figure, int64_t *value) {
  const struct figures_sums *sums = &bilan->sums;
  switch (figure) {
  case BILAN_LEVERAGE:
    return quotient(figures_paid(sums), sums->top_up_minor, 100, value);
  case BILAN_RATE:
    return quotient(figures_used(sums), sums->worth_minor, 1000, value);
  default: {
    struct bilan_lines lines = bilan_lines(bilan, figure);
    *value = 0;
    for (size_t i = 0; i < lines.count; i++)
      *value += lines.items[i].less ? -lines.items[i].amount : lines.items[i].amount;
    return true;
  }
  }
}

/* Lines. */

static void add(struct bilan_lines *lines, struct bilan_line line) {
  must(lines->count < BILAN_LINES);
  if (line.amount != 0 || lines->count == 0) lines->items[lines->count++] = line;
}

static void add_left(struct bilan_lines *lines, const struct figures_sums *sums) {
  add(lines, (struct bilan_line){REASON_VOUCHER_ISSUED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER, false,
                                 sums->worth_minor});
  add(lines, (struct bilan_line){REASON_VOUCHER_REDEEMED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE, true,
                                 sums->redeemed_minor});
  add(lines, (struct bilan_line){REASON_REDEMPTION_REVERSED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER,
                                 false, sums->reversed_minor});
  add(lines, (struct bilan_line){REASON_VOUCHER_REFUNDED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE, true,
                                 sums->refunded_minor});
  add(lines, (struct bilan_line){REASON_VOUCHER_EXPIRED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE, true,
                                 sums->expired_minor});
  add(lines, (struct bilan_line){REASON_VOUCHER_TRANSFERRED, ACCOUNT_VOUCHER, ACCOUNT_VOUCHER,
                                 sums->moved_minor < 0,
                                 sums->moved_minor < 0 ? -sums->moved_minor : sums->moved_minor});
}

static void add_used(struct bilan_lines *lines, const struct figures_sums *sums) {
  add(lines, (struct bilan_line){REASON_VOUCHER_REDEEMED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE, false,
                                 sums->redeemed_minor});
  add(lines, (struct bilan_line){REASON_REDEMPTION_REVERSED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER, true,
                                 sums->reversed_minor});
}

struct bilan_lines bilan_lines(const struct bilan *bilan, enum bilan_figure figure) {
  const struct figures_sums *sums = &bilan->sums;
  struct bilan_lines lines = {0};
  switch (figure) {
  case BILAN_COUNT:
    add(&lines, (struct bilan_line){REASON_VOUCHER_ISSUED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER, false,
                                    sums->voucher_count});
    break;
  case BILAN_WORTH:
    add(&lines, (struct bilan_line){REASON_VOUCHER_ISSUED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER, false,
                                    sums->worth_minor});
    break;
  case BILAN_PAID:
    add(&lines, (struct bilan_line){REASON_VOUCHER_SOLD, ACCOUNT_CLEARING, ACCOUNT_PAYABLE, false,
                                    figures_paid(sums)});
    break;
  case BILAN_ADDED:
    add(&lines, (struct bilan_line){REASON_TOP_UP, ACCOUNT_ENVELOPE, ACCOUNT_PAYABLE, false,
                                    sums->top_up_minor});
    break;
  case BILAN_SHOPS:
    add(&lines, (struct bilan_line){REASON_VOUCHER_ISSUED, ACCOUNT_PROMISE, ACCOUNT_VOUCHER, false,
                                    bilan->shops});
    break;
  case BILAN_USED:
    add_used(&lines, sums);
    break;
  case BILAN_LEFT:
    add_left(&lines, sums);
    break;
  case BILAN_REFUNDED:
    add(&lines, (struct bilan_line){REASON_VOUCHER_REFUNDED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE,
                                    false, sums->refunded_minor});
    break;
  case BILAN_EXPIRED:
    add(&lines, (struct bilan_line){REASON_VOUCHER_EXPIRED, ACCOUNT_VOUCHER, ACCOUNT_PROMISE, false,
                                    sums->expired_minor});
    break;
  case BILAN_LEVERAGE:
  case BILAN_RATE:
  case BILAN_FIGURE_COUNT:
    break;
  }
  return lines;
}

/* Gathering. */

static void name_campaign(struct ctx *ctx, const struct figures_query *query, struct bilan *bilan) {
  struct campaign campaign;
  if (query->campaign.value != 0 && campaign_find(ctx, query->campaign, &campaign))
    bilan->campaign = campaign.name;
}

/* What was asked for; else from the first sale to the last, at the latest today. */
static void set_span(struct ctx *ctx, const struct figures_query *query,
                     const struct figures_days *days, struct bilan *bilan) {
  struct day today = zone_day(ctx->zone, ctx->now);
  bilan->first = days->count > 0 ? days->items[0].on : today;
  bilan->last = days->count > 0 ? days->items[days->count - 1].on : today;
  if (query->has_from) bilan->first = query->from;
  if (query->has_to) bilan->last = query->to;
}

static void set_sums(const struct figures_shops *shops, struct bilan *bilan) {
  for (size_t i = 0; i < shops->count; i++) {
    figures_sums_add(&bilan->sums, &shops->items[i].sums);
    bilan->shops +=
        shops->items[i].id.value != 0 && figures_brought_count(&shops->items[i].sums) > 0;
  }
}

struct bilan bilan_of(struct ctx *ctx, const struct figures_query *query, bool whole, size_t rows) {
  struct bilan bilan = {.whole = whole};
  struct figures_shops shops = figures_shops(ctx, query);
  struct figures_days days = figures_days(ctx, query);
  name_campaign(ctx, query, &bilan);
  bilan.sealed = figures_mark(ctx, &bilan.mark);
  set_sums(&shops, &bilan);
  bilan.few = !whole && figures_brought_count(&bilan.sums) < FIGURES_FEW;
  if (bilan.few) {
    bilan.sums = (struct figures_sums){0};
    bilan.shops = 0;
    shops.count = days.count = 0;
  }
  set_span(ctx, query, &days, &bilan);
  int64_t few = whole ? 0 : figures_few(query);
  bilan.spans = whole ? figures_spans_all(ctx, &days) : figures_spans_public(ctx, &days);
  bilan.days = figures_spread(ctx, &bilan.spans, bilan.first, bilan.last);
  bilan.by_value = figures_ranking_of(ctx, &shops, RANKING_BY_VALUE, few, rows);
  bilan.by_count = figures_ranking_of(ctx, &shops, RANKING_BY_COUNT, few, rows);
  bilan.trades = whole ? figures_groups_all(ctx, &shops, FIGURES_BY_TRADE)
                       : figures_groups_public(ctx, &shops, FIGURES_BY_TRADE);
  bilan.towns = whole ? figures_groups_all(ctx, &shops, FIGURES_BY_TOWN)
                      : figures_groups_public(ctx, &shops, FIGURES_BY_TOWN);
  return bilan;
}
