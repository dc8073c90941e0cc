#include "routes.h"

#include "base/fault.h"
#include "domain/accounts/accounts_pages.h"
#include "domain/accounts/plan_pages.h"
#include "domain/bank/bank_pages.h"
#include "domain/bilan/bilan_api.h"
#include "domain/bilan/bilan_pages.h"
#include "domain/bulk/bulk_pages.h"
#include "domain/buying/buying.h"
#include "domain/care/care_extend.h"
#include "domain/care/care_pages.h"
#include "domain/checkout/aid_api.h"
#include "domain/checkout/checkout_api.h"
#include "domain/counter/counter_stock.h"
#include "domain/crisis/crisis_pages.h"
#include "domain/desk/desk_pages.h"
#include "domain/desk/desk_settings_pages.h"
#include "domain/editor/hours_editor.h"
#include "domain/failure/failure_pages.h"
#include "domain/figures/figures_api.h"
#include "domain/figures/figures_pages.h"
#include "domain/frame/frame.h"
#include "domain/import/import_pages.h"
#include "domain/joining/joining_pages.h"
#include "domain/keying/keying_pages.h"
#include "domain/login/login_pages.h"
#include "domain/moderation/correction_pages.h"
#include "domain/myshop/myshop_pages.h"
#include "domain/neighbour/neighbour_pages.h"
#include "domain/netting/netting_pages.h"
#include "domain/open/open.h"
#include "domain/payout/payout_api.h"
#include "domain/payout/statement_pages.h"
#include "domain/person/bearer.h"
#include "domain/person/person.h"
#include "domain/person/person_pages.h"
#include "domain/review/review_pages.h"
#include "domain/selling/aid.h"
#include "domain/selling/outlook.h"
#include "domain/selling/selling_pages.h"
#include "domain/stripe/stripe_pages.h"
#include "domain/takings/takings_api.h"
#include "domain/takings/takings_pages.h"
#include "domain/territory/territory.h"
#include "domain/till/device_pages.h"
#include "domain/till/journal_pages.h"
#include "domain/till/till_api.h"
#include "domain/till/till_app_pages.h"
#include "domain/till/till_pages.h"
#include "domain/transit/transit_pages.h"
#include "domain/transparency/transparency_pages.h"
#include "domain/visits/visits_pages.h"
#include "domain/volume/volume_pages.h"
#include "domain/window/found.h"
#include "domain/window/window.h"
#include "domain/witness/witness_pages.h"
#include "web/openapi.h"

static bool find_territory(struct ctx *ctx, struct str host, struct territory_view *view) {
  struct territory territory;
  struct installation installation;
  if (!territory_find_by_host(ctx, host, &territory) || !installation_find(ctx, &installation))
    return false;
  *view = (struct territory_view){
      .id = territory.id,
      .slug = territory.slug,
      .name = territory.name,
      .host = territory_host(ctx, &territory),
      .currency = territory.currency,
      .zone = territory.zone,
      .default_language = territory.language,
      .accent = territory.accent,
      .demonstration = installation.demonstration,
  };
  for (size_t i = 0; i < LANGUAGE_COUNT; i++)
    view->languages.has[i] = territory.has_language[i];
  return true;
}

static bool find_session(struct ctx *ctx, struct str token, struct session_view *view) {
  struct session session;
  if (!session_find(ctx, token, &session)) return false;
  *view = (struct session_view){
      .person = session.person,
      .person_name = session.name,
      .shopkeeper = session.shopkeeper,
      .agent = session.agent,
      .accountant = session.accountant,
      .merchant = session.merchant.value,
      .shop = session.shop.value,
  };
  return true;
}

static bool find_bearer(struct ctx *ctx, struct str token, struct session_view *view) {
  struct bearer bearer;
  if (!bearer_find(ctx, token, &bearer)) return false;
  *view = (struct session_view){
      .person_name = bearer.name,
      .merchant = bearer.merchant.value,
      .shop = bearer.shop.value,
      .till = bearer.till.value,
      .till_revoked = bearer.revoked,
  };
  return true;
}

