#include "domain/failure/failure_pages.h"

#include <stdlib.h>

#include "base/csv.h"
#include "domain/search/search.h"
#include "domain/shop/siret.h"
#include "failure_new_html.h"
#include "failure_one_html.h"
#include "failures_html.h"

enum { SHOPS_SHOWN = 12, CLAIMS_SHOWN = 500 };

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

static struct str sentence(struct request *request, enum failure_result result) {
  return message_text(request->ctx->language, failure_message(result));
}

/* All of them, and a shop to choose. */

struct failures_query {
  struct str q;
};
static const struct field query_fields[] = {
    FIELD(struct failures_query, q, TEXT, .max = 80, .help = "A shop's name or town")};
static const struct form failures_query =
    FORM("FailuresQuery", struct failures_query, query_fields);

static struct failure_shops shops_found(struct request *request, struct str q) {
  struct ctx *ctx = request->ctx;
  struct search_query query = {.q = q};
  struct search_answer answer = search_shops(ctx, &query);
  struct failure_shops shops = {arena_array(ctx->arena, struct failure_shop, SHOPS_SHOWN), 0};
  for (size_t i = 0; i < answer.count && shops.count < SHOPS_SHOWN; i++)
    shops.items[shops.count++] = (struct failure_shop){root_of(request), answer.items[i].slug,
                                                       answer.items[i].name, answer.items[i].town};
  return shops;
}

static void show_all(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct failures_query *query = request_form(request);
  struct failures list = failure_list(ctx);
  struct failures_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_failure_title),
      .q = query->q,
      .agent = request->session->agent,
      .asked = query->q.len > 0,
      .failures = {arena_array(ctx->arena, struct failure_row, list.count), list.count},
  };
  for (size_t i = 0; i < list.count; i++)
    view.failures.items[i] =
        (struct failure_row){root_of(request), id_text(ctx->arena, list.items[i].id.value),
                             list.items[i].name, list.items[i].failed_on, list.items[i].lifted};
  if (view.agent && view.asked) view.shops = shops_found(request, query->q);
  struct html_out out = response_out(request, response, 200);
  failures_html(&out, &view);
}

/* A new one. */

struct mark_form {
  struct str shop, reason, trustee;
  struct day on, until;
  bool has_until;
};
static const struct field mark_fields[] = {
    FIELD(struct mark_form, shop, TEXT, .max = 120, .help = "Slug of a shop of the merchant"),
    FIELD(struct mark_form, on, DAY, .help = "Day of the judgment or the closure"),
    FIELD_GIVEN(struct mark_form, until, DAY, has_until, .help = "Claims are declared until then"),
    FIELD(struct mark_form, reason, TEXT, .max = 200, .help = "Why; buyers read it"),
    FIELD(struct mark_form, trustee, TEXT, .max = 200, .help = "The liquidator, if known"),
};
static const struct form mark_form = FORM("ShopFailure", struct mark_form, mark_fields);

static void draw_new(struct request *request, struct response *response, int status,
                     const struct shop *shop, const struct mark_form *form, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct claim_sums sums = failure_claims(ctx, shop->merchant_id, NULL, NULL);
  int64_t owed = failure_owed_minor(ctx, shop->merchant_id);
  struct day on = form->on.number != 0 ? form->on : zone_day(ctx->zone, ctx->now);
  struct failure_form_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_failure_title),
      .problem = problem,
      .slug = shop->slug,
      .shop = shop->name,
      .on = day_iso(ctx->arena, on),
      .until = form->has_until ? day_iso(ctx->arena, form->until) : S(""),
      .reason = form->reason,
      .trustee = form->trustee,
      .vouchers = sums.count,
      .left = money_of(sums.left_minor, ctx->currency),
      .owed = money_of(llabs(owed), ctx->currency),
      .owes = owed < 0,
  };
  struct html_out out = response_out(request, response, status);
  failure_new_html(&out, &view);
}

