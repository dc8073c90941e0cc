#include "domain/counter/counter_stock.h"

#include "base/csv.h"
#include "base/fault.h"
#include "base/format.h"
#include "counter_lot_html.h"
#include "counter_lots_html.h"
#include "counter_printing_html.h"
#include "domain/territory/territory.h"
#include "paper/stock_paper.h"

enum { BOOKLET = 10 };

/* The list. */

static struct counter_lot lot_of(struct request *request, const struct lot *lot) {
  struct ctx *ctx = request->ctx;
  struct shop shop = {0};
  struct campaign campaign = {0};
  if (lot->shop_id.value != 0) shop_find(ctx, lot->shop_id, &shop);
  campaign_find(ctx, lot->campaign_id, &campaign);
  return (struct counter_lot){.root = counter_root(request),
                              .id = id_text(ctx->arena, lot->id.value),
                              .shop = shop.name,
                              .campaign = campaign.name,
                              .serial = lot->serial,
                              .vouchers = lot->vouchers,
                              .booklet = lot->booklet,
                              .here = lot->here,
                              .sold = lot->sold,
                              .cancelled = lot->cancelled,
                              .amount = lot->amount,
                              .made_at = lot->made_at,
                              .booklets = lot->booklet > 1};
}

struct lots_query {
  struct str q;
};
static const struct field lots_fields[] = {
    FIELD(struct lots_query, q, TEXT, .max = 80, .help = "A shop, to print vouchers for it")};
static const struct form lots_query = FORM("PrintedQuery", struct lots_query, lots_fields);

static void show_all(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct lots_query *query = request_form(request);
  struct lots lots = lot_list(ctx);
  struct campaign campaign;
  struct counter_lots_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_stock_title),
      .q = query->q,
      .asked = query->q.len > 0,
      .wide = campaign_wide(ctx, &campaign),
      .lots = {arena_array(ctx->arena, struct counter_lot, lots.count), lots.count}};
  if (view.wide) view.wide_name = campaign.name;
  if (view.asked) view.shops = counter_shops_found(request, query->q);
  for (size_t i = 0; i < lots.count; i++)
    view.lots.items[i] = lot_of(request, &lots.items[i]);
  struct html_out out = response_out(request, response, 200);
  counter_lots_html(&out, &view);
}

/* A new printing. */

struct print_form {
  struct str shop, amount, loose;
  int64_t own, count;
  bool wide;
};
static const struct field print_fields[] = {
    FIELD(struct print_form, shop, TEXT, .max = 120, .help = "Slug; or wide"),
    FIELD(struct print_form, wide, FLAG, .help = "For all shops that take part"),
    FIELD(struct print_form, amount, TEXT, .max = 20, .help = "A face value, or own"),
    FIELD(struct print_form, own, AMOUNT, .help = "Another amount"),
    FIELD(struct print_form, loose, CHOICE, .choices = "booklets|loose",
          .help = "In booklets of ten, or loose"),
    FIELD(struct print_form, count, INT, .max = STOCK_LOT_MAX, .help = "How many vouchers"),
};
static const struct form print_form = FORM("PrintVouchers", struct print_form, print_fields);

static void draw_printing(struct request *request, struct response *response, int status,
                          const struct print_form *form, const struct shop *shop,
                          struct str problem) {
  struct ctx *ctx = request->ctx;
  struct campaign campaign = {0};
  bool sells = counter_on_sale(ctx, form->wide, shop, &campaign);
  if (!sells && problem.len == 0)
    problem = message_text(ctx->language, MSG_counter_nothing_on_sale);
  struct counter_printing_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_stock_new),
      .problem = problem,
      .slug = form->wide ? S("") : shop->slug,
      .shop = form->wide ? S("") : shop->name,
      .campaign = campaign.name,
      .own = form->own > 0 ? counter_amount_typed(ctx, form->own) : S(""),
      .count = str_format(ctx->arena, "%lld", (long long)(form->count > 0 ? form->count : 100)),
      .currency = currency_sign(ctx->currency),
      .wide = form->wide,
      .free_amount = campaign.max_minor > 0,
      .loose = str_equal(form->loose, S("loose")),
      .amounts = counter_amounts_of(ctx, &campaign, form->amount),
  };
  struct html_out out = response_out(request, response, status);
  counter_printing_html(&out, &view);
}

