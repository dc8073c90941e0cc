#include "domain/window/home.h"

#include "domain/window/window_card.h"
#include "home_html.h"
#include "window_sql.h"

enum { RECENT = 4, SHELF = 3, CURVE_DAYS_MIN = 30, CURVE_WIDTH = 300, CURVE_HEIGHT = 64 };

static bool is_among(const struct shop_cards *cards, struct str slug) {
  for (size_t i = 0; i < cards->count; i++)
    if (str_equal(cards->items[i].slug, slug)) return true;
  return false;
}

/* The shops of the newest vouchers; while none is sold, the first of the list. */
static void set_recent(struct ctx *ctx, struct home_page *view) {
  struct window_recent_rows rows = window_recent(ctx);
  struct shop_cards *cards = &view->recent;
  cards->items = arena_array(ctx->arena, struct shop_card, RECENT);
  for (size_t i = 0; i < rows.count && cards->count < RECENT; i++) {
    struct shop shop;
    if (!shop_find(ctx, rows.items[i].shop, &shop) || shop.gone || is_among(cards, shop.slug))
      continue;
    cards->items[cards->count++] = window_card(ctx, view->frame.root, &shop, view->selling);
  }
  view->bought = cards->count > 0;
  if (view->bought) return;
  struct search_answer page = search_shops(ctx, &(struct search_query){.km = 0});
  if (page.count > RECENT) page.count = RECENT;
  *cards = window_cards(ctx, view->frame.root, &page, view->selling);
  for (size_t i = 0; i < cards->count; i++)
    cards->items[i].deeper = true;
}

/* The sums so far, day by day since the campaign opened, up to the figure that stands above. */
static void set_curve(struct ctx *ctx, struct home_page *view, struct instant opened) {
  int64_t open_days =
      zone_day(ctx->zone, ctx->now).number - (int64_t)zone_day(ctx->zone, opened).number + 1;
  if (open_days < CURVE_DAYS_MIN) open_days = CURVE_DAYS_MIN;
  if (open_days > CURVE_DAYS_MAX) open_days = CURVE_DAYS_MAX;
  struct figures_days days = figures_curve(ctx, open_days);
  int64_t total = view->total.sold.minor, sum = total;
  for (size_t i = 0; i < days.count; i++)
    sum -= days.items[i].sums.worth_minor;
  if (total <= 0 || sum < 0 || days.count < 2) return;
  struct buf line = buf_in(ctx->arena);
  for (size_t i = 0; i < days.count; i++) {
    sum += days.items[i].sums.worth_minor;
    int64_t x = (int64_t)i * CURVE_WIDTH / (int64_t)(days.count - 1);
    int64_t y = CURVE_HEIGHT + 4 - sum * CURVE_HEIGHT / total;
    buf_format(&line, "%s%lld %lld", i == 0 ? "M" : " ", (long long)x, (long long)y);
  }
  view->curve_line = buf_str(&line);
  view->curve_area = str_format(ctx->arena, "%.*s L300 70 L0 70Z", STR_ARG(view->curve_line));
}

static void set_campaign(struct ctx *ctx, struct home_page *view) {
  struct campaign campaign, for_all;
  view->selling = window_selling(ctx, &campaign);
  view->wide = campaign_shown_wide(ctx, &for_all);
  if (!view->selling && view->wide) campaign = for_all;
  if (!view->selling && !view->wide) return;
  view->campaign = campaign.name;
  view->redeemable_on = campaign.redeemable_on;
  view->expires_on = campaign.expires_on;
  view->free_amount = true;
  view->min = window_min(ctx, &campaign);
  view->max = window_max(ctx, &campaign);
  view->total = figures_total(ctx);
  if (view->total.vouchers > 0) set_curve(ctx, view, campaign.opens_at);
}

void window_home(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct home_page view = {.frame = page_frame_titled(request, SECTION_NONE, MSG_window_motto)};
  view.frame.description = message_text(ctx->language, MSG_window_promise);
  set_campaign(ctx, &view);
  set_recent(ctx, &view);
  struct shop_summary summary = shop_summary(ctx);
  view.shops = summary.shops;
  view.towns = (int64_t)summary.towns.count;
  view.by_town = window_towns(ctx->arena, &summary, SHELF, S(""));
  view.by_trade = window_trades(ctx, &summary, SHELF, S(""));
  struct html_out out = response_out(request, response, 200);
  home_html(&out, &view);
}
