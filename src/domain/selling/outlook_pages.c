#include "domain/selling/outlook.h"

#include <string.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/format.h"
#include "db/db.h"
#include "domain/figures/figures.h"
#include "domain/selling/campaign_pages.h"
#include "domain/topup/envelope.h"
#include "selling_outlook_html.h"

enum { WIDTH = 300, HEIGHT = 70, FOOT = 66, DEFAULT_DAILY = 10, DEFAULT_MEAN = 5000 };

static const struct field fields[] = {
    FIELD_GIVEN(struct outlook_typed, daily, INT, has_daily, .required = true, .min = 1,
                .max = 100000, .help = "Buyers a day, in the mean"),
    FIELD_GIVEN(struct outlook_typed, mean, AMOUNT, has_mean, .required = true, .max = 100000000,
                .help = "Mean value of a voucher"),
    FIELD_GIVEN(struct outlook_typed, envelope, AMOUNT, has_envelope, .max = 100000000000,
                .help = "The envelope; without it, what was put in"),
    FIELD_GIVEN(struct outlook_typed, times, INT, has_times, .min = 1, .max = FORECAST_TIMES_MAX,
                .help = "Vouchers that each buys; without it, one"),
    FIELD(struct outlook_typed, share1, INT, .max = 100, .help = "Of a hundred, of the first case"),
    FIELD(struct outlook_typed, share2, INT, .max = 100, .help = "Of the second"),
    FIELD(struct outlook_typed, share3, INT, .max = 100, .help = "Of the third"),
    FIELD(struct outlook_typed, share4, INT, .max = 100, .help = "Of the fourth"),
    FIELD(struct outlook_typed, share5, INT, .max = 100, .help = "Of the fifth"),
    FIELD(struct outlook_typed, share6, INT, .max = 100, .help = "Of the sixth"),
    FIELD(struct outlook_typed, curve, CHOICE, .required = true, .choices = "flat|front|past",
          .help = "How buyers come"),
    FIELD(struct outlook_typed, past, TEXT, .max = 20, .help = "The campaign that is a model"),
};
static const struct form outlook_form = FORM("CampaignForecast", struct outlook_typed, fields);

/* The days of sale. */

struct span {
  struct day first;
  int64_t days;
};

static struct span span_of(struct ctx *ctx, const struct campaign *campaign) {
  struct day first = zone_day(ctx->zone, campaign->opens_at);
  struct day last = zone_day(ctx->zone, (struct instant){campaign->closes_at.ms - 1});
  int64_t days = last.number - first.number + 1;
  return (struct span){first, days < FORECAST_DAYS_MAX ? days : FORECAST_DAYS_MAX};
}

/* What was sold each day of a campaign; nothing where nothing was. */
static bool sold_daily(struct ctx *ctx, struct campaign_id id, struct forecast_terms *terms) {
  struct campaign past;
  struct figures_query query = {.campaign = id};
  if (id.value == 0 || !campaign_find(ctx, id, &past)) return false;
  struct span span = span_of(ctx, &past);
  struct day last = {span.first.number + (int32_t)span.days - 1};
  struct figures_days sold = figures_days(ctx, &query);
  struct figures_days every = figures_every_day(ctx, &sold, span.first, last);
  int64_t *counts = arena_array(ctx->arena, int64_t, every.count + 1), sum = 0;
  for (size_t i = 0; i < every.count; i++)
    sum += counts[i] = every.items[i].sums.voucher_count;
  terms->past = counts;
  terms->past_days = (int64_t)every.count;
  return sum > 0;
}

/* Drawing. */

static struct selling_field line(const char *name, enum message label, enum message help,
                                 struct str value) {
  return (struct selling_field){name,         "text",        label, help, .required = true,
                                .length = 20, .value = value};
}

/* One after the other, as the rule's cases. */
static void shares_of(const struct outlook_typed *typed, int64_t shares[TOPUP_CASES_MAX]) {
  const int64_t all[TOPUP_CASES_MAX] = {typed->share1, typed->share2, typed->share3,
                                        typed->share4, typed->share5, typed->share6};
  memcpy(shares, all, sizeof all);
}