static bool find_shop(struct request *request, const struct print_form *form, struct shop *shop) {
  return form->wide || shop_find_by_slug(request->ctx, form->shop, shop);
}

static void show_printing(struct request *request, struct response *response) {
  const struct print_form *form = request_form(request);
  struct shop shop = {0};
  if (find_shop(request, form, &shop))
    draw_printing(request, response, 200, form, &shop, S(""));
  else
    response_not_found(request, response);
}

static void print(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct print_form *form = request_form(request);
  struct shop shop = {0};
  struct campaign campaign;
  struct lot_id id;
  int64_t minor;
  if (!find_shop(request, form, &shop)) {
    response_not_found(request, response);
    return;
  }
  if (!form_ok(request) || !counter_on_sale(ctx, form->wide, &shop, &campaign)) {
    draw_printing(request, response, 422, form, &shop,
                  message_text(ctx->language, MSG_stock_count));
    return;
  }
  if (!money_parse(form->amount, &minor)) minor = form->own;
  struct lot lot = {.campaign_id = campaign.id,
                    .shop_id = shop.id,
                    .amount = money_of(minor, ctx->currency),
                    .vouchers = form->count,
                    .booklet = str_equal(form->loose, S("loose")) ? 1 : BOOKLET};
  enum stock_result result = stock_print(ctx, &lot, &id);
  if (result == STOCK_OK)
    response_redirect(response, str_format(ctx->arena, "/bureau/imprimes/%.*s",
                                           STR_ARG(id_text(ctx->arena, id.value))));
  else
    draw_printing(request, response, stock_status(result), form, &shop,
                  message_text(ctx->language, stock_message(result)));
}

/* One printing. */

static bool find(struct request *request, struct lot *lot) {
  struct lot_id id;
  return id_from_text(request_param(request, "id"), &id.value) && lot_find(request->ctx, id, lot);
}

static void draw(struct request *request, struct response *response, int status,
                 const struct lot *lot, struct str problem, bool cancelled) {
  struct ctx *ctx = request->ctx;
  struct stock_vouchers list = stock_list(ctx, lot->id);
  struct counter_lot_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_stock_lot),
      .problem = problem,
      .cancelled = cancelled,
      .lot = lot_of(request, lot),
      .rows = {arena_array(ctx->arena, struct counter_printed, list.count), list.count}};
  for (size_t i = 0; i < list.count; i++) {
    const struct stock_voucher *one = &list.items[i];
    view.rows.items[i] = (struct counter_printed){.serial = stock_serial(ctx, lot, one->number),
                                                  .code = voucher_code_text(ctx, one->id, ' '),
                                                  .note = one->note,
                                                  .here = one->state == STOCK_HERE,
                                                  .sold = one->state == STOCK_SOLD,
                                                  .cancelled = one->state == STOCK_CANCELLED,
                                                  .at = one->changed_at};
  }
  struct html_out out = response_out(request, response, status);
  counter_lot_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct lot lot;
  if (find(request, &lot))
    draw(request, response, 200, &lot, S(""), false);
  else
    response_not_found(request, response);
}

struct cancel_form {
  struct str first, last, note;
};
static const struct field cancel_fields[] = {
    FIELD(struct cancel_form, first, TEXT, .max = 40, .help = "Serial or code"),
    FIELD(struct cancel_form, last, TEXT, .max = 40, .help = "Likewise; empty: the first alone"),
    FIELD(struct cancel_form, note, TEXT, .max = 200, .help = "Why"),
};
static const struct form cancel_form = FORM("CancelPrinted", struct cancel_form, cancel_fields);

static void cancel(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct cancel_form *form = request_form(request);
  struct lot lot;
  if (!find(request, &lot)) {
    response_not_found(request, response);
    return;
  }
  enum stock_result result = stock_cancel(ctx, form->first, form->last, form->note);
  must(find(request, &lot));
  bool done = result == STOCK_OK;
  draw(request, response, stock_status(result), &lot,
       done ? S("") : message_text(ctx->language, stock_message(result)), done);
}

/* To print and to count by. */

