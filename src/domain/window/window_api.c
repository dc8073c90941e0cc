/* The directory for programs: the same search as the page, as JSON and CSV. */
#include "domain/search/search_form.h"
#include "domain/window/window.h"

/* A CSV holds so many shops at most; its Link header leads to the rest. */
enum { CSV_PAGES = 40 };

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
};
static const struct shape found_shape = SHAPE("ShopFound", struct search_shop, found_fields);

static const struct shape_field page_fields[] = {
    {"items", SHAPE_LIST, offsetof(struct search_page, items), &found_shape, SHAPE_ALWAYS,
     "At most 24."},
    SHAPE_FIELD(struct search_page, next, TEXT,
                "Give it as `page` for the next ones; empty at the end."),
};
static const struct shape page_shape = SHAPE("ShopPage", struct search_page, page_fields);

static const struct shape_field shop_fields[] = {
    SHAPE_FIELD(struct shop, slug, TEXT, "Its name in addresses."),
    SHAPE_FIELD(struct shop, name, TEXT, "Its name."),
    SHAPE_FIELD(struct shop, trade, TEXT, "Key of its trade: OpenStreetMap's value."),
    SHAPE_FIELD(struct shop, town, TEXT, "Commune."),
    SHAPE_FIELD(struct shop, street, TEXT, "Number and street, or empty."),
    SHAPE_FIELD(struct shop, postcode, TEXT, "Postcode, or empty."),
    SHAPE_OPTIONAL(struct shop, latitude, REAL, has_position, "WGS 84."),
    SHAPE_OPTIONAL(struct shop, longitude, REAL, has_position, "WGS 84."),
    SHAPE_FIELD(struct shop, phone, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, website, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, opening_hours, TEXT, "In OpenStreetMap's language, or empty."),
    SHAPE_FIELD(struct shop, siret, TEXT, "As found, or empty."),
    SHAPE_FIELD(struct shop, siret_valid, BOOL, "Does its check digit hold?"),
    SHAPE_FIELD(struct shop, description, TEXT, "A sentence, or empty."),
    SHAPE_FIELD(struct shop, services, TEXT, "Words: takeaway delivery outdoor wheelchair."),
    SHAPE_FIELD(struct shop, takes_vouchers, BOOL, "Takes part in voucher campaigns."),
    SHAPE_FIELD(struct shop, made_up, BOOL, "An example that does not exist."),
    SHAPE_FIELD(struct shop, source, TEXT, "Where the entry comes from."),
    SHAPE_FIELD(struct shop, source_id, TEXT, "Its name there."),
    SHAPE_FIELD(struct shop, source_on, DAY, "The day of that source."),
    SHAPE_FIELD(struct shop, licence, TEXT, "Under which the entry may be used."),
    SHAPE_FIELD(struct shop, updated_at, INSTANT, "Last change here."),
};
static const struct shape shop_shape = SHAPE("Shop", struct shop, shop_fields);

static void list_json(struct request *request, struct response *response) {
  struct search search = search_of(request_form(request));
  struct search_page page = search_shops(request->ctx, &search);
  response_json(response, 200, &page_shape, &page);
}

static void shop_json(struct request *request, struct response *response) {
  struct shop shop;
  if (shop_find_by_slug(request->ctx, request_param(request, "slug"), &shop))
    response_json(response, 200, &shop_shape, &shop);
  else
    response_not_found(request, response);
}

/* Where the rest of a long list is (RFC 8288). */
static void link_next(struct request *request, struct response *response,
                      const struct search *search, struct str next) {
  struct arena *arena = request->ctx->arena;
  struct str q = url_escape(arena, search->q), trade = url_escape(arena, search->trade);
  struct str town = url_escape(arena, search->town), page = url_escape(arena, next);
  response_header(response, "Link",
                  str_format(arena, "<%.*s?q=%.*s&trade=%.*s&town=%.*s&page=%.*s>; rel=\"next\"",
                             STR_ARG(request->path), STR_ARG(q), STR_ARG(trade), STR_ARG(town),
                             STR_ARG(page)));
}

static void list_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search search = search_of(request_form(request));
  struct search_shop *all = arena_array(ctx->arena, struct search_shop, CSV_PAGES * SEARCH_PAGE);
  size_t count = 0;
  struct search_page page = {.next = search.page};
  for (int i = 0; i < CSV_PAGES && (i == 0 || page.next.len > 0); i++) {
    search.page = page.next;
    page = search_shops(ctx, &search);
    for (size_t k = 0; k < page.count; k++)
      all[count++] = page.items[k];
  }
  if (page.next.len > 0) link_next(request, response, &search, page.next);
  response_csv(response, &found_shape, all, count, S("commerces.csv"));
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/api/v1/shops",
     .handle = list_json,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .reply = &page_shape,
     .help = "The shops that match words, a trade and a town, 24 a page."},
    {.method = METHOD_GET,
     .path = "/api/v1/shops.csv",
     .handle = list_csv,
     .who = WHO_ANYONE,
     .form = &search_form,
     .help = "The same as CSV, up to 960 shops; the Link header leads on."},
    {.method = METHOD_GET,
     .path = "/api/v1/shops/{slug}",
     .handle = shop_json,
     .who = WHO_ANYONE,
     .cached = true,
     .reply = &shop_shape,
     .help = "One shop, with its source and licence."},
};

const struct route_table window_api_routes = {routes, sizeof routes / sizeof *routes};
