#include "domain/ledger/ledger.h"
#include "domain/transparency/transparency_pages.h"

struct term_line {
  struct str figure, label, sign, reason;
  int64_t count;
  struct money amount;
};
struct term_lines {
  struct term_line *items;
  size_t count;
};
struct figure_line {
  struct str figure, label;
  struct money amount;
  struct term_lines terms;
};
struct figure_lines {
  struct figure_line *items;
  size_t count;
};
struct funder_line {
  struct str name;
  struct money filled, emptied;
};
struct funder_lines {
  struct funder_line *items;
  size_t count;
};

static const struct shape_field term_fields[] = {
    SHAPE_FIELD(struct term_line, figure, TEXT, "Which figure it belongs to"),
    SHAPE_FIELD(struct term_line, label, TEXT, "Of the figure, in the reader's language"),
    SHAPE_FIELD(struct term_line, sign, TEXT, "plus or less; total: the figure itself"),
    SHAPE_FIELD(struct term_line, reason, TEXT, "Of the transfers, as in the ledger's export"),
    SHAPE_FIELD(struct term_line, count, INT, "How many"),
    SHAPE_FIELD(struct term_line, amount, MONEY, "Their sum"),
};
static const struct shape term_shape = SHAPE("TransparencyTerm", struct term_line, term_fields);

static const struct shape_field figure_fields[] = {
    SHAPE_FIELD(struct figure_line, figure, TEXT, "Its name, the same for ever"),
    SHAPE_FIELD(struct figure_line, label, TEXT, "In the reader's language"),
    SHAPE_FIELD(struct figure_line, amount, MONEY, "The sum of its terms"),
    SHAPE_PART(struct figure_line, terms, LIST, &term_shape, "The transfers behind it"),
};
static const struct shape figure_shape =
    SHAPE("TransparencyFigure", struct figure_line, figure_fields);

static const struct shape_field funder_fields[] = {
    SHAPE_FIELD(struct funder_line, name, TEXT, "Who"),
    SHAPE_FIELD(struct funder_line, filled, MONEY, "Put in"),
    SHAPE_FIELD(struct funder_line, emptied, MONEY, "Given back to them"),
};
static const struct shape funder_shape =
    SHAPE("TransparencyFunder", struct funder_line, funder_fields);

struct transparency_reply {
  bool few, sealed;
  int64_t vouchers, seal;
  struct figure_lines figures;
  struct funder_lines funders;
  struct str seal_hash;
  struct instant sealed_at;
};
static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct transparency_reply, few, BOOL, "Too few vouchers to be published"),
    SHAPE_FIELD(struct transparency_reply, vouchers, INT, "Sold or given"),
    SHAPE_PART(struct transparency_reply, figures, LIST, &figure_shape, "Each with its terms"),
    SHAPE_PART(struct transparency_reply, funders, LIST, &funder_shape, "Of the public money"),
    SHAPE_OPTIONAL(struct transparency_reply, seal, INT, sealed, "The last seal summed up"),
    SHAPE_OPTIONAL(struct transparency_reply, seal_hash, TEXT, sealed, "Its hash"),
    SHAPE_OPTIONAL(struct transparency_reply, sealed_at, INSTANT, sealed, "When it was made"),
};
static const struct shape reply_shape =
    SHAPE("Transparency", struct transparency_reply, reply_fields);

static struct term_lines terms_of(struct ctx *ctx, const struct transparency *of,
                                  enum transparency_figure figure) {
  const struct transparency_terms *terms = &of->figures[figure];
  struct term_lines lines = {arena_array(ctx->arena, struct term_line, terms->count + 1),
                             terms->count};
  for (size_t i = 0; i < terms->count; i++)
    lines.items[i] =
        (struct term_line){.figure = transparency_word(figure),
                           .label = message_text(ctx->language, transparency_label(figure)),
                           .sign = terms->items[i].less ? S("less") : S("plus"),
                           .reason = reason_name(terms->items[i].reason),
                           .count = terms->items[i].count,
                           .amount = money_of(terms->items[i].minor, ctx->currency)};
  return lines;
}

static struct figure_lines figures_of(struct ctx *ctx, const struct transparency *of) {
  struct figure_lines lines = {
      arena_array(ctx->arena, struct figure_line, TRANSPARENCY_FIGURE_COUNT), 0};
  for (enum transparency_figure figure = TRANSPARENCY_PAID; figure < TRANSPARENCY_FIGURE_COUNT;
       figure++)
    lines.items[lines.count++] = (struct figure_line){
        transparency_word(figure), message_text(ctx->language, transparency_label(figure)),
        money_of(transparency_value(of, figure), ctx->currency), terms_of(ctx, of, figure)};
  return lines;
}

static void show_json(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct transparency of = transparency_of(ctx);
  struct transparency_reply reply = {
      .few = of.few,
      .sealed = of.sealed,
      .vouchers = of.vouchers,
      .seal = of.mark.seal,
      .seal_hash = of.mark.hash,
      .sealed_at = of.mark.sealed_at,
      .funders = {arena_array(ctx->arena, struct funder_line, of.funders.count + 1), 0}};
  if (!of.few) reply.figures = figures_of(ctx, &of);
  for (size_t i = 0; i < of.funders.count; i++)
    reply.funders.items[reply.funders.count++] = (struct funder_line){
        of.funders.items[i].name, money_of(of.funders.items[i].filled_minor, ctx->currency),
        money_of(of.funders.items[i].emptied_minor, ctx->currency)};
  response_json(response, 200, &reply_shape, &reply);
}

/* Each figure's terms, then the figure. */
static void show_csv(struct request *request, struct response *response) {
  struct ctx *ctx = request->ctx;
  struct transparency of = transparency_of(ctx);
  struct term_line rows[TRANSPARENCY_FIGURE_COUNT * (TRANSPARENCY_TERMS + 1)];
  size_t count = 0;
  for (enum transparency_figure figure = TRANSPARENCY_PAID;
       !of.few && figure < TRANSPARENCY_FIGURE_COUNT; figure++) {
    struct term_lines terms = terms_of(ctx, &of, figure);
    for (size_t i = 0; i < terms.count; i++)
      rows[count++] = terms.items[i];
    rows[count++] =
        (struct term_line){.figure = transparency_word(figure),
                           .label = message_text(ctx->language, transparency_label(figure)),
                           .sign = S("total"),
                           .amount = money_of(transparency_value(&of, figure), ctx->currency)};
  }
  response_csv(response, &term_shape, rows, count, S("transparence.csv"));
}

static const struct route routes[] = {
    {METHOD_GET, "/transparence.json", show_json, WHO_ANYONE, .cached = true,
     .help = "The same as JSON."},
    {METHOD_GET, "/transparence.csv", show_csv, WHO_ANYONE, .cached = true,
     .help = "The same as CSV, each figure after its terms."},
    {METHOD_GET, "/api/v1/transparency", show_json, WHO_ANYONE, .cached = true,
     .reply = &reply_shape,
     .help = "What citizens paid, what public money was added, what shops received"},
};
const struct route_table transparency_api_routes = {routes, sizeof routes / sizeof routes[0]};
