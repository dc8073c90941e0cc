#include "domain/selling/selling_pages.h"

#include "base/fault.h"
#include "base/format.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/selling/campaign_pages.h"
#include "selling_edit_html.h"
#include "selling_list_html.h"

static const struct field form_fields[] = {
    FIELD(struct selling_typed, name, TEXT, .max = 120, .help = "What stands on the vouchers"),
    FIELD(struct selling_typed, values, TEXT, .max = 120, .help = "20 50 100"),
    {.name = "least",
     .kind = FIELD_AMOUNT,
     .offset = offsetof(struct selling_typed, least_minor),
     .present = offsetof(struct selling_typed, has_least),
     .help = "Least free amount"},
    {.name = "most",
     .kind = FIELD_AMOUNT,
     .offset = offsetof(struct selling_typed, most_minor),
     .max = 100000000,
     .present = offsetof(struct selling_typed, has_most),
     .help = "Largest free amount"},
    FIELD_GIVEN(struct selling_typed, opens, DAY, has_opens, .required = true,
                .help = "First day of sale"),
    FIELD_GIVEN(struct selling_typed, closes, DAY, has_closes, .required = true,
                .help = "Last day of sale"),
    FIELD_GIVEN(struct selling_typed, redeemable, DAY, has_redeemable, .required = true,
                .help = "First day to redeem"),
    FIELD_GIVEN(struct selling_typed, expires, DAY, has_expires, .required = true,
                .help = "Last day to redeem"),
    FIELD(struct selling_typed, conditions, LONGTEXT, .max = 1000, .help = "Printed on vouchers"),
    FIELD(struct selling_typed, vat, CHOICE, .choices = "multi|single|free", .help = "For the tax"),
    FIELD(struct selling_typed, remainder, CHOICE, .choices = "kept|holder|fund",
          .help = "Who has what is left on a voucher after its last day"),
    FIELD(struct selling_typed, measured_only, FLAG, .help = "Only shops under a measure"),
    FIELD(struct selling_typed, wide, FLAG, .help = "Every shop that takes part takes them"),
    FIELD(struct selling_typed, test, FLAG, .help = "For play money, to agents only"),
};
static const struct form selling_form = FORM("Campaign", struct selling_typed, form_fields);

struct act_form {
  struct str act;
};
static const struct field act_fields[] = {
    FIELD(struct act_form, act, CHOICE, .required = true, .choices = "open|suspend|end"),
};
static const struct form act_form = FORM("CampaignAct", struct act_form, act_fields);

static const struct field shown_fields[] = {
    FIELD(struct selling_shown, saved, TEXT, .max = 20, .help = "What was just done"),
};
const struct form selling_shown = FORM("CampaignShown", struct selling_shown, shown_fields);

/* The list. */

static struct day last_day(struct ctx *ctx, struct instant end) {
  return zone_day(ctx->zone, (struct instant){end.ms - 1});
}

/* « 20,00 €, 50,00 € ». */
static struct str amounts_of(struct ctx *ctx, const struct campaign *campaign) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    if (i > 0) buf_literal(&text, ", ");
    format_money(&text, ctx->language, money_of(campaign->face_values[i], ctx->currency));
  }
  return buf_str(&text);
}

static struct selling_row row_of(struct ctx *ctx, struct url root,
                                 const struct campaign *campaign) {
  struct selling_row row = {.root = root,
                            .id = id_text(ctx->arena, campaign->id.value),
                            .name = campaign->name,
                            .values = amounts_of(ctx, campaign),
                            .free_amount = campaign->max_minor > 0,
                            .least = money_of(campaign->min_minor, ctx->currency),
                            .most = money_of(campaign->max_minor, ctx->currency),
                            .opens_on = zone_day(ctx->zone, campaign->opens_at),
                            .closes_on = last_day(ctx, campaign->closes_at),
                            .expires_on = campaign->expires_on};
  bool closed = ctx->now.ms >= campaign->closes_at.ms;
  row.test = campaign->test;
  row.over = campaign->state == CAMPAIGN_STATE_ENDED;
  row.draft = campaign->state == CAMPAIGN_STATE_DRAFT;
  row.suspended = campaign->state == CAMPAIGN_STATE_SUSPENDED;
  if (campaign->state == CAMPAIGN_STATE_OPEN) {
    row.over = closed;
    row.waiting = !closed && ctx->now.ms < campaign->opens_at.ms;
    row.selling = !closed && !row.waiting;
  }
  return row;
}

