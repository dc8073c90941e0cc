/* League tables as JSON. */
#ifndef DOMAIN_FIGURES_API_H
#define DOMAIN_FIGURES_API_H

#include "domain/figures/figures.h"
#include "web/web.h"

extern const struct route_table figures_api_routes;

/* What page, CSV and JSON read from the address, alike. */
struct ranking_form {
  struct str by, trade, town;
  struct day from, to;
  bool has_from, has_to;
  int64_t limit;
};
extern const struct form ranking_form;
struct ranking_query ranking_query_of(const struct ranking_form *form);
/* A league table as JSON, of RANKING_ROWS_MAX rows at most. */
void ranking_json(struct request *request, struct response *response);
extern const struct shape ranking_row_shape, ranking_shape;

#endif
