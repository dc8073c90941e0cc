#include "domain/window/found.h"

#include "domain/shop/trade.h"
#include "domain/window/window_card.h"
#include "found_html.h"

enum { CHIPS_MOST = SERVICE_COUNT + 8, LINKS_MOST = 10 };

struct page { /* what the parts below work on */
  struct ctx *ctx;
  const struct search_query *query;
  const struct search_answer *answer;
  struct found_page *view;
};

static struct url address(const struct page *page, struct str path,
                          const struct search_query *query) {
  struct str root = page->view->frame.root.text, text = search_query_text(page->ctx, query);
  struct str mark = text.len > 0 ? S("?") : S("");
  return (struct url){STR_CONCAT(page->ctx->arena, root, path, mark, text)};
}

/* The same question from its first page on, to be changed. */
static struct search_query again(const struct page *page) {
  struct search_query query = *page->query;
  query.page = S("");
  return query;
}

/* ---- chips: what is asked, and the way to ask it no more ---- */

static void add_chip(const struct page *page, struct str label, struct search_query without) {
  struct found_links *chips = &page->view->chips;
  must(chips->count < CHIPS_MOST);
  chips->items[chips->count++] =
      (struct found_link){.label = label, .href = address(page, S("/commerces"), &without)};
}

static struct str town_name(struct ctx *ctx, struct str slug) {
  struct town town;
  return town_find_by_slug(ctx, slug, &town) ? town.name : slug;
}

static struct str moment_text(struct ctx *ctx, struct instant at) {
  struct civil civil = zone_civil(ctx->zone, at);
  return str_format(ctx->arena, "%02d.%02d. %02d:%02d", civil.day, civil.month, civil.hour,
                    civil.minute);
}

static struct str near_text(const struct page *page) {
  struct str name = page->answer->near_name;
  if (page->answer->near_unknown) return page->query->near;
  return name.len > 0 ? name : message_text(page->ctx->language, MSG_found_me);
}

static int64_t km_of(const struct search_query *query) {
  return query->km > 0 ? query->km : SEARCH_KM;
}

static void chips_of_place(const struct page *page) {
  struct ctx *ctx = page->ctx;
  const struct search_query *query = page->query;
  struct search_query without = again(page);
  if (query->near.len > 0) {
    without.near = S("");
    without.km = 0;
    struct str km = str_format(ctx->arena, "%lld", (long long)km_of(query));
    add_chip(page,
             MESSAGE(ctx->arena, ctx->language, MSG_found_within, {"km", km},
                     {"place", near_text(page)}),
             without);
  }
  without = again(page);
  without.has_box = false;
  if (query->has_box) add_chip(page, message_text(ctx->language, MSG_found_box), without);
}

static void chips_of_time(const struct page *page) {
  struct ctx *ctx = page->ctx;
  struct search_query without = again(page);
  without.open_now = without.has_open_at = false;
  if (page->query->open_now)
    add_chip(page, message_text(ctx->language, MSG_found_open_now), without);
  else if (page->query->has_open_at)
    add_chip(page,
             MESSAGE(ctx->arena, ctx->language, MSG_found_open_at,
                     {"when", moment_text(ctx, page->query->open_at)}),
             without);
}

static void set_chips(const struct page *page) {
  struct ctx *ctx = page->ctx;
  const struct search_query *query = page->query;
  page->view->chips.items = arena_array(ctx->arena, struct found_link, CHIPS_MOST);
  struct search_query without = again(page);
  without.q = S("");
  if (query->q.len > 0)
    add_chip(page, str_format(ctx->arena, "« %.*s »", STR_ARG(query->q)), without);
  without = again(page);
  without.trade = S("");
  if (query->trade.len > 0) add_chip(page, trade_name(query->trade, ctx->language), without);
  without = again(page);
  without.town = S("");
  if (query->town.len > 0) add_chip(page, town_name(ctx, query->town), without);
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++) {
    if (!(query->services & UINT32_C(1) << service)) continue;
    without = again(page);
    without.services &= ~(UINT32_C(1) << service);
    add_chip(page, message_text(ctx->language, shop_service_message(service)), without);
  }
  chips_of_time(page);
  chips_of_place(page);
}

/* ---- counts that are links, and ticks ---- */

static struct found_links links_of(const struct page *page, const struct search_counts *counts,
                                   bool trades) {
  struct found_links links = {arena_array(page->ctx->arena, struct found_link, LINKS_MOST), 0};
  for (size_t i = 0; i < counts->count && links.count < LINKS_MOST; i++) {
    const struct search_count *count = &counts->items[i];
    if (count->chosen) continue;
    struct search_query with = again(page);
    if (trades)
      with.trade = count->value;
    else
      with.town = count->value;
    links.items[links.count++] = (struct found_link){.label = count->label,
                                                     .href = address(page, S("/commerces"), &with),
                                                     .shops = count->shops,
                                                     .at_least = page->answer->counts_more};
  }
  return links;
}

