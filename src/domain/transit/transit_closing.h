/* Money on its way that will never come: it came otherwise, or before our books began. One person
 * says so in a sentence, another agrees, and the territory bears it, or keeps it.
 *
 * Invariants
 * 1. Exactly what was open when it was asked leaves the account: if it has moved since, it must be
 *    asked anew.
 * 2. Never the same person. */
#ifndef DOMAIN_TRANSIT_TRANSIT_CLOSING_H
#define DOMAIN_TRANSIT_TRANSIT_CLOSING_H

#include "base/message.h"
#include "domain/transit/transit.h"

#define TRANSIT_CLOSING_RESULTS(X)                                                                 \
  X(OK, 200, transit_closing_ok)                                                                   \
  X(NOTHING, 404, transit_closing_nothing)                                                         \
  X(OVER, 409, transit_closing_over) /* it came, or was closed */                                  \
  X(NO_NOTE, 422, transit_closing_no_note)                                                         \
  X(ASKED, 409, transit_closing_asked)                                                             \
  X(NOT_ASKED, 409, transit_closing_not_asked)                                                     \
  X(SAME_PERSON, 409, transit_closing_same_person)                                                 \
  X(MOVED, 409, transit_closing_moved)

enum transit_closing_result {
#define X(name, status, message) TRANSIT_CLOSING_##name,
  TRANSIT_CLOSING_RESULTS(X)
#undef X
};
const char *transit_closing_refusal(enum transit_closing_result result);
int transit_closing_status(enum transit_closing_result result);
enum message transit_closing_message(enum transit_closing_result result);

struct transit_closing {
  int64_t minor;
  struct str note;
  struct person_id by;
};
bool transit_closing_find(struct ctx *ctx, struct transit_id id, struct transit_closing *closing);

/* Each opens its own db_write and is audited. */
enum transit_closing_result transit_closing_ask(struct ctx *ctx, struct transit_id id,
                                                struct str note);
enum transit_closing_result transit_closing_confirm(struct ctx *ctx, struct transit_id id);
enum transit_closing_result transit_closing_cancel(struct ctx *ctx, struct transit_id id);

#endif