static void set_shares(struct outlook_typed *typed, const int64_t shares[TOPUP_CASES_MAX]) {
  int64_t *const all[TOPUP_CASES_MAX] = {&typed->share1, &typed->share2, &typed->share3,
                                         &typed->share4, &typed->share5, &typed->share6};
  for (size_t i = 0; i < TOPUP_CASES_MAX; i++)
    *all[i] = shares[i];
}

static struct str case_words(struct ctx *ctx, const struct topup_case *one) {
  struct arena *arena = ctx->arena;
  struct str from = str_format(arena, "%lld", (long long)one->from_age);
  struct str to = str_format(arena, "%lld", (long long)one->to_age);
  struct str score = str_format(arena, "%lld", (long long)one->fragility);
  if (one->kind == TOPUP_AGE)
    return MESSAGE(arena, ctx->language, MSG_outlook_case_age, {"from", from}, {"to", to});
  if (one->kind == TOPUP_PLACE)
    return MESSAGE(arena, ctx->language, MSG_outlook_case_place, {"places", one->places});
  return MESSAGE(arena, ctx->language, MSG_outlook_case_fragile, {"score", score});
}

static void fill_cases(struct ctx *ctx, struct outlook_page *view, struct campaign_id id,
                       const struct outlook_typed *typed) {
  struct topup_rule rule;
  int64_t shares[TOPUP_CASES_MAX];
  shares_of(typed, shares);
  topup_find(ctx, id, &rule);
  view->cases.items = arena_array(ctx->arena, struct outlook_case, TOPUP_CASES_MAX);
  for (size_t i = 0; i < rule.case_count; i++)
    view->cases.items[view->cases.count++] =
        (struct outlook_case){.name = str_format(ctx->arena, "share%zu", i + 1),
                              .words = case_words(ctx, &rule.cases[i]),
                              .value = str_format(ctx->arena, "%lld", (long long)shares[i])};
}

static void fill_fields(struct ctx *ctx, struct outlook_page *view,
                        const struct outlook_typed *typed) {
  struct str daily = S(""), mean = S(""), envelope = S(""), times = S("");
  if (typed->has_daily) daily = str_format(ctx->arena, "%lld", (long long)typed->daily);
  if (typed->has_times) times = str_format(ctx->arena, "%lld", (long long)typed->times);
  if (typed->has_mean) mean = selling_amount(ctx, typed->mean);
  if (typed->has_envelope) envelope = selling_amount(ctx, typed->envelope);
  view->daily = line("daily", MSG_outlook_daily, MSG_outlook_daily_help, daily);
  view->mean = line("mean", MSG_outlook_mean, MSG_outlook_mean_help, mean);
  view->mean.sign = currency_sign(ctx->currency);
  view->times = line("times", MSG_outlook_times, MSG_outlook_times_help, times);
  view->times.required = false;
  view->envelope = line("envelope", MSG_outlook_envelope, MSG_outlook_envelope_help, envelope);
  view->envelope.required = false;
  view->envelope.sign = currency_sign(ctx->currency);
  view->front = str_equal(typed->curve, S("front"));
  view->past = str_equal(typed->curve, S("past"));
  view->flat = !view->front && !view->past;
}

static void fill_pasts(struct ctx *ctx, struct outlook_page *view, const struct campaign *campaign,
                       struct str chosen) {
  struct campaigns list = campaign_list(ctx);
  view->pasts.items = arena_array(ctx->arena, struct outlook_choice, list.count + 1);
  for (size_t i = 0; i < list.count; i++) {
    const struct campaign *one = &list.items[i];
    if (one->id.value == campaign->id.value || one->test || one->state == CAMPAIGN_STATE_DRAFT)
      continue;
    struct str id = id_text(ctx->arena, one->id.value);
    view->pasts.items[view->pasts.count++] =
        (struct outlook_choice){id, one->name, str_equal(id, chosen)};
  }
}