static bool is_payment(struct str word) {
  for (enum shop_service service = SERVICE_CARDS; service < SERVICE_COUNT; service++)
    if (str_equal(word, shop_service_word(service))) return true;
  return false;
}

static struct found_services ticks_of(const struct page *page, bool payments) {
  const struct search_counts *counts = &page->answer->services;
  struct found_services ticks = {arena_array(page->ctx->arena, struct found_service, counts->count),
                                 0};
  for (size_t i = 0; i < counts->count; i++) {
    const struct search_count *count = &counts->items[i];
    if (is_payment(count->value) != payments) continue;
    ticks.items[ticks.count++] = (struct found_service){.word = count->value,
                                                        .label = count->label,
                                                        .shops = count->shops,
                                                        .at_least = page->answer->counts_more,
                                                        .chosen = count->chosen};
  }
  return ticks;
}

static void set_facets(const struct page *page) {
  struct found_page *view = page->view;
  if (page->query->trade.len == 0) view->trades = links_of(page, &page->answer->trades, true);
  if (page->query->town.len == 0 && page->answer->place.len == 0)
    view->towns = links_of(page, &page->answer->towns, false);
  view->services = ticks_of(page, false);
  view->payments = ticks_of(page, true);
}

static void set_fields(const struct page *page) {
  static const int64_t kilometres[] = {1, 2, 5, 10, 20, 50};
  struct found_page *view = page->view;
  const struct search_query *query = page->query;
  view->open_now = query->open_now;
  view->near = query->near;
  view->distances.count = sizeof kilometres / sizeof *kilometres;
  for (size_t i = 0; i < view->distances.count; i++)
    view->distances.items[i] =
        (struct found_distance){kilometres[i], kilometres[i] == km_of(query)};
  if (!query->has_open_at) return;
  struct civil civil = zone_civil(page->ctx->zone, query->open_at);
  view->on = str_format(page->ctx->arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
  view->at = str_format(page->ctx->arena, "%02d:%02d", civil.hour, civil.minute);
}

/* The field of words keeps the filters, the filters keep words, trade and town. */
static void set_kept(const struct page *page) {
  struct search_query others = again(page), held = {.q = page->query->q};
  others.q = S("");
  held.trade = page->query->trade;
  held.town = page->query->town;
  held.has_box = page->query->has_box;
  held.box = page->query->box;
  page->view->kept = search_query_pairs(page->ctx, &others);
  page->view->held = search_query_pairs(page->ctx, &held);
}

static void set_ways(const struct page *page) {
  struct found_page *view = page->view;
  struct search_query start = again(page), next = start;
  next.page = page->answer->next;
  view->has_first = page->query->page.len > 0;
  view->has_next = page->answer->next.len > 0;
  view->first = address(page, S("/commerces"), &start);
  if (view->has_next) view->next = address(page, S("/commerces"), &next);
  view->csv = address(page, S("/commerces.csv"), &start);
  view->geojson = address(page, S("/commerces.geojson"), &start);
  view->formats = address(page, S("/donnees"), &start);
  view->map = address(page, S("/carte"), &start);
}

static void found_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct search_query query = search_query_of(ctx, request_form(request));
  struct search_answer answer = search_shops(ctx, &query);
  struct campaign campaign;
  struct found_page view = {.frame =
                                page_frame_titled(request, SECTION_SHOPS, MSG_frame_shops_menu),
                            .q = query.q,
                            .shops = answer.shops,
                            .more = answer.more,
                            .ranked = answer.ranked,
                            .read_as = answer.read_as,
                            .near_unknown = answer.near_unknown};
  struct page page = {ctx, &query, &answer, &view};
  view.frame.description = message_text(ctx->language, MSG_window_promise);
  if (answer.near_corrected) view.near_read_as = answer.near_name;
  view.cards = window_cards(ctx, view.frame.root, &answer, window_selling(ctx, &campaign));
  set_chips(&page);
  set_facets(&page);
  set_fields(&page);
  set_kept(&page);
  set_ways(&page);
  struct html_out out = response_out(request, response, 200);
  found_html(&out, &view);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/commerces",
     .handle = found_page,
     .who = WHO_ANYONE,
     .form = &search_form,
     .cached = true,
     .help = "The shops that match words and filters, 24 a page, with counts."},
};

const struct route_table found_routes = {routes, sizeof routes / sizeof *routes};
