/* Every list as a file: KML, XLSX, JSON-LD, iCal. GeoJSON and CSV are beside the search itself.
 * All answer the address of the list with its filter, row by row, and say under which licence. */
#include "domain/open/ical.h"
#include "domain/open/open.h"
#include "domain/search/search_form.h"
#include "domain/shop/trade.h"
#include "domain/weekly/weekly.h"
#include "paper/spreadsheet.h"

enum {
  ICAL_WEEKS = 26,
  ICAL_SHOPS = 1000,   /* more would be a calendar that no program opens */
  JSONLD_SHOPS = 50000 /* likewise for a graph */
};

struct exporting {
  struct request *request;
  struct response *response;
  struct buf *out;
  struct spreadsheet *sheet;
  struct linked_writer *linked;
  struct open_sources sources;
};

static struct search_query query_of(struct request *request) {
  struct search_query query = search_query_of(request->ctx, request_form(request));
  query.page = S("");
  return query;
}

static struct str page_address(struct request *request, const struct shop *shop) {
  struct str path = str_format(request->ctx->arena, "/commerces/%.*s", STR_ARG(shop->slug));
  return site_address(request, request->ctx->language, path).text;
}

static struct str one_line_address(struct arena *arena, const struct shop *shop) {
  return str_format(arena, "%.*s%s%.*s%s%.*s", STR_ARG(shop->street),
                    shop->street.len > 0 ? ", " : "", STR_ARG(shop->postcode),
                    shop->postcode.len > 0 ? " " : "", STR_ARG(shop->town));
}

/* « OpenStreetMap : ODbL 1.0, © les contributeurs d’OpenStreetMap » for each source. */
static struct str credits(struct ctx *ctx, const struct open_sources *sources) {
  struct buf out = buf_in(ctx->arena);
  for (size_t i = 0; i < sources->count; i++) {
    const struct open_source *source = &sources->items[i];
    struct str terms = str_format(ctx->arena, "%.*s%s%.*s", STR_ARG(source->licence),
                                  source->attribution.len > 0 ? ", " : "",
                                  STR_ARG(source->attribution));
    if (i > 0) buf_literal(&out, " · ");
    buf_add(&out, MESSAGE(ctx->arena, ctx->language, MSG_open_credit, {"source", source->title},
                          {"terms", terms}));
  }
  return buf_str(&out);
}

/* ---- KML ---- */

static void kml_data(struct html_out *out, const char *name, struct str value) {
  if (value.len == 0) return;
  buf_format(out->buf, "<Data name=\"%s\"><value>", name);
  html_put_str(out, value);
  buf_literal(out->buf, "</value></Data>");
}

static void kml_element(struct html_out *out, const char *name, struct str value) {
  if (value.len == 0) return;
  buf_format(out->buf, "<%s>", name);
  html_put_str(out, value);
  buf_format(out->buf, "</%s>", name);
}

static void kml_shop(void *arg, const struct shop *shop) {
  struct exporting *to = arg;
  struct ctx *ctx = to->request->ctx;
  struct html_out out = {to->out, ctx->language, ctx->zone};
  struct str uri = linked_uri(to->request, shop->id);
  buf_format(to->out, "<Placemark id=\"s%.*s\">", STR_ARG(id_text(ctx->arena, shop->id.value)));
  kml_element(&out, "name", shop->name);
  kml_element(&out, "address", one_line_address(ctx->arena, shop));
  kml_element(&out, "phoneNumber", shop->phone);
  kml_element(&out, "description", trade_name(shop->trade, ctx->language));
  buf_literal(to->out, "<ExtendedData>");
  kml_data(&out, "uri", uri);
  kml_data(&out, "page", page_address(to->request, shop));
  kml_data(&out, "trade", shop->trade);
  kml_data(&out, "town", shop->town);
  kml_data(&out, "opening_hours", shop->opening_hours);
  kml_data(&out, "services", shop->services);
  kml_data(&out, "website", shop->website);
  kml_data(&out, "source", shop->source);
  kml_data(&out, "source_id", shop->source_id);
  kml_data(&out, "licence", shop->licence);
  kml_data(&out, "attribution", open_attribution(&to->sources, shop->source));
  kml_data(&out, "updated_at", instant_iso(ctx->arena, shop->updated_at));
  buf_literal(to->out, "</ExtendedData>");
  if (shop->has_position)
    buf_format(to->out, "<Point><coordinates>%.6f,%.6f</coordinates></Point>", shop->longitude,
               shop->latitude);
  buf_literal(to->out, "</Placemark>\n");
  response_spill(to->response);
}