static struct str booklet_of(struct ctx *ctx, const struct lot *lot, int64_t number) {
  if (lot->booklet == 1) return S("");
  struct str of = str_format(ctx->arena, "%lld/%lld", (long long)((number - 1) % lot->booklet + 1),
                             (long long)lot->booklet);
  return MESSAGE(
      ctx->arena, ctx->language, MSG_stock_booklet,
      {"number", str_format(ctx->arena, "%lld", (long long)((number - 1) / lot->booklet + 1))},
      {"of", of});
}

/* The sheet's QR code is the code alone: a till asks the server whether it was sold. */
static struct str sheet_of(struct request *request, const struct lot *lot) {
  struct ctx *ctx = request->ctx;
  struct stock_vouchers list = stock_list(ctx, lot->id);
  struct stock_card *cards = arena_array(ctx->arena, struct stock_card, list.count);
  struct campaign campaign;
  struct shop shop = {0};
  size_t count = 0;
  must(campaign_find(ctx, lot->campaign_id, &campaign));
  if (lot->shop_id.value != 0) must(shop_find(ctx, lot->shop_id, &shop));
  for (size_t i = 0; i < list.count; i++) {
    if (list.items[i].state == STOCK_CANCELLED) continue;
    cards[count++] = (struct stock_card){.serial = stock_serial(ctx, lot, list.items[i].number),
                                         .code = voucher_code_text(ctx, list.items[i].id, ' '),
                                         .qr_text = voucher_code_text(ctx, list.items[i].id, 0),
                                         .booklet = booklet_of(ctx, lot, list.items[i].number)};
  }
  struct stock_paper paper = {.language = ctx->language,
                              .territory = request->territory->name,
                              .campaign = campaign.name,
                              .accent = request->territory->accent,
                              .shop = shop.name,
                              .amount = lot->amount,
                              .redeemable_from = campaign.redeemable_on,
                              .expires_on = campaign.expires_on,
                              .cards = cards,
                              .count = count};
  return paper_stock_pdf(ctx->arena, &paper);
}

static void show_sheet(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct lot lot;
  if (!find(request, &lot)) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = sheet_of(request, &lot);
  response_header(
      response, "Content-Disposition",
      str_format(ctx->arena, "inline; filename=\"bons-%lld.pdf\"", (long long)lot.serial));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

static void show_codes(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct lot lot;
  struct buf out = buf_in(ctx->arena);
  if (!find(request, &lot)) {
    response_not_found(request, response);
    return;
  }
  struct stock_vouchers list = stock_list(ctx, lot.id);
  buf_literal(&out, "number,code,amount,state,note\n");
  for (size_t i = 0; i < list.count; i++) {
    const struct stock_voucher *one = &list.items[i];
    buf_format(&out, "%.*s,%.*s,%.*s,%s,", STR_ARG(stock_serial(ctx, &lot, one->number)),
               STR_ARG(voucher_code_text(ctx, one->id, ' ')),
               STR_ARG(money_decimal(ctx->arena, lot.amount.minor)), stock_state_name(one->state));
    csv_text(&out, one->note);
    buf_add_char(&out, '\n');
  }
  response_bytes(response, S("text/csv; charset=utf-8"), buf_str(&out),
                 str_format(ctx->arena, "bons-%lld.csv", (long long)lot.serial));
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/imprimes", show_all, WHO_AGENT, &lots_query,
     .help = "Printed vouchers: printings and what is left of them."},
    {METHOD_GET, "/bureau/imprimes/nouveau", show_printing, WHO_AGENT, &print_form,
     .help = "A new printing of vouchers."},
    {METHOD_POST, "/bureau/imprimes", print, WHO_AGENT, &print_form,
     .help = "Make the codes of a printing; worth nothing until they are sold."},
    {METHOD_GET, "/bureau/imprimes/{id}", show, WHO_AGENT,
     .help = "A printing: its vouchers and their states."},
    {METHOD_GET, "/bureau/imprimes/{id}/feuilles.pdf", show_sheet, WHO_AGENT,
     .help = "Its vouchers to print and cut: ten on an A4 page."},
    {METHOD_GET, "/bureau/imprimes/{id}/codes.csv", show_codes, WHO_AGENT,
     .help = "Its codes and their states as CSV."},
    {METHOD_POST, "/bureau/imprimes/{id}/annuler", cancel, WHO_AGENT, &cancel_form,
     .help = "Cancel printed vouchers that were lost before they were sold."},
};
const struct route_table counter_stock_routes = {routes, sizeof routes / sizeof routes[0]};
