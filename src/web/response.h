/* The response from the server's side: what handlers fill through web.h, made ready to send. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/exchange.h"

/* Writes a pending API refusal and adds the headers that every answer carries. */
void response_finish(struct exchange *exchange);
/* Forgets everything filled so far. */
void response_reset(struct response *response, struct request *request);
/* A refusal whose body will be written as problem details. */
void response_problem(struct response *response, int status, const char *refusal,
                      struct str sentence);

#endif
