/* Cash boxes: as they stand, their count, the second person's word, the report. */
#include "base/format.h"
#include "counter_box_html.h"
#include "counter_boxes_html.h"
#include "counter_count_html.h"
#include "domain/counter/counter_pages.h"
#include "domain/counter/counter_slip.h"

static bool find(struct request *request, struct cash_box *box) {
  struct box_id id;
  return id_from_text(request_param(request, "id"), &id.value) && box_find(request->ctx, id, box);
}

static struct str path_of(struct request *request, struct box_id id) {
  struct arena *arena = request->ctx->arena;
  return str_format(arena, "/bureau/guichet/caisses/%.*s", STR_ARG(id_text(arena, id.value)));
}

static struct str sentence(struct request *request, enum counter_result result) {
  return message_text(request->ctx->language, counter_message(result));
}

static void show_all(struct request *request, struct response *response) {
  struct cash_boxes boxes = box_list(request->ctx);
  struct counter_boxes_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_boxes),
      .boxes = {arena_array(request->ctx->arena, struct counter_box, boxes.count), boxes.count}};
  for (size_t i = 0; i < boxes.count; i++)
    view.boxes.items[i] = counter_box_of(request, &boxes.items[i]);
  struct html_out out = response_out(request, response, 200);
  counter_boxes_html(&out, &view);
}

static struct counter_refund_rows refunds_of(struct request *request, struct box_id id) {
  struct ctx *ctx = request->ctx;
  struct paid_backs paid = paid_back_list(ctx, id);
  struct counter_refund_rows rows = {arena_array(ctx->arena, struct counter_refund_row, paid.count),
                                     paid.count};
  for (size_t i = 0; i < paid.count; i++)
    rows.items[i] = (struct counter_refund_row){.root = counter_root(request),
                                                .id = id_text(ctx->arena, paid.items[i].id.value),
                                                .amount = paid.items[i].amount,
                                                .asked_at = paid.items[i].paid_at};
  return rows;
}

static void draw(struct request *request, struct response *response, int status,
                 const struct cash_box *box, struct str problem) {
  struct ctx *ctx = request->ctx;
  struct sales sales = sale_list(ctx, box->id);
  struct deposits deposits = deposit_list_of(ctx, box->id);
  struct counter_box_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_box),
      .problem = problem,
      .currency = currency_sign(ctx->currency),
      .box = counter_box_of(request, box),
      .sales = counter_sale_rows_of(request, &sales),
      .deposits = counter_deposit_rows_of(ctx, &deposits),
      .refunds = refunds_of(request, box->id),
  };
  view.may_confirm = view.box.waits && !view.box.own;
  struct html_out out = response_out(request, response, status);
  counter_box_html(&out, &view);
}

static void show(struct request *request, struct response *response) {
  struct cash_box box;
  if (find(request, &box))
    draw(request, response, 200, &box, S(""));
  else
    response_not_found(request, response);
}

static void show_report(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct cash_box box;
  if (!find(request, &box)) {
    response_not_found(request, response);
    return;
  }
  struct str pdf = counter_report_pdf(ctx, request->territory->name, &box);
  response_header(response, "Content-Disposition",
                  str_format(ctx->arena, "inline; filename=\"caisse-%.*s.pdf\"",
                             STR_ARG(id_text(ctx->arena, box.id.value))));
  response_bytes(response, S("application/pdf"), pdf, S(""));
}

/* Counting. */

struct count_form {
  int64_t n[COUNTER_PIECES_MAX];
  struct str note, go;
};
#define PIECE(index)                                                                               \
  {                                                                                                \
    .name = "n" #index, .kind = FIELD_INT, .offset = offsetof(struct count_form, n[index]),        \
    .max = 10000, .present = SHAPE_ALWAYS, .help = "How many of this piece"                        \
  }
static const struct field count_fields[] = {
    PIECE(0),
    PIECE(1),
    PIECE(2),
    PIECE(3),
    PIECE(4),
    PIECE(5),
    PIECE(6),
    PIECE(7),
    PIECE(8),
    PIECE(9),
    PIECE(10),
    PIECE(11),
    PIECE(12),
    PIECE(13),
    PIECE(14),
    FIELD(struct count_form, note, TEXT, .max = 300, .help = "Why it differs"),
    FIELD(struct count_form, go, CHOICE, .choices = "check|close", .help = "Add up, or close"),
};
static const struct form count_form = FORM("CashCount", struct count_form, count_fields);

static struct counter_pieces pieces_of(struct request *request, const struct count_form *form) {
  struct ctx *ctx = request->ctx;
  const int64_t *values = counter_pieces(ctx->currency);
  int64_t smallest_note = ctx->currency == CURRENCY_CHF ? 1000 : 500;
  struct counter_pieces pieces = {arena_array(ctx->arena, struct counter_piece, COUNTER_PIECES_MAX),
                                  0};
  for (size_t i = 0; values[i] > 0; i++) {
    struct buf label = buf_in(ctx->arena);
    format_money_short(&label, ctx->language, money_of(values[i], ctx->currency));
    pieces.items[pieces.count++] = (struct counter_piece){
        .name = str_format(ctx->arena, "n%zu", i),
        .label = buf_str(&label),
        .typed = form->n[i] > 0 ? str_format(ctx->arena, "%lld", (long long)form->n[i]) : S(""),
        .note = values[i] >= smallest_note};
  }
  return pieces;
}

