#include "domain/takings/takings_api.h"

#include "domain/takings/takings_paper.h"

/* The days. */

static const struct field form_fields[] = {
    FIELD_GIVEN(struct takings_form, from, DAY, has_from, .help = "First day; this month's first"),
    FIELD_GIVEN(struct takings_form, to, DAY, has_to, .help = "Last day; this month's last"),
};
const struct form takings_form = FORM("TakingsQuery", struct takings_form, form_fields);

bool takings_asked(struct request *request, struct span *span) {
  const struct takings_form *form = request_form(request);
  struct ctx *ctx = request->ctx;
  *span = span_month(zone_day(ctx->zone, ctx->now), 0);
  if (!form_ok(request)) return false;
  struct span asked = {form->has_from ? form->from : span->first,
                       form->has_to ? form->to : span->last};
  if (!span_is_sound(asked)) return false;
  *span = asked;
  return true;
}

/* JSON. */

struct line_row {
  struct str line;
  int64_t count;
  struct money amount;
};
struct line_rows {
  struct line_row *items;
  size_t count;
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD(struct line_row, line, TEXT, "Its name, the same for ever"),
    SHAPE_FIELD(struct line_row, count, INT, "Transfers"),
    SHAPE_FIELD(struct line_row, amount, MONEY, "With its sign: opening + lines = closing"),
};
static const struct shape line_shape = SHAPE("TakingsLine", struct line_row, line_fields);

struct side { /* money or vouchers */
  struct money opening, closing;
  struct line_rows lines;
};

static const struct shape_field side_fields[] = {
    SHAPE_FIELD(struct side, opening, MONEY, "At the start of the first day"),
    SHAPE_PART(struct side, lines, LIST, &line_shape, "What moved, by kind"),
    SHAPE_FIELD(struct side, closing, MONEY, "At the end of the last day"),
};
static const struct shape side_shape = SHAPE("TakingsSide", struct side, side_fields);

struct shop_row {
  struct str name;
  struct money credited;
  struct side vouchers;
};
struct shop_rows {
  struct shop_row *items;
  size_t count;
};

static const struct shape_field shop_fields[] = {
    SHAPE_FIELD(struct shop_row, name, TEXT, "Of the shop"),
    SHAPE_FIELD(struct shop_row, credited, MONEY, "Sold for it or earned in it, less undone"),
    SHAPE_PART(struct shop_row, vouchers, OBJECT, &side_shape, "What it owes in goods"),
};
static const struct shape shop_shape = SHAPE("TakingsShop", struct shop_row, shop_fields);

struct left_row {
  struct str campaign;
  struct day expires_on;
  struct money amount;
};
struct left_rows {
  struct left_row *items;
  size_t count;
};

static const struct shape_field left_fields[] = {
    SHAPE_FIELD(struct left_row, campaign, TEXT, "Its name"),
    SHAPE_FIELD(struct left_row, expires_on, DAY, "Last day of the vouchers"),
    SHAPE_FIELD(struct left_row, amount, MONEY, "Still on them at the end of the last day"),
};
static const struct shape left_shape = SHAPE("TakingsLeft", struct left_row, left_fields);

struct takings_reply {
  struct str merchant;
  struct day from, to;
  struct side money, vouchers;
  struct money under_way;
  struct shop_rows shops;
  struct left_rows left;
};

static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct takings_reply, merchant, TEXT, "The merchant's name"),
    SHAPE_FIELD(struct takings_reply, from, DAY, "First day"),
    SHAPE_FIELD(struct takings_reply, to, DAY, "Last day"),
    SHAPE_PART(struct takings_reply, money, OBJECT, &side_shape, "In the merchant's favour"),
    SHAPE_FIELD(struct takings_reply, under_way, MONEY, "Of the closing: in a prepared payout"),
    SHAPE_PART(struct takings_reply, vouchers, OBJECT, &side_shape, "What is owed in goods"),
    SHAPE_PART(struct takings_reply, shops, LIST, &shop_shape, "The same by shop"),
    SHAPE_PART(struct takings_reply, left, LIST, &left_shape, "Still on vouchers"),
};
static const struct shape reply_shape = SHAPE("Takings", struct takings_reply, reply_fields);

static struct money money(const struct ctx *ctx, int64_t minor) {
  return money_of(minor, ctx->currency);
}

static struct line_row line_of(const struct ctx *ctx, struct str word,
                               const struct takings_sum *sum) {
  return (struct line_row){word, sum->count, money(ctx, sum->minor)};
}

static struct side money_side(struct ctx *ctx, const struct takings_money *of) {
  struct side side = {money(ctx, of->opening_minor),
                      money(ctx, of->closing_minor),
                      {arena_array(ctx->arena, struct line_row, TAKINGS_LINE_COUNT), 0}};
  for (enum takings_line line = TAKINGS_SOLD; line < TAKINGS_LINE_COUNT; line++)
    side.lines.items[side.lines.count++] = line_of(ctx, takings_word(line), &of->lines[line]);
  return side;
}

