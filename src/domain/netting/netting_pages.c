#include "domain/netting/netting_pages.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/format.h"
#include "base/iban.h"
#include "domain/payout/return_reason.h"
#include "netting_view_html.h"

static struct url root_of(const struct request *request) {
  struct url home = site_path(request, S("/"));
  return home.text.len > 1 ? home : (struct url){S("")};
}

/* Only a territory with which something was agreed. */
static bool find(struct request *request, struct territory *neighbour) {
  struct territories list = neighbour_list(request->ctx);
  for (size_t i = 0; i < list.count; i++)
    if (str_equal(list.items[i].slug, request_param(request, "slug"))) {
      *neighbour = list.items[i];
      return true;
    }
  return false;
}

/* What is shown. */

static bool is_in(const struct settlements *settlements, struct settlement_id id,
                  enum settlement_state state) {
  for (size_t i = 0; i < settlements->count; i++)
    if (settlements->items[i].id.value == id.value) return settlements->items[i].state == state;
  return false;
}

static void set_nights(struct request *request, struct netting_page *view,
                       const struct territory *neighbour, const struct settlements *settlements) {
  struct ctx *ctx = request->ctx;
  struct nettings list = netting_list(ctx, neighbour->id);
  view->nights.items = arena_array(ctx->arena, struct netting_row, list.count);
  view->nights.count = list.count;
  for (size_t i = 0; i < list.count; i++) {
    const struct netting *one = &list.items[i];
    view->nights.items[i] = (struct netting_row){
        .root = root_of(request),
        .slug = neighbour->slug,
        .night = day_iso(ctx->arena, one->night_on),
        .night_on = one->night_on,
        .owed = money_of(one->owed_minor, ctx->currency),
        .earned = money_of(one->earned_minor, ctx->currency),
        .net = money_of(llabs(one->net_minor), ctx->currency),
        .uses = one->line_count,
        .we_owe = one->net_minor < 0,
        .paid = is_in(settlements, one->settlement, SETTLEMENT_RECEIVED),
        .prepared = is_in(settlements, one->settlement, SETTLEMENT_PREPARED),
        .announced = one->settlement.value != 0,
    };
  }
}

static struct settlement_row row_of(struct ctx *ctx, const struct settlement *one) {
  return (struct settlement_row){
      .reference = one->reference,
      .note = return_reason_words(ctx->arena, ctx->language, one->note),
      .paid_on = one->paid_on,
      .amount = money_of(one->amount_minor, ctx->currency),
      .we_pay = one->we_pay,
      .prepared = one->state == SETTLEMENT_PREPARED,
      .announced = one->state == SETTLEMENT_ANNOUNCED,
      .received = one->state == SETTLEMENT_RECEIVED,
      .left_on = one->left_on,
      .left = one->left_on.number != 0,
      .rejected = one->rejected,
  };
}

/* One that is not decided yet. */
static void set_pending(struct ctx *ctx, struct netting_page *view, const struct settlement *one,
                        const struct settlement_row *row) {
  view->waits = row->announced;
  view->waits_here = row->announced && !row->we_pay;
  view->prepared = row->prepared;
  view->ours = one->prepared_by.value == ctx->person.value;
  view->settlement = id_text(ctx->arena, one->id.value);
  view->pending = *row;
  if (!row->prepared) return;
  view->account = iban_masked(ctx->arena, one->iban);
  view->holder = one->holder;
}

static void set_settlements(struct ctx *ctx, struct netting_page *view,
                            const struct settlements *list) {
  view->settlements.items = arena_array(ctx->arena, struct settlement_row, list->count);
  view->settlements.count = list->count;
  for (size_t i = 0; i < list->count; i++) {
    struct settlement_row row = row_of(ctx, &list->items[i]);
    view->settlements.items[i] = row;
    if (row.announced || row.prepared) set_pending(ctx, view, &list->items[i], &row);
  }
}

