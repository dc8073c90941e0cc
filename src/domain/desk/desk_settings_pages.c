#include "domain/desk/desk_settings_pages.h"

#include "db/db.h"
#include "desk_settings_html.h"
#include "domain/joining/confirmation.h"
#include "domain/person/audit.h"

struct settings_typed {
  int64_t confirm_months;
};
static const struct field typed_fields[] = {
    FIELD(struct settings_typed, confirm_months, INT, .required = true, .min = 0,
          .max = CONFIRM_MONTHS_MAX, .help = "Months until an entry asks its owner; 0: never"),
};
static const struct form typed_form = FORM("Settings", struct settings_typed, typed_fields);

struct saved_query {
  struct str saved;
};
static const struct field saved_fields[] = {
    FIELD(struct saved_query, saved, TEXT, .max = 5, .help = "It was just saved"),
};
static const struct form saved_form = FORM("SettingsPage", struct saved_query, saved_fields);

static void draw(struct request *request, struct response *response, int status, bool saved) {
  struct ctx *ctx = request->ctx;
  struct desk_settings_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_desk_settings_title),
      .saved = saved,
      .months = str_format(ctx->arena, "%lld", (long long)confirmation_period(ctx)),
      .most = CONFIRM_MONTHS_MAX};
  struct form_problem problem;
  if (status != 200 && form_problem(request, "confirm_months", &problem)) {
    view.months = problem.typed;
    view.error = form_problem_text(ctx->arena, ctx->language, &problem);
  }
  struct html_out out = response_out(request, response, status);
  desk_settings_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct saved_query *query = request_form(request);
  draw(request, response, 200, str_equal(query->saved, S("oui")));
}

static bool save_body(struct ctx *ctx, void *arg) {
  const struct settings_typed *typed = arg;
  int64_t before = confirmation_period(ctx);
  if (before == typed->confirm_months) return true;
  confirmation_set_period(ctx, typed->confirm_months);
  audit_write(
      ctx, S("territory.confirm_months"), ctx->territory.value,
      str_format(ctx->arena, "%lld → %lld", (long long)before, (long long)typed->confirm_months));
  return true;
}

static void save(struct request *request, struct response *response) {
  struct settings_typed typed = *(const struct settings_typed *)request_form(request);
  if (!form_ok(request)) {
    draw(request, response, 422, false);
    return;
  }
  db_write(request->ctx, save_body, &typed);
  response_redirect(response, S("/bureau/reglages?saved=oui"));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/reglages", show, WHO_AGENT, &saved_form,
     .help = "What the territory's agents set."},
    {METHOD_POST, "/bureau/reglages", save, WHO_AGENT, &typed_form,
     .help = "When entries ask their owners whether they are still right."},
};
const struct route_table desk_settings_routes = {routes, sizeof routes / sizeof routes[0]};
