#include "domain/accounts/plan_pages.h"

#include "plan_view_html.h"

/* A field for each kind of account, named as the kind. */

struct plan_form {
#define X(name, code, word) struct str name;
  ACCOUNT_KINDS(X)
#undef X
};
static const struct field plan_fields[] = {
#define X(name, code, word) FIELD(struct plan_form, name, TEXT, .max = 20),
    ACCOUNT_KINDS(X)
#undef X
};
static const struct form plan_form = FORM("PlanOfAccounts", struct plan_form, plan_fields);
enum { KINDS = sizeof plan_fields / sizeof plan_fields[0] };

struct saved_query {
  struct str saved;
};
static const struct field saved_fields[] = {
    FIELD(struct saved_query, saved, TEXT, .max = 10, .help = "Was it just saved?")};
static const struct form saved_query = FORM("PlanPage", struct saved_query, saved_fields);

static struct str problem_of(const struct ctx *ctx, const struct plan_choice *choice) {
  if (choice->fault == PLAN_CHOICE_BAD)
    return message_text(ctx->language, MSG_accounts_plan_bad_number);
  if (choice->fault == PLAN_CHOICE_TAKEN)
    return message_text(ctx->language, MSG_accounts_plan_taken);
  return S("");
}

/* `choices`: as typed and judged; NULL: as kept. */
static void draw(struct request *request, struct response *response,
                 const struct plan_choice *choices, bool saved) {
  struct ctx *ctx = request->ctx;
  struct plan usual = plan_usual(ctx->arena, ctx->language), kept = plan_of(ctx, ctx->language);
  struct plan_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_accounts_plan),
                           .accountant = request->session->accountant,
                           .saved = saved};
  for (size_t i = 0; i < usual.count; i++) {
    struct plan_row row = {.key = str_from(plan_fields[i].name),
                           .label = usual.items[i].label,
                           .usual = usual.items[i].number};
    if (!str_equal(kept.items[i].number, row.usual)) row.number = kept.items[i].number;
    if (choices != NULL) {
      row.number = choices[i].number;
      row.problem = problem_of(ctx, &choices[i]);
    }
    view.rows.items[view.rows.count++] = row;
  }
  struct html_out out = response_out(request, response, choices != NULL ? 422 : 200);
  plan_view_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct saved_query *query = request_form(request);
  draw(request, response, NULL, query->saved.len > 0);
}

static void keep(struct request *request, struct response *response) {
  const struct plan_form *form = request_form(request);
  struct plan_choice choices[KINDS] = {
#define X(name, code, word) {.kind = ACCOUNT_##name, .number = str_trim(form->name)},
      ACCOUNT_KINDS(X)
#undef X
  };
  if (form_ok(request) && plan_choose(request->ctx, choices, KINDS))
    response_redirect(response, S("/bureau/comptes/plan?saved=1"));
  else
    draw(request, response, choices, false);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/comptes/plan", show, WHO_STAFF, &saved_query,
     .help = "The numbers of accounts in archives and the tax office's file."},
    {METHOD_POST, "/bureau/comptes/plan", keep, WHO_ACCOUNTANT, &plan_form,
     .help = "Other numbers."},
};
const struct route_table plan_routes = {routes, sizeof routes / sizeof routes[0]};
