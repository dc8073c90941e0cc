#include "domain/bilan/bilan_pages.h"

#include "bilan_how_html.h"
#include "bilan_view_html.h"
#include "domain/bilan/bilan_alerts.h"
#include "domain/bilan/bilan_api.h"
#include "domain/ledger/ledger_words.h"

enum { HASH_SHOWN = 16 };

static const struct field form_fields[] = {
    FIELD(struct bilan_form, campaign, TEXT, .max = 80, .help = "Only this campaign, by its slug"),
    FIELD(struct bilan_form, trade, TEXT, .max = 60, .help = "Only this trade, by its key"),
    FIELD(struct bilan_form, town, TEXT, .max = 80, .help = "Only this town, by its slug"),
    FIELD_GIVEN(struct bilan_form, from, DAY, has_from, .help = "First day of sale"),
    FIELD_GIVEN(struct bilan_form, to, DAY, has_to, .help = "Last day of sale"),
};
const struct form bilan_form = FORM("BilanQuery", struct bilan_form, form_fields);

/* What was asked for. */

static void add_text(struct ctx *ctx, struct buf *query, const char *name, struct str value) {
  if (value.len == 0) return;
  struct str escaped = url_escape(ctx->arena, value);
  buf_format(query, "%s%s=%.*s", query->len > 0 ? "&" : "", name, STR_ARG(escaped));
}

static struct str query_of(struct ctx *ctx, const struct bilan_form *form) {
  struct buf query = buf_in(ctx->arena);
  add_text(ctx, &query, "campaign", form->campaign);
  add_text(ctx, &query, "trade", form->trade);
  add_text(ctx, &query, "town", form->town);
  add_text(ctx, &query, "from", form->has_from ? day_iso(ctx->arena, form->from) : S(""));
  add_text(ctx, &query, "to", form->has_to ? day_iso(ctx->arena, form->to) : S(""));
  return buf_str(&query);
}

/* Drafts are nobody's business yet. */
static bool find_campaign(struct ctx *ctx, struct str slug, struct campaign_id *id) {
  struct campaigns campaigns = campaign_list(ctx);
  if (slug.len == 0) return true;
  for (size_t i = 0; i < campaigns.count; i++) {
    if (campaigns.items[i].state == CAMPAIGN_STATE_DRAFT || campaigns.items[i].test) continue;
    if (!str_equal(campaigns.items[i].slug, slug)) continue;
    *id = campaigns.items[i].id;
    return true;
  }
  return false;
}

bool bilan_asked(struct request *request, size_t rows, struct bilan *bilan,
                 struct bilan_choice *choice) {
  struct ctx *ctx = request->ctx;
  const struct bilan_form *form = request_form(request);
  *choice = (struct bilan_choice){.query = query_of(ctx, form),
                                  .whole = str_starts(request->path, S("/bureau/"))};
  choice->filtered = choice->query.len > 0;
  if (!find_campaign(ctx, form->campaign, &choice->campaign)) return false;
  struct figures_query query = {.campaign = choice->campaign,
                                .trade = form->trade,
                                .town = form->town,
                                .has_from = form->has_from,
                                .has_to = form->has_to,
                                .from = form->from,
                                .to = form->to};
  choice->asked = query;
  *bilan = bilan_of(ctx, &query, choice->whole, rows);
  return true;
}

/* The page. */

static struct figures_choices campaign_choices(struct ctx *ctx, struct campaign_id chosen) {
  struct campaigns campaigns = campaign_list(ctx);
  struct figures_choices choices = {
      arena_array(ctx->arena, struct figures_choice, campaigns.count + 1), 0};
  for (size_t i = 0; i < campaigns.count; i++) {
    const struct campaign *campaign = &campaigns.items[i];
    if (campaign->state == CAMPAIGN_STATE_DRAFT || campaign->test) continue;
    choices.items[choices.count++] =
        (struct figures_choice){campaign->slug, campaign->name, campaign->id.value == chosen.value};
  }
  return choices;
}

static void set_alerts(struct request *request, struct bilan_page *view) {
  struct bilan_alerts alerts = bilan_alerts(request->ctx);
  for (size_t i = 0; i < alerts.count; i++)
    view->alerts.items[view->alerts.count++] =
        (struct bilan_alert_view){alerts.items[i].text, site_path(request, alerts.items[i].path)};
}

static void show(struct request *request, struct response *response) {
  struct bilan_choice choice;
  struct bilan_page view = {.frame = page_frame_titled(request, SECTION_FIGURES, MSG_bilan_title)};
  if (!bilan_asked(request, LEAGUE_MAX, &view.bilan, &choice)) {
    response_not_found(request, response);
    return;
  }
  view.frame.description = message_text(request->ctx->language, MSG_bilan_description);
  view.campaigns = campaign_choices(request->ctx, choice.campaign);
  view.fields = figures_fields(request, &choice.asked);
  bilan_view(request, &choice, &view);
  if (choice.whole) set_alerts(request, &view);
  struct html_out out = response_out(request, response, form_ok(request) ? 200 : 422);
  bilan_view_html(&out, &view);
}

/* How it is made. */

