/* For machines that read the site: robots.txt, the site map by runs of ids, the feed of what
 * changed. */
#include "domain/open/open.h"
#include "domain/shop/trade.h"
#include "open_feed_sql.h"

enum { FILES_MAX = 1000 };

static const struct shop_id LAST_ID = {INT64_MAX};

static void robots(struct request *request, struct response *response) {
  struct buf out = buf_in(request->ctx->arena);
  buf_literal(&out, "User-agent: *\nDisallow: /bureau\nDisallow: /releve\nDisallow: /bons/\n"
                    "Disallow: /paiement-test/\nDisallow: /virement/\n"
                    "Disallow: /connexion\nDisallow: /api/v1/map/\n\n");
  buf_format(&out, "Sitemap: %.*s/sitemap.xml\n", STR_ARG(request_origin(request)));
  response_bytes(response, S("text/plain; charset=utf-8"), buf_str(&out), S(""));
}

/* ---- the site map ---- */

static void begin_xml(struct buf *out, const char *element) {
  buf_format(out,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
             "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
             element);
}

/* A page in all languages of the territory. */
static void add_page(struct request *request, struct buf *out, struct str path,
                     const struct instant *changed_at) {
  const struct territory_view *territory = request->territory;
  struct arena *arena = request->ctx->arena;
  struct str address = site_address(request, territory->default_language, path).text;
  buf_format(out, "<url><loc>%.*s</loc>", STR_ARG(address));
  if (changed_at)
    buf_format(out, "<lastmod>%.*s</lastmod>", STR_ARG(instant_iso(arena, *changed_at)));
  for (int i = 0; i < LANGUAGE_COUNT; i++) {
    enum language language = (enum language)i;
    if (!territory->languages.has[i]) continue;
    struct str href = site_address(request, language, path).text;
    buf_format(out, "<xhtml:link rel=\"alternate\" hreflang=\"%.*s\" href=\"%.*s\"/>",
               STR_ARG(language_code(language)), STR_ARG(href));
  }
  buf_literal(out, "</url>\n");
}

static void sitemap_index(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct str origin = request_origin(request);
  struct buf out = buf_in(ctx->arena);
  struct open_feed_mark_row mark = {.id = {0}};
  begin_xml(&out, "sitemapindex");
  buf_format(&out, "<sitemap><loc>%.*s/sitemap-pages.xml</loc></sitemap>\n", STR_ARG(origin));
  for (int file = 0; file < FILES_MAX; file++) {
    struct shop_id after = mark.id;
    bool more = open_feed_mark(ctx, after, &mark);
    struct str from = id_text(ctx->arena, after.value);
    struct str to = id_text(ctx->arena, more ? mark.id.value : LAST_ID.value);
    buf_format(&out, "<sitemap><loc>%.*s/sitemap/%.*s/%.*s.xml</loc></sitemap>\n", STR_ARG(origin),
               STR_ARG(from), STR_ARG(to));
    if (!more) break;
  }
  buf_literal(&out, "</sitemapindex>\n");
  response_bytes(response, S("application/xml"), buf_str(&out), S(""));
}

static void sitemap_pages(struct request *request, struct response *response) {
  static const struct str pages[] = {S("/"),        S("/commerces"), S("/carte"),   S("/communes"),
                                     S("/metiers"), S("/chiffres"),  S("/donnees"), S("/a-propos")};
  struct ctx *ctx = request->ctx;
  struct shop_summary summary = shop_summary(ctx);
  struct buf *out = response_stream(response, S("application/xml"), S(""));
  begin_xml(out, "urlset");
  for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
    add_page(request, out, pages[i], NULL);
  for (size_t i = 0; i < summary.towns.count; i++)
    add_page(request, out,
             str_format(ctx->arena, "/communes/%.*s", STR_ARG(summary.towns.items[i].slug)), NULL);
  for (size_t i = 0; i < summary.trades.count; i++) {
    struct str slug = open_trade_slug(request, summary.trades.items[i].trade);
    add_page(request, out, str_format(ctx->arena, "/metiers/%.*s", STR_ARG(slug)), NULL);
  }
  buf_literal(out, "</urlset>\n");
}