static struct netting_options arrived_of(struct ctx *ctx, int64_t at_least) {
  struct bank_lines open = bank_open_list(ctx);
  struct netting_options options = {arena_array(ctx->arena, struct netting_option, open.count), 0};
  for (size_t i = 0; i < open.count; i++) {
    const struct bank_line *line = &open.items[i];
    struct buf label = buf_in(ctx->arena);
    if (line->state != BANK_LINE_OPEN || line->open_minor < at_least) continue;
    format_money(&label, ctx->language, money_of(line->open_minor, ctx->currency));
    buf_format(&label, ", %.*s", STR_ARG(line->party));
    options.items[options.count++] =
        (struct netting_option){id_text(ctx->arena, line->id.value), buf_str(&label)};
  }
  return options;
}

/* Where a transfer would go, if we owe. */
static void set_accounts(struct ctx *ctx, struct netting_page *view,
                         const struct territory *neighbour) {
  struct territory territory;
  struct settlement_account account;
  struct ctx there;
  if (!view->we_owe || view->waits || view->prepared ||
      !territory_find(ctx, ctx->territory, &territory) || territory.debtor_iban.len == 0 ||
      !neighbour_cross(ctx, neighbour->id, &there) || !settlement_account(&there, &account))
    return;
  view->has_accounts = true;
  view->account = iban_masked(ctx->arena, account.iban);
  view->holder = account.holder;
}

struct typed {
  struct str reference;
  struct day paid_on;
};

static void draw(struct request *request, struct response *response,
                 const struct territory *neighbour, struct typed typed,
                 enum settlement_result result) {
  struct ctx *ctx = request->ctx;
  struct settlements settlements = settlement_list(ctx, neighbour->id);
  int64_t unpaid = neighbour_balance(ctx, neighbour->id).netted_minor;
  bool refused = result != SETTLEMENT_RESULT_OK;
  struct day day = typed.paid_on.number != 0 ? typed.paid_on : zone_day(ctx->zone, ctx->now);
  struct netting_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_netting_title),
      .problem = refused ? message_text(ctx->language, settlement_message(result)) : S(""),
      .slug = neighbour->slug,
      .name = neighbour->name,
      .accountant = request->session->accountant,
      .we_owe = unpaid<0, .they_owe = unpaid> 0,
      .unpaid = money_of(llabs(unpaid), ctx->currency),
      .reference = typed.reference,
      .paid_on = day_iso(ctx->arena, day),
  };
  set_settlements(ctx, &view, &settlements);
  set_accounts(ctx, &view, neighbour);
  set_nights(request, &view, neighbour, &settlements);
  if (view.waits_here) view.arrived = arrived_of(ctx, view.pending.amount.minor);
  struct html_out out = response_out(request, response, settlement_status(result));
  netting_view_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct territory neighbour;
  if (find(request, &neighbour))
    draw(request, response, &neighbour, (struct typed){0}, SETTLEMENT_RESULT_OK);
  else
    response_not_found(request, response);
}

/* Acts. */

static void answer(struct request *request, struct response *response,
                   const struct territory *neighbour, struct typed typed,
                   enum settlement_result result) {
  if (result != SETTLEMENT_RESULT_OK) {
    draw(request, response, neighbour, typed, result);
    return;
  }
  response_redirect(response, str_format(request->ctx->arena, "/bureau/compensations/%.*s",
                                         STR_ARG(neighbour->slug)));
}

struct announce_form {
  struct str reference;
  struct day paid_on;
};
static const struct field announce_fields[] = {
    FIELD(struct announce_form, reference, TEXT, .max = 80, .help = "As the payer's bank has it"),
    FIELD(struct announce_form, paid_on, DAY, .help = "When it was paid"),
};
static const struct form announce_form = FORM("NettingPaid", struct announce_form, announce_fields);