static void show_list(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct campaigns campaigns = campaign_list(ctx);
  struct selling_list_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_selling_title),
      .rows = {arena_array(ctx->arena, struct selling_row, campaigns.count), campaigns.count}};
  for (size_t i = 0; i < campaigns.count; i++)
    view.rows.items[i] = row_of(ctx, view.frame.root, &campaigns.items[i]);
  struct html_out out = response_out(request, response, 200);
  selling_list_html(&out, &view);
}

/* The form: typed, checked, drawn again. */

static struct instant start_of(struct ctx *ctx, struct day day) {
  return zone_day_start(ctx->zone, day);
}

static enum campaign_vat vat_of(struct str word) {
  if (str_equal(word, S("single"))) return CAMPAIGN_VAT_SINGLE;
  return str_equal(word, S("free")) ? CAMPAIGN_VAT_FREE : CAMPAIGN_VAT_MULTI;
}

static struct str vat_word(enum campaign_vat vat) {
  if (vat == CAMPAIGN_VAT_SINGLE) return S("single");
  return vat == CAMPAIGN_VAT_FREE ? S("free") : S("multi");
}

static enum campaign_remainder remainder_of(struct str word) {
  if (str_equal(word, S("holder"))) return CAMPAIGN_REMAINDER_HOLDER;
  return str_equal(word, S("fund")) ? CAMPAIGN_REMAINDER_FUND : CAMPAIGN_REMAINDER_KEPT;
}

static struct str remainder_word(enum campaign_remainder remainder) {
  if (remainder == CAMPAIGN_REMAINDER_HOLDER) return S("holder");
  return remainder == CAMPAIGN_REMAINDER_FUND ? S("fund") : S("kept");
}

static const char *field_of(enum campaign_edit_result result) {
  switch (result) {
  case CAMPAIGN_EDIT_BAD_VALUES:
  case CAMPAIGN_EDIT_NOTHING_OFFERED:
    return "values";
  case CAMPAIGN_EDIT_BAD_BOUNDS:
    return "most";
  case CAMPAIGN_EDIT_CLOSES_TOO_SOON:
    return "closes";
  case CAMPAIGN_EDIT_EXPIRES_TOO_SOON:
    return "expires";
  default:
    return "name";
  }
}

/* Beside its field, if nothing stands there yet. */
static void refuse(struct request *request, enum campaign_edit_result result) {
  struct form_problem before;
  const char *field = field_of(result);
  if (!form_problem(request, field, &before))
    form_refuse(request, field, campaign_edit_message(result));
}

/* Notes all that is wrong beside the fields. */
static struct campaign campaign_of(struct request *request, const struct selling_typed *typed) {
  struct ctx *ctx = request->ctx;
  struct day after = {typed->closes.number + 1};
  struct campaign campaign = {.name = typed->name,
                              .conditions = typed->conditions,
                              .min_minor = typed->least_minor,
                              .max_minor = typed->most_minor,
                              .opens_at = start_of(ctx, typed->opens),
                              .closes_at = start_of(ctx, after),
                              .redeemable_on = typed->redeemable,
                              .expires_on = typed->expires,
                              .measured_only = typed->measured_only,
                              .wide = typed->wide,
                              .test = typed->test,
                              .vat = vat_of(typed->vat),
                              .remainder = remainder_of(typed->remainder)};
  bool read = campaign_values_read(typed->values, &campaign);
  bool days = typed->has_opens && typed->has_closes && typed->has_redeemable && typed->has_expires;
  if (!read) refuse(request, CAMPAIGN_EDIT_BAD_VALUES);
  uint32_t faults = campaign_faults(&campaign, ctx->zone);
  for (enum campaign_edit_result one = CAMPAIGN_EDIT_NO_NAME; one < CAMPAIGN_EDIT_UNKNOWN; one++) {
    bool of_days = one == CAMPAIGN_EDIT_CLOSES_TOO_SOON || one == CAMPAIGN_EDIT_EXPIRES_TOO_SOON;
    if (faults & UINT32_C(1) << one && (days || !of_days)) refuse(request, one);
  }
  return campaign;
}