static bool read_range(struct request *request, struct shop_id *from, struct shop_id *to) {
  return id_from_text(request_param(request, "from"), &from->value) &&
         id_from_text(request_param(request, "to"), &to->value);
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

enum { RUN_BYTES = 4 << 20, SHOPS_OF_A_FILE = 10000 };

/* At most 10,000 shops in three languages: 6 MB, of the 50 MB that a file may have. */
static void sitemap_shops(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct arena *own = ctx->arena, *run = arena_create(RUN_BYTES);
  struct shop_id after, until;
  arena_defer(own, destroy, run);
  if (!read_range(request, &after, &until)) {
    response_not_found(request, response);
    return;
  }
  struct buf *out = response_stream(response, S("application/xml"), S(""));
  begin_xml(out, "urlset");
  ctx->arena = run;
  for (size_t shown = 0; shown < SHOPS_OF_A_FILE;) {
    struct open_feed_slugs_rows rows = open_feed_slugs(ctx, after, until);
    for (size_t i = 0; i < rows.count; i++) {
      struct str path = str_format(run, "/commerces/%.*s", STR_ARG(rows.items[i].slug));
      add_page(request, out, path, &rows.items[i].updated_at);
      response_spill(response);
    }
    if (rows.count == 0) break;
    after = rows.items[rows.count - 1].id;
    shown += rows.count;
    arena_reset(run);
  }
  ctx->arena = own;
  buf_literal(out, "</urlset>\n");
}

/* ---- the feed (RFC 4287) ---- */

static void atom_element(struct html_out *out, const char *name, struct str text) {
  buf_format(out->buf, "<%s>", name);
  html_put_str(out, text);
  buf_format(out->buf, "</%s>", name);
}

static void atom_entry(struct request *request, struct html_out *out, const struct shop *shop) {
  struct ctx *ctx = request->ctx;
  struct str path = str_format(ctx->arena, "/commerces/%.*s", STR_ARG(shop->slug));
  struct str trade = trade_name(shop->trade, ctx->language);
  buf_literal(out->buf, "<entry>");
  atom_element(out, "id", linked_uri(request, shop->id));
  atom_element(out, "title", shop->name);
  buf_format(out->buf, "<link href=\"%.*s\"/>",
             STR_ARG(site_address(request, ctx->language, path).text));
  atom_element(out, "updated", instant_iso(ctx->arena, shop->updated_at));
  atom_element(out, "summary",
               str_format(ctx->arena, "%.*s, %.*s", STR_ARG(trade), STR_ARG(shop->town)));
  if (shop->has_position)
    buf_format(out->buf, "<georss:point>%.6f %.6f</georss:point>", shop->latitude, shop->longitude);
  buf_literal(out->buf, "</entry>\n");
}

static void atom(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shops shops = listing_changed(ctx);
  struct buf buf = buf_in(ctx->arena);
  struct html_out out = {&buf, ctx->language, ctx->zone};
  struct str self = site_address(request, ctx->language, S("/commerces.atom")).text;
  buf_literal(&buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                    "xmlns:georss=\"http://www.georss.org/georss\" xml:lang=\"");
  html_put_str(&out, language_code(ctx->language));
  buf_literal(&buf, "\">");
  atom_element(&out, "id", self);
  atom_element(&out, "title",
               MESSAGE(ctx->arena, ctx->language, MSG_open_feed_title,
                       {"territory", request->territory->name}));
  atom_element(&out, "updated",
               instant_iso(ctx->arena, shops.count > 0 ? shops.items[0].updated_at : ctx->now));
  buf_literal(&buf, "<author>");
  atom_element(&out, "name", request->territory->name);
  buf_format(&buf, "</author><link rel=\"self\" type=\"application/atom+xml\" href=\"%.*s\"/>\n",
             STR_ARG(self));
  for (size_t i = 0; i < shops.count; i++)
    atom_entry(request, &out, &shops.items[i]);
  buf_literal(&buf, "</feed>\n");
  response_bytes(response, S("application/atom+xml; charset=utf-8"), buf_str(&buf), S(""));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/robots.txt",
     .handle = robots,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "What robots may read, and where the site map is."},
    {.method = METHOD_GET,
     .path = "/sitemap.xml",
     .handle = sitemap_index,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "The files of the site map."},
    {.method = METHOD_GET,
     .path = "/sitemap-pages.xml",
     .handle = sitemap_pages,
     .who = WHO_ANYONE,
     .help = "Pages of the site, its towns and its trades."},
    {.method = METHOD_GET,
     .path = "/sitemap/{from}/{to}.xml",
     .handle = sitemap_shops,
     .who = WHO_ANYONE,
     .help = "At most 10,000 shops by id, with their last change."},
    {.method = METHOD_GET,
     .path = "/commerces.atom",
     .handle = atom,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "The 50 shops that came or changed last, as an Atom feed."},
};
const struct route_table open_feed_routes = {routes, sizeof routes / sizeof *routes};
