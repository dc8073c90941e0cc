/* The list of shops for programs: the question of the page, answered as JSON by the page, as CSV
 * and GeoJSON in whole, written row by row. */
#include "domain/search/search_suggest.h"
#include "domain/shop/trade.h"
#include "domain/window/found.h"

static const struct shape_field found_fields[] = {
    SHAPE_FIELD(struct search_shop, slug, TEXT, "Its name in addresses."),
    SHAPE_FIELD(struct search_shop, name, TEXT, "Its name."),
    SHAPE_FIELD(struct search_shop, trade, TEXT, "Key of its trade: OpenStreetMap's value."),
    SHAPE_FIELD(struct search_shop, trade_name, TEXT, "The trade in the reader's language."),
    SHAPE_FIELD(struct search_shop, town, TEXT, "Commune."),
    SHAPE_FIELD(struct search_shop, street, TEXT, "Number and street, or empty."),
    SHAPE_FIELD(struct search_shop, services, TEXT, "Words: takeaway delivery outdoor wheelchair."),
    SHAPE_FIELD(struct search_shop, takes_vouchers, BOOL, "Takes part in voucher campaigns."),
    SHAPE_FIELD(struct search_shop, made_up, BOOL, "An example that does not exist."),
    SHAPE_OPTIONAL(struct search_shop, latitude, REAL, has_position, "WGS 84."),
    SHAPE_OPTIONAL(struct search_shop, longitude, REAL, has_position, "WGS 84."),
    SHAPE_OPTIONAL(struct search_shop, metres, INT, has_metres, "From `near`, if that was asked."),
};
static const struct shape found_shape = SHAPE("ShopFound", struct search_shop, found_fields);

static const struct shape_field count_fields[] = {
    SHAPE_FIELD(struct search_count, value, TEXT, "For the parameter of that name."),
    SHAPE_FIELD(struct search_count, label, TEXT, "In the reader's language."),
    SHAPE_FIELD(struct search_count, shops, INT, "How many of the matching have it."),
};
static const struct shape count_shape = SHAPE("ShopCount", struct search_count, count_fields);

static const struct shape_field page_fields[] = {
    {"items", SHAPE_LIST, offsetof(struct search_answer, items), &found_shape, SHAPE_ALWAYS,
     "At most 24."},
    SHAPE_FIELD(struct search_answer, next, TEXT,
                "Give it as `page` for the next ones; empty at the end."),
    SHAPE_FIELD(struct search_answer, shops, INT, "How many match."),
    SHAPE_FIELD(struct search_answer, more, BOOL, "At least so many: counting ended there."),
    SHAPE_FIELD(struct search_answer, counts_more, BOOL, "The same of the counts below."),
    SHAPE_FIELD(struct search_answer, read_as, TEXT, "Words searched instead, or empty."),
    SHAPE_FIELD(struct search_answer, place, TEXT, "Town found among the words, or empty."),
    SHAPE_PART(struct search_answer, trades, LIST, &count_shape, "The largest."),
    SHAPE_PART(struct search_answer, towns, LIST, &count_shape, "The largest."),
    SHAPE_PART(struct search_answer, services, LIST, &count_shape, "Those that some have."),
};
static const struct shape page_shape = SHAPE("ShopPage", struct search_answer, page_fields);

static void list_json(struct request *request, struct response *response) {
  struct search_query search = search_query_of(request->ctx, request_form(request));
  struct search_answer page = search_shops(request->ctx, &search);
  response_json(response, 200, &page_shape, &page);
}

/* ---- in whole ---- */

struct found_row {
  struct shop shop;
  struct str trade_name;
};

