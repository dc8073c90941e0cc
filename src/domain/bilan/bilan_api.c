#include "domain/bilan/bilan_api.h"

#include "domain/figures/figures_api.h"

/* What all of them do first. */

static bool read(struct request *request, struct response *response, size_t rows,
                 struct bilan *bilan) {
  struct bilan_choice choice;
  if (form_ok(request) && bilan_asked(request, rows, bilan, &choice)) return true;
  response_not_found(request, response);
  return false;
}

static struct money money(const struct ctx *ctx, int64_t minor) {
  return money_of(minor, ctx->currency);
}

/* Days, trades and towns. */

struct part_row {
  struct day from, to;
  struct str key, name;
  int64_t shops, vouchers;
  struct money worth, paid, added, used, refunded, expired, left, brought;
};
struct part_rows {
  struct part_row *items;
  size_t count;
};

static struct part_row part_of(const struct ctx *ctx, const struct figures_sums *sums) {
  return (struct part_row){.vouchers = sums->voucher_count,
                           .worth = money(ctx, sums->worth_minor),
                           .paid = money(ctx, figures_paid(sums)),
                           .added = money(ctx, sums->top_up_minor),
                           .used = money(ctx, figures_used(sums)),
                           .refunded = money(ctx, sums->refunded_minor),
                           .expired = money(ctx, sums->expired_minor),
                           .left = money(ctx, figures_left(sums)),
                           .brought = money(ctx, figures_brought(sums))};
}

static struct part_rows day_rows(struct ctx *ctx, const struct bilan *bilan) {
  struct part_rows rows = {arena_array(ctx->arena, struct part_row, bilan->spans.count + 1),
                           bilan->spans.count};
  for (size_t i = 0; i < rows.count; i++) {
    rows.items[i] = part_of(ctx, &bilan->spans.items[i].sums);
    rows.items[i].from = bilan->spans.items[i].from;
    rows.items[i].to = bilan->spans.items[i].to;
  }
  return rows;
}

static struct part_rows group_rows(struct ctx *ctx, const struct figures_groups *groups,
                                   enum message others) {
  struct part_rows rows = {arena_array(ctx->arena, struct part_row, groups->count + 1),
                           groups->count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct figures_group *group = &groups->items[i];
    rows.items[i] = part_of(ctx, &group->sums);
    rows.items[i].vouchers = figures_brought_count(&group->sums);
    rows.items[i].shops = group->shops;
    rows.items[i].key = group->key;
    rows.items[i].name = group->name;
    if (group->groups > 1)
      rows.items[i].name =
          message_format(ctx->arena, ctx->language, others, group->groups, NULL, 0);
  }
  return rows;
}

#define PART_SUMS                                                                                  \
  SHAPE_FIELD(struct part_row, worth, MONEY, "What they could buy"),                               \
      SHAPE_FIELD(struct part_row, paid, MONEY, "Paid by those who bought them"),                  \
      SHAPE_FIELD(struct part_row, added, MONEY, "Added by public money"),                         \
      SHAPE_FIELD(struct part_row, used, MONEY, "Used in shops"),                                  \
      SHAPE_FIELD(struct part_row, refunded, MONEY, "Given back to buyers"),                       \
      SHAPE_FIELD(struct part_row, expired, MONEY, "Not used in time"),                            \
      SHAPE_FIELD(struct part_row, left, MONEY, "Still to be used")

static const struct shape_field day_fields[] = {
    SHAPE_FIELD(struct part_row, from, DAY, "First day of sale"),
    SHAPE_FIELD(struct part_row, to, DAY, "Last one: days with few vouchers are joined"),
    SHAPE_FIELD(struct part_row, vouchers, INT, "Vouchers sold"),
    PART_SUMS,
};
static const struct shape day_shape = SHAPE("BilanDays", struct part_row, day_fields);

static const struct shape_field group_fields[] = {
    SHAPE_FIELD(struct part_row, key, TEXT, "Key or slug; empty where several are joined"),
    SHAPE_FIELD(struct part_row, name, TEXT, "In the reader's language"),
    SHAPE_FIELD(struct part_row, shops, INT, "Shops with sales"),
    SHAPE_FIELD(struct part_row, vouchers, INT, "Vouchers sold for them or used in them"),
    SHAPE_FIELD(struct part_row, brought, MONEY, "What came to them"),
    PART_SUMS,
};
static const struct shape group_shape = SHAPE("BilanGroup", struct part_row, group_fields);

void bilan_days_csv(struct request *request, struct response *response) {
  struct bilan bilan;
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  struct part_rows rows = day_rows(request->ctx, &bilan);
  response_csv(response, &day_shape, rows.items, rows.count, S("bilan-jours.csv"));
}