static void announce(struct request *request, struct response *response) {
  const struct announce_form *form = request_form(request);
  struct territory neighbour;
  struct settlement_id id;
  if (!find(request, &neighbour)) {
    response_not_found(request, response);
    return;
  }
  enum settlement_result result =
      settlement_announce(request->ctx, neighbour.id, form->reference, form->paid_on, &id);
  answer(request, response, &neighbour, (struct typed){form->reference, form->paid_on}, result);
}

struct decide_form {
  struct str settlement, line, note;
};
static const struct field decide_fields[] = {
    FIELD(struct decide_form, settlement, TEXT, .max = 13, .help = "Which one"),
    FIELD(struct decide_form, line, TEXT, .max = 13,
          .help = "The line of an imported bank statement that it is"),
    FIELD(struct decide_form, note, TEXT, .max = 200, .help = "Why it is taken back"),
};
static const struct form decide_form = FORM("NettingDecided", struct decide_form, decide_fields);

static bool find_settlement(struct request *request, struct territory *neighbour,
                            struct settlement_id *id) {
  const struct decide_form *form = request_form(request);
  return find(request, neighbour) && id_from_text(form->settlement, &id->value);
}

static void receive(struct request *request, struct response *response) {
  const struct decide_form *form = request_form(request);
  struct territory neighbour;
  struct settlement_id id;
  struct bank_line_id line = {0};
  if (!find_settlement(request, &neighbour, &id) ||
      (form->line.len > 0 && !id_from_text(form->line, &line.value))) {
    response_not_found(request, response);
    return;
  }
  answer(request, response, &neighbour, (struct typed){0},
         settlement_receive(request->ctx, neighbour.id, id, line));
}

static void take_back(struct request *request, struct response *response) {
  const struct decide_form *form = request_form(request);
  struct territory neighbour;
  struct settlement_id id;
  if (find_settlement(request, &neighbour, &id))
    answer(request, response, &neighbour, (struct typed){0},
           settlement_take_back(request->ctx, neighbour.id, id, form->note));
  else
    response_not_found(request, response);
}

/* The transfer. */

static void prepare(struct request *request, struct response *response) {
  struct territory neighbour;
  struct settlement_id id;
  if (find(request, &neighbour))
    answer(request, response, &neighbour, (struct typed){0},
           settlement_prepare(request->ctx, neighbour.id, &id));
  else
    response_not_found(request, response);
}

static void confirm(struct request *request, struct response *response) {
  struct territory neighbour;
  struct settlement_id id;
  if (find_settlement(request, &neighbour, &id))
    answer(request, response, &neighbour, (struct typed){0},
           settlement_confirm(request->ctx, neighbour.id, id));
  else
    response_not_found(request, response);
}

/* The bank must not get the file of a transfer that was given up. */
static void show_order(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct territory neighbour;
  struct settlement_id id;
  struct settlement settlement;
  if (!find(request, &neighbour) ||
      !id_from_text(request_param(request, "settlement"), &id.value) ||
      !settlement_find(ctx, neighbour.id, id, &settlement) || !settlement.we_pay ||
      settlement.iban.len == 0)
    response_not_found(request, response);
  else if (settlement.state == SETTLEMENT_TAKEN_BACK)
    draw(request, response, &neighbour, (struct typed){0}, SETTLEMENT_RESULT_DECIDED);
  else
    response_bytes(response, S("application/xml"), netting_order(ctx, &settlement),
                   S("compensation.pain.001.xml"));
}

/* Taken away. */