static const struct shape_field row_fields[] = {
    SHAPE_NAMED("slug", struct found_row, shop.slug, TEXT, "Its name in addresses."),
    SHAPE_NAMED("name", struct found_row, shop.name, TEXT, "Its name."),
    SHAPE_NAMED("trade", struct found_row, shop.trade, TEXT, "Key of its trade."),
    SHAPE_FIELD(struct found_row, trade_name, TEXT, "The trade in the reader's language."),
    SHAPE_NAMED("town", struct found_row, shop.town, TEXT, "Commune."),
    SHAPE_NAMED("street", struct found_row, shop.street, TEXT, "Number and street, or empty."),
    SHAPE_NAMED("postcode", struct found_row, shop.postcode, TEXT, "Or empty."),
    {"latitude", SHAPE_REAL, SHAPE_OFFSET(struct found_row, shop.latitude, SHAPE_C_REAL), NULL,
     offsetof(struct found_row, shop.has_position), "WGS 84."},
    {"longitude", SHAPE_REAL, SHAPE_OFFSET(struct found_row, shop.longitude, SHAPE_C_REAL), NULL,
     offsetof(struct found_row, shop.has_position), "WGS 84."},
    SHAPE_NAMED("phone", struct found_row, shop.phone, TEXT, "As found, or empty."),
    SHAPE_NAMED("website", struct found_row, shop.website, TEXT, "As found, or empty."),
    SHAPE_NAMED("opening_hours", struct found_row, shop.opening_hours, TEXT, "OSM language."),
    SHAPE_NAMED("services", struct found_row, shop.services, TEXT, "Words."),
    SHAPE_NAMED("takes_vouchers", struct found_row, shop.takes_vouchers, BOOL, "Or not."),
    SHAPE_NAMED("siret", struct found_row, shop.siret, TEXT, "As found, or empty."),
    SHAPE_NAMED("description", struct found_row, shop.description, TEXT, "Or empty."),
    SHAPE_NAMED("made_up", struct found_row, shop.made_up, BOOL, "An example."),
    SHAPE_NAMED("source", struct found_row, shop.source, TEXT, "Where the entry comes from."),
    SHAPE_NAMED("source_id", struct found_row, shop.source_id, TEXT, "Its name there."),
    SHAPE_NAMED("source_on", struct found_row, shop.source_on, DAY, "The day of that source."),
    SHAPE_NAMED("licence", struct found_row, shop.licence, TEXT, "Of the entry."),
    SHAPE_NAMED("updated_at", struct found_row, shop.updated_at, INSTANT, "Last change here."),
};
static const struct shape row_shape = SHAPE("ShopRow", struct found_row, row_fields);

struct writing {
  struct ctx *ctx; /* its arena is emptied now and then: a line is made there, not in `out` */
  struct response *response;
  struct buf *out;
  enum language language;
  bool begun;
};

static struct found_row row_of(const struct writing *writing, const struct shop *shop) {
  return (struct found_row){*shop, trade_name(shop->trade, writing->language)};
}

static void write_csv(void *arg, const struct shop *shop) {
  struct writing *writing = arg;
  struct found_row row = row_of(writing, shop);
  struct buf line = buf_in(writing->ctx->arena);
  shape_csv_row(&line, &row_shape, &row);
  buf_add(writing->out, buf_str(&line));
  response_spill(writing->response);
}

static void list_csv(struct request *request, struct response *response) {
  struct search_query query = search_query_of(request->ctx, request_form(request));
  struct writing writing = {
      .ctx = request->ctx, .response = response, .language = request->ctx->language};
  writing.out =
      response_stream(response, S("text/csv; charset=utf-8; header=present"), S("commerces.csv"));
  shape_csv(writing.out, &row_shape, NULL, 0);
  search_each(request->ctx, &query, write_csv, &writing);
}

/* RFC 7946: longitude first; what has no position has no geometry. */
static void write_feature(void *arg, const struct shop *shop) {
  struct writing *writing = arg;
  struct found_row row = row_of(writing, shop);
  buf_add(writing->out, writing->begun ? S(",\n") : S("\n"));
  writing->begun = true;
  buf_literal(writing->out, "{\"type\":\"Feature\",\"id\":");
  json_string(writing->out, shop->slug);
  if (shop->has_position)
    buf_format(writing->out, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[%.7g,%.7g]}",
               shop->longitude, shop->latitude);
  else
    buf_literal(writing->out, ",\"geometry\":null");
  struct buf properties = buf_in(writing->ctx->arena);
  shape_json(&properties, &row_shape, &row);
  buf_literal(writing->out, ",\"properties\":");
  buf_add(writing->out, buf_str(&properties));
  buf_literal(writing->out, "}");
  response_spill(writing->response);
}

