/* Claiming a listed shop. */
#include "domain/joining/joining_pages.h"
#include "join_claim_html.h"

struct claim_typed {
  struct str channel, person_name, email, company_fax;
};
static const struct field claim_fields[] = {
    FIELD(struct claim_typed, channel, CHOICE, .required = true, .choices = "post|phone|agent",
          .help = "How the code reaches the shop"),
    FIELD(struct claim_typed, person_name, TEXT, .required = true, .max = 100),
    FIELD(struct claim_typed, email, EMAIL, .required = true),
    FIELD(struct claim_typed, company_fax, TEXT, .help = "Left empty by people"),
};
static const struct form claim_form = FORM("Claim", struct claim_typed, claim_fields);

static void draw(struct request *request, struct response *response, int status,
                 const struct shop *shop, const struct claim_typed *typed, bool sent) {
  struct claim_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_claim_title),
      .shop = *shop,
      .sent = sent,
      .by_phone = shop->phone.len > 0,
      .by_post = shop->street.len > 0,
      .person_name = {"person_name", typed->person_name, shop_problem(request, "person_name")},
      .email = {"email", typed->email, shop_problem(request, "email")}};
  view.frame.indexed = false;
  view.chosen_phone = str_equal(typed->channel, S("phone")) || (!view.by_post && view.by_phone);
  view.chosen_agent = str_equal(typed->channel, S("agent")) || (!view.by_post && !view.by_phone);
  view.chosen_post = !view.chosen_phone && !view.chosen_agent;
  struct html_out out = response_out(request, response, status);
  join_claim_html(&out, &view);
}

static bool find(struct request *request, struct response *response, struct shop *shop) {
  if (shop_find_by_slug(request->ctx, request_param(request, "slug"), shop)) return true;
  response_not_found(request, response);
  return false;
}

static void show(struct request *request, struct response *response) {
  struct shop shop;
  if (find(request, response, &shop))
    draw(request, response, 200, &shop, &(struct claim_typed){0}, false);
}

static enum claim_channel channel_of(struct str word) {
  if (str_equal(word, S("post"))) return CLAIM_BY_POST;
  return str_equal(word, S("phone")) ? CLAIM_BY_PHONE : CLAIM_BY_AGENT;
}

static void ask(struct request *request, struct response *response) {
  const struct claim_typed *typed = request_form(request);
  struct shop shop;
  if (!find(request, response, &shop)) return;
  if (form_ok(request) && typed->company_fax.len == 0)
    claim_begin(request->ctx, &shop, channel_of(typed->channel), typed->person_name, typed->email);
  draw(request, response, form_ok(request) ? 200 : 422, &shop, typed, form_ok(request));
}

static const struct route routes[] = {
    {METHOD_GET, "/commerces/{slug}/revendiquer", show, WHO_ANYONE,
     .help = "Say that a listed shop is yours."},
    {METHOD_POST, "/commerces/{slug}/revendiquer", ask, WHO_ANYONE, &claim_form,
     .rate = RATE_PROPOSAL, .help = "Ask for the code, by post or telephone."},
};
const struct route_table claim_routes = {routes, sizeof routes / sizeof routes[0]};
