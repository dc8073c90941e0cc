/* Why a bank refused a payment or sent it back (ISO 20022 external code sets), in words. */
#ifndef DOMAIN_PAYOUT_RETURN_REASON_H
#define DOMAIN_PAYOUT_RETURN_REASON_H

#include "base/message.h"

/* "Le compte est clos (AC04)"; a code that is not one of the usual ones stays what it is. */
struct str return_reason_text(struct arena *arena, enum language language, struct str code);
/* The same of what is kept of a payout or a refund that came back: a code, then perhaps the bank's
 * own words; or what somebody typed. */
struct str return_reason_words(struct arena *arena, enum language language, struct str kept);

#endif
