#include "domain/payout/statement_pages.h"

#include "base/fault.h"
#include "base/format.h"
#include "base/iban.h"
#include "db/db.h"
#include "domain/payment/stripe_setting.h"
#include "domain/payout/payout_api.h"
#include "domain/payout/return_reason.h"
#include "domain/person/audit.h"
#include "domain/voucher/voucher.h"
#include "merchant_page_html.h"
#include "statement_sql.h"

enum { PAGE = 50, CSV_PAGE = 200, CSV_PAGES = 100, WORDS = 6 };

struct statement_query {
  struct str before, saved;
};
static const struct field query_fields[] = {
    FIELD(struct statement_query, before, TEXT, .max = 13, .help = "Where older movements begin"),
    FIELD(struct statement_query, saved, TEXT, .max = 20, .help = "What was just saved"),
};
static const struct form query_form = FORM("StatementPage", struct statement_query, query_fields);

struct account_form {
  struct str iban, holder, email;
};
static const struct field account_fields[] = {
    FIELD(struct account_form, iban, TEXT, .required = true, .max = 60),
    FIELD(struct account_form, holder, TEXT, .required = true, .max = 70),
    FIELD(struct account_form, email, EMAIL, .required = true),
};
static const struct form account_form =
    FORM("MerchantAccount", struct account_form, account_fields);

struct shop_form {
  struct str shop, takes;
};
static const struct field shop_fields[] = {
    FIELD(struct shop_form, shop, TEXT, .required = true, .max = 80),
    FIELD(struct shop_form, takes, CHOICE, .required = true, .choices = "yes|no"),
};
static const struct form shop_form = FORM("TakeVouchers", struct shop_form, shop_fields);

/* Movements --------------------------------------------------------------------------------------
 * A payout reserves all that is due when it is prepared. So the payout that pays a sale is the
 * first one after it that was not cancelled; ids of both are made in order of time. */

static const struct statement_payouts_row *
payout_after(const struct statement_payouts_rows *payouts, int64_t id) {
  for (size_t i = 0; i < payouts->count; i++)
    if (payouts->items[i].id.value > id) return &payouts->items[i];
  return NULL;
}

static void set_payment(struct ctx *ctx, struct statement_row *row,
                        const struct statement_payouts_row *payout) {
  row->waiting = payout == NULL;
  row->paid = payout != NULL && payout->state == PAYOUT_CONFIRMED;
  row->under_way = payout != NULL && !row->paid;
  if (!row->paid) return;
  struct buf on = buf_in(ctx->arena);
  format_day_short(&on, ctx->language, zone_day(ctx->zone, payout->decided_at));
  row->paid_on = buf_str(&on);
}

static struct statement_row sale_of(struct ctx *ctx, const struct ledger_entry *entry,
                                    struct support_words *words) {
  struct statement_row row = {
      .sold = true, .at = entry->at, .amount = money_of(entry->signed_minor, ctx->currency)};
  struct statement_order_row order;
  if (!statement_order(ctx, (struct order_id){entry->cause}, &order)) return row;
  row.shop = order.shop;
  /* The whole code would let a shop spend what it has sold. */
  if (order.has_voucher_id) {
    struct str code = voucher_code_text(ctx, order.voucher_id, 0);
    row.mark = str_skip(code, code.len - 4);
  }
  if (order.support.len > 0 && words->count < WORDS)
    words->items[words->count++] =
        (struct support_word){order.support, zone_day(ctx->zone, entry->at)};
  return row;
}

static void set_return(struct ctx *ctx, struct statement_row *row, struct payout_id id) {
  struct statement_return_row found;
  row->returned = true;
  if (statement_return(ctx, id, &found))
    row->reason = return_reason_words(ctx->arena, ctx->language, found.reason);
}

static bool is_payout(const struct ledger_entry *entry) {
  return entry->reason == REASON_MERCHANT_PAID || entry->reason == REASON_PROVIDER_PAID_OUT;
}

static enum message row_words(const struct ledger_entry *entry) {
  static const enum message words[] = {
      [REASON_MERCHANT_PAID] = MSG_statement_paid_row,
      [REASON_PROVIDER_PAID_OUT] = MSG_statement_paid_row,
      [REASON_SALE_REFUNDED] = MSG_statement_row_refunded,
      [REASON_TOP_UP] = MSG_statement_row_top_up,
      [REASON_TOP_UP_RETURNED] = MSG_statement_row_top_up_back,
      [REASON_SHOP_EARNED] = MSG_statement_row_earned,
      [REASON_NEIGHBOUR_EARNED] = MSG_statement_row_earned,
      [REASON_SHOP_EARNED_BACK] = MSG_statement_row_earned_back,
      [REASON_NEIGHBOUR_EARNED_BACK] = MSG_statement_row_earned_back,
      [REASON_REMAINDER_TO_FUND] = MSG_statement_row_remainder,
      [REASON_ISSUED_ON_ACCOUNT] = MSG_statement_row_given,
      [REASON_CHEQUE_RETURNED] = MSG_statement_row_cheque,
      [REASON_PROVIDER_TOOK_BACK] = MSG_statement_row_fetched,
  };
  bool known = (size_t)entry->reason < sizeof words / sizeof *words && words[entry->reason] != 0;
  return known ? words[entry->reason] : MSG_statement_row_other;
}

