#include "domain/transparency/transparency_pages.h"

#include "domain/ledger/ledger_words.h"
#include "transparency_view_html.h"

enum { HASH_SHOWN = 16 };

enum message transparency_label(enum transparency_figure figure) {
  static const enum message labels[] = {
      [TRANSPARENCY_PAID] = MSG_transparency_paid,
      [TRANSPARENCY_GIVEN] = MSG_transparency_given,
      [TRANSPARENCY_ADDED] = MSG_transparency_added,
      [TRANSPARENCY_SOLD] = MSG_transparency_sold,
      [TRANSPARENCY_CREDITED] = MSG_transparency_credited,
      [TRANSPARENCY_RECEIVED] = MSG_transparency_received,
      [TRANSPARENCY_OWED] = MSG_transparency_owed,
      [TRANSPARENCY_USED] = MSG_transparency_used,
      [TRANSPARENCY_LEFT] = MSG_transparency_left,
      [TRANSPARENCY_REFUNDED] = MSG_transparency_refunded,
      [TRANSPARENCY_EXPIRED] = MSG_transparency_expired,
      [TRANSPARENCY_FEES] = MSG_transparency_fees,
  };
  return labels[figure];
}

static struct money value(const struct ctx *ctx, const struct transparency *of,
                          enum transparency_figure figure) {
  return money_of(transparency_value(of, figure), ctx->currency);
}

static struct transparency_row row_of(const struct ctx *ctx, const struct transparency *of,
                                      enum transparency_figure figure) {
  struct transparency_row row = {.word = transparency_word(figure),
                                 .label = message_text(ctx->language, transparency_label(figure)),
                                 .amount = value(ctx, of, figure)};
  const struct transparency_terms *terms = &of->figures[figure];
  for (size_t i = 0; i < terms->count; i++) {
    const struct transparency_term *term = &terms->items[i];
    row.terms.items[row.terms.count++] = (struct transparency_term_row){
        .words = message_text(ctx->language, ledger_reason_words(term->reason)),
        .reason = reason_name(term->reason),
        .less = term->less,
        .count = term->count,
        .amount = money_of(term->minor, ctx->currency)};
  }
  return row;
}

static void add_rows(const struct ctx *ctx, const struct transparency *of,
                     struct transparency_rows *rows, enum transparency_figure first,
                     enum transparency_figure last) {
  for (enum transparency_figure figure = first; figure <= last; figure++)
    rows->items[rows->count++] = row_of(ctx, of, figure);
}

static void set_funders(struct ctx *ctx, const struct transparency *of,
                        struct transparency_page *view) {
  int64_t filled = 0, emptied = 0;
  view->funders.items =
      arena_array(ctx->arena, struct transparency_funder_row, of->funders.count + 1);
  for (size_t i = 0; i < of->funders.count; i++) {
    const struct transparency_funder *one = &of->funders.items[i];
    view->funders.items[view->funders.count++] =
        (struct transparency_funder_row){one->name, money_of(one->filled_minor, ctx->currency),
                                         money_of(one->emptied_minor, ctx->currency)};
    filled += one->filled_minor;
    emptied += one->emptied_minor;
  }
  view->filled = money_of(filled, ctx->currency);
  view->emptied = money_of(emptied, ctx->currency);
}

static void show(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct transparency of = transparency_of(ctx);
  struct transparency_page view = {
      .frame = page_frame_titled(request, SECTION_FIGURES, MSG_transparency_title),
      .few = of.few,
      .sealed = of.sealed,
      .vouchers = of.vouchers,
      .paid = value(ctx, &of, TRANSPARENCY_PAID),
      .added = value(ctx, &of, TRANSPARENCY_ADDED),
      .received = value(ctx, &of, TRANSPARENCY_CREDITED),
      .left = value(ctx, &of, TRANSPARENCY_LEFT),
      .mark = of.mark,
      .seal = str_take(of.mark.hash, HASH_SHOWN)};
  view.frame.description = message_text(ctx->language, MSG_transparency_description);
  add_rows(ctx, &of, &view.came, TRANSPARENCY_PAID, TRANSPARENCY_SOLD);
  add_rows(ctx, &of, &view.went, TRANSPARENCY_CREDITED, TRANSPARENCY_OWED);
  add_rows(ctx, &of, &view.became, TRANSPARENCY_USED, TRANSPARENCY_EXPIRED);
  add_rows(ctx, &of, &view.costs, TRANSPARENCY_FEES, TRANSPARENCY_FEES);
  add_rows(ctx, &of, &view.all, TRANSPARENCY_PAID, TRANSPARENCY_FEES);
  set_funders(ctx, &of, &view);
  struct html_out out = response_out(request, response, 200);
  transparency_view_html(&out, &view);
}

static const struct route routes[] = {
    {METHOD_GET, "/transparence", show, WHO_ANYONE, .cached = true,
     .help = "What citizens paid, what public money was added, what shops received: to the cent."},
};
const struct route_table transparency_routes = {routes, sizeof routes / sizeof routes[0]};
