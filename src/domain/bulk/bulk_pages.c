#include "domain/bulk/bulk_pages.h"

#include "base/format.h"
#include "bulk_home_html.h"
#include "bulk_list_html.h"
#include "domain/bank/bank.h"

enum { UPLOAD_MAX = 2 << 20, LINES_PAGE = 200 };

static const struct field send_fields[] = {
    FIELD(struct bulk_typed, issuer, TEXT, .max = 100,
          .help = "Who gives them away and owes for them"),
    FIELD(struct bulk_typed, email, TEXT, .help = "Where the invoice goes"),
    FIELD(struct bulk_typed, campaign, TEXT, .max = 40, .help = "Whose vouchers"),
    SHOP_PICK_FIELDS(struct bulk_typed, place),
    FIELD(struct bulk_typed, go, CHOICE, .choices = "find",
          .help = "Only look which shop is meant"),
    FIELD_GIVEN(struct bulk_typed, redeemable, DAY, has_redeemable, .help = "First day"),
    FIELD_GIVEN(struct bulk_typed, expires, DAY, has_expires, .help = "Last day"),
};
static const struct form send_form = FORM("BulkList", struct bulk_typed, send_fields);

struct lines_query {
  int64_t after;
  bool wrong;
};
static const struct field query_fields[] = {
    FIELD(struct lines_query, after, INT, .help = "The last line that was read"),
    FIELD(struct lines_query, wrong, FLAG, .help = "Only lines that are left out"),
};
static const struct form lines_query = FORM("BulkLines", struct lines_query, query_fields);

struct payment_form {
  struct str line;
};
static const struct field payment_fields[] = {
    FIELD(struct payment_form, line, TEXT, .max = 40, .help = "The bank's line")};
static const struct form payment_form = FORM("IssuerPayment", struct payment_form, payment_fields);

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

static struct str sentence(struct request *request, enum bulk_result result) {
  return message_text(request->ctx->language, bulk_message(result));
}

static struct bulk_row row_of(struct request *request, const struct bulk *bulk) {
  return (struct bulk_row){.root = root_of(request),
                           .id = id_text(request->ctx->arena, bulk->id.value),
                           .issuer = bulk->issuer.name,
                           .state = bulk_state_message(bulk->state),
                           .waits = bulk->state == BULK_READ,
                           .over = bulk->state == BULK_ISSUED || bulk->state == BULK_DROPPED,
                           .stopped = bulk->state == BULK_STOPPED,
                           .good = bulk->good,
                           .wrong = bulk->lines - bulk->good,
                           .issued = bulk->issued,
                           .amount = bulk->amount,
                           .issued_amount = bulk->issued_amount,
                           .at = bulk->prepared_at};
}

/* Home. */

static struct bulk_options campaigns_of(struct ctx *ctx, struct str chosen) {
  struct campaigns list = campaign_list(ctx);
  struct bulk_options options = {arena_array(ctx->arena, struct bulk_option, list.count + 1), 0};
  for (size_t i = 0; i < list.count; i++) {
    const struct campaign *one = &list.items[i];
    if (one->state == CAMPAIGN_STATE_DRAFT || one->state == CAMPAIGN_STATE_ENDED || one->test)
      continue;
    struct str id = id_text(ctx->arena, one->id.value);
    options.items[options.count++] = (struct bulk_option){id, one->name, str_equal(id, chosen)};
  }
  return options;
}

/* Money that came without a place. */
static struct bulk_options arrived_of(struct ctx *ctx) {
  struct bank_lines open = bank_open_list(ctx);
  struct bulk_options options = {arena_array(ctx->arena, struct bulk_option, open.count + 1), 0};
  for (size_t i = 0; i < open.count; i++) {
    const struct bank_line *line = &open.items[i];
    struct buf label = buf_in(ctx->arena);
    if (line->state != BANK_LINE_OPEN || line->open_minor == 0) continue;
    format_money(&label, ctx->language, money_of(line->open_minor, ctx->currency));
    buf_format(&label, ", %.*s", STR_ARG(line->party));
    options.items[options.count++] =
        (struct bulk_option){id_text(ctx->arena, line->id.value), buf_str(&label), false};
  }
  return options;
}

