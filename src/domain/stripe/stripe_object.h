/* What Stripe says, read into what we need of it: the objects in its answers and notices, its lists
 * and its errors. What is not needed is not looked at, so that Stripe may say more next year. No
 * database.
 *
 * Every object that we ask Stripe to make carries our own id in its metadata: whatever comes back,
 * and however late, says what it is about. */
#ifndef DOMAIN_STRIPE_STRIPE_OBJECT_H
#define DOMAIN_STRIPE_STRIPE_OBJECT_H

#include "base/json.h"
#include "base/time.h"

#define STRIPE_MARK "emplettes" /* metadata[emplettes] = id_text() */

struct stripe_object {   /* "" and 0 where the object has no such thing */
  struct str id, object; /* "cs_...", "checkout.session" */
  int64_t mark;          /* our id in its metadata, or 0 */
  int64_t amount_minor, reversed_minor;
  struct str currency; /* "EUR" */
  struct str status;   /* of a session "open", of a refund "pending", of a dispute "lost" */
  struct str url, intent, charge, destination, source, group;
  struct str reason; /* why a refund failed, a payment is disputed, an account disabled */
  bool paid;         /* a session's money is here */
  bool able;         /* an account may be sent money */
  bool pays_on;      /* an account passes it on to a bank */
  bool submitted;    /* an account's questions were answered */
  int64_t questions; /* of an account, now */
  /* Of a movement on the balance: "charge", "fee"; and its source, where all of it was asked for,
   * is a "dispute". */
  int64_t fee_minor;
  struct str type, category, source_kind;
  /* Of a payout to the territory's bank, or of a movement that one made. */
  struct str trace, descriptor, standing; /* standing: "in_transit", "paid" */
  struct instant arrives_at;
  const struct json *moves;               /* of a dispute: its movements, a list, or NULL */
  int64_t available_minor, pending_minor; /* of the balance, in `currency` asked for */
  struct instant created_at, expires_at;
  bool live, deleted;
};

/* False if it is no object with a name, or holds a number or a text that cannot be. */
bool stripe_object_read(struct arena *arena, const struct json *json, struct stripe_object *object);
/* The balance in this currency ("EUR"). */
bool stripe_balance_read(const struct json *json, struct str currency,
                         struct stripe_object *balance);

struct stripe_list {
  const struct json *items;
  size_t count;
  bool more;
};
bool stripe_list_read(const struct json *json, struct stripe_list *list);

struct stripe_error {
  struct str code;     /* "balance_insufficient", else its type: "invalid_request_error" */
  struct str sentence; /* in English, for people who ask Stripe about it */
  struct str param;    /* "customer_email" */
};
/* Whatever the body is, something is said. */
struct stripe_error stripe_error_read(struct arena *arena, struct str body);

struct stripe_event {
  struct str id, type, account; /* account: of a merchant, or "" */
  struct instant created_at;
  bool live;
  struct stripe_object object;
};
/* False if it is no event about an object. */
bool stripe_event_read(struct arena *arena, const struct json *json, struct stripe_event *event);

#endif