static struct selling_typed typed_of(struct ctx *ctx, const struct campaign *campaign) {
  return (struct selling_typed){.name = campaign->name,
                                .conditions = campaign->conditions,
                                .values = campaign_values_text(ctx, campaign),
                                .vat = vat_word(campaign->vat),
                                .remainder = remainder_word(campaign->remainder),
                                .least_minor = campaign->min_minor,
                                .most_minor = campaign->max_minor,
                                .has_least = campaign->min_minor > 0,
                                .has_most = campaign->max_minor > 0,
                                .opens = zone_day(ctx->zone, campaign->opens_at),
                                .closes = last_day(ctx, campaign->closes_at),
                                .redeemable = campaign->redeemable_on,
                                .expires = campaign->expires_on,
                                .has_opens = true,
                                .has_closes = true,
                                .has_redeemable = true,
                                .has_expires = true,
                                .measured_only = campaign->measured_only,
                                .wide = campaign->wide,
                                .test = campaign->test};
}

static struct str day_text(struct ctx *ctx, bool given, struct day day) {
  return given ? day_iso(ctx->arena, day) : S("");
}

struct str selling_amount(struct ctx *ctx, int64_t minor) {
  return format_typed_short(ctx->arena, ctx->language, money_of(minor, ctx->currency));
}

static struct str amount_text(struct ctx *ctx, bool given, int64_t minor) {
  return given ? selling_amount(ctx, minor) : S("");
}

static void fill_fields(struct ctx *ctx, struct selling_form_page *view,
                        const struct selling_typed *typed) {
  view->name = (struct selling_field){
      "name",        "text",           MSG_selling_name,    MSG_selling_name_help,
      .length = 120, .required = true, .value = typed->name};
  view->values = (struct selling_field){"values",
                                        "text",
                                        MSG_selling_values,
                                        MSG_selling_values_help,
                                        .length = 120,
                                        .value = typed->values,
                                        .sign = currency_sign(ctx->currency)};
  view->least =
      (struct selling_field){"least",
                             "text",
                             MSG_selling_least,
                             MSG_selling_least_help,
                             .length = 120,
                             .value = amount_text(ctx, typed->has_least, typed->least_minor),
                             .sign = currency_sign(ctx->currency)};
  view->most = (struct selling_field){"most",
                                      "text",
                                      MSG_selling_most,
                                      MSG_selling_most_help,
                                      .length = 120,
                                      .value = amount_text(ctx, typed->has_most, typed->most_minor),
                                      .sign = currency_sign(ctx->currency)};
  view->opens = (struct selling_field){
      "opens",           "date",
      MSG_selling_opens, MSG_selling_opens_help,
      .required = true,  .value = day_text(ctx, typed->has_opens, typed->opens)};
  view->closes = (struct selling_field){
      "closes",           "date",
      MSG_selling_closes, MSG_selling_closes_help,
      .required = true,   .value = day_text(ctx, typed->has_closes, typed->closes)};
  view->redeemable = (struct selling_field){
      "redeemable",           "date",
      MSG_selling_redeemable, MSG_selling_redeemable_help,
      .required = true,       .value = day_text(ctx, typed->has_redeemable, typed->redeemable)};
  view->expires = (struct selling_field){
      "expires",           "date",
      MSG_selling_expires, MSG_selling_expires_help,
      .required = true,    .value = day_text(ctx, typed->has_expires, typed->expires)};
  view->conditions = (struct selling_field){.name = "conditions",
                                            .label = MSG_selling_conditions,
                                            .help = MSG_selling_conditions_help,
                                            .value = typed->conditions};
}

