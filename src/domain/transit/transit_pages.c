#include "domain/transit/transit_pages.h"

#include "transit_home_html.h"
#include "transit_view_html.h"

static enum message told_words(enum transit_told told) {
  static const enum message words[] = {
      [TRANSIT_TOLD_NOTHING] = MSG_transit_told_nothing,
      [TRANSIT_TOLD_WAITING] = MSG_transit_told_waiting,
      [TRANSIT_TOLD_ON_ITS_WAY] = MSG_transit_told_on_its_way,
      [TRANSIT_TOLD_PAID] = MSG_transit_told_paid,
      [TRANSIT_TOLD_FAILED] = MSG_transit_told_failed,
  };
  return words[told];
}

static struct transit_row row_of(struct request *request, const struct transit *transit) {
  struct ctx *ctx = request->ctx;
  struct url home = site_path(request, S("/"));
  struct day today = zone_day(ctx->zone, ctx->now);
  struct transit_closing closing;
  int64_t minor = transit->open_minor;
  return (struct transit_row){
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .id = id_text(ctx->arena, transit->id.value),
      .name = transit->name,
      .provider = provider_name(transit->provider),
      .amount = money_of(minor < 0 ? -minor : minor, ctx->currency),
      .to_provider = minor < 0,
      .late = transit_is_late(transit, today),
      .asked = transit_closing_find(ctx, transit->id, &closing),
      .due_on = transit->due_on,
      .days = today.number - zone_day(ctx->zone, transit->made_at).number,
      .told = told_words(transit->told),
  };
}

struct transit_rows transit_rows_of(struct request *request) {
  struct transits list = transit_list(request->ctx);
  struct transit_rows rows = {arena_array(request->ctx->arena, struct transit_row, list.count),
                              list.count};
  for (size_t i = 0; i < list.count; i++)
    rows.items[i] = row_of(request, &list.items[i]);
  return rows;
}

static void show_home(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct transit_home_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_transit_title),
      .rows = transit_rows_of(request),
      .sum = money_of(transit_minor(ctx, PROVIDER_STRIPE), ctx->currency),
      .late_days = TRANSIT_LATE_DAYS,
  };
  struct html_out out = response_out(request, response, 200);
  transit_home_html(&out, &view);
}

/* One. */

struct closing_form {
  struct str note;
};
static const struct field closing_fields[] = {
    FIELD(struct closing_form, note, TEXT, .max = 200, .help = "Why it will never come")};
static const struct form closing_form = FORM("TransitClosing", struct closing_form, closing_fields);

static bool find(struct request *request, struct transit *transit) {
  struct transit_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         transit_find(request->ctx, id, transit);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct transit *transit, struct str problem) {
  struct transit_closing closing = {0};
  bool asked = transit_closing_find(request->ctx, transit->id, &closing);
  bool open = transit->open_minor != 0;
  struct transit_view_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_transit_one_title),
      .row = row_of(request, transit),
      .problem = problem,
      .note = closing.note,
      .trace = transit->trace,
      .open = open,
      .may_ask = open && !asked,
      .may_confirm = asked && request->session->accountant,
  };
  struct html_out out = response_out(request, response, status);
  transit_view_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct transit transit;
  if (find(request, &transit))
    draw(request, response, 200, &transit, S(""));
  else
    response_not_found(request, response);
}

static void answer(struct request *request, struct response *response,
                   enum transit_closing_result result) {
  struct transit transit;
  if (!find(request, &transit))
    response_not_found(request, response);
  else if (result == TRANSIT_CLOSING_OK)
    response_redirect(response, str_format(request->ctx->arena, "/bureau/en-route/%.*s",
                                           STR_ARG(request_param(request, "id"))));
  else
    draw(request, response, transit_closing_status(result), &transit,
         message_text(request->ctx->language, transit_closing_message(result)));
}

static void ask(struct request *request, struct response *response) {
  const struct closing_form *form = request_form(request);
  struct transit transit = {0};
  find(request, &transit);
  answer(request, response,
         transit_closing_ask(request->ctx, transit.id, form_ok(request) ? form->note : S("")));
}

static void confirm(struct request *request, struct response *response) {
  struct transit transit = {0};
  find(request, &transit);
  answer(request, response, transit_closing_confirm(request->ctx, transit.id));
}

static void cancel(struct request *request, struct response *response) {
  struct transit transit = {0};
  find(request, &transit);
  answer(request, response, transit_closing_cancel(request->ctx, transit.id));
}

#define ONE "/bureau/en-route/{id}"
static const struct route routes[] = {
    {METHOD_GET, "/bureau/en-route", show_home, WHO_STAFF,
     .help = "Money between a payment provider and the territory's bank."},
    {METHOD_GET, ONE, show, WHO_STAFF, .help = "One payout on its way."},
    {METHOD_POST, ONE "/clore", ask, WHO_STAFF, &closing_form,
     .help = "It will never come: the territory bears it, and why."},
    {METHOD_POST, ONE "/clore/confirmer", confirm, WHO_ACCOUNTANT,
     .help = "It will not; not by whoever said so."},
    {METHOD_POST, ONE "/clore/annuler", cancel, WHO_STAFF, .help = "It may come after all."},
};
const struct route_table transit_routes = {routes, sizeof routes / sizeof *routes};