static void kml(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = query_of(request);
  struct exporting to = {
      .request = request, .response = response, .sources = open_sources(request->ctx)};
  struct str by = credits(ctx, &to.sources);
  to.out = response_stream(response, S("application/vnd.google-earth.kml+xml"), S("commerces.kml"));
  struct html_out out = {to.out, ctx->language, ctx->zone};
  buf_literal(to.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>");
  kml_element(&out, "name", request->territory->name);
  kml_element(&out, "description", by);
  buf_literal(to.out, "\n");
  listing_walk(ctx, &query, 0, kml_shop, &to);
  buf_literal(to.out, "</Document></kml>\n");
}

/* ---- XLSX ---- */

static const struct {
  const char *title;
  int width;
} xlsx_columns[] = {{"uri", 40},        {"name", 34},        {"trade", 14},
                    {"trade_name", 22}, {"street", 30},      {"postcode", 9},
                    {"town", 20},       {"latitude", 11},    {"longitude", 11},
                    {"phone", 18},      {"website", 30},     {"opening_hours", 40},
                    {"services", 24},   {"siret", 16},       {"description", 30},
                    {"source", 9},      {"source_id", 18},   {"source_on", 12},
                    {"licence", 12},    {"attribution", 34}, {"updated_at", 25}};
enum { XLSX_COLUMNS = sizeof xlsx_columns / sizeof *xlsx_columns };

static void xlsx_shop(void *arg, const struct shop *shop) {
  struct exporting *to = arg;
  struct ctx *ctx = to->request->ctx;
  struct spreadsheet *sheet = to->sheet;
  if (!spreadsheet_has_room(sheet)) return;
  spreadsheet_text(sheet, linked_uri(to->request, shop->id));
  spreadsheet_text(sheet, shop->name);
  spreadsheet_text(sheet, shop->trade);
  spreadsheet_text(sheet, trade_name(shop->trade, ctx->language));
  spreadsheet_text(sheet, shop->street);
  spreadsheet_text(sheet, shop->postcode);
  spreadsheet_text(sheet, shop->town);
  if (shop->has_position) {
    spreadsheet_number(sheet, shop->latitude);
    spreadsheet_number(sheet, shop->longitude);
  } else {
    spreadsheet_skip(sheet);
    spreadsheet_skip(sheet);
  }
  const struct str rest[] = {shop->phone,
                             shop->website,
                             shop->opening_hours,
                             shop->services,
                             shop->siret,
                             shop->description,
                             shop->source,
                             shop->source_id,
                             day_iso(ctx->arena, shop->source_on),
                             shop->licence,
                             open_attribution(&to->sources, shop->source),
                             instant_iso(ctx->arena, shop->updated_at)};
  for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
    spreadsheet_text(sheet, rest[i]);
  spreadsheet_row_end(sheet);
}

static void xlsx_sources(struct ctx *ctx, struct spreadsheet *sheet,
                         const struct open_sources *sources) {
  static const struct spreadsheet_column columns[] = {{S("source"), 12},      {S("licence"), 20},
                                                      {S("attribution"), 40}, {S("url"), 50},
                                                      {S("shops"), 10},       {S("source_on"), 14}};
  spreadsheet_sheet(sheet, S("sources"), columns, sizeof columns / sizeof *columns);
  for (size_t i = 0; i < sources->count; i++) {
    const struct open_source *source = &sources->items[i];
    spreadsheet_text(sheet, source->name);
    spreadsheet_text(sheet, source->licence);
    spreadsheet_text(sheet, source->attribution);
    spreadsheet_text(sheet, source->url.text);
    spreadsheet_number(sheet, (double)source->shops);
    spreadsheet_text(sheet, day_iso(ctx->arena, source->on));
    spreadsheet_row_end(sheet);
  }
}

static void xlsx(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = query_of(request);
  struct exporting to = {
      .request = request, .response = response, .sheet = spreadsheet_begin(ctx->arena)};
  struct spreadsheet_column columns[XLSX_COLUMNS];
  for (size_t i = 0; i < XLSX_COLUMNS; i++)
    columns[i] =
        (struct spreadsheet_column){str_from(xlsx_columns[i].title), xlsx_columns[i].width};
  spreadsheet_sheet(to.sheet, S("commerces"), columns, XLSX_COLUMNS);
  listing_walk(ctx, &query, 0, xlsx_shop, &to);
  xlsx_sources(ctx, to.sheet, &to.sources);
  response_file(response, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                spreadsheet_end(to.sheet), S("commerces.xlsx"));
}

/* ---- JSON-LD ---- */

static struct linked_hours hours_of(const struct exporting *to, const struct shop *shop) {
  struct ctx *ctx = to->request->ctx;
  struct hours_reading reading = hours_parse(ctx->arena, shop->opening_hours);
  return (struct linked_hours){window_plan(ctx, shop, reading.hours), window_place(ctx, shop),
                               open_attribution(&to->sources, shop->source)};
}

static void jsonld_shop(void *arg, const struct shop *shop) {
  struct exporting *to = arg;
  struct linked_hours hours = hours_of(to, shop);
  linked_shop(to->linked, shop, &hours);
  buf_add_char(to->out, '\n');
  response_spill(to->response);
}

static void jsonld(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = query_of(request);
  struct exporting to = {
      .request = request, .response = response, .sources = open_sources(request->ctx)};
  to.out = response_stream(response, S("application/ld+json"), S(""));
  struct linked_writer linked = linked_writer(request, to.out);
  to.linked = &linked;
  json_pen_open(&linked.pen, NULL, '{');
  json_pen_text(&linked.pen, "@context", S("https://schema.org"));
  json_pen_open(&linked.pen, "@graph", '[');
  listing_walk(ctx, &query, JSONLD_SHOPS, jsonld_shop, &to);
  json_pen_close(&linked.pen, ']');
  json_pen_close(&linked.pen, '}');
}

/* ---- iCal ---- */

static void ics_shop(void *arg, const struct shop *shop) {
  struct exporting *to = arg;
  struct request *request = to->request;
  struct ctx *ctx = request->ctx;
  struct arena *arena = ctx->arena;
  struct weekly weekly;
  struct linked_hours hours = hours_of(to, shop);
  struct day today = zone_day(ctx->zone, ctx->now);
  if (!weekly_of(arena, &hours.plan, &hours.place, today, ICAL_WEEKS, &weekly)) return;
  struct str uid = str_format(arena, "%.*s@%.*s", STR_ARG(id_text(arena, shop->id.value)),
                              STR_ARG(request->territory->host));
  struct ical_shop event = {.uid = uid,
                            .name = shop->name,
                            .place = one_line_address(arena, shop),
                            .url = page_address(request, shop),
                            .changed_at = shop->updated_at,
                            .has_position = shop->has_position,
                            .latitude = shop->latitude,
                            .longitude = shop->longitude};
  /* Lines are put together in memory that goes with each run of shops. */
  struct buf scratch = buf_in(arena);
  ical_shop(&scratch, &event, ctx->zone, &weekly);
  buf_add(to->out, buf_str(&scratch));
  response_spill(to->response);
}

static void ics_begin(struct exporting *to, struct str name) {
  struct ctx *ctx = to->request->ctx;
  struct day monday = zone_day(ctx->zone, ctx->now);
  monday.number -= weekly_weekday(monday);
  ical_begin(to->out, name, credits(ctx, &to->sources));
  ical_zone(to->out, ctx->zone, monday, (struct day){monday.number + ICAL_WEEKS * 7});
}

static void ics(struct request *request, struct response *response) {
  struct search_query query = query_of(request);
  struct exporting to = {
      .request = request, .response = response, .sources = open_sources(request->ctx)};
  to.out = response_stream(response, S("text/calendar; charset=utf-8"), S("commerces.ics"));
  ics_begin(&to, request->territory->name);
  listing_walk(request->ctx, &query, ICAL_SHOPS, ics_shop, &to);
  ical_end(to.out);
}

static void shop_ics(struct request *request, struct response *response) {
  struct shop shop;
  if (!shop_find_by_slug(request->ctx, request_param(request, "slug"), &shop)) {
    response_not_found(request, response);
    return;
  }
  struct exporting to = {
      .request = request, .response = response, .sources = open_sources(request->ctx)};
  to.out = response_stream(response, S("text/calendar; charset=utf-8"), S("horaires.ics"));
  ics_begin(&to, shop.name);
  ics_shop(&to, &shop);
  ical_end(to.out);
}

#define EXPORT(ending, handler, sentence)                                                          \
  {                                                                                                \
    .method = METHOD_GET, .path = "/api/v1/shops" ending, .handle = handler, .who = WHO_ANYONE,    \
    .form = &search_form, .help = sentence                                                         \
  }
static const struct route routes[] = {
    EXPORT(".kml", kml, "All shops that match, as KML for globes and maps."),
    EXPORT(".xlsx", xlsx, "All shops that match, as a spreadsheet with their sources."),
    EXPORT(".jsonld", jsonld, "Up to 50,000 shops that match, in the words of schema.org."),
    EXPORT(".ics", ics, "The opening hours of up to 1,000 shops that match, as a calendar."),
    {.method = METHOD_GET,
     .path = "/commerces/{slug}/horaires.ics",
     .handle = shop_ics,
     .who = WHO_ANYONE,
     .help = "A shop's opening hours of the next 26 weeks as a calendar."},
};
const struct route_table open_export_routes = {routes, sizeof routes / sizeof *routes};
