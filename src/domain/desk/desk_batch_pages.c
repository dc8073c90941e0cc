/* A payout batch: prepared by one, confirmed by another. */
#include "base/fault.h"
#include "base/iban.h"
#include "db/db.h"
#include "desk_batch_html.h"
#include "desk_sql.h"
#include "domain/desk/desk_pages.h"
#include "domain/payout/payout_file.h"
#include "domain/payout/return_reason.h"
#include "domain/person/audit.h"
#include "domain/territory/territory.h"

static struct str name_of(struct ctx *ctx, struct person_id id) {
  struct desk_person_row row;
  return id.value != 0 && desk_person(ctx, id, &row) ? row.name : S("");
}

struct desk_batch desk_batch_of(struct request *request, const struct batch *batch) {
  struct ctx *ctx = request->ctx;
  struct desk_batch_number_row number;
  must(desk_batch_number(ctx, batch->id, &number));
  struct url home = site_path(request, S("/"));
  struct desk_batch shown = {
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .id = id_text(ctx->arena, batch->id.value),
      .number = number.number,
      .prepared_on = zone_day(ctx->zone, batch->prepared_at),
      .execute_on = batch->execute_on,
      .prepared_by = name_of(ctx, batch->prepared_by),
      .payouts = batch->payouts,
      .amount = batch->amount,
      .prepared = batch->state == PAYOUT_PREPARED,
      .confirmed = batch->state == PAYOUT_CONFIRMED,
      .cancelled = batch->state == PAYOUT_CANCELLED,
      .through = batch->provider != 0,
      .executed = batch->executed,
      .executed_on = batch->executed_on,
  };
  if (!shown.prepared) {
    shown.decided_on = zone_day(ctx->zone, batch->decided_at);
    shown.decided_by = name_of(ctx, batch->decided_by);
  }
  return shown;
}

static bool find(struct request *request, struct batch *batch) {
  struct batch_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         batch_find(request->ctx, id, batch);
}

static void set_lines(struct ctx *ctx, struct desk_batch_page *view, struct batch_id id) {
  struct payouts list = payout_list(ctx, id);
  view->lines.items = arena_array(ctx->arena, struct desk_payout, list.count);
  view->lines.count = list.count;
  int64_t returned_minor = 0;
  for (size_t i = 0; i < list.count; i++) {
    const struct payout *one = &list.items[i];
    bool came_back = one->state == PAYOUT_REJECTED || one->state == PAYOUT_RETURNED;
    view->returned += came_back;
    if (came_back) returned_minor += one->amount.minor;
    view->lines.items[i] = (struct desk_payout){
        one->merchant, view->batch.through ? one->iban : iban_masked(ctx->arena, one->iban),
        one->amount,
        one->reason.len == 0 ? S("") : return_reason_words(ctx->arena, ctx->language, one->reason)};
  }
  view->left = view->batch.payouts - view->returned;
  view->returned_amount = money_of(returned_minor, ctx->currency);
  view->left_amount = money_of(view->batch.amount.minor - returned_minor, ctx->currency);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct batch *batch, struct str refusal) {
  struct ctx *ctx = request->ctx;
  struct territory territory;
  must(territory_find(ctx, ctx->territory, &territory));
  struct desk_batch_page view = {.batch = desk_batch_of(request, batch),
                                 .debtor = territory.debtor_name,
                                 .debtor_iban = iban_masked(ctx->arena, territory.debtor_iban),
                                 .refusal = refusal};
  view.frame = page_frame_titled(request, SECTION_DESK, MSG_desk_batch_title);
  bool accountant = view.batch.prepared && request->session->accountant;
  view.own = accountant && batch->prepared_by.value == ctx->person.value;
  view.may_confirm = accountant && !view.own;
  view.due_file = view.batch.prepared && !view.may_confirm && !view.batch.through;
  set_lines(ctx, &view, batch->id);
  struct html_out out = response_out(request, response, status);
  desk_batch_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct batch batch;
  if (find(request, &batch))
    draw(request, response, 200, &batch, S(""));
  else
    response_not_found(request, response);
}

static struct str sentence(struct request *request, enum payout_result result) {
  return message_text(request->ctx->language, payout_message(result));
}

static struct str page_of(struct request *request, struct batch_id id) {
  struct str text = id_text(request->ctx->arena, id.value);
  return str_format(request->ctx->arena, "/bureau/versements/%.*s", STR_ARG(text));
}

static void prepare(struct request *request, struct response *response) {
  struct batch_id id;
  enum payout_result result = payout_prepare(request->ctx, &id);
  if (result == PAYOUT_OK)
    response_redirect(response, page_of(request, id));
  else
    desk_show(request, response, payout_status(result), sentence(request, result));
}

/* Decides, then shows the batch: as it is now, or with the reason why nothing changed. */
static void decide(struct request *request, struct response *response,
                   enum payout_result (*act)(struct ctx *, struct batch_id)) {
  struct batch batch;
  if (!find(request, &batch)) {
    response_not_found(request, response);
    return;
  }
  enum payout_result result = act(request->ctx, batch.id);
  if (result == PAYOUT_OK)
    response_redirect(response, page_of(request, batch.id));
  else if (find(request, &batch))
    draw(request, response, payout_status(result), &batch, sentence(request, result));
}

static void confirm(struct request *request, struct response *response) {
  decide(request, response, payout_confirm);
}

static void cancel(struct request *request, struct response *response) {
  decide(request, response, payout_cancel);
}

static bool note_file(struct ctx *ctx, void *arg) {
  const struct batch_id *id = arg;
  audit_write(ctx, S("payout.file"), id->value, S(""));
  return true;
}

/* The bank must not get the file of a batch that was cancelled. */
static void file(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct batch batch;
  struct str xml;
  if (!find(request, &batch)) {
    response_not_found(request, response);
    return;
  }
  if (!payout_file(ctx, batch.id, &xml)) { /* a provider carries it out */
    draw(request, response, payout_status(PAYOUT_NO_FILE), &batch,
         sentence(request, PAYOUT_NO_FILE));
    return;
  }
  if (batch.state == PAYOUT_CANCELLED) {
    draw(request, response, 409, &batch, sentence(request, PAYOUT_ALREADY_DECIDED));
    return;
  }
  db_write(ctx, note_file, &batch.id);
  struct desk_batch shown = desk_batch_of(request, &batch);
  response_bytes(response, S("application/xml"), xml,
                 str_format(ctx->arena, "versement-%lld.pain.001.xml", (long long)shown.number));
}

static const struct route routes[] = {
    {METHOD_POST, "/bureau/versements", prepare, WHO_AGENT,
     .help = "Prepare a batch of everything that is due."},
    {METHOD_GET, "/bureau/versements/{id}", show, WHO_STAFF, .help = "A batch and its payouts."},
    {METHOD_GET, "/bureau/versements/{id}/pain.xml", file, WHO_STAFF,
     .help = "The batch for the bank, pain.001.001.03."},
    {METHOD_POST, "/bureau/versements/{id}/confirmer", confirm, WHO_ACCOUNTANT,
     .help = "The bank has carried it out; not by whoever prepared it."},
    {METHOD_POST, "/bureau/versements/{id}/annuler", cancel, WHO_ACCOUNTANT,
     .help = "Give back what the batch has reserved."},
};
const struct route_table desk_batch_routes = {routes, sizeof routes / sizeof routes[0]};
