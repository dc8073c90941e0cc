/* The way to the bank: what lies in the safe, cheques, deposits, and cheques that came back. */
#include "counter_bank_html.h"
#include "domain/counter/counter_pages.h"

enum { CHEQUES_MAX = 200 };

struct deposit_form {
  struct str what, box, cheques, slip;
  int64_t cash;
};
static const struct field deposit_fields[] = {
    FIELD(struct deposit_form, what, CHOICE, .choices = "cash|cheques", .required = true,
          .help = "What is taken to the bank"),
    FIELD(struct deposit_form, box, TEXT, .max = 13, .help = "One's open box; empty: the safe"),
    FIELD(struct deposit_form, cash, AMOUNT, .help = "How much cash"),
    FIELD(struct deposit_form, cheques, WORDS, .max = 4000, .help = "Their sales"),
    FIELD(struct deposit_form, slip, TEXT, .max = 60, .help = "The bank's reference"),
};
static const struct form deposit_form = FORM("CashDeposit", struct deposit_form, deposit_fields);

static void draw(struct request *request, struct response *response, int status,
                 struct str problem) {
  struct ctx *ctx = request->ctx;
  struct sales cheques = cheque_list(ctx), returned = cheque_list_returned(ctx);
  struct deposits deposits = deposit_list(ctx);
  int64_t sum = 0, safe = safe_minor(ctx);
  for (size_t i = 0; i < cheques.count; i++)
    sum += cheques.items[i].amount.minor;
  struct counter_bank_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_bank),
      .problem = problem,
      .currency = currency_sign(ctx->currency),
      .safe = money_of(safe, ctx->currency),
      .safe_typed = safe > 0 ? counter_amount_typed(ctx, safe) : S(""),
      .has_safe = safe > 0,
      .agent = request->session->agent,
      .cheques_sum = money_of(sum, ctx->currency),
      .cheques = counter_sale_rows_of(request, &cheques),
      .returned = counter_sale_rows_of(request, &returned),
      .deposits = counter_deposit_rows_of(ctx, &deposits),
  };
  struct html_out out = response_out(request, response, status);
  counter_bank_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  draw(request, response, 200, S(""));
}

/* The ticked ones; what is no id is passed over. */
static size_t cheques_of(struct str words, struct sale_id ids[CHEQUES_MAX]) {
  size_t count = 0;
  while (words.len > 0 && count < CHEQUES_MAX) {
    struct str word = str_cut(words, ' ', &words);
    if (id_from_text(word, &ids[count].value)) count++;
  }
  return count;
}

static void deposit(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct deposit_form *form = request_form(request);
  struct sale_id ids[CHEQUES_MAX];
  if (!form_ok(request)) {
    draw(request, response, 422, message_text(ctx->language, MSG_counter_nothing_to_deposit));
    return;
  }
  bool cash = str_equal(form->what, S("cash"));
  struct deposit_request made = {.tender = cash ? TENDER_CASH : TENDER_CHEQUE,
                                 .amount_minor = form->cash,
                                 .cheques = ids,
                                 .count = cash ? 0 : cheques_of(form->cheques, ids),
                                 .slip = form->slip};
  if (form->box.len > 0 && !id_from_text(form->box, &made.box_id.value)) made.box_id.value = -1;
  enum counter_result result = deposit_make(ctx, &made);
  if (result == COUNTER_OK)
    response_redirect(response, S("/bureau/guichet/banque"));
  else
    draw(request, response, counter_status(result),
         message_text(ctx->language, counter_message(result)));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/banque", show, WHO_STAFF,
     .help = "Cash and cheques of the counter on their way to the bank."},
    {METHOD_POST, "/bureau/guichet/banque", deposit, WHO_AGENT, &deposit_form,
     .help = "Take cash or cheques to the bank."},
};
const struct route_table counter_bank_routes = {routes, sizeof routes / sizeof routes[0]};
