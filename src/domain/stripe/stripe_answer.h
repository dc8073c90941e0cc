/* What follows from Stripe's answers. Inside db_write, in the transaction that notes them. */
#ifndef DOMAIN_STRIPE_STRIPE_ANSWER_H
#define DOMAIN_STRIPE_STRIPE_ANSWER_H

#include "domain/stripe/stripe_call.h"
#include "domain/stripe/stripe_object.h"

void stripe_answer_done(struct ctx *ctx, const struct stripe_call *call, const struct json *json);
/* Refused or, after the last try, unanswered. */
void stripe_answer_failed(struct ctx *ctx, const struct stripe_call *call, enum stripe_fate fate,
                          const struct stripe_error *error);

#endif
