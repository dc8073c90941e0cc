/* The statement as JSON, and its movements as CSV. */
#ifndef DOMAIN_TAKINGS_TAKINGS_API_H
#define DOMAIN_TAKINGS_TAKINGS_API_H

#include "domain/takings/takings.h"
#include "web/web.h"

struct takings_form { /* the days that page, paper, CSV and JSON read from the address, alike */
  struct day from, to;
  bool has_from, has_to;
};
extern const struct form takings_form;
/* The days asked for, else this month. False, and this month: they are no sound span. */
bool takings_asked(struct request *request, struct span *span);

void takings_answer_json(struct request *request, struct response *response,
                         const struct takings *takings);
void takings_answer_csv(struct request *request, struct response *response,
                        const struct takings *takings);

extern const struct route_table takings_api_routes;

#endif
