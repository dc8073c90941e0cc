/* May this request come in: signed in with the right role, from our own pages, not too often. */
#ifndef WEB_RIGHTS_H
#define WEB_RIGHTS_H

#include "web/exchange.h"
#include "web/refusal.h"

/* Finds the session or bearer, if the request names one. */
void session_read(struct exchange *exchange);
bool rights_hold(enum who who, const struct session_view *session);

/* True if the request may act: a form with its token, from a page of this very site. */
bool csrf_check(struct exchange *exchange, enum web_refusal *refusal);
/* The token for the forms of this answer; for a newcomer one that comes with a new cookie. */
struct str csrf_token(struct exchange *exchange);

/* True if the client may try once more; counts the try. */
bool rate_check(struct exchange *exchange, enum rate rate);

#endif
