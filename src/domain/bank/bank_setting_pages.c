/* On which account the territory takes transfers. */
#include "bank_setting_html.h"
#include "domain/bank/bank_pages.h"

struct setting_form {
  bool open, newer;
  struct str iban, account_iban, bic, holder, street, building, postcode, town, country;
  int64_t wait_days;
};
static const struct field setting_fields[] = {
    FIELD(struct setting_form, open, FLAG, .help = "Buyers may pay by transfer"),
    FIELD(struct setting_form, newer, FLAG, .help = "Payment orders as pain.001.001.09"),
    FIELD(struct setting_form, iban, TEXT, .max = 60, .help = "On demands; may be a QR-IBAN"),
    FIELD(struct setting_form, account_iban, TEXT, .max = 60, .help = "In the bank's files"),
    FIELD(struct setting_form, bic, TEXT, .max = 20, .help = "Where the bank wants it"),
    FIELD(struct setting_form, holder, TEXT, .max = 70, .help = "Who holds the account"),
    FIELD(struct setting_form, street, TEXT, .max = 70, .help = "Street"),
    FIELD(struct setting_form, building, TEXT, .max = 16, .help = "Number in the street"),
    FIELD(struct setting_form, postcode, TEXT, .max = 16, .help = "Postcode"),
    FIELD(struct setting_form, town, TEXT, .max = 35, .help = "Town"),
    FIELD(struct setting_form, country, CHOICE, .choices = "FR|CH|LI|MC|DE|LU|BE|AT|IT",
          .help = "Country"),
    FIELD(struct setting_form, wait_days, INT, .min = 1, .max = BANK_WAIT_DAYS_MAX,
          .help = "How long an order waits for its money"),
};
static const struct form setting_form = FORM("BankSetting", struct setting_form, setting_fields);

static void draw(struct request *request, struct response *response, int status,
                 const struct bank_setting *setting, struct str problem, bool saved) {
  struct bank_setting_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_bank_setting_title),
      .problem = problem,
      .saved = saved,
      .may_change = request->session->accountant,
      .swiss = request->ctx->currency == CURRENCY_CHF,
      .setting = *setting,
  };
  struct html_out out = response_out(request, response, status);
  bank_setting_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct bank_setting setting;
  bank_setting_find(request->ctx, &setting);
  draw(request, response, 200, &setting, S(""), false);
}

static void keep(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct setting_form *form = request_form(request);
  struct bank_setting setting = {
      .open = form->open,
      .iban = form->iban,
      .account_iban = form->account_iban,
      .bic = form->bic,
      .holder = form->holder,
      .street = form->street,
      .building = form->building,
      .postcode = form->postcode,
      .town = form->town,
      .country = form->country,
      .wait_days = form->wait_days > 0 ? form->wait_days : BANK_WAIT_DAYS,
      .pain_newer = form->newer,
  };
  if (!form_ok(request)) {
    draw(request, response, 422, &setting, message_text(ctx->language, MSG_bank_setting_unread),
         false);
    return;
  }
  enum bank_setting_result result = bank_setting_keep(ctx, &setting);
  if (result != BANK_SETTING_OK)
    draw(request, response, bank_setting_status(result), &setting,
         message_text(ctx->language, bank_setting_message(result)), false);
  else
    draw(request, response, 200, &setting, S(""), true);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/banque/reglages", show, WHO_STAFF,
     .help = "On which account transfers are taken."},
    {METHOD_POST, "/bureau/banque/reglages", keep, WHO_ACCOUNTANT, &setting_form,
     .help = "Change the account; noted in the journal."},
};
const struct route_table bank_setting_routes = {routes, sizeof routes / sizeof routes[0]};