static void show_nights(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct territory neighbour;
  if (!find(request, &neighbour)) {
    response_not_found(request, response);
    return;
  }
  struct nettings list = netting_list(ctx, neighbour.id);
  struct settlements settlements = settlement_list(ctx, neighbour.id);
  struct buf out = buf_in(ctx->arena);
  buf_literal(&out, "night,neighbour,uses,theirs_used_here,ours_used_there,net,currency,state\n");
  for (size_t i = 0; i < list.count; i++) {
    const struct netting *one = &list.items[i];
    bool paid = is_in(&settlements, one->settlement, SETTLEMENT_RECEIVED);
    bool prepared = is_in(&settlements, one->settlement, SETTLEMENT_PREPARED);
    CSV_LINE(&out, day_iso(ctx->arena, one->night_on), neighbour.name,
             str_format(ctx->arena, "%lld", (long long)one->line_count),
             money_decimal(ctx->arena, one->earned_minor),
             money_decimal(ctx->arena, one->owed_minor), money_decimal(ctx->arena, one->net_minor),
             currency_code(ctx->currency),
             paid                         ? S("paid")
             : prepared                   ? S("prepared")
             : one->settlement.value != 0 ? S("announced")
                                          : S("unpaid"));
  }
  response_bytes(response, S("text/csv; charset=utf-8"), buf_str(&out), S("compensations.csv"));
}

struct listing {
  struct ctx *ctx;
  struct buf out;
  size_t count;
};

static void list_line(void *arg, const struct netting_line *line) {
  struct listing *listing = arg;
  struct arena *arena = listing->ctx->arena;
  listing->count++;
  CSV_LINE(&listing->out, id_text(arena, line->id.value), day_iso(arena, line->booked_on),
           line->owed ? S("ours_there") : S("theirs_here"), line->shop,
           money_decimal(arena, line->amount_minor), currency_code(listing->ctx->currency));
}

static void show_night(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct territory neighbour;
  struct day night;
  struct listing listing = {ctx, buf_in(ctx->arena), 0};
  buf_literal(&listing.out, "transfer,day,direction,shop,amount,currency\n");
  if (find(request, &neighbour) && day_parse(request_param(request, "night"), &night))
    netting_lines(ctx, neighbour.id, night, list_line, &listing);
  if (listing.count > 0)
    response_bytes(response, S("text/csv; charset=utf-8"), buf_str(&listing.out), S("nuit.csv"));
  else
    response_not_found(request, response);
}

static void show_pdf(struct request *request, struct response *response) {
  struct territory neighbour;
  if (!find(request, &neighbour)) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = netting_pdf(request->ctx, &neighbour);
  response_header(response, "Content-Disposition", S("inline; filename=\"compensations.pdf\""));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

#define ONE "/bureau/compensations/{slug}"
static const struct route routes[] = {
    {METHOD_GET, ONE, show, WHO_STAFF,
     .help = "What each night netted with a neighbour, and what is unpaid."},
    {METHOD_POST, ONE, announce, WHO_ACCOUNTANT, &announce_form,
     .help = "We have paid what is unpaid."},
    {METHOD_POST, ONE "/virement", prepare, WHO_STAFF,
     .help = "Prepare the transfer of what is unpaid."},
    {METHOD_POST, ONE "/confirmer", confirm, WHO_ACCOUNTANT, &decide_form,
     .help = "The bank has the transfer; not by whoever prepared it."},
    {METHOD_GET, ONE "/{settlement}/pain.xml", show_order, WHO_STAFF,
     .help = "The transfer for the bank, pain.001."},
    {METHOD_POST, ONE "/recu", receive, WHO_ACCOUNTANT, &decide_form,
     .help = "What a neighbour paid is here: both ledgers are settled."},
    {METHOD_POST, ONE "/reprendre", take_back, WHO_ACCOUNTANT, &decide_form,
     .help = "It was not paid after all, or did not arrive."},
    {METHOD_GET, ONE "/nuits.csv", show_nights, WHO_STAFF, .help = "All nights as CSV."},
    {METHOD_GET, ONE "/{night}/encaissements.csv", show_night, WHO_STAFF,
     .help = "The uses of one night as CSV."},
    {METHOD_GET, ONE "/releve.pdf", show_pdf, WHO_STAFF, .help = "All nights on paper."},
};
const struct route_table netting_routes = {routes, sizeof routes / sizeof routes[0]};
