/* One line, and the ways to give its money a place. */
#include "bank_line_html.h"
#include "base/fault.h"
#include "base/format.h"
#include "base/iban.h"
#include "domain/bank/bank_pages.h"
#include "domain/payment/bank_day.h"
#include "domain/territory/territory.h"
#include "paper/paper.h"

struct assign_form {
  struct str reference;
};
static const struct field assign_fields[] = {FIELD(struct assign_form, reference, TEXT,
                                                   .required = true, .max = 60,
                                                   .help = "The reference of the order")};
static const struct form assign_form = FORM("BankAssign", struct assign_form, assign_fields);

struct keep_form {
  struct str note;
};
static const struct field keep_fields[] = {
    FIELD(struct keep_form, note, TEXT, .max = 200, .help = "Why the money stays")};
static const struct form keep_form = FORM("BankKeep", struct keep_form, keep_fields);

struct claim_form {
  struct str refund;
};
static const struct field claim_fields[] = {FIELD(struct claim_form, refund, TEXT, .required = true,
                                                  .max = 13, .help = "Which refund it is")};
static const struct form claim_form = FORM("BankClaim", struct claim_form, claim_fields);

struct transit_form {
  struct str transit;
};
static const struct field transit_fields[] = {FIELD(struct transit_form, transit, TEXT,
                                                    .required = true, .max = 13,
                                                    .help = "Which payout it is")};
static const struct form transit_form = FORM("BankTransit", struct transit_form, transit_fields);

static bool find(struct request *request, struct bank_line *line) {
  struct bank_line_id id;
  return id_from_text(request_param(request, "id"), &id.value) &&
         bank_line_find(request->ctx, id, line) && line->state >= BANK_LINE_DONE;
}

/* The order that the line is about, as its reference. */
static struct str order_reference(struct ctx *ctx, const struct bank_line *line) {
  struct bank_setting setting;
  struct payment payment;
  if (line->noun == 0 || !payment_find(ctx, (struct payment_id){line->noun}, &payment))
    return S("");
  bank_setting_find(ctx, &setting);
  struct reference reference = bank_reference(&setting, payment.id);
  return reference_grouped(ctx->arena, &reference);
}

static struct bank_options refunds_of(struct ctx *ctx, const struct bank_line *line) {
  struct bank_claims list = bank_claim_list(ctx, line);
  struct bank_options options = {arena_array(ctx->arena, struct bank_option, list.count), 0};
  for (size_t i = 0; i < list.count; i++) {
    struct str id = id_text(ctx->arena, list.items[i].refund);
    options.items[options.count++] = (struct bank_option){
        id, str_format(ctx->arena, "%.*s, %.*s", STR_ARG(list.items[i].holder), STR_ARG(id))};
  }
  return options;
}

static struct bank_options transits_of(struct ctx *ctx, const struct bank_line *line) {
  struct transits list = bank_transit_list(ctx, line);
  struct bank_options options = {arena_array(ctx->arena, struct bank_option, list.count), 0};
  for (size_t i = 0; i < list.count; i++) {
    struct buf label = buf_in(ctx->arena);
    format_day(&label, ctx->language, list.items[i].due_on);
    buf_format(&label, ", %.*s", STR_ARG(list.items[i].name));
    options.items[options.count++] =
        (struct bank_option){id_text(ctx->arena, list.items[i].id.value), buf_str(&label)};
  }
  return options;
}

static void draw(struct request *request, struct response *response, int status,
                 const struct bank_line *line, struct str problem, struct str typed) {
  struct ctx *ctx = request->ctx;
  bool money = line->open_minor > 0;
  bool sum = line->state == BANK_LINE_OPEN && line->outcome == BANK_OUTCOME_COLLECTIVE;
  struct bank_line_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_bank_line_title),
      .row = bank_row_of(request, line),
      .problem = problem,
      .remittance = line->remittance,
      .reference = line->reference,
      .end_to_end = line->end_to_end,
      .party_iban = iban_masked(ctx->arena, line->party_iban),
      .typed = typed.len > 0 ? typed : order_reference(ctx, line),
      .note = line->note,
      .open = money_of(line->open_minor, ctx->currency),
      .may_assign = line->state == BANK_LINE_OPEN && money,
      .may_refund = line->state == BANK_LINE_OPEN && money && line->party_iban.len > 0,
      .may_confirm = line->state == BANK_LINE_ASKED && request->session->accountant,
      .may_keep = line->state == BANK_LINE_OPEN && !sum,
      .sum = sum,
      .refunded = line->refunded_minor > 0,
      .done = line->state == BANK_LINE_DONE || line->state == BANK_LINE_RESOLVED,
      .claimed = bank_is_claimed(line),
  };
  if (bank_may_claim(line)) view.refunds = refunds_of(ctx, line);
  view.may_claim = view.refunds.count > 0;
  if (bank_may_transit(line)) view.transits = transits_of(ctx, line);
  struct html_out out = response_out(request, response, status);
  bank_line_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct bank_line line;
  if (find(request, &line))
    draw(request, response, 200, &line, S(""), S(""));
  else
    response_not_found(request, response);
}

static void answer(struct request *request, struct response *response, enum bank_result result,
                   struct str typed) {
  struct bank_line line;
  must(find(request, &line));
  if (result == BANK_OK)
    response_redirect(response, str_format(request->ctx->arena, "/bureau/banque/lignes/%.*s",
                                           STR_ARG(request_param(request, "id"))));
  else
    draw(request, response, bank_status(result), &line, bank_desk_sentence(request, result), typed);
}

