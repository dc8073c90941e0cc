/* Pages that the world can find: all shops of a town, all shops of a trade, and the lists of both;
 * and the name of a shop that never changes. */
#include "base/text.h"
#include "domain/open/open.h"
#include "domain/search/search_form.h"
#include "domain/shop/trade.h"
#include "paper/link_picture.h"
#include "place_view_html.h"
#include "places_view_html.h"

enum { ON_A_PAGE = 120, OTHERS = 30 };

struct shop_cards open_cards(struct request *request, const struct search_query *query, size_t most,
                             bool deeper, bool *more) {
  struct ctx *ctx = request->ctx;
  struct shops shops = listing_first(ctx, query, most, more);
  struct shop_cards cards = {arena_array(ctx->arena, struct shop_card, shops.count), shops.count};
  struct url root = site_path(request, S("/"));
  if (root.text.len == 1) root = (struct url){S("")};
  for (size_t i = 0; i < shops.count; i++) {
    cards.items[i] = window_card(ctx, root, &shops.items[i], false);
    cards.items[i].deeper = deeper;
  }
  return cards;
}

static void fill(struct request *request, struct place_page *view,
                 const struct search_query *query) {
  view->cards = open_cards(request, query, ON_A_PAGE, false, &view->more);
  view->value = query->town.len > 0 ? query->town : query->trade;
  view->links = open_links(request, search_query_text(request->ctx, query));
}

static struct str sentence(struct ctx *ctx, enum message message, struct str name, int64_t count) {
  struct str number = str_format(ctx->arena, "%lld", (long long)count);
  const struct message_arg args[] = {{"name", name}, {"count", number}};
  return message_format(ctx->arena, ctx->language, message, count, args, 2);
}

static void town_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct str slug = request_param(request, "slug");
  const struct town *town = NULL;
  for (size_t i = 0; i < summary.towns.count && !town; i++)
    if (str_equal(summary.towns.items[i].slug, slug)) town = &summary.towns.items[i];
  if (!town) {
    response_not_found(request, response);
    return;
  }
  struct str title = sentence(ctx, MSG_open_town_title, town->name, 0);
  struct place_page view = {.frame = page_frame_of(request, SECTION_SHOPS, title),
                            .title = title,
                            .back = S("communes"),
                            .shops = town->shops,
                            .town = true};
  view.frame.description = sentence(ctx, MSG_open_town_description, town->name, town->shops);
  fill(request, &view, &(struct search_query){.town = slug});
  view.others = window_trades(ctx, &summary, OTHERS, S(""));
  struct html_out out = response_out(request, response, 200);
  place_view_html(&out, &view);
}

/* In the territory's own language, so that an address does not change with the reader. */
struct str open_trade_slug(struct request *request, struct str trade) {
  struct str name = trade_name(trade, request->territory->default_language);
  return text_slug(request->ctx->arena, name);
}

static void trade_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct str slug = request_param(request, "slug");
  const struct trade_count *trade = NULL;
  for (size_t i = 0; i < summary.trades.count && !trade; i++)
    if (str_equal(open_trade_slug(request, summary.trades.items[i].trade), slug))
      trade = &summary.trades.items[i];
  if (!trade) {
    response_not_found(request, response);
    return;
  }
  struct str name = trade_name(trade->trade, ctx->language);
  struct str title = sentence(ctx, MSG_open_trade_title, name, 0);
  struct place_page view = {.frame = page_frame_of(request, SECTION_SHOPS, title),
                            .title = title,
                            .back = S("metiers"),
                            .shops = trade->shops};
  view.frame.description = sentence(ctx, MSG_open_trade_description, name, trade->shops);
  fill(request, &view, &(struct search_query){.trade = trade->trade});
  view.others = window_towns(ctx->arena, &summary, OTHERS, S(""));
  struct html_out out = response_out(request, response, 200);
  place_view_html(&out, &view);
}

static void towns_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct places_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_open_towns_title), .towns = true};
  view.frame.description = message_text(ctx->language, MSG_open_towns_description);
  view.choices = window_towns(ctx->arena, &summary, SIZE_MAX, S(""));
  struct html_out out = response_out(request, response, 200);
  places_view_html(&out, &view);
}

static void trades_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct places_page view = {.frame =
                                 page_frame_titled(request, SECTION_SHOPS, MSG_open_trades_title)};
  view.frame.description = message_text(ctx->language, MSG_open_trades_description);
  view.choices = window_trades(ctx, &summary, SIZE_MAX, S(""));
  for (size_t i = 0; i < view.choices.count; i++)
    view.choices.items[i].value = open_trade_slug(request, view.choices.items[i].value);
  struct html_out out = response_out(request, response, 200);
  places_view_html(&out, &view);
}

/* ---- names for ever ---- */

static void lead_to(struct request *request, struct response *response, struct shop_id id) {
  struct shop shop;
  if (!shop_find(request->ctx, id, &shop)) {
    response_not_found(request, response);
    return;
  }
  response_redirect(response,
                    str_format(request->ctx->arena, "/commerces/%.*s", STR_ARG(shop.slug)));
}

static void identifier(struct request *request, struct response *response) {
  int64_t number;
  if (!id_from_text(request_param(request, "id"), &number)) {
    response_not_found(request, response);
    return;
  }
  lead_to(request, response, (struct shop_id){number});
}

/* What other sites show beside a link to a shop. */
static void picture(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop shop;
  if (!shop_find_by_slug(ctx, request_param(request, "slug"), &shop)) {
    response_not_found(request, response);
    return;
  }
  struct str trade = trade_name(shop.trade, ctx->language);
  struct link_picture show = {
      .title = shop.name,
      .line = str_format(ctx->arena, "%.*s, %.*s", STR_ARG(trade), STR_ARG(shop.town)),
      .territory = request->territory->name,
      .accent = request->territory->accent};
  response_bytes(response, S("image/png"), link_picture_png(ctx->arena, &show), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/commerces/{slug}/image.png",
     .handle = picture,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "A picture with the shop's name, for links on other sites."},
    {.method = METHOD_GET,
     .path = "/communes",
     .handle = towns_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "All towns that have shops."},
    {.method = METHOD_GET,
     .path = "/communes/{slug}",
     .handle = town_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "All shops of a town."},
    {.method = METHOD_GET,
     .path = "/metiers",
     .handle = trades_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "All trades that have shops."},
    {.method = METHOD_GET,
     .path = "/metiers/{slug}",
     .handle = trade_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "All shops of a trade."},
    {.method = METHOD_GET,
     .path = "/id/{id}",
     .handle = identifier,
     .who = WHO_ANYONE,
     .help = "The name of a shop that never changes: leads to its page."},
};
const struct route_table open_place_routes = {routes, sizeof routes / sizeof *routes};