static void add_problem(struct request *request, struct outlook_page *view,
                        struct selling_field *field) {
  struct ctx *ctx = request->ctx;
  struct form_problem problem;
  if (!form_problem(request, field->name, &problem)) return;
  if (field->value.len == 0) field->value = problem.typed;
  field->error = form_problem_text(ctx->arena, ctx->language, &problem);
  view->problems.items[view->problems.count++] = (struct selling_problem){
      str_from(field->name),
      MESSAGE(ctx->arena, ctx->language, MSG_selling_problem,
              {"field", message_text(ctx->language, field->label)}, {"problem", field->error})};
}

static void fill_problems(struct request *request, struct outlook_page *view) {
  struct selling_field past = {.name = "past", .label = MSG_outlook_past};
  struct selling_field share = {.name = "share1", .label = MSG_outlook_shares};
  view->problems.items = arena_array(request->ctx->arena, struct selling_problem, 6);
  add_problem(request, view, &view->daily);
  add_problem(request, view, &view->mean);
  add_problem(request, view, &view->envelope);
  add_problem(request, view, &view->times);
  add_problem(request, view, &share);
  view->shares_error = share.error;
  add_problem(request, view, &past);
  view->past_error = past.error;
}

/* The chart: what was expected as an area, the real course as a line over it. */

static void add_point(struct buf *path, size_t i, size_t count, int64_t value, int64_t top) {
  int64_t x = count > 1 ? (int64_t)i * WIDTH / (int64_t)(count - 1) : 0;
  int64_t y = FOOT - (top > 0 ? value * (FOOT - 4) / top : 0);
  buf_format(path, "%s%lld %lld", i == 0 ? "M" : " L", (long long)x, (long long)y);
}

static void fill_chart(struct ctx *ctx, struct outlook_page *view) {
  struct buf expected = buf_in(ctx->arena), real = expected;
  const struct outlook_rows *rows = &view->rows;
  int64_t top = view->given.minor;
  if (view->real_given.minor > top) top = view->real_given.minor;
  view->top = money_of(top, ctx->currency);
  for (size_t i = 0; i < rows->count; i++) {
    add_point(&expected, i, rows->count, rows->items[i].given.minor, top);
    if (rows->items[i].known && view->real_given.minor > 0)
      add_point(&real, i, rows->count, rows->items[i].real.minor, top);
  }
  view->expected = buf_str(&expected);
  view->area =
      str_format(ctx->arena, "%.*s L%d %d L0 %dZ", STR_ARG(view->expected), WIDTH, HEIGHT, HEIGHT);
  view->real = buf_str(&real);
}

/* Each day's sum of public money, as figures know it: of vouchers sold up to that day. */
static void fill_rows(struct ctx *ctx, struct outlook_page *view, const struct campaign *campaign,
                      const struct forecast *forecast) {
  struct figures_query query = {.campaign = campaign->id};
  struct figures_days sold = figures_days(ctx, &query);
  struct day today = zone_day(ctx->zone, ctx->now);
  int64_t real = 0;
  size_t next = 0;
  view->rows = (struct outlook_rows){arena_array(ctx->arena, struct outlook_row, forecast->count),
                                     forecast->count};
  for (size_t i = 0; i < forecast->count; i++) {
    struct day on = {view->first.number + (int32_t)i};
    for (; next < sold.count && sold.items[next].on.number <= on.number; next++)
      real += sold.items[next].sums.top_up_minor;
    view->rows.items[i] =
        (struct outlook_row){on,
                             forecast->items[i].came,
                             forecast->items[i].served,
                             money_of(forecast->items[i].given_minor, ctx->currency),
                             money_of(real, ctx->currency),
                             on.number <= today.number};
  }
  view->real_given = money_of(real, ctx->currency);
}

