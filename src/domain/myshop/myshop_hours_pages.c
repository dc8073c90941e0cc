/* The hours of a shop, edited. */
#include "db/db.h"
#include "domain/myshop/myshop_pages.h"
#include "domain/person/audit.h"
#include "myshop_hours_html.h"

static void draw(struct request *request, struct response *response, int status,
                 const struct shop *shop, const struct hours_typed *typed) {
  struct myshop_hours_page view = {.frame = page_frame_of(request, SECTION_STATEMENT, shop->name),
                                   .shop = *shop,
                                   .editor = hours_editor_of(request, typed, true, status != 200)};
  view.top = myshop_top_of(request, &view.frame, shop);
  view.top.hours = true;
  view.top.refused = status != 200;
  struct html_out out = response_out(request, response, status);
  myshop_hours_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shop shop;
  struct hours_typed typed;
  if (!myshop_find(request, response, &shop)) return;
  struct shop_exceptions exceptions =
      shop_exception_list(ctx, shop.id, zone_day(ctx->zone, ctx->now));
  struct shop_services services = shop_service_list(ctx, shop.id);
  hours_typed_from(ctx, shop.opening_hours, &exceptions, &services, &typed);
  draw(request, response, 200, &shop, &typed);
}

struct saving {
  struct shop_id shop;
  struct day today;
  struct hours_edited edited;
};

static bool save_body(struct ctx *ctx, void *arg) {
  const struct saving *saving = arg;
  struct shop_facts facts = {.opening_hours = saving->edited.value};
  if (shop_edit(ctx, saving->shop, &facts, SHOP_FIELD_BIT(HOURS)) != SHOP_OK) return false;
  shop_set_calendar(ctx, saving->shop, saving->today, &saving->edited.exceptions,
                    &saving->edited.services);
  shop_confirm(ctx, saving->shop);
  audit_write(ctx, S("shop.edit"), saving->shop.value, S("hours"));
  return true;
}

static void save(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct hours_typed *typed = request_form(request);
  struct shop shop;
  struct saving saving;
  if (!myshop_find(request, response, &shop)) return;
  bool fine = hours_edited_read(request, typed, true, &saving.edited);
  if (!fine || !str_equal(typed->go, S("save"))) {
    draw(request, response, fine ? 200 : 422, &shop, typed);
    return;
  }
  saving.shop = shop.id;
  saving.today = zone_day(ctx->zone, ctx->now);
  db_write(ctx, save_body, &saving);
  response_redirect(response, str_format(ctx->arena, "/mon-commerce/%.*s/horaires?saved=oui",
                                         STR_ARG(shop.slug)));
}

static const struct route routes[] = {
    {METHOD_GET, "/mon-commerce/{slug}/horaires", show, WHO_SIGNED_IN, .help = "The hours editor."},
    {METHOD_POST, "/mon-commerce/{slug}/horaires", save, WHO_SIGNED_IN, &hours_form,
     .help = "Show a preview of the hours, or save them."},
};
const struct route_table myshop_hours_routes = {routes, sizeof routes / sizeof routes[0]};
