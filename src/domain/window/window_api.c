/* The directory for programs: the same search as the page, as JSON and CSV. */
#include "domain/search/search_form.h"
#include "domain/search/search_suggest.h"
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
    {"items", SHAPE_LIST, offsetof(struct search_answer, items), &found_shape, SHAPE_ALWAYS,
     "At most 24."},
    SHAPE_FIELD(struct search_answer, next, TEXT,
                "Give it as `page` for the next ones; empty at the end."),
};
static const struct shape page_shape = SHAPE("ShopPage", struct search_answer, page_fields);

struct hours_open { /* a stretch of a day; local times as 2020-05-20T09:00 */
  struct str from, to, state, comment;
};

struct hours_day {
  struct day day;
  struct str holiday;
  struct {
    struct hours_open *items;
    size_t count;
  } spans;
};

struct hours_reply {
  struct hours_view now;
  struct {
    struct hours_day *items;
    size_t count;
  } week;
};

struct shop_reply {
  struct shop shop; /* first: the fields of a shop are those of its reply */
  struct hours_reply hours;
};

static const struct shape_field open_fields[] = {
    SHAPE_FIELD(struct hours_open, from, TEXT, "Local time of the territory."),
    SHAPE_FIELD(struct hours_open, to, TEXT, "Local time; after midnight it is of the next day."),
    SHAPE_FIELD(struct hours_open, state, TEXT, "open or unknown."),
    SHAPE_FIELD(struct hours_open, comment, TEXT, "As written, or empty."),
};
static const struct shape open_shape = SHAPE("HoursSpan", struct hours_open, open_fields);

static const struct shape_field day_fields[] = {
    SHAPE_FIELD(struct hours_day, day, DAY, "A day of this week, from Monday on."),
    SHAPE_FIELD(struct hours_day, holiday, TEXT, "Name of the public holiday, or empty."),
    SHAPE_PART(struct hours_day, spans, LIST, &open_shape, "What begins on that day."),
};
static const struct shape day_shape = SHAPE("HoursDay", struct hours_day, day_fields);

static const struct shape_field hours_fields[] = {
    SHAPE_NAMED("value", struct hours_reply, now.value, TEXT, "In OpenStreetMap's language."),
    SHAPE_NAMED("normal", struct hours_reply, now.normal, TEXT,
                "The same in canonical form; empty if it cannot be read."),
    SHAPE_NAMED("state", struct hours_reply, now.state, TEXT, "Now: open, closed or unknown."),
    SHAPE_NAMED("comment", struct hours_reply, now.comment, TEXT, "Of what decides, or empty."),
    {"next_change", SHAPE_INSTANT, offsetof(struct hours_reply, now.next_change), NULL,
     offsetof(struct hours_reply, now.has_change), "When the state is another, if that is known."},
    SHAPE_PART(struct hours_reply, week, LIST, &day_shape, "Seven days, or none."),
};
static const struct shape hours_shape = SHAPE("Hours", struct hours_reply, hours_fields);

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
    SHAPE_PART(struct shop_reply, hours, OBJECT, &hours_shape, "Open now? And this week."),
};
static const struct shape shop_shape = SHAPE("Shop", struct shop_reply, shop_fields);

static void list_json(struct request *request, struct response *response) {
  struct search_query search = search_query_of(request->ctx, request_form(request));
  struct search_answer page = search_shops(request->ctx, &search);
  response_json(response, 200, &page_shape, &page);
}

static void day_reply(struct ctx *ctx, const struct hours_week_day *from, struct hours_day *day) {
  static const struct str names[] = {S("closed"), S("open"), S("unknown")};
  *day = (struct hours_day){.day = from->day, .holiday = from->holiday};
  day->spans.items = arena_array(ctx->arena, struct hours_open, from->spans.count);
  day->spans.count = from->spans.count;
  for (size_t i = 0; i < from->spans.count; i++) {
    const struct hours_span *span = &from->spans.items[i];
    day->spans.items[i] =
        (struct hours_open){local_iso(ctx->arena, span->from), local_iso(ctx->arena, span->to),
                            names[span->state], span->comment};
  }
}

static struct hours_reply hours_reply(struct ctx *ctx, const struct shop *shop) {
  struct hours_reply reply = {.now = window_hours(ctx, shop)};
  reply.week.count = reply.now.count;
  reply.week.items = arena_array(ctx->arena, struct hours_day, reply.week.count);
  for (size_t i = 0; i < reply.week.count; i++)
    day_reply(ctx, &reply.now.week.days[i], &reply.week.items[i]);
  return reply;
}

static void shop_json(struct request *request, struct response *response) {
  struct shop_reply reply;
  if (!shop_find_by_slug(request->ctx, request_param(request, "slug"), &reply.shop)) {
    response_not_found(request, response);
    return;
  }
  reply.hours = hours_reply(request->ctx, &reply.shop);
  response_json(response, 200, &shop_shape, &reply);
}

/* Where the rest of a long list is (RFC 8288). */
static void link_next(struct request *request, struct response *response,
                      const struct search_query *search, struct str next) {
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
  struct search_query search = search_query_of(request->ctx, request_form(request));
  struct search_shop *all = arena_array(ctx->arena, struct search_shop, CSV_PAGES * SEARCH_PAGE);
  size_t count = 0;
  struct search_answer page = {.next = search.page};
  for (int i = 0; i < CSV_PAGES && (i == 0 || page.next.len > 0); i++) {
    search.page = page.next;
    page = search_shops(ctx, &search);
    for (size_t k = 0; k < page.count; k++)
      all[count++] = page.items[k];
  }
  if (page.next.len > 0) link_next(request, response, &search, page.next);
  response_csv(response, &found_shape, all, count, S("commerces.csv"));
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
