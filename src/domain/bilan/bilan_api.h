/* The bilan for programs: figures, days, leagues, groups and the lines behind each figure. */
#ifndef DOMAIN_BILAN_BILAN_API_H
#define DOMAIN_BILAN_BILAN_API_H

#include "domain/bilan/bilan_pages.h"

extern const struct route_table bilan_api_routes;

void bilan_json(struct request *request, struct response *response);
void bilan_csv(struct request *request, struct response *response);
void bilan_how_csv(struct request *request, struct response *response);
void bilan_days_csv(struct request *request, struct response *response);
void bilan_shops_csv(struct request *request, struct response *response);
void bilan_trades_csv(struct request *request, struct response *response);
void bilan_towns_csv(struct request *request, struct response *response);

#endif
