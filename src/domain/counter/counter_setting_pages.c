/* Does this territory sell at a counter, and when do two people answer for a box? */
#include "counter_setting_html.h"
#include "domain/counter/counter_pages.h"

struct setting_form {
  bool open;
  int64_t bound;
};
static const struct field setting_fields[] = {
    FIELD(struct setting_form, open, FLAG, .help = "Vouchers are sold at a counter"),
    FIELD(struct setting_form, bound, AMOUNT, .max = 100000,
          .help = "Larger differences ask for a second person"),
};
static const struct form setting_form = FORM("CounterSetting", struct setting_form, setting_fields);

static void draw(struct request *request, struct response *response, int status, bool open,
                 struct str bound, struct str problem, bool saved) {
  struct counter_setting_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_setting),
      .saved = saved,
      .open = open,
      .bound = bound,
      .problem = problem,
      .currency = currency_sign(request->ctx->currency),
  };
  struct html_out out = response_out(request, response, status);
  counter_setting_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct desk_setting setting;
  desk_setting_find(request->ctx, &setting);
  draw(request, response, 200, setting.open,
       counter_amount_typed(request->ctx, setting.difference_minor), S(""), false);
}

static void keep(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct setting_form *form = request_form(request);
  struct form_problem problem;
  if (form_problem(request, "bound", &problem)) {
    draw(request, response, 422, form->open, problem.typed,
         message_text(ctx->language, MSG_counter_bad_bound), false);
    return;
  }
  desk_setting_keep(ctx, &(struct desk_setting){form->open, form->bound});
  draw(request, response, 200, form->open, counter_amount_typed(ctx, form->bound), S(""), true);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/reglages", show, WHO_AGENT,
     .help = "Whether vouchers are sold at a counter, and how boxes are closed."},
    {METHOD_POST, "/bureau/guichet/reglages", keep, WHO_AGENT, &setting_form,
     .help = "Change it; noted in the journal."},
};
const struct route_table counter_setting_routes = {routes, sizeof routes / sizeof routes[0]};
