#include "domain/till/device_pages.h"

#include "db/db.h"
#include "device_code_html.h"
#include "devices_html.h"
#include "domain/person/audit.h"
#include "domain/person/pairing.h"
#include "pair_html.h"
#include "paper/paper.h"

struct devices_query {
  struct str shop, removed;
};
static const struct field query_fields[] = {
    FIELD(struct devices_query, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
    FIELD(struct devices_query, removed, TEXT, .max = 5, .help = "One was just taken away"),
};
static const struct form query_form = FORM("Devices", struct devices_query, query_fields);

struct device_form {
  struct str shop, name;
};
static const struct field device_fields[] = {
    FIELD(struct device_form, shop, TEXT, .max = 80, .help = "The shop's slug, of several"),
    FIELD(struct device_form, name, TEXT, .required = true, .max = PAIRING_NAME_MAX,
          .help = "How the shop calls the device"),
};
static const struct form device_form = FORM("Device", struct device_form, device_fields);

struct pair_form {
  struct str code;
};
static const struct field pair_fields[] = {
    FIELD(struct pair_form, code, TEXT, .max = 20, .help = "As shown to the shop"),
};
static const struct form pair_form = FORM("Pairing", struct pair_form, pair_fields);

static struct device_rows rows_of(struct request *request, const struct till_desk *desk) {
  struct ctx *ctx = request->ctx;
  struct bearers tills = bearer_list_by_shop(ctx, desk->shop_id);
  struct device_rows rows = {arena_array(ctx->arena, struct device_row, tills.count), tills.count};
  for (size_t i = 0; i < tills.count; i++)
    rows.items[i] = (struct device_row){
        .root = desk->root,
        .id = id_text(ctx->arena, tills.items[i].till.value),
        .shop = desk->name,
        .slug = desk->slug,
        .token = request->form_token,
        .name = tills.items[i].name,
        .since = tills.items[i].created_at,
        .used_at = tills.items[i].used_at,
        .used = tills.items[i].used,
        .revoked = tills.items[i].revoked,
    };
  return rows;
}

static void draw(struct request *request, struct response *response, struct str shop,
                 struct devices_page *page) {
  if (!till_desk_find(request, shop, &page->desk)) {
    response_not_found(request, response);
    return;
  }
  page->frame = till_frame_of(request, &page->desk, MSG_device_title);
  page->devices = rows_of(request, &page->desk);
  page->name_max = PAIRING_NAME_MAX;
  struct html_out out = response_out(request, response, page->problem.len > 0 ? 422 : 200);
  devices_html(&out, page);
}

static void show(struct request *request, struct response *response) {
  const struct devices_query *query = request_form(request);
  struct devices_page page = {.removed = str_equal(query->removed, S("oui"))};
  draw(request, response, query->shop, &page);
}

/* The name cannot be used: the page again, with what was typed. */
static bool refused(struct request *request, struct response *response) {
  const struct device_form *form = request_form(request);
  struct form_problem problem;
  if (!form_problem(request, "name", &problem)) return false;
  struct devices_page page = {.name = problem.typed};
  page.problem = form_problem_text(request->ctx->arena, request->ctx->language, &problem);
  draw(request, response, form->shop, &page);
  return true;
}

static void make_code(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct device_form *form = request_form(request);
  struct device_code_page page = {.name = form->name, .minutes = PAIRING_MINUTES};
  if (refused(request, response)) return;
  if (!till_desk_find(request, form->shop, &page.desk)) {
    response_not_found(request, response);
    return;
  }
  struct str code = pairing_make(ctx, page.desk.shop_id, form->name);
  struct str origin = request_origin(request);
  page.frame = till_frame_of(request, &page.desk, MSG_device_code_title);
  page.code =
      str_format(ctx->arena, "%.*s %.*s", STR_ARG(str_take(code, 4)), STR_ARG(str_skip(code, 4)));
  page.address = str_format(ctx->arena, "%.*s/caisse/appairer",
                            STR_ARG(str_skip(origin, (size_t)(str_find(origin, S("//")) + 2))));
  page.qr = html_of_svg(paper_qr_svg(
      ctx->arena,
      str_format(ctx->arena, "%.*s/caisse/appairer?code=%.*s", STR_ARG(origin), STR_ARG(code)),
      message_text(ctx->language, MSG_device_code_qr)));
  struct html_out out = response_out(request, response, 200);
  device_code_html(&out, &page);
}

static void pair_here(struct request *request, struct response *response) {
  const struct device_form *form = request_form(request);
  struct till_desk desk;
  if (refused(request, response)) return;
  if (!till_desk_find(request, form->shop, &desk)) {
    response_not_found(request, response);
    return;
  }
  response_till(response, pairing_here(request->ctx, desk.shop_id, form->name));
  response_redirect(response, S("/caisse"));
}

struct removing {
  struct till_id till;
  struct shop_id shop;
};

static bool remove_body(struct ctx *ctx, void *arg) {
  const struct removing *removing = arg;
  struct bearer bearer;
  if (!bearer_by_id(ctx, removing->till, &bearer)) return false;
  if (bearer.shop.value != removing->shop.value || !bearer_revoke(ctx, removing->till))
    return false;
  audit_write(ctx, S("till.revoked"), removing->till.value, bearer.name);
  return true;
}

static void remove_device(struct request *request, struct response *response) {
  const struct devices_query *form = request_form(request);
  struct till_desk desk;
  struct removing removing;
  if (!till_desk_find(request, form->shop, &desk) ||
      !id_from_text(request_param(request, "till"), &removing.till.value)) {
    response_not_found(request, response);
    return;
  }
  removing.shop = desk.shop_id;
  db_write(request->ctx, remove_body, &removing);
  response_redirect(response,
                    str_format(request->ctx->arena, "/caisse/appareils?shop=%.*s&removed=oui",
                               STR_ARG(desk.slug)));
}

/* On the device itself, where nobody need be signed in. */

static void draw_pair(struct request *request, struct response *response, int status,
                      struct str code, struct str problem) {
  struct pair_page page = {.code = code, .problem = problem};
  page.frame = till_frame_of(request, &page.desk, MSG_device_pair_title);
  struct html_out out = response_out(request, response, status);
  pair_html(&out, &page);
}

static void show_pair(struct request *request, struct response *response) {
  const struct pair_form *form = request_form(request);
  draw_pair(request, response, 200, form->code, S(""));
}

static void pair(struct request *request, struct response *response) {
  const struct pair_form *form = request_form(request);
  struct paired paired = pairing_take(request->ctx, form->code);
  if (paired.result != PAIRING_OK) {
    request_rate_spend(request, RATE_CODE);
    draw_pair(request, response, pairing_status(paired.result), form->code,
              message_text(request->ctx->language, pairing_message(paired.result)));
    return;
  }
  response_till(response, paired.token);
  response_redirect(response, S("/caisse"));
}

static void forget(struct request *request, struct response *response) {
  (void)request;
  response_till(response, S(""));
  response_redirect(response, S("/caisse"));
}

static const struct route routes[] = {
    {METHOD_GET, "/caisse/appareils", show, WHO_SHOPKEEPER, &query_form,
     .help = "The devices that are tills of a shop."},
    {METHOD_POST, "/caisse/appareils", make_code, WHO_SHOPKEEPER, &device_form, RATE_WRITE,
     .help = "A code that makes another device a till, once."},
    {METHOD_POST, "/caisse/appareils/ici", pair_here, WHO_SHOPKEEPER, &device_form, RATE_WRITE,
     .help = "Makes this browser a till of the shop."},
    {METHOD_POST, "/caisse/appareils/{till}/retirer", remove_device, WHO_SHOPKEEPER, &query_form,
     .help = "Takes a device's right away, at once."},
    {METHOD_GET, "/caisse/appairer", show_pair, WHO_ANYONE, &pair_form,
     .help = "Where a device is given its code."},
    {METHOD_POST, "/caisse/appairer", pair, WHO_ANYONE, &pair_form, RATE_CODE,
     .help = "Makes this browser a till by its code."},
    {METHOD_POST, "/caisse/oublier", forget, WHO_ANYONE, .help = "This browser is a till no more."},
};
const struct route_table device_routes = {routes, sizeof routes / sizeof routes[0]};