/* A payout is one line: on its way, then paid. What was reserved and given back is no movement. */
static bool is_shown(const struct ledger_entry *entry, const struct statement_payouts_row *payout) {
  if (!is_payout(entry)) return entry->phase == PHASE_SINGLE || entry->phase == PHASE_POST;
  if (entry->phase == PHASE_POST) return true;
  return entry->phase == PHASE_PENDING && payout != NULL && payout->id.value == entry->cause &&
         payout->state == PAYOUT_PREPARED;
}

static void set_rows(struct ctx *ctx, struct statement_page *view, struct merchant_id merchant,
                     const struct ledger_entries *entries) {
  if (entries->count == 0) return;
  int64_t last = entries->items[entries->count - 1].id.value, oldest = last;
  for (size_t i = 0; i < entries->count; i++)
    if (is_payout(&entries->items[i]) && entries->items[i].cause < oldest)
      oldest = entries->items[i].cause;
  struct statement_payouts_rows payouts =
      statement_payouts(ctx, merchant, (struct payout_id){oldest - 1});
  view->rows.items = arena_array(ctx->arena, struct statement_row, entries->count);
  view->words.items = arena_array(ctx->arena, struct support_word, WORDS);
  for (size_t i = 0; i < entries->count; i++) {
    const struct ledger_entry *entry = &entries->items[i];
    bool sold = entry->reason == REASON_VOUCHER_SOLD;
    const struct statement_payouts_row *payout =
        payout_after(&payouts, is_payout(entry) ? entry->cause - 1 : entry->id.value);
    if (!is_shown(entry, payout)) continue;
    struct statement_row *row = &view->rows.items[view->rows.count++];
    *row = sold ? sale_of(ctx, entry, &view->words)
                : (struct statement_row){.what = row_words(entry),
                                         .at = entry->at,
                                         .amount = money_of(entry->signed_minor, ctx->currency)};
    if (entry->reason == REASON_PAYOUT_RETURNED)
      set_return(ctx, row, (struct payout_id){entry->cause});
    else if (entry->reason == REASON_PROVIDER_TOOK_BACK)
      row->evened = true;
    else if (entry->signed_minor < 0 && !is_payout(entry))
      row->taken = true;
    else
      set_payment(ctx, row, payout);
  }
  if (entries->count == PAGE) view->next = id_text(ctx->arena, last);
}

/* The page. */

static void set_shops(struct request *request, struct statement_page *view,
                      struct merchant_id merchant) {
  struct ctx *ctx = request->ctx;
  struct shops shops = shop_list_by_merchant(ctx, merchant);
  view->several = shops.count > 1;
  view->shops.items = arena_array(ctx->arena, struct statement_shop, shops.count);
  for (size_t i = 0; i < shops.count; i++)
    view->shops.items[view->shops.count++] =
        (struct statement_shop){.name = shops.items[i].name,
                                .slug = shops.items[i].slug,
                                .street = shops.items[i].street,
                                .takes_vouchers = shops.items[i].takes_vouchers,
                                .root = view->frame.root,
                                .form_token = view->frame.form_token};
}

static struct str grouped_iban(struct ctx *ctx, struct str text) {
  struct iban iban;
  return iban_parse(text, &iban) ? iban_grouped(ctx->arena, &iban) : text;
}

static void draw(struct request *request, struct response *response, int status,
                 struct transfer_id before, struct statement_page view) {
  struct ctx *ctx = request->ctx;
  struct merchant_id id = {request->session->merchant};
  struct merchant merchant;
  if (!merchant_find(ctx, id, &merchant)) {
    response_not_found(request, response);
    return;
  }
  view.frame = page_frame_titled(request, SECTION_STATEMENT, MSG_statement_title);
  view.merchant = merchant.name;
  view.today = zone_day(ctx->zone, ctx->now);
  view.sums = payout_statement(ctx, id);
  view.iban = iban_masked(ctx->arena, merchant.iban);
  view.later = before.value != 0;
  struct stripe_setting setting;
  view.pays_out = stripe_setting_find(ctx, &setting) && setting.pays_out;
  if (!view.account.refused)
    view.account = (struct account_fields){.iban = grouped_iban(ctx, merchant.iban),
                                           .holder = merchant.account_holder,
                                           .email = merchant.email};
  struct ledger_entries entries = ledger_list(ctx, ACCOUNT_PAYABLE, id.value, before, PAGE);
  set_rows(ctx, &view, id, &entries);
  set_shops(request, &view, id);
  struct html_out out = response_out(request, response, status);
  merchant_page_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  const struct statement_query *query = request_form(request);
  struct transfer_id before = {0};
  if (query->before.len > 0 && !id_from_text(query->before, &before.value)) before.value = 0;
  draw(request, response, 200, before,
       (struct statement_page){.account_saved = str_equal(query->saved, S("compte")),
                               .shop_saved = str_equal(query->saved, S("bons"))});
}