static struct str hundredths(struct ctx *ctx, int64_t value) {
  return str_format(ctx->arena, "%lld%c%02lld", (long long)(value / 100),
                    ctx->language == LANGUAGE_FR ? ',' : '.', (long long)(value % 100));
}

static void fill_forecast(struct ctx *ctx, struct outlook_page *view,
                          const struct campaign *campaign, const struct forecast_kept *kept) {
  struct span span = span_of(ctx, campaign);
  struct envelope envelope;
  struct forecast_terms terms = {.envelope_minor = kept->envelope_minor,
                                 .buyers = kept->buyers,
                                 .mean_minor = kept->mean_minor,
                                 .times = kept->times,
                                 .first = span.first,
                                 .days = span.days,
                                 .curve = kept->curve};
  topup_find(ctx, campaign->id, &terms.rule);
  memcpy(terms.shares, kept->shares, sizeof terms.shares);
  if (terms.envelope_minor == 0 && envelope_find(ctx, campaign->id, &envelope))
    terms.envelope_minor = envelope.filled.minor - envelope.emptied.minor;
  if (terms.curve == FORECAST_PAST && !sold_daily(ctx, kept->past, &terms))
    terms.curve = FORECAST_FLAT;
  struct forecast forecast = forecast_of(ctx->arena, &terms);
  view->reckoned = true;
  if (forecast.result != TOPUP_OK)
    view->refusal = message_text(ctx->language, topup_message(forecast.result));
  view->runs_out = forecast.runs_out;
  view->runs_out_on = forecast.runs_out_on;
  view->served = forecast.served;
  view->unserved = forecast.unserved;
  view->outside = forecast.outside;
  for (size_t i = 0; i < view->cases.count; i++) {
    view->cases.items[i].known = true;
    view->cases.items[i].each = money_of(forecast.groups[i + 1].each_minor, ctx->currency);
  }
  view->each = money_of(forecast.each_minor, ctx->currency);
  view->given = money_of(forecast.given_minor, ctx->currency);
  view->left = money_of(forecast.left_minor, ctx->currency);
  view->worth = money_of(forecast.worth_minor, ctx->currency);
  view->leverage = hundredths(ctx, forecast.leverage);
  view->first = span.first;
  view->last = (struct day){span.first.number + (int32_t)span.days - 1};
  fill_rows(ctx, view, campaign, &forecast);
  fill_chart(ctx, view);
}

struct drawing {
  int status;
  const struct campaign *campaign;
  const struct outlook_typed *typed;
  bool judged, saved;
};

static void draw(struct request *request, struct response *response,
                 const struct drawing *drawing) {
  struct ctx *ctx = request->ctx;
  struct forecast_kept kept;
  struct outlook_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_outlook_title),
                              .id = id_text(ctx->arena, drawing->campaign->id.value),
                              .name = drawing->campaign->name,
                              .saved = drawing->saved};
  fill_fields(ctx, &view, drawing->typed);
  fill_cases(ctx, &view, drawing->campaign->id, drawing->typed);
  fill_pasts(ctx, &view, drawing->campaign, drawing->typed->past);
  if (drawing->judged) fill_problems(request, &view);
  if (forecast_find(ctx, drawing->campaign->id, &kept))
    fill_forecast(ctx, &view, drawing->campaign, &kept);
  struct html_out out = response_out(request, response, drawing->status);
  selling_outlook_html(&out, &view);
}

/* Acts. */

static struct outlook_typed typed_of(struct ctx *ctx, const struct campaign *campaign) {
  static const char *const curves[] = {"", "flat", "front", "past"};
  struct forecast_kept kept;
  int64_t days = span_of(ctx, campaign).days;
  if (!forecast_find(ctx, campaign->id, &kept))
    return (struct outlook_typed){.daily = DEFAULT_DAILY,
                                  .mean = DEFAULT_MEAN,
                                  .has_daily = true,
                                  .has_mean = true,
                                  .curve = S("flat")};
  struct outlook_typed typed = {.daily = kept.buyers / days,
                                .mean = kept.mean_minor,
                                .envelope = kept.envelope_minor,
                                .times = kept.times,
                                .has_daily = true,
                                .has_mean = true,
                                .has_envelope = kept.envelope_minor > 0,
                                .has_times = true,
                                .curve = str_from(curves[kept.curve]),
                                .past = id_text(ctx->arena, kept.past.value)};
  set_shares(&typed, kept.shares);
  return typed;
}