static void get_openapi(struct request *request, struct response *response) {
  const struct site *site = product_site();
  struct buf out = buf_in(request->ctx->arena);
  openapi_write(&out, site->tables, site->table_count, S("Emplettes"), S("0.1.0"));
  response_bytes(response, S("application/json"), buf_str(&out), S(""));
}

static const struct route site_route_list[] = {
    {METHOD_GET, "/api/v1/openapi.json", get_openapi, WHO_ANYONE, .cached = true,
     .help = "This description of the API"},
};
static const struct route_table site_routes = {site_route_list, 1};

/* Every module's table. */
static const struct route_table *const modules[] = {
    &transfer_routes,
    &transit_routes,
    &bank_routes,
    &bank_line_routes,
    &bank_setting_routes,
    &till_day_routes,
    &care_routes,
    &care_refund_routes,
    &withdraw_routes,
    &care_extend_routes,
    &give_routes,
    &find_bons_routes,
    &care_find_routes,
    &till_key_routes,
    &card_routes,
    &stripe_routes,
    &stripe_odd_routes,
    &stripe_saying_routes,
    &stripe_setting_routes,
    &stripe_shop_routes,
    &stripe_notice_routes,
    &bilan_routes,
    &bilan_api_routes,
    &till_app_routes,
    &till_facts_routes,
    &device_routes,
    &journal_routes,
    &tills_routes,
    &site_routes,
    &frame_routes,
    &window_routes,
    &found_routes,
    &found_api_routes,
    &window_api_routes,
    &person_routes,
    &login_routes,
    &login_own_routes,
    &checkout_api_routes,
    &till_api_routes,
    &figures_api_routes,
    &payout_api_routes,
    &statement_routes,
    &till_routes,
    &desk_routes,
    &desk_batch_routes,
    &desk_mail_routes,
    &figures_routes,
    &buy_routes,
    &sandbox_routes,
    &bon_routes,
    &open_map_routes,
    &open_map_api_routes,
    &open_place_routes,
    &open_export_routes,
    &open_catalogue_routes,
    &open_feed_routes,
    &open_widget_routes,
    &open_data_routes,
    &selling_routes,
    &crisis_routes,
    &editor_routes,
    &correction_routes,
    &myshop_routes,
    &myshop_hours_routes,
    &review_routes,
    &registration_routes,
    &claim_routes,
    &address_routes,
    &still_right_routes,
    &import_routes,
    &photo_routes,
    &myshop_photo_routes,
    &desk_settings_routes,
    &witness_routes,
    &bulk_routes,
    &accounts_routes,
    &aid_routes,
    &line_routes,
    &outlook_routes,
    &aid_api_routes,
    &takings_routes,
    &takings_api_routes,
    &volume_routes,
    &transparency_routes,
    &transparency_api_routes,
    &visits_routes,
    &plan_routes,
    &counter_routes,
    &counter_sell_routes,
    &counter_sale_routes,
    &counter_box_routes,
    &counter_bank_routes,
    &counter_setting_routes,
    &counter_refund_routes,
    &counter_stock_routes,
    &keying_routes,
    &neighbour_routes,
    &netting_routes,
    &failure_routes,
};
enum { TABLES = sizeof modules / sizeof *modules };

const struct site *product_site(void) {
  static struct route_table tables[TABLES];
  static struct site site = {
      .tables = tables,
      .find_territory = find_territory,
      .find_session = find_session,
      .find_bearer = find_bearer,
      .refusal_page = frame_refusal,
      .sign_in_path = {"/connexion", 10},
  };
  for (site.table_count = 0; site.table_count < TABLES; site.table_count++)
    tables[site.table_count] = *modules[site.table_count];
  return &site;
}
