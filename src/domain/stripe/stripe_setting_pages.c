/* With which key and which secrets the territory uses Stripe. Neither is ever shown again. */
#include "domain/stripe/stripe.h"
#include "domain/stripe/stripe_pages.h"
#include "stripe_setting_html.h"

struct setting_form {
  bool open, pays_out;
  struct str key, secrets;
};
static const struct field setting_fields[] = {
    FIELD(struct setting_form, open, FLAG, .help = "Buyers may pay by card"),
    FIELD(struct setting_form, pays_out, FLAG, .help = "Merchants may be paid to their accounts"),
    FIELD(struct setting_form, key, SECRET, .max = 300, .help = "Secret key; empty: as it was"),
    FIELD(struct setting_form, secrets, SECRET, .max = 1300,
          .help = "Signing secrets, one a line; empty: as they were"),
};
static const struct form setting_form = FORM("StripeSetting", struct setting_form, setting_fields);

struct saved_query {
  struct str saved;
};
static const struct field saved_fields[] = {
    FIELD(struct saved_query, saved, TEXT, .max = 5, .help = "It was just saved"),
};
static const struct form saved_form = FORM("StripeSettingPage", struct saved_query, saved_fields);

static void draw(struct request *request, struct response *response, int status,
                 const struct stripe_setting *setting, struct str problem, bool saved) {
  struct ctx *ctx = request->ctx;
  struct stripe_setting_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_stripe_setting_title),
      .problem = problem,
      .address = STR_CONCAT(ctx->arena, request_origin(request), S("/stripe/webhook")),
      .saved = saved,
      .may_change = request->session->accountant,
      .tried = setting->account.len > 0,
      .setting = *setting,
  };
  view.trying = setting->has_key && !view.tried && setting->failure.len == 0;
  struct html_out out = response_out(request, response, status);
  if (view.trying && status == 200) response_header(response, "Refresh", S("3"));
  stripe_setting_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct saved_query *query = request_form(request);
  struct stripe_setting setting;
  stripe_setting_find(request->ctx, &setting);
  draw(request, response, 200, &setting, S(""), str_equal(query->saved, S("oui")));
}

static void keep(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct setting_form *form = request_form(request);
  struct stripe_setting setting;
  struct stripe_typed typed = {form->open, form->pays_out, form->key, form->secrets};
  enum stripe_setting_result result = STRIPE_SETTING_BAD_KEY;
  if (form_ok(request)) result = stripe_setting_keep(ctx, &typed);
  if (result == STRIPE_SETTING_OK) {
    stripe_try(ctx);
    response_redirect(response, S("/bureau/stripe/reglages?saved=oui"));
    return;
  }
  stripe_setting_find(ctx, &setting);
  setting.open = typed.open;
  setting.pays_out = typed.pays_out;
  draw(request, response, stripe_setting_status(result), &setting,
       message_text(ctx->language, stripe_setting_message(result)), false);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/stripe/reglages", show, WHO_STAFF, &saved_form,
     .help = "How the territory uses Stripe."},
    {METHOD_POST, "/bureau/stripe/reglages", keep, WHO_ACCOUNTANT, &setting_form,
     .help = "Change key, secrets, what is open; noted in the journal."},
};
const struct route_table stripe_setting_routes = {routes, sizeof routes / sizeof *routes};