static void act(struct request *request, struct response *response,
                enum bank_result (*does)(struct ctx *, struct bank_line_id)) {
  struct bank_line line;
  if (find(request, &line))
    answer(request, response, does(request->ctx, line.id), S(""));
  else
    response_not_found(request, response);
}

static void assign(struct request *request, struct response *response) {
  const struct assign_form *form = request_form(request);
  struct bank_line line;
  if (find(request, &line))
    answer(request, response, bank_assign(request->ctx, line.id, form->reference), form->reference);
  else
    response_not_found(request, response);
}

static void claim(struct request *request, struct response *response) {
  const struct claim_form *form = request_form(request);
  struct bank_line line;
  int64_t refund;
  if (find(request, &line) && id_from_text(form->refund, &refund))
    answer(request, response, bank_claim_ask(request->ctx, line.id, refund), S(""));
  else
    response_not_found(request, response);
}

static void choose_transit(struct request *request, struct response *response) {
  const struct transit_form *form = request_form(request);
  struct bank_line line;
  struct transit_id transit;
  if (find(request, &line) && id_from_text(form->transit, &transit.value))
    answer(request, response, bank_transit_choose(request->ctx, line.id, transit), S(""));
  else
    response_not_found(request, response);
}

static void keep(struct request *request, struct response *response) {
  const struct keep_form *form = request_form(request);
  struct bank_line line;
  if (find(request, &line))
    answer(request, response, bank_keep(request->ctx, line.id, form->note), S(""));
  else
    response_not_found(request, response);
}

static void release(struct request *request, struct response *response) {
  act(request, response, bank_release);
}
static void refund(struct request *request, struct response *response) {
  act(request, response, bank_refund_ask);
}
static void refund_confirm(struct request *request, struct response *response) {
  act(request, response, bank_refund_confirm);
}
static void refund_cancel(struct request *request, struct response *response) {
  act(request, response, bank_refund_cancel);
}
static void claim_confirm(struct request *request, struct response *response) {
  act(request, response, bank_claim_confirm);
}
static void claim_cancel(struct request *request, struct response *response) {
  act(request, response, bank_claim_cancel);
}
static void unbundle(struct request *request, struct response *response) {
  act(request, response, bank_unbundle);
}

/* The refund for the bank, once two people have said yes. */
static void refund_file(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bank_line line;
  struct territory territory;
  struct bank_setting setting;
  enum currency currency;
  must(territory_find(ctx, ctx->territory, &territory));
  if (!find(request, &line) || line.state != BANK_LINE_RESOLVED || line.refunded_minor == 0 ||
      territory.debtor_iban.len == 0 || !currency_from_code(line.currency, &currency)) {
    response_not_found(request, response);
    return;
  }
  bank_setting_find(ctx, &setting);
  struct paper_payment payment = {
      .end_to_end_id = id_text(ctx->arena, line.id.value),
      .creditor = line.party.len > 0 ? line.party : S("."),
      .iban = line.party_iban,
      .remittance = MESSAGE(ctx->arena, territory.language, MSG_bank_refund_remittance,
                            {"territory", territory.name}),
      .amount_minor = line.refunded_minor,
  };
  struct paper_payout payout = {
      .version = setting.pain_newer ? PAIN001_09 : PAIN001_03,
      .message_id = id_text(ctx->arena, line.id.value),
      .created_at = line.decided_at,
      .execute_on = bank_day_after(currency, zone_day(ctx->zone, line.decided_at)),
      .debtor = territory.debtor_name,
      .debtor_iban = territory.debtor_iban,
      .debtor_bic = territory.debtor_bic,
      .currency = currency,
      .payments = &payment,
      .count = 1,
  };
  response_bytes(response, S("application/xml"), paper_pain001(ctx->arena, &payout),
                 S("remboursement.pain.001.xml"));
}

#define LINE "/bureau/banque/lignes/{id}"
static const struct route routes[] = {
    {METHOD_GET, LINE, show, WHO_STAFF, .help = "A movement on the account, and its money."},
    {METHOD_POST, LINE "/affecter", assign, WHO_STAFF, &assign_form,
     .help = "Give the money to an order."},
    {METHOD_POST, LINE "/detacher", release, WHO_STAFF,
     .help = "Take back what waits for an order."},
    {METHOD_POST, LINE "/rembourser", refund, WHO_STAFF, .help = "Ask for it to be sent back."},
    {METHOD_POST, LINE "/rembourser/confirmer", refund_confirm, WHO_ACCOUNTANT,
     .help = "Send it back; not by whoever asked."},
    {METHOD_POST, LINE "/rembourser/annuler", refund_cancel, WHO_STAFF,
     .help = "Do not send it back."},
    {METHOD_POST, LINE "/reconnaitre", claim, WHO_STAFF, &claim_form,
     .help = "This debit is a refund that waits for the bank."},
    {METHOD_POST, LINE "/reconnaitre/confirmer", claim_confirm, WHO_ACCOUNTANT,
     .help = "It is; not by whoever said so."},
    {METHOD_POST, LINE "/reconnaitre/annuler", claim_cancel, WHO_STAFF,
     .help = "It is not that refund after all."},
    {METHOD_POST, LINE "/versement", choose_transit, WHO_STAFF, &transit_form,
     .help = "This movement is a provider's payout that is on its way."},
    {METHOD_GET, LINE "/pain.xml", refund_file, WHO_STAFF, .help = "The refund for the bank."},
    {METHOD_POST, LINE "/garder", keep, WHO_ACCOUNTANT, &keep_form,
     .help = "The territory keeps it, and says why."},
    {METHOD_POST, LINE "/sans-detail", unbundle, WHO_STAFF,
     .help = "A sum whose details will not come."},
};
const struct route_table bank_line_routes = {routes, sizeof routes / sizeof routes[0]};