static void list_geojson(struct request *request, struct response *response) {
  struct search_query query = search_query_of(request->ctx, request_form(request));
  struct writing writing = {
      .ctx = request->ctx, .response = response, .language = request->ctx->language};
  writing.out = response_stream(response, S("application/geo+json"), S("commerces.geojson"));
  buf_literal(writing.out, "{\"type\":\"FeatureCollection\",\"features\":[");
  search_each(request->ctx, &query, write_feature, &writing);
  buf_literal(writing.out, "\n]}\n");
}

/* ---- what somebody who types may mean ---- */

struct suggested {
  struct str kind, label, value, town;
  bool has_shops;
  int64_t shops;
};

struct suggested_list {
  struct suggested *items;
  size_t count;
};

struct suggest_form {
  struct str q;
};

static const struct field suggest_fields[] = {
    FIELD(struct suggest_form, q, TEXT, .max = 100, .help = "What is typed so far"),
};
static const struct form suggest_form = FORM("Typed", struct suggest_form, suggest_fields);

static const struct shape_field suggested_fields[] = {
    SHAPE_FIELD(struct suggested, kind, TEXT, "trade, town or shop."),
    SHAPE_FIELD(struct suggested, label, TEXT, "In the reader's language."),
    SHAPE_FIELD(struct suggested, value, TEXT, "Key of the trade, slug of the town or the shop."),
    SHAPE_FIELD(struct suggested, town, TEXT, "Of a shop, else empty."),
    SHAPE_OPTIONAL(struct suggested, shops, INT, has_shops, "How many a trade or a town has."),
};
static const struct shape suggested_shape = SHAPE("Suggestion", struct suggested, suggested_fields);
static const struct shape_field suggested_list_fields[] = {
    {"items", SHAPE_LIST, offsetof(struct suggested_list, items), &suggested_shape, SHAPE_ALWAYS,
     "At most nine: trades, then towns, then shops."},
};
static const struct shape suggested_list_shape =
    SHAPE("Suggestions", struct suggested_list, suggested_list_fields);

static void suggest_json(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct suggest_form *form = request_form(request);
  struct suggestions found = search_suggest(ctx, form->q);
  struct suggested_list list = {arena_array(ctx->arena, struct suggested, found.count), 0};
  for (size_t i = 0; i < found.count; i++) {
    const struct suggestion *one = &found.items[i];
    list.items[list.count++] = (struct suggested){.kind = suggestion_kind_word(one->kind),
                                                  .label = one->label,
                                                  .value = one->value,
                                                  .town = one->town,
                                                  .has_shops = one->kind != SUGGEST_SHOP,
                                                  .shops = one->shops};
  }
  response_json(response, 200, &suggested_list_shape, &list);
}

#define WHOLE(address, handler, sentence)                                                          \
  {                                                                                                \
    .method = METHOD_GET, .path = address, .handle = handler, .who = WHO_ANYONE,                   \
    .form = &search_form, .help = sentence                                                         \
  }

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/api/v1/suggestions",
     .handle = suggest_json,
     .who = WHO_ANYONE,
     .form = &suggest_form,
     .cached = true,
     .reply = &suggested_list_shape,
     .help = "Trades, towns and shops that begin with what is typed."},
    {.method = METHOD_GET,
     .path = "/api/v1/shops",
     .handle = list_json,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .reply = &page_shape,
     .help = "The shops that match words and filters, 24 a page, with counts."},
    WHOLE("/api/v1/shops.csv", list_csv, "All shops that match as CSV, with source and licence."),
    WHOLE("/api/v1/shops.geojson", list_geojson, "All shops that match as GeoJSON."),
    WHOLE("/commerces.csv", list_csv, "All shops that match as CSV, by the page's address."),
    WHOLE("/commerces.geojson", list_geojson, "The same as GeoJSON, by the page's address."),
};

const struct route_table found_api_routes = {routes, sizeof routes / sizeof *routes};