static void show(struct request *request, struct response *response) {
  const struct selling_shown *query = request_form(request);
  struct campaign campaign;
  if (!selling_find(request, response, &campaign)) return;
  struct outlook_typed typed = typed_of(request->ctx, &campaign);
  draw(request, response,
       &(struct drawing){.status = 200,
                         .campaign = &campaign,
                         .typed = &typed,
                         .saved = str_equal(query->saved, S("prevision"))});
}

static enum forecast_curve curve_of(struct str word) {
  if (str_equal(word, S("front"))) return FORECAST_FRONT;
  return str_equal(word, S("past")) ? FORECAST_PAST : FORECAST_FLAT;
}

static int64_t sum_of(const int64_t shares[TOPUP_CASES_MAX]) {
  int64_t sum = 0;
  for (size_t i = 0; i < TOPUP_CASES_MAX; i++)
    sum += shares[i];
  return sum;
}

/* Between the smallest and the largest voucher that the campaign sells. */
static bool may_cost(const struct campaign *campaign, int64_t mean_minor) {
  bool own = campaign->max_minor > 0;
  int64_t least = own ? campaign->min_minor : INT64_MAX, most = own ? campaign->max_minor : 0;
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    if (campaign->face_values[i] < least) least = campaign->face_values[i];
    if (campaign->face_values[i] > most) most = campaign->face_values[i];
  }
  return mean_minor >= least && mean_minor <= most;
}

struct keeping {
  struct campaign_id id;
  struct forecast_kept kept;
};

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct keeping *keeping = arg;
  forecast_keep(ctx, keeping->id, &keeping->kept);
  return true;
}

static void keep(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct outlook_typed *typed = request_form(request);
  struct campaign campaign;
  struct forecast_terms terms;
  if (!selling_find(request, response, &campaign)) return;
  struct keeping keeping = {.id = campaign.id,
                            .kept = {.envelope_minor = typed->envelope,
                                     .buyers = typed->daily * span_of(ctx, &campaign).days,
                                     .mean_minor = typed->mean,
                                     .curve = curve_of(typed->curve),
                                     .times = typed->has_times ? typed->times : 1}};
  shares_of(typed, keeping.kept.shares);
  if (form_ok(request) && !may_cost(&campaign, typed->mean))
    form_refuse(request, "mean", MSG_outlook_mean_unsold);
  if (sum_of(keeping.kept.shares) > 100) form_refuse(request, "share1", MSG_outlook_shares_over);
  if (keeping.kept.curve == FORECAST_PAST &&
      !(id_from_text(typed->past, &keeping.kept.past.value) &&
        sold_daily(ctx, keeping.kept.past, &terms)))
    form_refuse(request, "past", MSG_outlook_past_empty);
  if (form_ok(request)) {
    db_write(ctx, keep_body, &keeping);
    response_redirect(response, STR_CONCAT(ctx->arena, S("/bureau/campagnes/"),
                                           id_text(ctx->arena, campaign.id.value),
                                           S("/prevision?saved=prevision")));
    return;
  }
  draw(request, response,
       &(struct drawing){.status = 422, .campaign = &campaign, .typed = typed, .judged = true});
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/campagnes/{id}/prevision", show, WHO_AGENT, &selling_shown,
     .help = "What to expect of a campaign's public money, and its real course."},
    {METHOD_POST, "/bureau/campagnes/{id}/prevision", keep, WHO_AGENT, &outlook_form,
     .help = "Reckon again under other expectations."},
};
const struct route_table outlook_routes = {routes, sizeof routes / sizeof routes[0]};