static struct issuer_rows issuers_of(struct request *request, struct str form_token) {
  struct ctx *ctx = request->ctx;
  struct issuers list = issuer_list(ctx);
  struct bulk_options arrived = arrived_of(ctx);
  struct issuer_rows rows = {arena_array(ctx->arena, struct issuer_row, list.count + 1),
                             list.count};
  for (size_t i = 0; i < list.count; i++) {
    const struct issuer *one = &list.items[i];
    bool owes = one->owed.minor > 0;
    rows.items[i] = (struct issuer_row){.root = root_of(request),
                                        .id = id_text(ctx->arena, one->id.value),
                                        .name = one->name,
                                        .issued = one->issued,
                                        .paid = one->paid,
                                        .owed = one->owed,
                                        .owes = owes,
                                        .form_token = form_token};
    if (owes) rows.items[i].arrived = arrived;
  }
  return rows;
}

static struct bulk_rows rows_of(struct request *request) {
  struct bulks list = bulk_list(request->ctx);
  struct bulk_rows rows = {arena_array(request->ctx->arena, struct bulk_row, list.count + 1),
                           list.count};
  for (size_t i = 0; i < list.count; i++)
    rows.items[i] = row_of(request, &list.items[i]);
  return rows;
}

static struct str day_field(struct ctx *ctx, bool has, struct day day) {
  return has ? day_iso(ctx->arena, day) : S("");
}

static void draw_home(struct request *request, struct response *response,
                      const struct bulk_typed *typed, enum bulk_result result) {
  struct ctx *ctx = request->ctx;
  struct shop_pick place = shop_pick_read(ctx, &typed->place);
  struct bulk_home_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_bulk_title),
      .rows = rows_of(request),
      .campaigns = campaigns_of(ctx, typed->campaign),
      .typed = *typed,
      .place = place.field,
      .redeemable = day_field(ctx, typed->has_redeemable, typed->redeemable),
      .expires = day_field(ctx, typed->has_expires, typed->expires),
  };
  view.place.label = MSG_bulk_shop;
  view.place.optional = true;
  if (result != BULK_RESULT_OK) view.problem = sentence(request, result);
  view.issuers = issuers_of(request, view.frame.form_token);
  struct html_out out = response_out(request, response, bulk_status(result));
  bulk_home_html(&out, &view);
}

static void show_home(struct request *request, struct response *response) {
  draw_home(request, response, &(struct bulk_typed){0}, BULK_RESULT_OK);
}

static struct str path_of(struct request *request, struct bulk_id id) {
  struct arena *arena = request->ctx->arena;
  return str_format(arena, "/bureau/bons-offerts/%.*s", STR_ARG(id_text(arena, id.value)));
}

static enum bulk_result receive(struct request *request, const struct bulk_typed *typed,
                                struct bulk_id *id) {
  struct ctx *ctx = request->ctx;
  struct upload upload;
  struct shop_pick place = shop_pick_read(ctx, &typed->place);
  struct bulk_terms terms = {
      .shop = place.shop.slug, .redeemable_on = typed->redeemable, .expires_on = typed->expires};
  if (!request_upload(request, "file", &upload) || upload.name.len == 0) return BULK_RESULT_NO_FILE;
  if (!id_from_text(typed->campaign, &terms.campaign_id.value)) return BULK_RESULT_NO_CAMPAIGN;
  if (!typed->has_redeemable || !typed->has_expires) return BULK_RESULT_BAD_DAYS;
  enum bulk_result result = issuer_keep(ctx, typed->issuer, typed->email, &terms.issuer_id);
  return result == BULK_RESULT_OK ? bulk_read(ctx, &terms, upload.bytes, id) : result;
}

static void send_list(struct request *request, struct response *response) {
  const struct bulk_typed *typed = request_form(request);
  struct bulk_id id;
  if (typed->go.len > 0) {
    draw_home(request, response, typed, BULK_RESULT_OK);
    return;
  }
  enum bulk_result result = receive(request, typed, &id);
  if (result == BULK_RESULT_OK)
    response_redirect(response, path_of(request, id));
  else
    draw_home(request, response, typed, result);
}

static void pay(struct request *request, struct response *response) {
  const struct payment_form *form = request_form(request);
  struct issuer_id id;
  int64_t line;
  enum bulk_result result = BULK_RESULT_UNKNOWN;
  if (id_from_text(request_param(request, "id"), &id.value) && id_from_text(form->line, &line))
    result = issuer_pay(request->ctx, id, line);
  if (result == BULK_RESULT_OK)
    response_redirect(response, S("/bureau/bons-offerts"));
  else
    draw_home(request, response, &(struct bulk_typed){0}, result);
}

/* One list. */