static int64_t sum_of(const struct ctx *ctx, const struct count_form *form) {
  const int64_t *values = counter_pieces(ctx->currency);
  int64_t sum = 0;
  for (size_t i = 0; values[i] > 0; i++)
    sum += values[i] * form->n[i];
  return sum;
}

static struct str pieces_text(struct ctx *ctx, const struct count_form *form) {
  const int64_t *values = counter_pieces(ctx->currency);
  struct buf out = buf_in(ctx->arena);
  for (size_t i = 0; values[i] > 0; i++) {
    if (form->n[i] == 0) continue;
    if (out.len > 0) buf_add_char(&out, ' ');
    buf_format(&out, "%lldx%lld", (long long)values[i], (long long)form->n[i]);
  }
  return buf_str(&out);
}

/* What should be there is shown only after the sum was made: who counts should not know. */
static void draw_count(struct request *request, struct response *response, int status,
                       const struct cash_box *box, const struct count_form *form, bool checked,
                       struct str problem) {
  struct ctx *ctx = request->ctx;
  int64_t sum = sum_of(ctx, form);
  struct counter_count_page view = {
      .frame = page_frame_titled(request, SECTION_DESK, MSG_counter_count),
      .problem = problem,
      .note = form->note,
      .box = counter_box_of(request, box),
      .pieces = pieces_of(request, form),
      .checked = checked,
      .differs = sum != box->expected.minor,
      .sum = money_of(sum, ctx->currency),
      .difference = counter_signed(ctx, sum - box->expected.minor),
  };
  struct html_out out = response_out(request, response, status);
  counter_count_html(&out, &view);
}

static void show_count(struct request *request, struct response *response) {
  struct count_form nothing = {.note = S("")};
  struct cash_box box;
  if (find(request, &box) && box.state == BOX_OPEN)
    draw_count(request, response, 200, &box, &nothing, false, S(""));
  else
    response_not_found(request, response);
}

static void count(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  const struct count_form *form = request_form(request);
  struct cash_box box;
  if (!find(request, &box)) {
    response_not_found(request, response);
    return;
  }
  if (!form_ok(request)) {
    draw_count(request, response, 422, &box, form, false,
               message_text(ctx->language, MSG_counter_bad_count));
    return;
  }
  if (!str_equal(form->go, S("close"))) {
    draw_count(request, response, 200, &box, form, true, S(""));
    return;
  }
  enum counter_result result = box_count(
      ctx, &(struct box_count){box.id, pieces_text(ctx, form), sum_of(ctx, form), form->note});
  if (result == COUNTER_OK)
    response_redirect(response, path_of(request, box.id));
  else
    draw_count(request, response, counter_status(result), &box, form, true,
               sentence(request, result));
}

/* The second person. */

static void decide(struct request *request, struct response *response,
                   enum counter_result (*act)(struct ctx *, struct box_id)) {
  struct cash_box box;
  if (!find(request, &box)) {
    response_not_found(request, response);
    return;
  }
  enum counter_result result = act(request->ctx, box.id);
  if (result == COUNTER_OK)
    response_redirect(response, path_of(request, box.id));
  else
    draw(request, response, counter_status(result), &box, sentence(request, result));
}

static void confirm(struct request *request, struct response *response) {
  decide(request, response, box_confirm);
}

static void recount(struct request *request, struct response *response) {
  decide(request, response, box_recount);
}

static const struct route routes[] = {
    {METHOD_GET, "/bureau/guichet/caisses", show_all, WHO_STAFF,
     .help = "Cash boxes, newest first."},
    {METHOD_GET, "/bureau/guichet/caisses/{id}", show, WHO_STAFF,
     .help = "A cash box: what should be in it, its sales, its count."},
    {METHOD_GET, "/bureau/guichet/caisses/{id}/rapport.pdf", show_report, WHO_STAFF,
     .help = "The report of a cash box, to sign."},
    {METHOD_GET, "/bureau/guichet/caisses/{id}/compter", show_count, WHO_AGENT,
     .help = "Count one's cash box, piece by piece."},
    {METHOD_POST, "/bureau/guichet/caisses/{id}/compter", count, WHO_AGENT, &count_form,
     .help = "Add the pieces up, or close the box with them."},
    {METHOD_POST, "/bureau/guichet/caisses/{id}/confirmer", confirm, WHO_STAFF,
     .help = "A second person agrees with a count that differs."},
    {METHOD_POST, "/bureau/guichet/caisses/{id}/recompter", recount, WHO_STAFF,
     .help = "A second person has it counted again."},
};
const struct route_table counter_box_routes = {routes, sizeof routes / sizeof routes[0]};