static struct str line_amount(struct ctx *ctx, enum bilan_figure figure, int64_t amount) {
  if (bilan_kind(figure) == BILAN_NUMBER) {
    struct buf text = buf_in(ctx->arena);
    format_int(&text, ctx->language, amount);
    return buf_str(&text);
  }
  return bilan_amount(ctx, amount);
}

static struct bilan_how_view how_view(struct ctx *ctx, const struct bilan *bilan,
                                      enum bilan_figure figure) {
  struct bilan_how_view view = {.word = bilan_word(figure),
                                .label = message_text(ctx->language, bilan_label(figure)),
                                .value = bilan_text(ctx, bilan, figure),
                                .sentence = message_text(ctx->language, bilan_how(figure))};
  struct bilan_lines lines = bilan_lines(bilan, figure);
  for (size_t i = 0; i < lines.count; i++) {
    const struct bilan_line *line = &lines.items[i];
    view.lines.items[view.lines.count++] = (struct bilan_line_view){
        .words = message_text(ctx->language, ledger_reason_words(line->reason)),
        .reason = reason_name(line->reason),
        .from = message_text(ctx->language, ledger_kind_words(line->from)),
        .to = message_text(ctx->language, ledger_kind_words(line->to)),
        .less = line->less,
        .amount = line_amount(ctx, figure, line->amount)};
  }
  return view;
}

static void show_how(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bilan_choice choice;
  struct bilan_how_page view = {
      .frame = page_frame_titled(request, SECTION_FIGURES, MSG_bilan_how_title)};
  if (!bilan_asked(request, LEAGUE_MAX, &view.bilan, &choice)) {
    response_not_found(request, response);
    return;
  }
  view.frame.description = message_text(ctx->language, MSG_bilan_how_lead);
  view.back = bilan_url(request, &choice, S(""));
  view.csv = bilan_url(request, &choice, S("/calcul.csv"));
  view.seal = str_take(view.bilan.mark.hash, HASH_SHOWN);
  for (enum bilan_figure figure = BILAN_COUNT; figure < BILAN_FIGURE_COUNT; figure++)
    view.figures.items[view.figures.count++] = how_view(ctx, &view.bilan, figure);
  struct html_out out = response_out(request, response, 200);
  bilan_how_html(&out, &view);
}

/* The paper. */

static void show_pdf(struct request *request, struct response *response) {
  struct bilan bilan;
  struct bilan_choice choice;
  if (!bilan_asked(request, LEAGUE_MAX, &bilan, &choice) || !form_ok(request)) {
    response_not_found(request, response);
    return;
  }
  response_bytes(response, S("application/pdf"), bilan_pdf(request, &bilan), S("bilan.pdf"));
}

#define BILAN_ROUTES(root, rights, keep, whom)                                                     \
  {METHOD_GET,                                                                                     \
   root,                                                                                           \
   show,                                                                                           \
   rights,                                                                                         \
   &bilan_form,                                                                                    \
   .cached = keep,                                                                                 \
   .help = "The bilan " whom ": totals, curves, leagues by value and by count."},                  \
      {METHOD_GET,                                                                                 \
       root "/calcul",                                                                             \
       show_how,                                                                                   \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "How each figure of the bilan " whom " is summed from the ledger."},                \
      {METHOD_GET,                                                                                 \
       root ".pdf",                                                                                \
       show_pdf,                                                                                   \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The bilan " whom " on paper, ready for the council."},                             \
      {METHOD_GET,                                                                                 \
       root ".json",                                                                               \
       bilan_json,                                                                                 \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The bilan " whom " as JSON."},                                                     \
      {METHOD_GET,                                                                                 \
       root ".csv",                                                                                \
       bilan_csv,                                                                                  \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The figures of the bilan " whom " as CSV."},                                       \
      {METHOD_GET,                                                                                 \
       root "/calcul.csv",                                                                         \
       bilan_how_csv,                                                                              \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The sums behind the bilan " whom " as CSV."},                                      \
      {METHOD_GET,                                                                                 \
       root "/jours.csv",                                                                          \
       bilan_days_csv,                                                                             \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The bilan " whom " by day of sale as CSV."},                                       \
      {METHOD_GET,                                                                                 \
       root "/commerces.csv",                                                                      \
       bilan_shops_csv,                                                                            \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The league table of shops in the bilan " whom " as CSV."},                         \
      {METHOD_GET,                                                                                 \
       root "/metiers.csv",                                                                        \
       bilan_trades_csv,                                                                           \
       rights,                                                                                     \
       &bilan_form,                                                                                \
       .cached = keep,                                                                             \
       .help = "The bilan " whom " by trade as CSV."},                                             \
  {                                                                                                \
    METHOD_GET, root "/communes.csv", bilan_towns_csv, rights, &bilan_form,                        \
        .cached = keep, .help = "The bilan " whom " by town as CSV."                               \
  }

static const struct route routes[] = {
    BILAN_ROUTES("/bilan", WHO_ANYONE, true, "for everybody"),
    BILAN_ROUTES("/bureau/bilan", WHO_STAFF, false, "for staff, nothing masked"),
};
const struct route_table bilan_routes = {routes, sizeof routes / sizeof routes[0]};
