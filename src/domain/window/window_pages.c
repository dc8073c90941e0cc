/* The public pages but the list: home, a shop, about. */
#include "about_html.h"
#include "base/format.h"
#include "domain/checkout/checkout.h"
#include "domain/failure/failure.h"
#include "domain/linked/linked_shop_pages.h"
#include "domain/listing/listing.h"
#include "domain/map/map_drawing_pages.h"
#include "domain/measure/measure_words.h"
#include "domain/neighbour/neighbour.h"
#include "domain/shop/shop_edit.h"
#include "domain/shop/shop_fragility.h"
#include "domain/shop/shop_index.h"
#include "domain/shop/shop_service.h"
#include "domain/shop/trade.h"
#include "domain/territory/territory.h"
#include "domain/window/home.h"
#include "domain/window/window_card.h"
#include "shop_view_html.h"

/* "https://www.bouchon.example/carte/" is read as "bouchon.example/carte". */
static struct str readable(struct str website) {
  struct str text = website;
  if (str_starts(text, S("https://"))) text = str_skip(text, 8);
  if (str_starts(text, S("http://"))) text = str_skip(text, 7);
  if (str_starts(text, S("www."))) text = str_skip(text, 4);
  if (str_ends(text, S("/"))) text = str_take(text, text.len - 1);
  return text;
}

/* "Carte bancaire, Espèces": of those from `first` to before `end`. */
static struct str names_of(struct ctx *ctx, uint32_t bits, enum shop_service first,
                           enum shop_service end) {
  struct buf names = buf_in(ctx->arena);
  for (enum shop_service service = first; service < end; service++) {
    if (!(bits & UINT32_C(1) << service)) continue;
    if (names.len > 0) buf_literal(&names, ", ");
    buf_add(&names, message_text(ctx->language, shop_service_message(service)));
  }
  return buf_str(&names);
}

static void set_services(struct ctx *ctx, struct shop_page *view) {
  uint32_t bits = shop_service_bits(view->shop.services, false);
  view->services = names_of(ctx, bits, SERVICE_TAKEAWAY, SERVICE_CARDS);
  view->payments = names_of(ctx, bits, SERVICE_CARDS, SERVICE_COUNT);
}

/* A telephone number is not parted at the end of a line. */
static struct str unbroken(struct arena *arena, struct str phone) {
  struct buf text = buf_in(arena);
  for (size_t i = 0; i < phone.len; i++) {
    if (phone.ptr[i] == ' ')
      buf_literal(&text, "\u00a0");
    else
      buf_add_char(&text, phone.ptr[i]);
  }
  return buf_str(&text);
}

static void set_offer(struct ctx *ctx, struct shop_page *view) {
  struct campaign campaign;
  struct measured place = measured_shop(&view->shop);
  bool takes = view->shop.takes_vouchers && !view->gone;
  view->selling = checkout_offer(ctx, &place, takes, &campaign) == CHECKOUT_OK &&
                  campaign_sells(&campaign, ctx->now, campaign.min_minor) != CAMPAIGN_ENDED &&
                  campaign_sells(&campaign, ctx->now, campaign.min_minor) != CAMPAIGN_NOT_OPEN;
  if (!view->selling) return;
  view->free_amount = true;
  view->min = window_min(ctx, &campaign);
  view->max = window_max(ctx, &campaign);
  view->redeemable_on = campaign.redeemable_on;
  view->expires_on = campaign.expires_on;
}

/* A name that the shop had before leads on, for ever. */
static void answer_former(struct request *request, struct response *response) {
  struct shop_id id;
  struct shop shop;
  if (!listing_former(request->ctx, request_param(request, "slug"), &id) ||
      !shop_find(request->ctx, id, &shop)) {
    response_not_found(request, response);
    return;
  }
  response_redirect(response,
                    str_format(request->ctx->arena, "/commerces/%.*s", STR_ARG(shop.slug)));
  response_moved(response);
}