void bilan_trades_csv(struct request *request, struct response *response) {
  struct bilan bilan;
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  struct part_rows rows = group_rows(request->ctx, &bilan.trades, MSG_figures_other_trades);
  response_csv(response, &group_shape, rows.items, rows.count, S("bilan-metiers.csv"));
}

void bilan_towns_csv(struct request *request, struct response *response) {
  struct bilan bilan;
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  struct part_rows rows = group_rows(request->ctx, &bilan.towns, MSG_figures_other_towns);
  response_csv(response, &group_shape, rows.items, rows.count, S("bilan-communes.csv"));
}

void bilan_shops_csv(struct request *request, struct response *response) {
  struct bilan bilan;
  if (!read(request, response, 0, &bilan)) return;
  response_csv(response, &ranking_row_shape, bilan.by_value.items, bilan.by_value.count,
               S("bilan-commerces.csv"));
}

/* Figures, and the lines behind them. */

struct figure_row {
  struct str figure, label, value, unit;
};

static struct str decimal(struct ctx *ctx, enum bilan_kind kind, int64_t value) {
  if (kind == BILAN_MONEY || kind == BILAN_RATIO) return money_decimal(ctx->arena, value);
  if (kind == BILAN_PERCENT)
    return str_format(ctx->arena, "%lld.%lld", (long long)(value / 10), (long long)(value % 10));
  return str_format(ctx->arena, "%lld", (long long)value);
}

static struct str unit(const struct ctx *ctx, enum bilan_kind kind) {
  return kind == BILAN_MONEY     ? currency_code(ctx->currency)
         : kind == BILAN_PERCENT ? S("%")
                                 : S("");
}

static const struct shape_field figure_fields[] = {
    SHAPE_FIELD(struct figure_row, figure, TEXT, "Its name, the same for ever"),
    SHAPE_FIELD(struct figure_row, label, TEXT, "In the reader's language"),
    SHAPE_FIELD(struct figure_row, value, TEXT, "Empty where there is none"),
    SHAPE_FIELD(struct figure_row, unit, TEXT, "A currency, % or nothing"),
};
static const struct shape figure_shape = SHAPE("BilanFigure", struct figure_row, figure_fields);

void bilan_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bilan bilan;
  struct figure_row rows[BILAN_FIGURE_COUNT];
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  for (enum bilan_figure figure = BILAN_COUNT; figure < BILAN_FIGURE_COUNT; figure++) {
    enum bilan_kind kind = bilan_kind(figure);
    int64_t value;
    bool known = bilan_value(&bilan, figure, &value);
    rows[figure] =
        (struct figure_row){bilan_word(figure), message_text(ctx->language, bilan_label(figure)),
                            known ? decimal(ctx, kind, value) : S(""), unit(ctx, kind)};
  }
  response_csv(response, &figure_shape, rows, bilan.few ? 0 : BILAN_FIGURE_COUNT, S("bilan.csv"));
}

struct line_row {
  struct str figure, sign, reason, debit, credit, amount, unit;
};

static const struct shape_field line_fields[] = {
    SHAPE_FIELD(struct line_row, figure, TEXT, "Which figure it belongs to"),
    SHAPE_FIELD(struct line_row, sign, TEXT, "plus or less"),
    SHAPE_FIELD(struct line_row, reason, TEXT, "Of the transfers, as in the ledger's export"),
    SHAPE_FIELD(struct line_row, debit, TEXT, "Kind of account that they leave"),
    SHAPE_FIELD(struct line_row, credit, TEXT, "Kind of account that they reach"),
    SHAPE_FIELD(struct line_row, amount, TEXT, "Their sum, or how many they are"),
    SHAPE_FIELD(struct line_row, unit, TEXT, "A currency or nothing"),
};
static const struct shape line_shape = SHAPE("BilanLine", struct line_row, line_fields);

void bilan_how_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bilan bilan;
  struct line_row rows[BILAN_FIGURE_COUNT * BILAN_LINES];
  size_t count = 0;
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  for (enum bilan_figure figure = BILAN_COUNT; figure < BILAN_FIGURE_COUNT; figure++) {
    struct bilan_lines lines = bilan_lines(&bilan, figure);
    for (size_t i = 0; i < lines.count; i++)
      rows[count++] = (struct line_row){bilan_word(figure),
                                        lines.items[i].less ? S("less") : S("plus"),
                                        reason_name(lines.items[i].reason),
                                        account_kind_name(lines.items[i].from),
                                        account_kind_name(lines.items[i].to),
                                        decimal(ctx, bilan_kind(figure), lines.items[i].amount),
                                        unit(ctx, bilan_kind(figure))};
  }
  response_csv(response, &line_shape, rows, bilan.few ? 0 : count, S("bilan-calcul.csv"));
}

