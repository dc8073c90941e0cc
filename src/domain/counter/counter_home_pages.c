/* The counter: a box to open, or a shop to choose. */
#include "counter_home_html.h"
#include "domain/counter/counter_pages.h"
#include "domain/search/search.h"

enum { SHOPS_SHOWN = 12 };

struct home_query {
  struct str q;
};
static const struct field query_fields[] = {
    FIELD(struct home_query, q, TEXT, .max = 80, .help = "A shop's name or town")};
static const struct form home_query = FORM("CounterQuery", struct home_query, query_fields);

struct float_form {
  int64_t start;
};
static const struct field float_fields[] = {
    FIELD(struct float_form, start, AMOUNT, .max = 1000000, .help = "Money to give change with")};
static const struct form float_form = FORM("CashBoxStart", struct float_form, float_fields);

/* Only those that take vouchers: nothing else can be sold. */
struct counter_shops counter_shops_found(struct request *request, struct str q) {
  struct ctx *ctx = request->ctx;
  struct search_query query = {.q = q};
  struct search_answer answer = search_shops(ctx, &query);
  struct counter_shops shops = {arena_array(ctx->arena, struct counter_shop, SHOPS_SHOWN), 0};
  for (size_t i = 0; i < answer.count && shops.count < SHOPS_SHOWN; i++) {
    const struct search_shop *shop = &answer.items[i];
    if (!shop->takes_vouchers) continue;
    struct str place = shop->town;
    if (shop->street.len > 0)
      place = str_format(ctx->arena, "%.*s, %.*s", STR_ARG(shop->street), STR_ARG(shop->town));
    shops.items[shops.count++] =
        (struct counter_shop){counter_root(request), shop->slug, shop->name, place};
  }
  return shops;
}

static void draw(struct request *request, struct response *response, int status, struct str q,
                 struct str typed, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct desk_setting setting;
  struct campaign campaign;
  struct cash_box box;
  struct counter_home_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_title),
      .problem = problem,
      .q = q,
      .typed = typed,
      .currency = currency_sign(ctx->currency),
      .shut = !desk_setting_find(ctx, &setting) || !setting.open,
      .has_box = box_own(ctx, &box),
      .asked = q.len > 0,
      .agent = request->session->agent,
      .watcher = !request->session->agent,
      .waiting = box_count_waiting(ctx),
      .refunds = (int64_t)counter_refunds_waiting(ctx).count,
  };
  if (view.has_box) {
    view.box = counter_box_of(request, &box);
    view.wide = campaign_wide(ctx, &campaign);
    if (view.wide) view.wide_name = campaign.name;
    if (view.asked) view.shops = counter_shops_found(request, q);
  }
  struct html_out out = response_out(request, response, status);
  counter_home_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct home_query *query = request_form(request);
  draw(request, response, 200, query->q, S(""), S(""));
}

static void open_box(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct float_form *form = request_form(request);
  struct form_problem problem;
  struct box_id id;
  if (!form_ok(request)) {
    bool known = form_problem(request, "start", &problem);
    draw(request, response, 422, S(""), known ? problem.typed : S(""),
         message_text(ctx->language, MSG_counter_bad_float));
    return;
  }
  enum counter_result result = box_open(ctx, form->start, &id);
  if (result == COUNTER_OK)
    response_redirect(response, S("/bureau/guichet"));
  else
    draw(request, response, counter_status(result), S(""), S(""),
         message_text(ctx->language, counter_message(result)));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet", show, WHO_STAFF, &home_query,
     .help = "The counter: open a cash box, choose a shop."},
    {METHOD_POST, "/bureau/guichet/caisse", open_box, WHO_AGENT, &float_form,
     .help = "Open one's cash box with a float."},
};
const struct route_table counter_routes = {routes, sizeof routes / sizeof routes[0]};
