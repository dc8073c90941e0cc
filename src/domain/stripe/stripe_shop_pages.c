/* The shopkeeper's account at Stripe: opened here, its questions are answered on Stripe's pages. */
#include "domain/stripe/stripe_pages.h"
#include "stripe_shop_html.h"

struct shop_query {
  struct str step;
};
static const struct field query_fields[] = {
    FIELD(struct shop_query, step, TEXT, .max = 10, .help = "Waits for Stripe's link"),
};
static const struct form query_form = FORM("StripeAccountPage", struct shop_query, query_fields);

static struct merchant_id merchant_of(const struct request *request) {
  return (struct merchant_id){request->session->merchant};
}

/* The link opens once and for some minutes: it is used as soon as it is there. */
static bool led_away(struct request *request, struct response *response,
                     const struct stripe_account *account) {
  if (account->link.len == 0) return false;
  struct str link = stripe_account_use_link(request->ctx, account->merchant_id);
  if (link.len == 0) return false;
  frame_leave(request, response, link);
  return true;
}

static void begin(struct request *request) {
  struct ctx *ctx = request->ctx;
  struct url home = site_path(request, S("/"));
  struct str root = home.text.len > 1 ? home.text : S("");
  stripe_account_begin(ctx, merchant_of(request),
                       STR_CONCAT(ctx->arena, request_origin(request), root));
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct shop_query *query = request_form(request);
  struct stripe_setting setting;
  struct stripe_account account = {0};
  bool waits = str_equal(query->step, S("attente"));
  bool began = stripe_account_find(ctx, merchant_of(request), &account);
  if (waits && began && led_away(request, response, &account)) return;
  if (waits && began && account.account.len > 0 && account.failure.len == 0)
    begin(request); /* the account is there; its questions are next */
  struct stripe_shop_page view = {
      .frame = page_frame_titled(request, SECTION_STATEMENT, MSG_stripe_shop_title),
      .unused = !stripe_setting_find(ctx, &setting) || !setting.pays_out || !setting.has_key,
      .began = began,
      .waits = waits && account.failure.len == 0,
      .able = account.able,
      .pays_on = account.pays_on,
      .submitted = account.submitted,
      .questions = account.questions,
      .failure = account.failure,
      .reason = account.reason,
  };
  bool fresh = str_equal(query->step, S("retour")) && !account.able;
  struct html_out out = response_out(request, response, 200);
  response_header(response, "Cache-Control", S("no-store"));
  if (view.waits) response_header(response, "Refresh", S("1"));
  if (fresh) response_header(response, "Refresh", S("5"));
  stripe_shop_html(&out, &view);
}

static void start(struct request *request, struct response *response) {
  struct stripe_setting setting;
  if (stripe_setting_find(request->ctx, &setting) && setting.pays_out && setting.has_key)
    begin(request);
  response_redirect(response, S("/compte-stripe?step=attente"));
}

/* The link was old, or was opened before: Stripe sends the merchant here for another. */
static void resume(struct request *request, struct response *response) {
  start(request, response);
}

static void come_back(struct request *request, struct response *response) {
  stripe_account_look(request->ctx, merchant_of(request));
  response_redirect(response, S("/compte-stripe?step=retour"));
}

static const struct route routes[] = {
    {METHOD_GET, "/compte-stripe", show, WHO_SHOPKEEPER, &query_form,
     .help = "The merchant's account at Stripe, and what is missing."},
    {METHOD_POST, "/compte-stripe", start, WHO_SHOPKEEPER,
     .help = "Open the account, or go on with its questions."},
    {METHOD_GET, "/compte-stripe/reprendre", resume, WHO_SHOPKEEPER,
     .help = "A new link to Stripe's questions: the old one has run out."},
    {METHOD_GET, "/compte-stripe/retour", come_back, WHO_SHOPKEEPER,
     .help = "Back from Stripe's questions: how does the account stand?"},
};
const struct route_table stripe_shop_routes = {routes, sizeof routes / sizeof *routes};
