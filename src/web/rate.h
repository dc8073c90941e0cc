/* How often somebody may try: a token bucket per kind and per client. A table of fixed size: under
 * attack from very many addresses the quietest entries are forgotten first. */
#ifndef WEB_RATE_H
#define WEB_RATE_H

#include "base/time.h"
#include "web/web.h"

struct rates;
enum { RATE_COUNT = RATE_LETTER + 1 };

struct rates *rates_create(void);
void rates_destroy(struct rates *rates);

/* Whose bucket: an address (IPv6: its /64, what one household gets), a till or an account. */
struct rate_key {
  uint64_t hash;
};

/* Takes one token, if there is one. `now_ms` is a monotonic clock. */
bool rates_take(struct rates *rates, enum rate rate, struct rate_key key, int64_t now_ms);
/* Is there one? Takes none. */
bool rates_allow(struct rates *rates, enum rate rate, struct rate_key key, int64_t now_ms);
/* Seconds until the next token of an empty bucket, for Retry-After. */
int64_t rate_retry_s(enum rate rate);

#endif