/* Everything at once. */

struct bilan_reply {
  struct str campaign;
  struct day first, last;
  bool few;
  int64_t vouchers, shops;
  struct money worth, paid, added, used, left, refunded, expired;
  bool has_leverage, has_rate, sealed;
  int64_t leverage_hundredths, used_per_mille, seal;
  struct str seal_hash;
  struct instant sealed_at;
  struct part_rows days, trades, towns;
  struct ranking by_value, by_count;
};

static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct bilan_reply, campaign, TEXT, "Its name; empty for all"),
    SHAPE_FIELD(struct bilan_reply, first, DAY, "First day of sale"),
    SHAPE_FIELD(struct bilan_reply, last, DAY, "Last day of sale"),
    SHAPE_FIELD(struct bilan_reply, few, BOOL, "Too few vouchers to be published; all is zero"),
    SHAPE_FIELD(struct bilan_reply, vouchers, INT, "Sold"),
    SHAPE_FIELD(struct bilan_reply, worth, MONEY, "What they could buy: paid and added"),
    SHAPE_FIELD(struct bilan_reply, paid, MONEY, "By those who bought them"),
    SHAPE_FIELD(struct bilan_reply, added, MONEY, "By public money"),
    SHAPE_OPTIONAL(struct bilan_reply, leverage_hundredths, INT, has_leverage,
                   "Paid for each unit of public money, in hundredths"),
    SHAPE_FIELD(struct bilan_reply, shops, INT, "With vouchers sold for them or used in them"),
    SHAPE_FIELD(struct bilan_reply, used, MONEY, "In shops"),
    SHAPE_OPTIONAL(struct bilan_reply, used_per_mille, INT, has_rate, "Of their worth"),
    SHAPE_FIELD(struct bilan_reply, left, MONEY, "Still to be used"),
    SHAPE_FIELD(struct bilan_reply, refunded, MONEY, "Given back to buyers"),
    SHAPE_FIELD(struct bilan_reply, expired, MONEY, "Not used in time"),
    SHAPE_PART(struct bilan_reply, days, LIST, &day_shape, "By day of sale"),
    SHAPE_PART(struct bilan_reply, by_value, OBJECT, &ranking_shape, "Shops, best value first"),
    SHAPE_PART(struct bilan_reply, by_count, OBJECT, &ranking_shape, "Shops, most vouchers first"),
    SHAPE_PART(struct bilan_reply, trades, LIST, &group_shape, "By trade"),
    SHAPE_PART(struct bilan_reply, towns, LIST, &group_shape, "By town"),
    SHAPE_OPTIONAL(struct bilan_reply, seal, INT, sealed, "Number of the last seal summed up"),
    SHAPE_OPTIONAL(struct bilan_reply, seal_hash, TEXT, sealed, "Its hash"),
    SHAPE_OPTIONAL(struct bilan_reply, sealed_at, INSTANT, sealed, "When it was made"),
};
static const struct shape reply_shape = SHAPE("Bilan", struct bilan_reply, reply_fields);

void bilan_json(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct bilan bilan;
  if (!read(request, response, RANKING_ROWS_MAX, &bilan)) return;
  struct part_row sums = part_of(ctx, &bilan.sums);
  struct bilan_reply reply = {
      .campaign = bilan.campaign,
      .first = bilan.first,
      .last = bilan.last,
      .few = bilan.few,
      .vouchers = sums.vouchers,
      .shops = bilan.shops,
      .worth = sums.worth,
      .paid = sums.paid,
      .added = sums.added,
      .used = sums.used,
      .left = sums.left,
      .refunded = sums.refunded,
      .expired = sums.expired,
      .days = day_rows(ctx, &bilan),
      .trades = group_rows(ctx, &bilan.trades, MSG_figures_other_trades),
      .towns = group_rows(ctx, &bilan.towns, MSG_figures_other_towns),
      .by_value = bilan.by_value,
      .by_count = bilan.by_count,
      .sealed = bilan.sealed,
      .seal = bilan.mark.seal,
      .seal_hash = bilan.mark.hash,
      .sealed_at = bilan.mark.sealed_at,
  };
  reply.has_leverage = bilan_value(&bilan, BILAN_LEVERAGE, &reply.leverage_hundredths);
  reply.has_rate = bilan_value(&bilan, BILAN_RATE, &reply.used_per_mille);
  response_json(response, 200, &reply_shape, &reply);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/bilan", bilan_json, WHO_ANYONE, &bilan_form, .cached = true,
     .reply = &reply_shape, .help = "What a campaign came to: sums, days, shops, trades, towns"},
};
const struct route_table bilan_api_routes = {routes, sizeof routes / sizeof routes[0]};