static void show_new(struct request *request, struct response *response) {
  const struct mark_form *form = request_form(request);
  struct shop shop;
  if (shop_find_by_slug(request->ctx, form->shop, &shop))
    draw_new(request, response, 200, &shop, form, S(""));
  else
    response_not_found(request, response);
}

static void redirect_to(struct request *request, struct response *response, struct failure_id id) {
  struct arena *arena = request->ctx->arena;
  response_redirect(
      response, str_format(arena, "/bureau/defaillances/%.*s", STR_ARG(id_text(arena, id.value))));
}

/* Which field could not be read. */
static struct str unread(struct request *request) {
  struct form_problem problem;
  enum message message = failure_message(FAILURE_BAD_DAY);
  if (form_problem(request, "until", &problem)) message = MSG_failure_until_unreadable;
  if (form_problem(request, "reason", &problem) || form_problem(request, "trustee", &problem))
    message = MSG_failure_words_too_long;
  return message_text(request->ctx->language, message);
}

static void mark(struct request *request, struct response *response) {
  const struct mark_form *form = request_form(request);
  struct failure_id id;
  struct shop shop;
  if (!shop_find_by_slug(request->ctx, form->shop, &shop)) {
    response_not_found(request, response);
    return;
  }
  if (!form_ok(request) || form->on.number == 0) {
    draw_new(request, response, 422, &shop, form, unread(request));
    return;
  }
  struct failure_wish wish = {shop.merchant_id, form->on,        form->reason,
                              form->trustee,    form->has_until, form->until};
  enum failure_result result = failure_mark(request->ctx, &wish, &id);
  if (result == FAILURE_OK)
    redirect_to(request, response, id);
  else
    draw_new(request, response, failure_status(result), &shop, form, sentence(request, result));
}

/* One of them. */

static bool find(struct request *request, struct failure *failure) {
  struct failure_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         failure_find(request->ctx, id, failure);
}

struct gathering {
  struct ctx *ctx;
  struct claim_rows rows;
};

static void gather(void *arg, const struct claim_line *line) {
  struct gathering *gathering = arg;
  struct ctx *ctx = gathering->ctx;
  if (gathering->rows.count == CLAIMS_SHOWN) return; /* all are in the files */
  gathering->rows.items[gathering->rows.count++] = (struct claim_row){
      .code = voucher_code_text(ctx, line->voucher, ' '),
      .holder = str_copy(ctx->arena, line->holder),
      .payer = str_copy(ctx->arena, line->payer),
      .bought_on = zone_day(ctx->zone, line->bought_at),
      .left = line->left,
      .buyers = line->buyers_part,
      .public_part = line->public_part,
  };
}

static void draw(struct request *request, struct response *response, int status,
                 const struct failure *failure, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct gathering gathering = {ctx, {arena_array(ctx->arena, struct claim_row, CLAIMS_SHOWN), 0}};
  struct claim_sums sums = {0};
  if (!failure->lifted) sums = failure_claims(ctx, failure->merchant, gather, &gathering);
  int64_t owed = failure_owed_minor(ctx, failure->merchant);
  struct failure_page_view view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_failure_title),
      .problem = problem,
      .id = id_text(ctx->arena, failure->id.value),
      .name = failure->name,
      .siren = business_words(ctx->arena, ctx->language, failure->siren),
      .reason = failure->reason,
      .trustee = failure->trustee,
      .lift_note = failure->lift_note,
      .on = failure->failed_on,
      .has_until = failure->has_claims_until,
      .until = failure->claims_until,
      .lifted_on = zone_day(ctx->zone, failure->lifted_at),
      .agent = request->session->agent,
      .lifted = failure->lifted,
      .freezing = failure->state == FAILURE_FREEZING,
      .thawing = failure->state == FAILURE_STATE_THAWING,
      .turned = failure->turned,
      .owes = owed < 0,
      .vouchers = sums.count,
      .left = money_of(sums.left_minor, ctx->currency),
      .buyers = money_of(sums.buyers_minor, ctx->currency),
      .public_part = money_of(sums.public_minor, ctx->currency),
      .owed = money_of(llabs(owed), ctx->currency),
      .claims = gathering.rows,
  };
  if (view.freezing || view.thawing) response_header(response, "Refresh", S("3"));
  struct html_out out = response_out(request, response, status);
  failure_one_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct failure failure;
  if (find(request, &failure))
    draw(request, response, 200, &failure, S(""));
  else
    response_not_found(request, response);
}

