/* Looking for vouchers, taking away what was found, and how long tills may take a use back. */
#include "base/csv.h"
#include "care_find_html.h"
#include "care_setting_html.h"
#include "db/db.h"
#include "domain/care/care_pages.h"
#include "domain/care/care_search.h"
#include "domain/life/reversal.h"

static const struct field find_fields[] = {
    FIELD(struct care_typed, q, TEXT, .help = "A code, an e-mail address, or a reference"),
    SHOP_PICK_FIELDS(struct care_typed, place),
    FIELD(struct care_typed, campaign, TEXT, .max = 40, .help = "A campaign"),
    FIELD(struct care_typed, state, CHOICE,
          .choices = "issued|partly_redeemed|redeemed|expired|blocked|refunded|transferred",
          .help = "A state"),
    FIELD(struct care_typed, before, TEXT, .max = 13, .help = "Where the search goes on"),
};
static const struct form find_form = FORM("CareFind", struct care_typed, find_fields);

struct setting_form {
  int64_t minutes;
  bool has_minutes;
};
static const struct field setting_fields[] = {
    FIELD_GIVEN(struct setting_form, minutes, INT, has_minutes, .max = REVERSAL_MINUTES_MAX,
                .help = "How long a till may take a use back"),
};
static const struct form setting_form = FORM("ReversalWindow", struct setting_form, setting_fields);

enum { STATES = VOUCHER_STATE_TRANSFERRED + 1 };

static bool state_of(struct str word, enum voucher_state *state) {
  for (int i = 0; i < STATES; i++)
    if (str_equal(word, str_from(voucher_state_name((enum voucher_state)i)))) {
      *state = (enum voucher_state)i;
      return true;
    }
  return false;
}

/* False: what was typed is nothing that is here. */
static bool query_of(struct request *request, const struct care_typed *typed,
                     const struct shop_pick *place, struct care_query *query) {
  struct ctx *ctx = request->ctx;
  *query = (struct care_query){0};
  query->has_state = state_of(typed->state, &query->state);
  if (typed->campaign.len > 0 && !id_from_text(typed->campaign, &query->campaign.value))
    return false;
  if (place->result > SHOP_PICK_FOUND) return false;
  query->shop = place->shop.id;
  return typed->q.len == 0 || care_query_read(ctx, typed->q, query);
}

/* The page. */

static struct care_options campaigns_of(struct ctx *ctx, struct str chosen) {
  struct campaigns list = campaign_list(ctx);
  struct care_options options = {arena_array(ctx->arena, struct care_option, list.count + 1),
                                 list.count};
  for (size_t i = 0; i < list.count; i++) {
    struct str id = id_text(ctx->arena, list.items[i].id.value);
    options.items[i] = (struct care_option){id, list.items[i].name, str_equal(id, chosen)};
  }
  return options;
}

static struct care_options states_of(struct ctx *ctx, struct str chosen) {
  struct care_options options = {arena_array(ctx->arena, struct care_option, STATES), STATES};
  for (int i = 0; i < STATES; i++) {
    struct str word = str_from(voucher_state_name((enum voucher_state)i));
    options.items[i] = (struct care_option){
        word, message_text(ctx->language, care_state_message((enum voucher_state)i)),
        str_equal(word, chosen)};
  }
  return options;
}

static struct str shop_of(struct ctx *ctx, const struct care_hit *hit) {
  struct shop all = {0};
  if (hit->shop.value != 0) return hit->shop_name;
  order_shop(ctx, hit->shop, &all);
  return all.name;
}

static struct care_rows rows_of(struct ctx *ctx, struct url root, const struct care_hits *hits) {
  struct care_rows rows = {arena_array(ctx->arena, struct care_row, hits->count + 1), hits->count};
  for (size_t i = 0; i < hits->count; i++) {
    const struct care_hit *hit = &hits->items[i];
    rows.items[i] = (struct care_row){.root = root,
                                      .voucher = voucher_code_text(ctx, hit->id, 0),
                                      .code = voucher_code_text(ctx, hit->id, ' '),
                                      .shop = shop_of(ctx, hit),
                                      .buyer = hit->buyer,
                                      .email = hit->email,
                                      .state = care_state_message(hit->state),
                                      .left = hit->left,
                                      .worth = hit->worth,
                                      .issued_at = hit->issued_at};
  }
  return rows;
}

/* A voucher meant by its code is shown at once. */
static bool go_there(struct request *request, struct response *response,
                     const struct care_query *query) {
  struct ctx *ctx = request->ctx;
  struct voucher voucher;
  if (query->voucher.value == 0 || !voucher_find(ctx, query->voucher, &voucher)) return false;
  response_redirect(response, str_format(ctx->arena, "/bureau/bons/%.*s",
                                         STR_ARG(voucher_code_text(ctx, voucher.id, 0))));
  return true;
}

