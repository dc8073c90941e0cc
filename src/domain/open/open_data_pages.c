/* « Données ouvertes »: which formats, under which licences, whom to name; with links that carry
 * the filter at hand. */
#include "data_view_html.h"
#include "domain/import/import.h"
#include "domain/open/open.h"
#include "domain/search/search_form.h"

static const struct {
  struct str name, ending, media_type;
  enum message what;
} formats[] = {
    {S("GeoJSON"), S("geojson"), S("application/geo+json"), MSG_open_what_geojson},
    {S("CSV"), S("csv"), S("text/csv"), MSG_open_what_csv},
    {S("XLSX"), S("xlsx"), S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
     MSG_open_what_xlsx},
    {S("KML"), S("kml"), S("application/vnd.google-earth.kml+xml"), MSG_open_what_kml},
    {S("JSON-LD"), S("jsonld"), S("application/ld+json"), MSG_open_what_jsonld},
    {S("iCalendar"), S("ics"), S("text/calendar"), MSG_open_what_ics},
};

struct open_sources open_sources(struct ctx *ctx) {
  struct import_sources rows = import_source_list(ctx);
  struct open_sources sources = {arena_array(ctx->arena, struct open_source, rows.count), 0};
  for (size_t i = 0; i < rows.count; i++) {
    const struct import_source *row = &rows.items[i];
    sources.items[sources.count++] =
        (struct open_source){.name = row->name,
                             .title = row->title.len > 0 ? row->title : row->name,
                             .licence = row->licence,
                             .attribution = row->attribution,
                             .url = url_of(linked_licence(row->licence)),
                             .reading = url_of(row->url),
                             .shops = row->shops,
                             .on = row->extract_on};
  }
  return sources;
}

struct str open_attribution(const struct open_sources *sources, struct str name) {
  for (size_t i = 0; i < sources->count; i++)
    if (str_equal(sources->items[i].name, name)) return sources->items[i].attribution;
  return S("");
}

static struct open_formats formats_for(struct arena *arena, struct str query) {
  size_t count = sizeof formats / sizeof *formats;
  struct open_formats list = {arena_array(arena, struct open_format, count), count};
  for (size_t i = 0; i < count; i++)
    list.items[i] = (struct open_format){
        .name = formats[i].name,
        .ending = formats[i].ending,
        .media_type = formats[i].media_type,
        .what = formats[i].what,
        .href = {str_format(arena, "/api/v1/shops.%.*s%s%.*s", STR_ARG(formats[i].ending),
                            query.len > 0 ? "?" : "", STR_ARG(query))}};
  return list;
}

static void data_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  query.page = S("");
  struct data_page view = {.frame = page_frame_titled(request, SECTION_NONE, MSG_open_data_title),
                           .query = search_query_text(ctx, &query),
                           .filtered = !listing_is_all(&query)};
  view.frame.description = message_text(ctx->language, MSG_open_data_description);
  view.formats = formats_for(ctx->arena, view.query);
  view.sources = open_sources(ctx);
  struct shops newest = listing_changed(ctx);
  if (newest.count > 0) {
    struct str id = id_text(ctx->arena, newest.items[0].id.value);
    view.example = linked_uri(request, newest.items[0].id);
    view.example_path = site_path(request, str_format(ctx->arena, "/id/%.*s", STR_ARG(id)));
  }
  struct html_out out = response_out(request, response, 200);
  data_view_html(&out, &view);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/donnees",
     .handle = data_page,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .help = "Open data: formats, licences, attributions, with the filter at hand."},
};
const struct route_table open_data_routes = {routes, sizeof routes / sizeof *routes};