static void show_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct statement_line *all =
      arena_array(ctx->arena, struct statement_line, (size_t)CSV_PAGE * CSV_PAGES);
  size_t count = 0;
  struct transfer_id before = {0};
  for (int page = 0; page < CSV_PAGES; page++) {
    struct statement_lines lines =
        statement_lines(ctx, (struct merchant_id){request->session->merchant}, before, CSV_PAGE);
    for (size_t i = 0; i < lines.count; i++)
      all[count++] = lines.items[i];
    if (lines.count < CSV_PAGE) break;
    must(id_from_text(lines.items[lines.count - 1].id, &before.value));
  }
  response_csv(response, &statement_line_shape, all, count, S("releve.csv"));
}

/* The bank account. */

static struct str problem_text(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

static struct account_fields refused_fields(struct request *request) {
  const struct account_form *form = request_form(request);
  struct form_problem email;
  return (struct account_fields){.iban = form->iban,
                                 .holder = form->holder,
                                 .email = form_problem(request, "email", &email) ? email.typed
                                                                                 : form->email,
                                 .iban_problem = problem_text(request, "iban"),
                                 .holder_problem = problem_text(request, "holder"),
                                 .email_problem = problem_text(request, "email"),
                                 .refused = true};
}

struct saving_account {
  struct merchant_id merchant;
  const struct account_form *form;
  struct str iban;
};

static bool account_body(struct ctx *ctx, void *arg) {
  const struct saving_account *saving = arg;
  merchant_set_account(ctx, saving->merchant, saving->form->email, saving->iban,
                       saving->form->holder);
  audit_write(ctx, S("merchant.account"), saving->merchant.value,
              iban_masked(ctx->arena, saving->iban));
  return true;
}

static void save_account(struct request *request, struct response *response) {
  const struct account_form *form = request_form(request);
  struct form_problem problem;
  struct iban iban;
  if (!form_problem(request, "iban", &problem) && !iban_parse(form->iban, &iban))
    form_refuse(request, "iban", MSG_statement_iban_wrong);
  if (!form_ok(request)) {
    draw(request, response, 422, (struct transfer_id){0},
         (struct statement_page){.account = refused_fields(request)});
    return;
  }
  db_write(request->ctx, account_body,
           &(struct saving_account){{request->session->merchant}, form, iban_str(&iban)});
  response_redirect(response, S("/releve?saved=compte"));
}

/* Taking part. */

struct taking_part {
  struct shop_id shop;
  bool takes;
};

static bool take_body(struct ctx *ctx, void *arg) {
  const struct taking_part *taking = arg;
  shop_take_vouchers(ctx, taking->shop, taking->takes);
  audit_write(ctx, S("shop.vouchers"), taking->shop.value, taking->takes ? S("yes") : S("no"));
  return true;
}

static void take_part(struct request *request, struct response *response) {
  const struct shop_form *form = request_form(request);
  struct shop shop;
  if (!form_ok(request) || !shop_find_by_slug(request->ctx, form->shop, &shop) ||
      shop.merchant_id.value != request->session->merchant) {
    response_not_found(request, response);
    return;
  }
  db_write(request->ctx, take_body,
           &(struct taking_part){shop.id, str_equal(form->takes, S("yes"))});
  response_redirect(response, S("/releve?saved=bons"));
}

static const struct route routes[] = {
    {METHOD_GET, "/releve", show, WHO_SHOPKEEPER, &query_form,
     .help = "What the merchant has sold, is owed and was paid."},
    {METHOD_GET, "/releve.csv", show_csv, WHO_SHOPKEEPER,
     .help = "Every movement of the statement, up to 20,000."},
    {METHOD_POST, "/releve/compte", save_account, WHO_SHOPKEEPER, &account_form,
     .help = "Where the merchant's money goes."},
    {METHOD_POST, "/releve/bons", take_part, WHO_SHOPKEEPER, &shop_form,
     .help = "Take part in voucher campaigns, or not."},
};
const struct route_table statement_routes = {routes, sizeof routes / sizeof routes[0]};
