/* The refunds that wait for somebody, and what can be done about each. */
#include "base/iban.h"
#include "care_refunds_html.h"
#include "domain/care/care_pages.h"
#include "domain/checkout/checkout.h"
#include "domain/payment/bank_day.h"
#include "domain/payout/payout_file.h"
#include "domain/payout/return_reason.h"
#include "domain/territory/territory.h"
#include "paper/paper.h"

struct way_form {
  struct str iban, holder, note;
};
static const struct field way_fields[] = {
    FIELD(struct way_form, iban, TEXT, .max = 60, .help = "The account to pay to"),
    FIELD(struct way_form, holder, TEXT, .max = 70, .help = "Whose account it is"),
    FIELD(struct way_form, note, TEXT, .max = 200, .help = "Why it came back"),
};
static const struct form way_form = FORM("RefundWay", struct way_form, way_fields);

struct care_refund care_refund_of(struct request *request, const struct refund *refund) {
  struct ctx *ctx = request->ctx;
  struct voucher voucher;
  struct shop shop = {0};
  if (voucher_find(ctx, refund->voucher, &voucher)) order_shop(ctx, voucher.shop_id, &shop);
  bool hand = refund_by(refund->via) == REFUND_BY_HAND, bank = refund->via == PROVIDER_BANK;
  bool asked = refund->stage == REFUND_STAGE_ASKED, failed = refund->stage == REFUND_STAGE_FAILED;
  bool under_way = refund->stage == REFUND_STAGE_UNDER_WAY;
  struct url home = site_path(request, S("/"));
  return (struct care_refund){
      .root = home.text.len > 1 ? home : (struct url){S("")},
      .form_token = request->form_token,
      .id = id_text(ctx->arena, refund->id.value),
      .voucher = voucher_code_text(ctx, refund->voucher, 0),
      .code = voucher_code_text(ctx, refund->voucher, ' '),
      .shop = shop.name,
      .note = refund->note,
      .failure = return_reason_words(ctx->arena, ctx->language, refund->failure),
      .iban = iban_masked(ctx->arena, refund->iban),
      .holder = refund->holder,
      .stage = refund_stage_message(refund->stage),
      .paid = refund->paid,
      .value = refund->value,
      .asked_at = refund->asked_at,
      .sent = refund->stage == REFUND_STAGE_SENT,
      .failed = failed,
      .takes_account = failed || (asked && refund->iban.len == 0),
      .takes_word = asked && bank && refund->iban.len > 0,
      .takes_done = hand && under_way,
      .at_counter = refund->via == PROVIDER_DESK && asked,
      .takes_back = hand && under_way,
      .takes_again = failed && refund_by(refund->via) == REFUND_BY_PROVIDER,
      .file = bank && under_way,
  };
}

static void draw(struct request *request, struct response *response, int status,
                 struct str problem) {
  struct ctx *ctx = request->ctx;
  struct refunds open = refund_open(ctx);
  struct care_refunds_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_care_refunds),
      .problem = problem,
      .refunds = {arena_array(ctx->arena, struct care_refund, open.count + 1), open.count}};
  for (size_t i = 0; i < open.count; i++)
    view.refunds.items[i] = care_refund_of(request, &open.items[i]);
  struct html_out out = response_out(request, response, status);
  care_refunds_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw(request, response, 200, S(""));
}

static bool id_of(struct request *request, struct refund_id *id) {
  return id_from_text(request_param(request, "id"), &id->value);
}

static void answer(struct request *request, struct response *response, enum refund_result result) {
  struct str sentence = message_text(request->ctx->language, refund_message(result));
  if (result == REFUND_RESULT_OK)
    response_redirect(response, S("/bureau/remboursements"));
  else
    draw(request, response, refund_status(result), sentence);
}

static void set_account(struct request *request, struct response *response) {
  const struct way_form *form = request_form(request);
  struct refund_id id;
  bool known = id_of(request, &id);
  answer(request, response,
         known ? refund_to_account(request->ctx, id, form->iban, form->holder)
               : REFUND_RESULT_UNKNOWN);
}

static void confirm(struct request *request, struct response *response) {
  struct refund_id id;
  bool known = id_of(request, &id);
  answer(request, response, known ? refund_confirm(request->ctx, id) : REFUND_RESULT_UNKNOWN);
}

static void mark_done(struct request *request, struct response *response) {
  struct refund_id id;
  bool known = id_of(request, &id);
  answer(request, response, known ? refund_done(request->ctx, id) : REFUND_RESULT_UNKNOWN);
}

static void came_back(struct request *request, struct response *response) {
  const struct way_form *form = request_form(request);
  struct refund_id id;
  bool known = id_of(request, &id);
  answer(request, response,
         known ? refund_came_back(request->ctx, id, form->note) : REFUND_RESULT_UNKNOWN);
}

static void ask_again(struct request *request, struct response *response) {
  struct refund_id id;
  bool known = id_of(request, &id);
  answer(request, response, known ? refund_again(request->ctx, id) : REFUND_RESULT_UNKNOWN);
}

/* The order for the bank, once two people have said yes. */
static void give_file(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct refund_id id;
  struct refund refund;
  struct territory territory;
  if (!id_of(request, &id) || !refund_find(ctx, id, &refund) || refund.via != PROVIDER_BANK ||
      refund.stage != REFUND_STAGE_UNDER_WAY || !territory_find(ctx, ctx->territory, &territory) ||
      territory.debtor_iban.len == 0) {
    response_not_found(request, response);
    return;
  }
  struct paper_payment payment = {
      .end_to_end_id = refund_message_name(ctx, &refund),
      .creditor = refund.holder.len > 0 ? refund.holder : S("."),
      .iban = refund.iban,
      .remittance = MESSAGE(ctx->arena, territory.language, MSG_bank_refund_remittance,
                            {"territory", territory.name}),
      .amount_minor = refund.paid.minor,
  };
  struct payout_order order = {.message_id = refund_message_name(ctx, &refund),
                               .created_at = ctx->now,
                               .execute_on =
                                   bank_day_after(ctx->currency, zone_day(ctx->zone, ctx->now)),
                               .payments = &payment,
                               .count = 1};
  response_bytes(response, S("application/xml"), payout_order_file(ctx, &order),
                 S("remboursement.pain.001.xml"));
}

#define ONE "/bureau/remboursements/{id}"
static const struct route routes[] = {
    {METHOD_GET, "/bureau/remboursements", show, WHO_STAFF,
     .help = "Money on its way back to buyers, and what waits for somebody."},
    {METHOD_POST, ONE "/compte", set_account, WHO_STAFF, &way_form,
     .help = "To which account a refund is transferred."},
    {METHOD_POST, ONE "/confirmer", confirm, WHO_STAFF, .help = "The second person's word."},
    {METHOD_POST, ONE "/envoye", mark_done, WHO_STAFF, .help = "The bank has sent it."},
    {METHOD_POST, ONE "/revenu", came_back, WHO_STAFF, &way_form, .help = "It came back."},
    {METHOD_POST, ONE "/redemander", ask_again, WHO_STAFF, .help = "Ask the provider again."},
    {METHOD_GET, ONE "/pain.xml", give_file, WHO_STAFF, .help = "The transfer for the bank."},
};
const struct route_table care_refund_routes = {routes, sizeof routes / sizeof routes[0]};
