/* A window for other sites: a list of shops in a frame, and the page that gives the lines to copy.
 * The frame knows no session and is the one page that others may frame. */
#include "domain/open/open.h"
#include "domain/search/search_form.h"
#include "embed_view_html.h"
#include "widget_view_html.h"

enum { IN_WIDGET = 12, FILTER_MAX = 60 };

/* Its links leave the frame: a visitor lands on the whole site. */
static void widget(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  struct widget_page view = {.frame =
                                 page_frame_titled(request, SECTION_NONE, MSG_open_widget_title),
                             .title = MESSAGE(ctx->arena, ctx->language, MSG_open_widget_of,
                                              {"territory", request->territory->name})};
  query.page = S("");
  view.frame.indexed = false;
  bool more;
  view.cards = open_cards(request, &query, IN_WIDGET, false, &more);
  struct str list = site_path(request, S("/commerces")).text, text = search_query_text(ctx, &query);
  view.list = (struct url){
      str_format(ctx->arena, "%.*s%s%.*s", STR_ARG(list), text.len > 0 ? "?" : "", STR_ARG(text))};
  struct html_out out = response_out(request, response, 200);
  widget_view_html(&out, &view);
  response_framable(response);
}

/* The lines to copy, for the filter at hand. */
static void embed(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  struct shop_summary summary = shop_summary(ctx);
  struct embed_page view = {.frame =
                                page_frame_titled(request, SECTION_NONE, MSG_open_embed_title)};
  query.page = S("");
  struct str text = search_query_text(ctx, &query), mark = text.len > 0 ? S("?") : S("");
  struct str widget_at = site_address(request, ctx->language, S("/widget")).text;
  struct str list_at = site_address(request, ctx->language, S("/commerces")).text;
  struct str title = MESSAGE(ctx->arena, ctx->language, MSG_open_widget_of,
                             {"territory", request->territory->name});
  struct str query_text = html_of_text(ctx->arena, text).text;
  struct str title_text = html_of_text(ctx->arena, title).text;
  view.frame_code =
      str_format(ctx->arena,
                 "<iframe src=\"%.*s%.*s%.*s\" title=\"%.*s\" width=\"100%%\" height=\"640\" "
                 "loading=\"lazy\" style=\"border:0\"></iframe>",
                 STR_ARG(widget_at), STR_ARG(mark), STR_ARG(query_text), STR_ARG(title_text));
  view.link_code = str_format(ctx->arena, "<a href=\"%.*s%.*s%.*s\">%.*s</a>", STR_ARG(list_at),
                              STR_ARG(mark), STR_ARG(query_text), STR_ARG(title_text));
  view.preview = (struct url){str_format(ctx->arena, "%.*s%.*s%.*s",
                                         STR_ARG(site_path(request, S("/widget")).text),
                                         STR_ARG(mark), STR_ARG(text))};
  view.towns = window_towns(ctx->arena, &summary, FILTER_MAX, query.town);
  view.trades = window_trades(ctx, &summary, FILTER_MAX, query.trade);
  view.frame.description = message_text(ctx->language, MSG_open_embed_short);
  struct html_out out = response_out(request, response, 200);
  embed_view_html(&out, &view);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/widget",
     .handle = widget,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .help = "Some shops of a list in a frame that other sites may show."},
    {.method = METHOD_GET,
     .path = "/integrer",
     .handle = embed,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .help = "The lines to copy for showing shops on another site."},
};
const struct route_table open_widget_routes = {routes, sizeof routes / sizeof *routes};