/* Whoever holds a voucher of a merchant who failed learns here what becomes of it. */
static void set_failure(struct ctx *ctx, struct shop_page *view) {
  struct failure failure;
  struct territory territory;
  view->failed = failure_now(ctx, view->shop.merchant_id, &failure) &&
                 territory_find(ctx, ctx->territory, &territory);
  if (!view->failed) return;
  view->failed_on = failure.failed_on;
  view->failed_why = failure.reason;
  view->trustee = failure.trustee;
  view->has_claims_until = failure.has_claims_until;
  view->claims_until = failure.claims_until;
  view->contact = territory.contact_email;
}

/* What search engines and other sites read of the page. */
static void set_linked(struct request *request, struct shop_page *view) {
  struct ctx *ctx = request->ctx;
  const struct shop *shop = &view->shop;
  struct hours_reading reading = hours_parse(ctx->arena, shop->opening_hours);
  struct import_source source;
  struct str attribution =
      import_source_find(ctx, shop->source, &source) ? source.attribution : S("");
  struct linked_hours hours = {window_plan(ctx, shop, reading.hours), window_place(ctx, shop),
                               attribution};
  if (!shop->gone && !view->failed)
    view->frame.structured = linked_shop_html(request, shop, &hours);
  struct str image = view->has_photo
                         ? photo_path(ctx->arena, shop->photo, PHOTO_LINK)
                         : str_format(ctx->arena, "/commerces/%.*s/image.png", STR_ARG(shop->slug));
  view->frame.image = (struct url){
      str_format(ctx->arena, "%.*s%.*s", STR_ARG(request_origin(request)), STR_ARG(image))};
}

static void set_map(struct request *request, struct shop_page *view) {
  const struct shop *shop = &view->shop;
  if (!shop->has_position) return;
  struct box box = map_around(shop->latitude, shop->longitude);
  view->map = map_locator(request, shop->latitude, shop->longitude);
  view->geo = (struct url){
      str_format(request->ctx->arena, "geo:%.6f,%.6f", shop->latitude, shop->longitude)};
  view->map_box = str_format(request->ctx->arena, "%.5f,%.5f,%.5f,%.5f", box.west, box.south,
                             box.east, box.north);
}

/* « du 1er août 2026 au 15 août 2026 » */
static struct str days_text(struct ctx *ctx, const struct shop_exception *one) {
  struct buf from = buf_in(ctx->arena), to = from;
  format_day_short(&from, ctx->language, one->from_on);
  format_day_short(&to, ctx->language, one->to_on);
  return MESSAGE(ctx->arena, ctx->language, MSG_window_from_to, {"from", buf_str(&from)},
                 {"to", buf_str(&to)});
}

/* Exceptions that have not ended. */
static void set_notes(struct ctx *ctx, struct shop_page *view) {
  struct shop_id id = view->shop.id;
  struct shop_exceptions days = shop_exception_list(ctx, id, zone_day(ctx->zone, ctx->now));
  view->notes.items = arena_array(ctx->arena, struct window_note, days.count);
  for (size_t i = 0; i < days.count; i++) {
    const struct shop_exception *one = &days.items[i];
    bool off = str_equal(one->value, S("off"));
    struct str state = off ? message_text(ctx->language, MSG_window_closed_then) : one->value;
    if (one->note.len > 0)
      state = str_format(ctx->arena, "%.*s (%.*s)", STR_ARG(state), STR_ARG(one->note));
    view->notes.items[view->notes.count++] = (struct window_note){days_text(ctx, one), state};
  }
}

static struct str fragility_text(struct ctx *ctx, unsigned points) {
  struct buf why = buf_in(ctx->arena);
  for (enum fragility_point point = 0; point < FRAGILITY_MOST; point++) {
    if (!(points & 1u << point)) continue;
    if (why.len > 0) buf_literal(&why, ", ");
    buf_add(&why, message_text(ctx->language, fragility_message(point)));
  }
  if (fragility_score(points) == 0) return message_text(ctx->language, MSG_window_fragility_none);
  return MESSAGE(ctx->arena, ctx->language, MSG_window_fragility,
                 {"score", str_format(ctx->arena, "%u", fragility_score(points))},
                 {"most", str_format(ctx->arena, "%d", FRAGILITY_MOST)}, {"why", buf_str(&why)});
}

