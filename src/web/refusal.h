/* What the server itself refuses, before or instead of a handler. Each refusal has a name, a
 * status, a title and a sentence with a way out. Pages show it in the site's frame, the API as
 * problem details (RFC 9457). */
#ifndef WEB_REFUSAL_H
#define WEB_REFUSAL_H

#include "web/web.h"

/* name, HTTP status, title, sentence */
#define WEB_REFUSALS(X)                                                                            \
  X(address_too_long, 414, MSG_refusal_bad_request_title, MSG_refusal_bad_request)                 \
  X(headers_too_large, 431, MSG_refusal_too_large_title, MSG_refusal_headers_too_large)            \
  X(body_too_large, 413, MSG_refusal_too_large_title, MSG_refusal_too_large)                       \
  X(malformed_address, 400, MSG_refusal_bad_request_title, MSG_refusal_bad_request)                \
  X(malformed_query, 400, MSG_refusal_bad_request_title, MSG_refusal_bad_request)                  \
  X(malformed_header, 400, MSG_refusal_bad_request_title, MSG_refusal_bad_request)                 \
  X(malformed_host, 400, MSG_refusal_bad_request_title, MSG_refusal_bad_request)                   \
  X(unknown_host, 404, MSG_refusal_no_territory_title, MSG_refusal_no_territory)                   \
  X(not_found, 404, MSG_refusal_not_found_title, MSG_refusal_not_found)                            \
  X(method_not_allowed, 405, MSG_refusal_method_title, MSG_refusal_method)                         \
  X(not_signed_in, 401, MSG_refusal_signed_out_title, MSG_refusal_signed_out)                      \
  X(not_allowed, 403, MSG_refusal_forbidden_title, MSG_refusal_forbidden)                          \
  X(too_many_requests, 429, MSG_refusal_too_many_title, MSG_refusal_too_many)                      \
  X(other_origin, 403, MSG_refusal_other_origin_title, MSG_refusal_other_origin)                   \
  X(form_token_missing, 403, MSG_refusal_form_unchecked_title, MSG_refusal_form_unchecked)         \
  X(form_token_invalid, 403, MSG_refusal_form_expired_title, MSG_refusal_form_expired)             \
  X(media_type_unknown, 415, MSG_refusal_media_type_title, MSG_refusal_media_type)                 \
  X(form_invalid, 422, MSG_form_problems_title, MSG_refusal_form_problems)                         \
  X(input_unreadable, 400, MSG_refusal_bad_request_title, MSG_form_unreadable)                     \
  X(overloaded, 503, MSG_refusal_busy_title, MSG_refusal_busy)                                     \
  X(unavailable, 503, MSG_refusal_fault_title, MSG_refusal_fault)

enum web_refusal {
#define X(name, status, title, sentence) REFUSAL_##name,
  WEB_REFUSALS(X)
#undef X
};

/* Fills the response with this refusal, on a page in the site's frame. */
void refuse(struct request *request, struct response *response, enum web_refusal refusal);
/* The same on a bare page, without site, territory or database: for what happens before they are
 * known, and for when drawing the frame fails too. */
void refuse_plainly(struct request *request, struct response *response, enum web_refusal refusal);
const char *refusal_name(enum web_refusal refusal);

#endif
