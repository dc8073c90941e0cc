/* Campaigns: the rules under which vouchers are sold. Deciding whether an amount may be bought
 * at an instant is pure: data in, answer out.
 *
 * Invariants
 * 1. An amount is sold only if it is a face value, or lies between the bounds of a free amount.
 * 2. Days are whole days of the territory: redeemable from the start of `redeemable_on`, until the
 *    end of `expires_on`.
 * 3. A voucher keeps the terms it was sold under; changing a campaign changes later sales only. */
#ifndef DOMAIN_CAMPAIGN_H
#define DOMAIN_CAMPAIGN_H

#include "base/ctx.h"
#include "base/message.h"

struct campaign_id {
  int64_t value;
};

enum campaign_state {
  CAMPAIGN_STATE_DRAFT,
  CAMPAIGN_STATE_OPEN,
  CAMPAIGN_STATE_SUSPENDED,
  CAMPAIGN_STATE_ENDED
};

enum { CAMPAIGN_FACE_VALUES_MAX = 8 };

struct campaign {
  struct campaign_id id;
  struct str slug, name, conditions;
  enum campaign_state state;
  int64_t face_values[CAMPAIGN_FACE_VALUES_MAX]; /* minor units, ascending */
  size_t face_value_count;
  int64_t min_minor, max_minor; /* of a free amount; both 0: face values only */
  struct instant opens_at, closes_at;
  struct day redeemable_on, expires_on;
  bool measured_only; /* sells only for shops that a measure touches */
};

/* In order of precedence. */
#define CAMPAIGN_RESULTS(X)                                                                        \
  X(OK, 200, campaign_ok)                                                                          \
  X(NOT_OPEN, 409, campaign_not_open) /* draft, suspended or before its opening */                 \
  X(ENDED, 409, campaign_ended)                                                                    \
  X(AMOUNT_NOT_OFFERED, 422, campaign_amount_not_offered)                                          \
  X(AMOUNT_TOO_SMALL, 422, campaign_amount_too_small)                                              \
  X(AMOUNT_TOO_LARGE, 422, campaign_amount_too_large)

enum campaign_result {
#define X(name, status, message) CAMPAIGN_##name,
  CAMPAIGN_RESULTS(X)
#undef X
};

/* Adds the face values as they are stored: "2000,5000,10000". */
void campaign_face_values(struct campaign *campaign, struct str stored);
/* May this amount be bought now? Pure. */
enum campaign_result campaign_sells(const struct campaign *campaign, struct instant now,
                                    int64_t amount_minor);
/* "campaign_ended", the refusal's public name; its HTTP status; its sentence. */
const char *campaign_refusal(enum campaign_result result);
int campaign_status(enum campaign_result result);
enum message campaign_message(enum campaign_result result);

/* The campaign that sells vouchers now: the newest open one. False if there is none. */
bool campaign_current(struct ctx *ctx, struct campaign *campaign);
/* The newest open one that sells for such a shop: is it under a measure, or not? */
bool campaign_current_for(struct ctx *ctx, bool measured, struct campaign *campaign);
/* The same two from memory, for pages. */
bool campaign_shown(struct ctx *ctx, struct campaign *campaign);
bool campaign_shown_for(struct ctx *ctx, bool measured, struct campaign *campaign);
/* The newest that was ever open, for the sentence that says why nothing is sold. */
bool campaign_latest(struct ctx *ctx, struct campaign *campaign);
bool campaign_find(struct ctx *ctx, struct campaign_id id, struct campaign *campaign);
struct campaigns {
  struct campaign *items;
  size_t count;
};
/* All of the territory, newest first, at most 100. */
struct campaigns campaign_list(struct ctx *ctx);
/* Inside db_write; the id is made here. */
struct campaign_id campaign_create(struct ctx *ctx, const struct campaign *campaign);

#endif