static struct side voucher_side(struct ctx *ctx, const struct takings_vouchers *of) {
  struct side side = {money(ctx, of->opening_minor),
                      money(ctx, of->closing_minor),
                      {arena_array(ctx->arena, struct line_row, TAKINGS_VOUCHER_LINE_COUNT), 0}};
  for (enum takings_voucher_line line = TAKINGS_VOUCHER_ISSUED; line < TAKINGS_VOUCHER_LINE_COUNT;
       line++)
    side.lines.items[side.lines.count++] =
        line_of(ctx, takings_voucher_word(line), &of->lines[line]);
  return side;
}

void takings_answer_json(struct request *request, struct response *response,
                         const struct takings *takings) {
  struct ctx *ctx = request->ctx;
  struct takings_reply reply = {
      .merchant = takings->merchant.name,
      .from = takings->span.first,
      .to = takings->span.last,
      .money = money_side(ctx, &takings->money),
      .vouchers = voucher_side(ctx, &takings->vouchers),
      .under_way = money(ctx, takings->money.under_way_minor),
      .shops = {arena_array(ctx->arena, struct shop_row, takings->shops.count + 1), 0},
      .left = {arena_array(ctx->arena, struct left_row, takings->lefts.count + 1), 0},
  };
  for (size_t i = 0; i < takings->shops.count; i++) {
    const struct takings_shop *shop = &takings->shops.items[i];
    reply.shops.items[reply.shops.count++] = (struct shop_row){
        shop->name, money(ctx, shop->credited_minor), voucher_side(ctx, &shop->vouchers)};
  }
  for (size_t i = 0; i < takings->lefts.count; i++) {
    const struct takings_left *left = &takings->lefts.items[i];
    reply.left.items[reply.left.count++] =
        (struct left_row){left->campaign, left->expires_on, money(ctx, left->minor)};
  }
  response_json(response, 200, &reply_shape, &reply);
}

static void get_takings(struct request *request, struct response *response) {
  struct takings takings;
  struct span span;
  if (!takings_asked(request, &span)) {
    response_refuse(request, response, 422, "takings_bad_span", MSG_takings_bad_span, S(""));
    return;
  }
  if (takings_of(request->ctx, (struct merchant_id){request->session->merchant}, span, &takings))
    takings_answer_json(request, response, &takings);
  else
    response_not_found(request, response);
}

/* CSV. */

struct move_row {
  struct instant at;
  struct str account, line, shop, voucher;
  struct money amount;
  struct str id;
};

static const struct shape_field move_fields[] = {
    SHAPE_FIELD(struct move_row, at, INSTANT, "When"),
    SHAPE_FIELD(struct move_row, account, TEXT, "money or vouchers"),
    SHAPE_FIELD(struct move_row, line, TEXT, "Which line of the statement it belongs to"),
    SHAPE_FIELD(struct move_row, shop, TEXT, "Where known"),
    SHAPE_FIELD(struct move_row, voucher, TEXT, "The last four signs of its code"),
    SHAPE_FIELD(struct move_row, amount, MONEY, "With its sign"),
    SHAPE_FIELD(struct move_row, id, TEXT, "The transfer"),
};
static const struct shape move_shape = SHAPE("TakingsMove", struct move_row, move_fields);

struct writing {
  struct ctx *ctx;
  struct response *response;
  struct buf *out;
  const struct takings *takings;
};

static struct str shop_name(const struct takings *takings, struct shop_id id) {
  for (size_t i = 0; i < takings->shops.count; i++)
    if (takings->shops.items[i].id.value == id.value) return takings->shops.items[i].name;
  return S("");
}

/* The whole code would let a shop spend what it has sold. */
static void write_move(void *arg, const struct takings_move *move) {
  const struct writing *writing = arg;
  struct ctx *ctx = writing->ctx;
  struct str code = move->known.value != 0 ? voucher_code_text(ctx, move->known, 0) : S("");
  struct move_row row = {.at = move->at,
                         .account = move->voucher ? S("vouchers") : S("money"),
                         .line = move->voucher
                                     ? takings_voucher_word(takings_voucher_line_of(move->reason))
                                     : takings_word(takings_line_of(move->reason)),
                         .shop = shop_name(writing->takings, move->shop),
                         .voucher = str_skip(code, code.len > 4 ? code.len - 4 : 0),
                         .amount = money_of(move->sum.minor, ctx->currency),
                         .id = id_text(ctx->arena, move->id.value)};
  shape_csv_row(writing->out, &move_shape, &row);
  response_spill(writing->response);
}

void takings_answer_csv(struct request *request, struct response *response,
                        const struct takings *takings) {
  struct buf *out = response_stream(response, S("text/csv; charset=utf-8"),
                                    takings_file_name(request->ctx, takings->span, "csv"));
  struct writing writing = {request->ctx, response, out, takings};
  shape_csv(out, &move_shape, NULL, 0);
  takings_walk(request->ctx, takings, write_move, &writing);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/statement/period", get_takings, WHO_SHOPKEEPER, &takings_form,
     .reply = &reply_shape,
     .help = "The statement of some days: balances, what moved, what is still on vouchers"},
};
const struct route_table takings_api_routes = {routes, sizeof routes / sizeof routes[0]};
