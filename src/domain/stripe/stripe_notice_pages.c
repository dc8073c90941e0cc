/* Where Stripe's notices come in. Nobody signs in: the notice itself is signed. Who sends wrong
 * ones is slowed down, as who guesses codes. */
#include "domain/stripe/stripe_event.h"
#include "domain/stripe/stripe_pages.h"

enum { NOTICE_MAX = 256 << 10 };

struct notice_reply {
  struct str outcome;
};
static const struct shape_field reply_fields[] = {
    SHAPE_FIELD(struct notice_reply, outcome, TEXT, "What was made of it, or why nothing"),
};
static const struct shape reply_shape = SHAPE("StripeNotice", struct notice_reply, reply_fields);

static void receive(struct request *request, struct response *response) {
  enum stripe_event_outcome outcome = STRIPE_EVENT_IGNORED;
  enum stripe_notice_result result = stripe_event_receive(
      request->ctx, request_header(request, "Stripe-Signature"), request_body(request), &outcome);
  bool good = result == STRIPE_NOTICE_OK;
  if (!good) request_rate_spend(request, RATE_CODE);
  struct notice_reply reply = {good ? stripe_event_outcome_name(outcome)
                                    : str_from(stripe_notice_refusal(result))};
  response_json(response, stripe_notice_status(result), &reply_shape, &reply);
}

static const struct route routes[] = {
    {.method = METHOD_POST,
     .path = "/stripe/webhook",
     .handle = receive,
     .who = WHO_ANYONE,
     .rate = RATE_CODE,
     .tokenless = true,
     .strangers = true,
     .body_limit = NOTICE_MAX,
     .help = "Stripe's notices, signed with the header Stripe-Signature."},
};
const struct route_table stripe_notice_routes = {routes, sizeof routes / sizeof *routes};