static bool find(struct request *request, struct bulk *bulk) {
  struct bulk_id id;
  return id_from_text(request_param(request, "id"), &id.value) && bulk_find(request->ctx, id, bulk);
}

static struct bulk_line_rows lines_of(struct request *request, const struct bulk_lines *lines) {
  struct ctx *ctx = request->ctx;
  struct bulk_line_rows rows = {arena_array(ctx->arena, struct bulk_line_row, lines->count + 1),
                                lines->count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct bulk_line *line = &lines->items[i];
    rows.items[i] = (struct bulk_line_row){.number = line->number,
                                           .name = line->name,
                                           .email = line->email,
                                           .message = line->message,
                                           .amount = line->amount,
                                           .wrong = line->problem != BULK_PROBLEM_NONE,
                                           .issued = line->issued,
                                           .problem = bulk_problem_message(line->problem)};
    if (!line->issued) continue;
    struct str link = order_link(ctx, line->order_id);
    rows.items[i].voucher = site_path(request, str_format(ctx->arena, "/bons/%.*s", STR_ARG(link)));
  }
  return rows;
}

static void draw_list(struct request *request, struct response *response, const struct bulk *bulk,
                      const struct lines_query *query, enum bulk_result result) {
  struct ctx *ctx = request->ctx;
  struct bulk_lines lines = bulk_line_list(ctx, bulk->id, query->after, query->wrong);
  struct campaign campaign = {0};
  struct shop shop = {0};
  campaign_find(ctx, bulk->campaign_id, &campaign);
  order_shop(ctx, bulk->shop_id, &shop);
  struct bulk_list_page view = {
      .frame = page_frame_of(request, SECTION_DESK, bulk->issuer.name),
      .list = row_of(request, bulk),
      .campaign = campaign.name,
      .shop = shop.name,
      .redeemable_on = bulk->redeemable_on,
      .expires_on = bulk->expires_on,
      .mine = bulk->prepared_by.value == ctx->person.value,
      .only_wrong = query->wrong,
      .rows = lines_of(request, &lines),
  };
  if (result != BULK_RESULT_OK) view.problem = sentence(request, result);
  if (lines.count == LINES_PAGE)
    view.after = str_format(ctx->arena, "%lld", (long long)lines.items[LINES_PAGE - 1].number);
  struct html_out out = response_out(request, response, bulk_status(result));
  bulk_list_html(&out, &view);
}

static void show_list(struct request *request, struct response *response) {
  const struct lines_query *query = request_form(request);
  struct bulk bulk;
  if (find(request, &bulk))
    draw_list(request, response, &bulk, query, BULK_RESULT_OK);
  else
    response_not_found(request, response);
}

static void act(struct request *request, struct response *response,
                enum bulk_result (*does)(struct ctx *, struct bulk_id)) {
  struct bulk bulk;
  if (!find(request, &bulk)) {
    response_not_found(request, response);
    return;
  }
  enum bulk_result result = does(request->ctx, bulk.id);
  if (result == BULK_RESULT_OK)
    response_redirect(response, path_of(request, bulk.id));
  else
    draw_list(request, response, &bulk, &(struct lines_query){0}, result);
}

static void issue(struct request *request, struct response *response) {
  act(request, response, bulk_issue);
}

static void drop(struct request *request, struct response *response) {
  act(request, response, bulk_drop);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/bons-offerts", show_home, WHO_STAFF,
     .help = "Vouchers that others give away: lists, issuers and what they owe."},
    {METHOD_POST, "/bureau/bons-offerts", send_list, WHO_AGENT, &send_form, .upload = true,
     .body_limit = UPLOAD_MAX, .help = "Read a list of people and amounts; nothing is issued yet."},
    {METHOD_POST, "/bureau/bons-offerts/emetteurs/{id}/paiement", pay, WHO_STAFF, &payment_form,
     .help = "Money that came by transfer is an issuer's."},
    {METHOD_GET, "/bureau/bons-offerts/{id}", show_list, WHO_STAFF, &lines_query,
     .help = "A list, line by line, with what is left out and why."},
    {METHOD_POST, "/bureau/bons-offerts/{id}/emettre", issue, WHO_STAFF,
     .help = "Issue its vouchers and send them; by another person than who read it in."},
    {METHOD_POST, "/bureau/bons-offerts/{id}/oublier", drop, WHO_STAFF,
     .help = "Forget a list that was only read."},
};
const struct route_table bulk_routes = {routes, sizeof routes / sizeof routes[0]};
