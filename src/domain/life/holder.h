/* Who holds a voucher, and hears of it: whoever it was passed on to, whoever it was sent to as a
 * gift, or its buyer. Sending it again to who holds it. */
#ifndef DOMAIN_LIFE_HOLDER_H
#define DOMAIN_LIFE_HOLDER_H

#include "domain/notice/notice.h"
#include "domain/voucher/voucher_act.h"

struct holder {
  struct str name, email;
  struct str giver, message; /* from whom, and with which words; "": bought for oneself */
  enum language language;
  bool buyer; /* it is who bought it */
};
/* False: nobody can be written to. */
bool holder_find(struct ctx *ctx, const struct voucher *voucher, struct holder *holder);
/* Inside db_write: a notice about the voucher, in the holder's language. False likewise. */
bool holder_tell(struct ctx *ctx, const struct voucher *voucher, enum notice_kind kind);

/* In order of precedence. */
#define RESEND_RESULTS(X)                                                                          \
  X(OK, 200, resend_ok)                                                                            \
  X(UNKNOWN, 404, resend_unknown)                                                                  \
  X(ENDED, 409, resend_ended)           /* there is nothing to send any more */                    \
  X(NO_ADDRESS, 409, resend_no_address) /* a printed one */                                        \
  X(TOO_SOON, 429, resend_too_soon)     /* it was sent a moment ago */

enum resend_result {
#define X(name, status, message) RESEND_##name,
  RESEND_RESULTS(X)
#undef X
};
const char *resend_refusal(enum resend_result result);
int resend_status(enum resend_result result);
enum message resend_message(enum resend_result result);

enum { RESEND_MINUTES = 10 };
/* Sends it once more to who holds it, or (`buyer`) to who bought it. By an agent (ctx->person) or
 * by whoever has its page. Opens its own db_write. */
enum resend_result holder_resend(struct ctx *ctx, struct voucher_id id, bool buyer);

/* The unguessable name of a voucher in addresses, for who holds it without having bought it. */
struct str voucher_link(struct ctx *ctx, struct voucher_id id);
bool voucher_from_link(struct ctx *ctx, struct str link, struct voucher_id *id);

#endif