/* What stands above its own hours: closed for good, or by a measure; and how fragile it is. */
static void set_life(struct ctx *ctx, struct shop_page *view) {
  const struct shop *shop = &view->shop;
  view->gone = shop->gone;
  if (shop->has_closed_at) view->gone_on = zone_day(ctx->zone, shop->closed_at);
  struct measures measures = measures_current(ctx);
  struct measured place = measured_shop(shop);
  const struct measure *measure = measure_for(&measures, &place, zone_day(ctx->zone, ctx->now));
  if (view->gone) return;
  if (measure) view->measure = measure_sentence(ctx, measure, shop->services);
  unsigned points = shop_index_points(ctx, shop->id);
  if (measure && measure_closes(measure)) points |= FRAGILITY_BIT(CLOSED);
  view->fragility = fragility_text(ctx, points);
}

static void shop_page(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop_page view = {.selling = false};
  if (!shop_find_by_slug(ctx, request_param(request, "slug"), &view.shop)) {
    answer_former(request, response);
    return;
  }
  const struct shop *shop = &view.shop;
  view.frame = page_frame_of(request, SECTION_SHOPS, shop->name);
  view.has_photo = photo_view_of(ctx, shop->photo, shop->photo_text, shop->name, &view.photo);
  set_failure(ctx, &view);
  set_linked(request, &view);
  set_map(request, &view);
  view.trade = trade_name(shop->trade, ctx->language);
  view.frame.description =
      str_format(ctx->arena, "%.*s, %.*s", STR_ARG(view.trade), STR_ARG(shop->town));
  view.pattern = trade_pattern(shop->trade);
  view.website = url_of(shop->website);
  view.website_text = str_equal(view.website.text, S("#")) ? S("") : readable(shop->website);
  view.phone_text = unbroken(ctx->arena, shop->phone);
  set_services(ctx, &view);
  view.hours = window_hours(ctx, shop);
  if (!shop->made_up) view.origins = import_view_of_shop(ctx, shop->id);
  if (!shop->gone && !view.failed) set_notes(ctx, &view);
  set_life(ctx, &view);
  set_offer(ctx, &view);
  struct html_out out = response_out(request, response, 200);
  shop_view_html(&out, &view);
}

/* Both days are said: the page stands in the cache from one to the other. */
static struct about_neighbours neighbours_of(struct ctx *ctx) {
  struct agreements list = agreement_list(ctx);
  struct day today = zone_day(ctx->zone, ctx->now);
  struct about_neighbours neighbours = {arena_array(ctx->arena, struct about_neighbour, list.count),
                                        0};
  for (size_t i = 0; i < list.count; i++) {
    const struct agreement *one = &list.items[i];
    if (one->state != AGREEMENT_CONFIRMED || !one->ours_there || !agreement_lives(one, today))
      continue;
    neighbours.items[neighbours.count++] =
        (struct about_neighbour){one->name, one->from_on, one->ends_on, one->ends};
  }
  return neighbours;
}

static void about_page(struct request *request, struct response *response) {
  struct about_page view = {.frame = page_frame_titled(request, SECTION_NONE, MSG_window_about)};
  view.frame.description = message_text(request->ctx->language, MSG_window_about_lead);
  struct territory territory;
  if (territory_find(request->ctx, request->ctx->territory, &territory))
    view.contact = territory.contact_email;
  view.neighbours = neighbours_of(request->ctx);
  view.sources = import_view_of_all(request->ctx);
  struct html_out out = response_out(request, response, 200);
  about_html(&out, &view);
}

static const struct route routes[] = {
    {.method = METHOD_GET,
     .path = "/",
     .handle = window_home,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "Home of a territory: search, the running campaign, towns and trades."},
    {.method = METHOD_GET,
     .path = "/commerces/{slug}",
     .handle = shop_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "One shop: address, hours, and what it offers here."},
    {.method = METHOD_GET,
     .path = "/a-propos",
     .handle = about_page,
     .who = WHO_ANYONE,
     .cached = true,
     .help = "What this site is, how vouchers work, where the data comes from."},
};

const struct route_table window_routes = {routes, sizeof routes / sizeof *routes};
