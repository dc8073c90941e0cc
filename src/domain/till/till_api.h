/* Redeeming by JSON, for tills and for the till's own script. */
#ifndef DOMAIN_TILL_API_H
#define DOMAIN_TILL_API_H

#include "domain/voucher/voucher.h"
#include "web/web.h"

/* The refusal as problem details, with what its sentence knows as members. */
void till_refuse(struct request *request, struct response *response,
                 const struct voucher_answer *answer);

extern const struct route_table till_api_routes, till_facts_routes;
/* The public keys that tell a genuine voucher, for tills without network. */
extern const struct route_table till_key_routes;

#endif
