#include "domain/myshop/myshop_pages.h"

#include "db/db.h"
#include "domain/person/audit.h"
#include "myshop_facts_html.h"
#include "myshop_list_html.h"

static const struct field typed_fields[] = {SHOP_TYPED_FIELDS(struct myshop_typed)};
static const struct form typed_form = FORM("MyShop", struct myshop_typed, typed_fields);

struct saved_query {
  struct str saved;
};
static const struct field saved_fields[] = {
    FIELD(struct saved_query, saved, TEXT, .max = 20, .help = "What was just done"),
};
static const struct form saved_form = FORM("MyShopPage", struct saved_query, saved_fields);

bool myshop_find(struct request *request, struct response *response, struct shop *shop) {
  const struct session_view *session = request->session;
  bool found = shop_find_by_slug(request->ctx, request_param(request, "slug"), shop);
  bool mine = found && session->shopkeeper && shop->merchant_id.value == session->merchant;
  if (!mine && !(found && session->agent)) response_not_found(request, response);
  return mine || (found && session->agent);
}

struct myshop_top myshop_top_of(struct request *request, const struct page_frame *frame,
                                const struct shop *shop) {
  struct myshop_top top = {.root = frame->root, .shop = *shop};
  top.saved = request->method == METHOD_GET && str_find(request->query, S("saved=")) == 0;
  return top;
}

static struct str page_of(struct request *request, const struct shop *shop) {
  return str_format(request->ctx->arena, "/mon-commerce/%.*s", STR_ARG(shop->slug));
}

static void show_list(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct shops shops = shop_list_by_merchant(ctx, (struct merchant_id){request->session->merchant});
  if (shops.count == 1) {
    response_redirect(response, page_of(request, &shops.items[0]));
    return;
  }
  struct myshop_list_page view = {
      .frame = page_frame_titled(request, SECTION_STATEMENT, MSG_myshop_title),
      .shops = {arena_array(ctx->arena, struct myshop_row, shops.count), shops.count}};
  for (size_t i = 0; i < shops.count; i++)
    view.shops.items[i] = (struct myshop_row){view.frame.root, shops.items[i]};
  struct html_out out = response_out(request, response, 200);
  myshop_list_html(&out, &view);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct shop *shop, const struct shop_typed *typed, struct str located) {
  struct ctx *ctx = request->ctx;
  struct myshop_facts_page view = {.frame = page_frame_of(request, SECTION_STATEMENT, shop->name),
                                   .shop = *shop,
                                   .fields = shop_fields_of(request, typed, status != 200),
                                   .unconfirmed = !shop->has_confirmed_at};
  view.top = myshop_top_of(request, &view.frame, shop);
  view.fields.located = located;
  view.top.facts = true;
  view.top.refused = status != 200;
  view.confirmed_on = zone_day(ctx->zone, shop->confirmed_at);
  view.gone_on = zone_day(ctx->zone, shop->closed_at);
  struct html_out out = response_out(request, response, status);
  myshop_facts_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct shop shop;
  if (!myshop_find(request, response, &shop)) return;
  struct shop_facts facts = shop_facts_of(&shop);
  struct shop_typed typed = shop_typed_of(request->ctx, &facts);
  draw(request, response, 200, &shop, &typed, S(""));
}

struct saving {
  struct shop_id shop;
  struct shop_facts facts;
  unsigned fields;
};

static bool save_body(struct ctx *ctx, void *arg) {
  const struct saving *saving = arg;
  if (shop_edit(ctx, saving->shop, &saving->facts, saving->fields) != SHOP_OK) return false;
  shop_confirm(ctx, saving->shop);
  audit_write(ctx, S("shop.edit"), saving->shop.value,
              shop_fields_text(ctx->arena, saving->fields));
  return true;
}

static void save(struct request *request, struct response *response) {
  const struct myshop_typed *typed = request_form(request);
  struct shop shop;
  if (!myshop_find(request, response, &shop)) return;
  if (typed->shop.locate) {
    struct shop_typed again = typed->shop;
    struct str located = shop_typed_locate(request, &again);
    draw(request, response, 200, &shop, &again, located);
    return;
  }
  struct shop_facts before = shop_facts_of(&shop);
  struct saving saving = {.shop = shop.id, .facts = before};
  if (!shop_typed_read(request, &typed->shop, false, &saving.facts)) {
    draw(request, response, 422, &shop, &typed->shop, S(""));
    return;
  }
  saving.fields = shop_facts_differ(&before, &saving.facts);
  db_write(request->ctx, save_body, &saving);
  response_redirect(response, str_format(request->ctx->arena, "%.*s?saved=fiche",
                                         STR_ARG(page_of(request, &shop))));
}

/* Its life. */

struct living {
  struct shop_id shop;
  bool (*act)(struct ctx *ctx, struct shop_id id);
  struct str name;
};

static bool confirm_act(struct ctx *ctx, struct shop_id id) {
  shop_confirm(ctx, id);
  return true;
}

static bool live_body(struct ctx *ctx, void *arg) {
  const struct living *living = arg;
  if (!living->act(ctx, living->shop)) return false;
  audit_write(ctx, living->name, living->shop.value, S(""));
  return true;
}

static void live(struct request *request, struct response *response, struct living living) {
  struct shop shop;
  if (!myshop_find(request, response, &shop)) return;
  living.shop = shop.id;
  db_write(request->ctx, live_body, &living);
  response_redirect(response, str_format(request->ctx->arena, "%.*s?saved=vie",
                                         STR_ARG(page_of(request, &shop))));
}

static void confirm(struct request *request, struct response *response) {
  live(request, response, (struct living){.act = confirm_act, .name = S("shop.confirm")});
}

static void close_for_good(struct request *request, struct response *response) {
  live(request, response, (struct living){.act = shop_close, .name = S("shop.close")});
}

static void reopen(struct request *request, struct response *response) {
  live(request, response, (struct living){.act = shop_reopen, .name = S("shop.reopen")});
}

static const struct route routes[] = {
    {METHOD_GET, "/mon-commerce", show_list, WHO_SHOPKEEPER,
     .help = "The shops of the merchant, to edit."},
    {METHOD_GET, "/mon-commerce/{slug}", show, WHO_SIGNED_IN, &saved_form,
     .help = "Edit an entry: its keeper or an agent."},
    {METHOD_POST, "/mon-commerce/{slug}", save, WHO_SIGNED_IN, &typed_form,
     .help = "Save the facts of an entry; imports leave them alone from now on."},
    {METHOD_POST, "/mon-commerce/{slug}/confirmer", confirm, WHO_SIGNED_IN,
     .help = "The entry is still right."},
    {METHOD_POST, "/mon-commerce/{slug}/fermer", close_for_good, WHO_SIGNED_IN,
     .help = "The shop has closed for good."},
    {METHOD_POST, "/mon-commerce/{slug}/rouvrir", reopen, WHO_SIGNED_IN,
     .help = "The shop is open again after all."},
};
const struct route_table myshop_routes = {routes, sizeof routes / sizeof routes[0]};