/* Beside each field what is wrong with it, and all of it above the form. */
static void fill_problems(struct request *request, struct selling_form_page *view) {
  struct ctx *ctx = request->ctx;
  struct selling_field *fields[] = {&view->name,       &view->values,  &view->least,
                                    &view->most,       &view->opens,   &view->closes,
                                    &view->redeemable, &view->expires, &view->conditions};
  enum { COUNT = sizeof fields / sizeof *fields };
  view->problems.items = arena_array(ctx->arena, struct selling_problem, COUNT);
  for (size_t i = 0; i < COUNT; i++) {
    struct form_problem problem;
    struct selling_field *field = fields[i];
    if (!form_problem(request, field->name, &problem)) continue;
    if (field->value.len == 0) field->value = problem.typed;
    field->error = form_problem_text(ctx->arena, ctx->language, &problem);
    view->problems.items[view->problems.count++] = (struct selling_problem){
        str_from(field->name),
        MESSAGE(ctx->arena, ctx->language, MSG_selling_problem,
                {"field", message_text(ctx->language, field->label)}, {"problem", field->error})};
  }
}

struct drawing {
  int status;
  const struct campaign *campaign; /* NULL: a new one */
  const struct selling_typed *typed;
  bool judged, saved, turned;
  struct str refusal;
};

static void draw(struct request *request, struct response *response,
                 const struct drawing *drawing) {
  struct ctx *ctx = request->ctx;
  const struct selling_typed *typed = drawing->typed;
  struct selling_form_page view = {.frame =
                                       page_frame_titled(request, SECTION_DESK, MSG_selling_new),
                                   .measured_only = typed->measured_only,
                                   .wide = typed->wide,
                                   .test = typed->test,
                                   .saved = drawing->saved,
                                   .turned = drawing->turned,
                                   .refusal = drawing->refusal};
  enum campaign_vat vat = vat_of(typed->vat);
  view.single = vat == CAMPAIGN_VAT_SINGLE;
  view.multi = vat == CAMPAIGN_VAT_MULTI;
  view.free_vat = vat == CAMPAIGN_VAT_FREE;
  enum campaign_remainder remainder = remainder_of(typed->remainder);
  view.kept = remainder == CAMPAIGN_REMAINDER_KEPT;
  view.to_holder = remainder == CAMPAIGN_REMAINDER_HOLDER;
  view.to_fund = remainder == CAMPAIGN_REMAINDER_FUND;
  if (drawing->campaign) {
    view.campaign = row_of(ctx, view.frame.root, drawing->campaign);
    view.id = view.campaign.id;
    view.frame.title = drawing->campaign->name;
  }
  fill_fields(ctx, &view, typed);
  if (drawing->judged) fill_problems(request, &view);
  struct html_out out = response_out(request, response, drawing->status);
  selling_edit_html(&out, &view);
}

/* On sale for three months from today, redeemable at once, valid a year. */
static void show_new(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct day today = zone_day(ctx->zone, ctx->now);
  struct selling_typed typed = {.values = S("20 50 100"),
                                .opens = today,
                                .closes = {today.number + 90},
                                .redeemable = today,
                                .expires = {today.number + 365},
                                .has_opens = true,
                                .has_closes = true,
                                .has_redeemable = true,
                                .has_expires = true};
  draw(request, response, &(struct drawing){.status = 200, .typed = &typed});
}

/* The acts. */

struct acting {
  struct campaign campaign;
  enum campaign_state state;
  struct str act;
  enum campaign_edit_result result;
};

static bool kept(struct ctx *ctx, struct acting *acting, const char *act) {
  if (acting->result != CAMPAIGN_EDIT_OK) return false;
  audit_write(ctx, str_from(act), acting->campaign.id.value, acting->campaign.name);
  return true;
}

static bool draft_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = campaign_draft(ctx, &acting->campaign, &acting->campaign.id);
  return kept(ctx, acting, "campaign.draft");
}

static bool change_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = campaign_change(ctx, &acting->campaign);
  return kept(ctx, acting, "campaign.change");
}

static bool turn_body(struct ctx *ctx, void *arg) {
  struct acting *acting = arg;
  acting->result = campaign_turn(ctx, acting->campaign.id, acting->state);
  return kept(ctx, acting,
              acting->state == CAMPAIGN_STATE_OPEN        ? "campaign.open"
              : acting->state == CAMPAIGN_STATE_SUSPENDED ? "campaign.suspend"
                                                          : "campaign.end");
}