static void find(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct care_typed *typed = request_form(request);
  struct care_query query;
  struct voucher_id before = {0};
  struct shop_pick place = shop_pick_read(ctx, &typed->place);
  bool known = query_of(request, typed, &place, &query);
  if (known && go_there(request, response, &query)) return;
  known = known && query.voucher.value == 0;
  if (typed->before.len > 0) id_from_text(typed->before, &before.value);
  struct care_hits hits = {0};
  if (known) hits = care_search(ctx, &query, before);
  struct care_find_page view = {.frame =
                                    page_frame_titled(request, SECTION_DESK, MSG_care_vouchers),
                                .typed = *typed,
                                .place = place.field,
                                .shop = place.shop.slug,
                                .campaigns = campaigns_of(ctx, typed->campaign),
                                .states = states_of(ctx, typed->state),
                                .refunds = (int64_t)refund_open(ctx).count};
  view.hits = rows_of(ctx, view.frame.root, &hits);
  if (hits.next.value != 0) view.next = id_text(ctx->arena, hits.next.value);
  view.place.label = MSG_extend_shop;
  if (!known && typed->q.len > 0 && place.result <= SHOP_PICK_FOUND)
    view.problem = message_text(ctx->language, MSG_care_unknown);
  struct html_out out = response_out(request, response, known ? 200 : 404);
  care_find_html(&out, &view);
}

/* The table. */

struct writing {
  struct ctx *ctx;
  struct response *response;
  struct buf *out;
};

static void write_line(void *arg, const struct care_hit *hit) {
  struct writing *writing = arg;
  struct ctx *ctx = writing->ctx;
  struct buf line = buf_in(ctx->arena);
  CSV_LINE(&line, voucher_code_text(ctx, hit->id, '-'),
           message_text(ctx->language, care_state_message(hit->state)),
           money_decimal(ctx->arena, hit->worth.minor), money_decimal(ctx->arena, hit->left.minor),
           currency_code(ctx->currency), shop_of(ctx, hit), instant_iso(ctx->arena, hit->issued_at),
           day_iso(ctx->arena, hit->from), day_iso(ctx->arena, hit->until), hit->buyer, hit->email,
           id_text(ctx->arena, hit->order.value));
  buf_add(writing->out, buf_str(&line));
  response_spill(writing->response);
}

static void export(struct request *request, struct response *response) {
  const struct care_typed *typed = request_form(request);
  struct shop_pick place = shop_pick_read(request->ctx, &typed->place);
  struct care_query query;
  if (!query_of(request, typed, &place, &query)) {
    response_not_found(request, response);
    return;
  }
  struct writing writing = {request->ctx, response, NULL};
  writing.out =
      response_stream(response, S("text/csv; charset=utf-8; header=present"), S("bons.csv"));
  buf_literal(writing.out, "code,etat,valeur,reste,devise,commerce,emis_le,du,au,acheteur,email,"
                           "commande\n");
  care_search_each(request->ctx, &query, write_line, &writing);
}

/* The window of tills. */

static void draw_setting(struct request *request, struct response *response, struct str typed,
                         bool wrong, bool done) {
  struct ctx *ctx = request->ctx;
  struct care_setting_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_care_setting),
      .minutes = typed,
      .problem = wrong ? message_text(ctx->language, MSG_care_setting_wrong) : S(""),
      .done = done};
  struct html_out out = response_out(request, response, wrong ? 422 : 200);
  care_setting_html(&out, &view);
}

static struct str minutes_text(struct ctx *ctx) {
  return str_format(ctx->arena, "%lld", (long long)reversal_minutes(ctx));
}

static void show_setting(struct request *request, struct response *response) {
  draw_setting(request, response, minutes_text(request->ctx), false, false);
}

static bool set_body(struct ctx *ctx, void *arg) {
  reversal_set_minutes(ctx, *(const int64_t *)arg);
  return true;
}

static void set_setting(struct request *request, struct response *response) {
  const struct setting_form *form = request_form(request);
  struct form_problem problem;
  int64_t minutes = form->minutes;
  if (form_ok(request) && form->has_minutes) {
    db_write(request->ctx, set_body, &minutes);
    draw_setting(request, response, minutes_text(request->ctx), false, true);
    return;
  }
  bool typed = form_problem(request, "minutes", &problem);
  draw_setting(request, response, typed ? problem.typed : S(""), true, false);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/bons", find, WHO_AGENT, &find_form,
     .help = "Find vouchers by code, e-mail, reference, shop, campaign and state."},
    {METHOD_GET, "/bureau/bons.csv", export, WHO_AGENT, &find_form,
     .help = "What a search finds, all of it, as CSV."},
    {METHOD_GET, "/bureau/bons/delai", show_setting, WHO_AGENT,
     .help = "How long a till may take a use back by itself."},
    {METHOD_POST, "/bureau/bons/delai", set_setting, WHO_AGENT, &setting_form,
     .help = "Change that."},
};
const struct route_table care_find_routes = {routes, sizeof routes / sizeof routes[0]};
