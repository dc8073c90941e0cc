/* The map with the list of what it shows. The address holds everything: words, trade, town, box. */
#include "domain/open/open.h"
#include "domain/search/search_form.h"
#include "map_view_html.h"

enum { FILTER_MAX = 60, IN_VIEW = 12, DRAWN_WIDTH = 800, DRAWN_HEIGHT = 600 };

static struct str box_text(struct arena *arena, const struct box *box) {
  return str_format(arena, "%.5f,%.5f,%.5f,%.5f", box->west, box->south, box->east, box->north);
}

/* The list beside the map shows what the map shows. */
static void list_view(struct request *request, struct map_page *view,
                      const struct search_query *query, const struct box *box) {
  struct search_query here = *query;
  here.has_box = true;
  here.box = (struct search_box){box->west, box->south, box->east, box->north};
  view->cards = open_cards(request, &here, IN_VIEW, true, &view->more);
}

static struct url link_to(struct request *request, struct str path, struct str query) {
  struct str local = site_path(request, path).text;
  return (struct url){str_format(request->ctx->arena, "%.*s%s%.*s", STR_ARG(local),
                                 query.len > 0 ? "?" : "", STR_ARG(query))};
}

struct open_links open_links(struct request *request, struct str query) {
  return (struct open_links){.list = link_to(request, S("/commerces"), query),
                             .map = link_to(request, S("/carte"), query),
                             .data = link_to(request, S("/donnees"), query),
                             .geojson = link_to(request, S("/api/v1/shops.geojson"), query)};
}

static void map_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  struct box box = open_map_box(ctx, &query), own;
  struct shop_summary summary = shop_summary(ctx);
  struct map_page view = {.frame = page_frame_titled(request, SECTION_MAP, MSG_open_map),
                          .q = query.q};
  struct map_tiles tiles = request_tiles(request);
  query.has_box = false;
  query.page = S("");
  view.query = search_query_text(ctx, &query);
  view.box = box_text(ctx->arena, &box);
  struct search_query here = query;
  here.has_box = true;
  here.box = (struct search_box){box.west, box.south, box.east, box.north};
  view.links = open_links(request, view.query);
  view.here = open_links(request, search_query_text(ctx, &here));
  view.tiles = tiles.url;
  view.tiles_attribution = tiles.attribution;
  if (!ground_box(ctx, &own, &view.ground_attribution)) view.ground_attribution = S("");
  view.towns = window_towns(ctx->arena, &summary, FILTER_MAX, query.town);
  view.trades = window_trades(ctx, &summary, FILTER_MAX, query.trade);
  struct map_answer answer =
      open_map_answer(ctx, &query, &box, open_map_zoom(&box, DRAWN_WIDTH, DRAWN_HEIGHT));
  view.total = answer.total;
  view.complete = answer.complete;
  view.drawing = map_drawing(request, &box, view.query, &answer);
  list_view(request, &view, &query, &box);
  view.frame.description = message_text(ctx->language, MSG_open_map_description);
  view.frame.main_class = S("wrap");
  struct html_out out = response_out(request, response, 200);
  map_view_html(&out, &view);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/carte",
     .handle = map_page,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .help = "The shops that match on a map, with the list of what it shows."},
};
const struct route_table open_map_routes = {routes, sizeof routes / sizeof *routes};
