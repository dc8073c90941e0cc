/* The response from the server's side: what handlers fill through web.h, made ready to send. */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "web/exchange.h"

/* Writes a pending API refusal and adds the headers that every answer carries. */
void response_finish(struct exchange *exchange);
/* Forgets everything filled so far. */
void response_reset(struct response *response, struct request *request);
/* Empties what was filled and sets status and type. */
void response_begin(struct response *response, int status, struct str content_type);
/* Content-Disposition: attachment, unless the name is "". */
void response_name_download(struct response *response, struct str name);
/* Moves what is left in the buffer to the file, if anything ever went there. */
void response_stream_end(struct response *response);
/* All bytes of the body. */
size_t response_bytes_count(const struct response *response);
/* A refusal whose body will be written as problem details. */
void response_problem(struct response *response, int status, const char *refusal,
                      struct str sentence);

#endif