static void to_campaign(struct request *request, struct response *response, struct campaign_id id,
                        struct str done) {
  struct ctx *ctx = request->ctx;
  response_redirect(response, STR_CONCAT(ctx->arena, S("/bureau/campagnes/"),
                                         id_text(ctx->arena, id.value), S("?saved="), done));
}

static void create(struct request *request, struct response *response) {
  const struct selling_typed *typed = request_form(request);
  struct acting acting = {.campaign = campaign_of(request, typed)};
  if (form_ok(request)) {
    must(db_write(request->ctx, draft_body, &acting));
    to_campaign(request, response, acting.campaign.id, S("campagne"));
    return;
  }
  draw(request, response, &(struct drawing){.status = 422, .typed = typed, .judged = true});
}

bool selling_find(struct request *request, struct response *response, struct campaign *campaign) {
  struct campaign_id id;
  if (id_from_text(request_param(request, "id"), &id.value) &&
      campaign_find(request->ctx, id, campaign))
    return true;
  response_not_found(request, response);
  return false;
}

static void show(struct request *request, struct response *response) {
  const struct selling_shown *query = request_form(request);
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  struct selling_typed typed = typed_of(request->ctx, &campaign);
  draw(request, response,
       &(struct drawing){.status = 200,
                         .campaign = &campaign,
                         .typed = &typed,
                         .saved = str_equal(query->saved, S("campagne")),
                         .turned = str_equal(query->saved, S("etat"))});
}

static void change(struct request *request, struct response *response) {
  const struct selling_typed *typed = request_form(request);
  struct campaign before;
  if (!selling_find(request, response, &before)) return;
  struct acting acting = {.campaign = campaign_of(request, typed)};
  acting.campaign.id = before.id;
  struct drawing drawing = {.status = 422, .campaign = &before, .typed = typed, .judged = true};
  if (form_ok(request)) {
    if (db_write(request->ctx, change_body, &acting)) {
      to_campaign(request, response, before.id, S("campagne"));
      return;
    }
    drawing.status = campaign_edit_status(acting.result);
    drawing.refusal = message_text(request->ctx->language, campaign_edit_message(acting.result));
  }
  draw(request, response, &drawing);
}

static enum campaign_state state_after(struct str act) {
  if (str_equal(act, S("open"))) return CAMPAIGN_STATE_OPEN;
  return str_equal(act, S("suspend")) ? CAMPAIGN_STATE_SUSPENDED : CAMPAIGN_STATE_ENDED;
}

static void turn(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct act_form *form = request_form(request);
  struct acting acting = {.state = state_after(form->act)};
  if (!selling_find(request, response, &acting.campaign)) return;
  acting.result = CAMPAIGN_EDIT_NOT_NOW;
  if (form_ok(request) && db_write(ctx, turn_body, &acting)) {
    to_campaign(request, response, acting.campaign.id, S("etat"));
    return;
  }
  struct selling_typed typed = typed_of(ctx, &acting.campaign);
  draw(request, response,
       &(struct drawing){.status = campaign_edit_status(acting.result),
                         .campaign = &acting.campaign,
                         .typed = &typed,
                         .refusal =
                             message_text(ctx->language, campaign_edit_message(acting.result))});
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/campagnes", show_list, WHO_AGENT,
     .help = "Voucher campaigns and their states."},
    {METHOD_GET, "/bureau/campagnes/nouvelle", show_new, WHO_AGENT,
     .help = "The form for a new campaign."},
    {METHOD_POST, "/bureau/campagnes", create, WHO_AGENT, &selling_form,
     .help = "Keep a new campaign as a draft."},
    {METHOD_GET, "/bureau/campagnes/{id}", show, WHO_AGENT, &selling_shown,
     .help = "A campaign: its terms and what can be done with it."},
    {METHOD_POST, "/bureau/campagnes/{id}", change, WHO_AGENT, &selling_form,
     .help = "Change a campaign; vouchers already sold keep their terms."},
    {METHOD_POST, "/bureau/campagnes/{id}/etat", turn, WHO_AGENT, &act_form,
     .help = "Open, suspend or end a campaign."},
};
const struct route_table selling_routes = {routes, sizeof routes / sizeof routes[0]};
