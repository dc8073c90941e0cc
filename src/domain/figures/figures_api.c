#include "domain/figures/figures_api.h"

static const struct field form_fields[] = {
    FIELD(struct ranking_form, by, CHOICE, .choices = "value|count",
          .help = "What the table is ordered by: value (default) or count"),
    FIELD(struct ranking_form, trade, TEXT, .max = 60, .help = "Only this trade, by its key"),
    FIELD(struct ranking_form, town, TEXT, .max = 80, .help = "Only this town, by its slug"),
    FIELD_GIVEN(struct ranking_form, from, DAY, has_from, .help = "First day of sale"),
    FIELD_GIVEN(struct ranking_form, to, DAY, has_to, .help = "Last day of sale"),
    FIELD(struct ranking_form, limit, INT, .max = 1000,
          .help = "At most so many rows; 0: all, in JSON a thousand"),
};
const struct form ranking_form = FORM("RankingQuery", struct ranking_form, form_fields);

struct ranking_query ranking_query_of(const struct ranking_form *form) {
  return (struct ranking_query){
      .of = {.trade = form->trade,
             .town = form->town,
             .has_from = form->has_from,
             .has_to = form->has_to,
             .from = form->from,
             .to = form->to},
      .by = str_equal(form->by, S("count")) ? RANKING_BY_COUNT : RANKING_BY_VALUE,
      .limit = (size_t)form->limit,
  };
}

static const struct shape_field row_fields[] = {
    SHAPE_FIELD(struct ranking_row, rank, INT, "Equal figures share a rank"),
    SHAPE_FIELD(struct ranking_row, slug, TEXT, "Names the shop in addresses"),
    SHAPE_FIELD(struct ranking_row, name, TEXT, "The shop"),
    SHAPE_FIELD(struct ranking_row, trade, TEXT, "Key of its trade"),
    SHAPE_FIELD(struct ranking_row, trade_name, TEXT, "Its trade in the reader's language"),
    SHAPE_FIELD(struct ranking_row, town, TEXT, "Where it is"),
    SHAPE_FIELD(struct ranking_row, vouchers, INT, "How many vouchers were bought"),
    SHAPE_FIELD(struct ranking_row, amount, MONEY, "For how much"),
    SHAPE_FIELD(struct ranking_row, made_up, BOOL, "An example, not a real shop"),
};
const struct shape ranking_row_shape = SHAPE("RankingRow", struct ranking_row, row_fields);

static const struct shape_field others_fields[] = {
    SHAPE_FIELD(struct ranking_others, shops, INT, "How many"),
    SHAPE_FIELD(struct ranking_others, vouchers, INT, "Their vouchers together"),
    SHAPE_FIELD(struct ranking_others, amount, MONEY, "Their value together"),
};
static const struct shape others_shape =
    SHAPE("RankingOthers", struct ranking_others, others_fields);

static const struct shape_field ranking_fields[] = {
    SHAPE_FIELD(struct ranking, shops, INT, "Shops with sales"),
    SHAPE_FIELD(struct ranking, vouchers, INT, "Vouchers of all of them"),
    SHAPE_FIELD(struct ranking, amount, MONEY, "Value of all of them"),
    {"rows", SHAPE_LIST, 0, &ranking_row_shape, SHAPE_ALWAYS,
     "The table, best first, at most 1,000; the CSV has all"},
    SHAPE_PART(struct ranking, others, OBJECT, &others_shape,
               "Shops with fewer than five vouchers in the days asked for: not shown each"),
};
const struct shape ranking_shape = SHAPE("Ranking", struct ranking, ranking_fields);

void ranking_json(struct request *request, struct response *response) {
  struct ranking_query query = ranking_query_of(request_form(request));
  if (query.limit == 0 || query.limit > RANKING_ROWS_MAX) query.limit = RANKING_ROWS_MAX;
  struct ranking ranking = figures_ranking(request->ctx, &query);
  response_json(response, 200, &ranking_shape, &ranking);
}

static const struct route routes[] = {
    {METHOD_GET, "/api/v1/rankings", ranking_json, WHO_ANYONE, &ranking_form, .cached = true,
     .reply = &ranking_shape, .help = "Shops by the vouchers bought in them, by value or count"},
};
const struct route_table figures_api_routes = {routes, sizeof routes / sizeof routes[0]};
