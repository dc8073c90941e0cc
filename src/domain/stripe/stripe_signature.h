/* Is a notice Stripe's? Its header says when it was signed and holds a signature for each secret
 * in use: "t=1492774577,v1=5257a869...,v1=...". A signature is HMAC-SHA256 of the time, a point and
 * the body, in hexadecimal (docs.stripe.com/webhooks, « Verify webhook signatures manually »). */
#ifndef DOMAIN_STRIPE_STRIPE_SIGNATURE_H
#define DOMAIN_STRIPE_STRIPE_SIGNATURE_H

#include "base/ctx.h"

enum { STRIPE_TOLERANCE_S = 300 }; /* as Stripe's own libraries */

enum stripe_signature {
  STRIPE_SIGNED,
  STRIPE_UNSIGNED,       /* no header, no time, no signature of the version we know */
  STRIPE_SIGNED_WRONG,   /* with none of our secrets, or another body */
  STRIPE_SIGNED_LONG_AGO /* or in the future: a notice that somebody plays back */
};

/* Takes the same time for every wrong signature. Schemes other than v1 are passed over. */
enum stripe_signature stripe_signature_judge(struct str header, struct str body,
                                             const struct str *secrets, size_t count,
                                             struct instant now);

#endif
