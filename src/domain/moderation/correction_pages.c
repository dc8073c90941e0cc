#include "domain/moderation/correction_pages.h"

#include "correction_html.h"

struct correction_typed {
  struct str field, value, comment, email, company_fax;
};
static const struct field typed_fields[] = {
    FIELD(struct correction_typed, field, CHOICE, .required = true,
          .choices = "name|trade|street|position|phone|website|hours|closed|other",
          .help = "What is wrong"),
    FIELD(struct correction_typed, value, TEXT, .max = 500, .help = "What is right"),
    FIELD(struct correction_typed, comment, LONGTEXT, .max = 1000, .help = "How one knows"),
    FIELD(struct correction_typed, email, EMAIL, .help = "For an answer"),
    FIELD(struct correction_typed, company_fax, TEXT, .help = "Left empty by people"),
};
static const struct form typed_form = FORM("Correction", struct correction_typed, typed_fields);

struct sent_query {
  struct str sent;
};
static const struct field sent_fields[] = {
    FIELD(struct sent_query, sent, TEXT, .max = 5, .help = "It was just sent"),
};
static const struct form sent_form = FORM("CorrectionPage", struct sent_query, sent_fields);

static struct correction_choices choices_of(struct request *request, const struct shop *shop,
                                            struct str chosen) {
  struct ctx *ctx = request->ctx;
  static const struct {
    const char *value;
    enum message label;
  } known[] = {{"hours", MSG_correction_hours},       {"phone", MSG_correction_phone},
               {"website", MSG_correction_website},   {"name", MSG_correction_name},
               {"trade", MSG_correction_trade},       {"street", MSG_correction_street},
               {"position", MSG_correction_position}, {"closed", MSG_correction_closed},
               {"other", MSG_correction_other}};
  enum { COUNT = sizeof known / sizeof *known };
  struct correction_choices list = {arena_array(ctx->arena, struct correction_choice, COUNT),
                                    COUNT};
  for (size_t i = 0; i < COUNT; i++) {
    struct str value = str_from(known[i].value);
    struct str now = correction_now(ctx, shop, value);
    list.items[i] = (struct correction_choice){.value = value,
                                               .label = message_text(ctx->language, known[i].label),
                                               .now = correction_text(ctx, value, now),
                                               .chosen = str_equal(value, chosen)};
    if (str_equal(value, S("hours"))) list.items[i].week = hours_week_words(request, now);
  }
  return list;
}

static struct str problem_text(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct shop *shop, const struct correction_typed *typed, bool sent) {
  struct correction_page view = {
      .frame = page_frame_titled(request, SECTION_SHOPS, MSG_correction_title),
      .shop = *shop,
      .fields = choices_of(request, shop, typed->field),
      .value = typed->value,
      .comment = typed->comment,
      .email = typed->email,
      .sent = sent};
  view.frame.indexed = false;
  if (!sent) view.has_map = position_map_of(request, shop_place(shop), &view.map);
  view.map_open = str_equal(typed->field, S("position"));
  if (status != 200) {
    view.field_error = problem_text(request, "field");
    view.value_error = problem_text(request, "value");
    view.comment_error = problem_text(request, "comment");
    view.email_error = problem_text(request, "email");
  }
  struct html_out out = response_out(request, response, status);
  correction_html(&out, &view);
}

static bool find(struct request *request, struct response *response, struct shop *shop) {
  if (shop_find_by_slug(request->ctx, request_param(request, "slug"), shop)) return true;
  response_not_found(request, response);
  return false;
}

static void show(struct request *request, struct response *response) {
  const struct sent_query *query = request_form(request);
  struct shop shop;
  if (find(request, response, &shop))
    draw(request, response, 200, &shop, &(struct correction_typed){.field = S("hours")},
         str_equal(query->sent, S("oui")));
}

static void judge(struct request *request, const struct correction_typed *typed,
                  struct str *value) {
  struct form_problem problem;
  if (typed->field.len == 0 || form_problem(request, "value", &problem)) return;
  bool words = str_equal(typed->field, S("other")) || str_equal(typed->field, S("closed"));
  if (words && typed->comment.len == 0)
    form_refuse(request, "comment", MSG_field_required);
  else if (!words && typed->value.len == 0)
    form_refuse(request, "value", MSG_field_required);
  else if (!correction_read(request->ctx, typed->field, typed->value, value))
    form_refuse(request, "value",
                str_equal(typed->field, S("trade"))      ? MSG_correction_no_trade
                : str_equal(typed->field, S("position")) ? MSG_fields_outside
                                                         : MSG_correction_unreadable);
}

/* Whoever fills in what people do not see is thanked like everybody. */
static void propose(struct request *request, struct response *response) {
  const struct correction_typed *typed = request_form(request);
  struct shop shop;
  struct str value = typed->value;
  if (!find(request, response, &shop)) return;
  judge(request, typed, &value);
  if (!form_ok(request)) {
    draw(request, response, 422, &shop, typed, false);
    return;
  }
  if (typed->company_fax.len == 0)
    correction_propose(request->ctx, &shop, typed->field, value, typed->comment, typed->email);
  response_redirect(response, str_format(request->ctx->arena, "/commerces/%.*s/corriger?sent=oui",
                                         STR_ARG(shop.slug)));
}

static const struct route routes[] = {
    {METHOD_GET, "/commerces/{slug}/corriger", show, WHO_ANYONE, &sent_form,
     .help = "Propose a correction of a shop's entry, without an account."},
    {METHOD_POST, "/commerces/{slug}/corriger", propose, WHO_ANYONE, &typed_form,
     .rate = RATE_PROPOSAL, .help = "Send it to the territory's agents."},
};
const struct route_table correction_routes = {routes, sizeof routes / sizeof routes[0]};