struct lift_form {
  struct str note;
};
static const struct field lift_fields[] = {
    FIELD(struct lift_form, note, TEXT, .max = 200, .help = "Why it is taken back")};
static const struct form lift_form = FORM("FailureLift", struct lift_form, lift_fields);

static void lift(struct request *request, struct response *response) {
  const struct lift_form *form = request_form(request);
  struct failure failure;
  if (!find(request, &failure)) {
    response_not_found(request, response);
    return;
  }
  enum failure_result result = failure_lift(request->ctx, failure.id, form->note);
  if (result == FAILURE_OK)
    redirect_to(request, response, failure.id);
  else
    draw(request, response, failure_status(result), &failure, sentence(request, result));
}

/* For the liquidator. */

struct listing {
  struct ctx line; /* what a line needs is forgotten after it */
  struct response *response;
  struct buf *out;
};

enum { LINE_BYTES = 1 << 16 };

static void list_line(void *arg, const struct claim_line *line) {
  struct listing *listing = arg;
  struct ctx *ctx = &listing->line;
  struct arena *arena = ctx->arena;
  struct str on = day_iso(arena, zone_day(ctx->zone, line->bought_at));
  CSV_LINE(listing->out, voucher_code_text(ctx, line->voucher, ' '), line->holder, line->email,
           line->payer, on, money_decimal(arena, line->buyers_part.minor),
           money_decimal(arena, line->public_part.minor), money_decimal(arena, line->left.minor),
           currency_code(ctx->currency));
  response_spill(listing->response);
  arena_reset(arena);
}

static void show_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct failure failure;
  struct listing listing = {.line = *ctx, .response = response};
  if (!find(request, &failure) || failure.lifted) {
    response_not_found(request, response);
    return;
  }
  listing.out = response_stream(response, S("text/csv; charset=utf-8"), S("creances.csv"));
  buf_literal(listing.out,
              "code,holder,email,payer,bought_on,buyers_part,public_part,amount,currency\n");
  listing.line.arena = arena_create(LINE_BYTES);
  failure_claims(ctx, failure.merchant, list_line, &listing);
  arena_destroy(listing.line.arena);
}

static void show_pdf(struct request *request, struct response *response) {
  struct failure failure;
  if (!find(request, &failure) || failure.lifted) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = failure_pdf(request->ctx, request->territory->name, &failure);
  response_header(response, "Content-Disposition", S("inline; filename=\"creances.pdf\""));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

#define ONE "/bureau/defaillances/{id}"
static const struct route routes[] = {
    {METHOD_GET, "/bureau/defaillances", show_all, WHO_STAFF, &failures_query,
     .help = "Merchants who have failed."},
    {METHOD_GET, "/bureau/defaillances/nouvelle", show_new, WHO_AGENT, &mark_form,
     .help = "What marking a merchant as failed would freeze."},
    {METHOD_POST, "/bureau/defaillances", mark, WHO_AGENT, &mark_form,
     .help = "Mark a merchant as failed: sales and payouts stop, vouchers are frozen."},
    {METHOD_GET, ONE, show, WHO_STAFF, .help = "The list of claims."},
    {METHOD_POST, ONE "/lever", lift, WHO_AGENT, &lift_form, .help = "Take it back."},
    {METHOD_GET, ONE "/creances.csv", show_csv, WHO_STAFF, .help = "The claims as CSV."},
    {METHOD_GET, ONE "/creances.pdf", show_pdf, WHO_STAFF,
     .help = "The claims on paper, for the liquidator."},
};
const struct route_table failure_routes = {routes, sizeof routes / sizeof routes[0]};
