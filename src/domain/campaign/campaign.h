/* Campaigns: the rules under which vouchers are sold. Deciding whether an amount may be bought
 * at an instant is pure: data in, answer out.
 *
 * Invariants
 * 1. An amount is sold only if it is a face value, or lies between the bounds of a free amount.
 * 2. Days are whole days of the territory: redeemable from the start of `redeemable_on`, until the
 *    end of `expires_on`.
 * 3. A voucher keeps the terms it was sold under; changing a campaign changes later sales only.
 * 4. A test campaign is one from its first order to its end, and so is one in earnest. */
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

/* CGI 256 ter; directive (EU) 2016/1065: with one rate and place known when it is sold, a voucher
 * is taxed then; with several, when it is redeemed. */
enum campaign_vat { CAMPAIGN_VAT_SINGLE = 1, CAMPAIGN_VAT_MULTI, CAMPAIGN_VAT_FREE };

/* Who has what is left on a voucher after its last day: whoever has the money (the shop that was
 * paid; for vouchers of all shops the territory), the holder, or the solidarity fund. */
enum campaign_remainder {
  CAMPAIGN_REMAINDER_KEPT = 1,
  CAMPAIGN_REMAINDER_HOLDER,
  CAMPAIGN_REMAINDER_FUND
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
  enum campaign_vat vat;
  enum campaign_remainder remainder;
  bool wide; /* for all shops that take part: a shop is paid when such a voucher is used there */
  bool test; /* sells to agents only, for play money, and is counted nowhere */
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

/* The campaign that sells vouchers of one shop now: the newest open one in earnest, as with all
 * that follow. False if there is none. */
bool campaign_current(struct ctx *ctx, struct campaign *campaign);
/* The newest open one that sells for such a shop: is it under a measure, or not? */
bool campaign_current_for(struct ctx *ctx, bool measured, struct campaign *campaign);
/* The same two from memory, for pages. */
bool campaign_shown(struct ctx *ctx, struct campaign *campaign);
bool campaign_shown_for(struct ctx *ctx, bool measured, struct campaign *campaign);
/* The newest open one whose vouchers all shops take. */
bool campaign_wide(struct ctx *ctx, struct campaign *campaign);
bool campaign_shown_wide(struct ctx *ctx, struct campaign *campaign); /* from memory */
/* The newest open test campaign, for one shop or for all. */
bool campaign_rehearsed(struct ctx *ctx, bool wide, struct campaign *campaign);
/* The newest for one shop that was ever open, for the sentence that says why nothing is sold. */
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

/* ---- setting one up: a draft is filled in, opened, suspended, ended ---- */

/* In order of precedence. */
#define CAMPAIGN_EDITS(X)                                                                          \
  X(OK, 200, campaign_edit_ok)                                                                     \
  X(NO_NAME, 422, campaign_edit_no_name)                                                           \
  X(BAD_VALUES, 422, campaign_edit_bad_values) /* not amounts, or more than eight */               \
  X(BAD_BOUNDS, 422, campaign_edit_bad_bounds) /* only one, or the wrong way round */              \
  X(NOTHING_OFFERED, 422, campaign_edit_nothing_offered)                                           \
  X(CLOSES_TOO_SOON, 422, campaign_edit_closes_too_soon)   /* before it opens */                   \
  X(EXPIRES_TOO_SOON, 422, campaign_edit_expires_too_soon) /* before the last sale, or before they \
                                                              may be redeemed */                   \
  X(UNKNOWN, 404, campaign_edit_unknown)                                                           \
  X(OVER, 409, campaign_edit_over)       /* it has ended: nothing of it changes */                 \
  X(SOLD, 409, campaign_edit_sold)       /* a test or not: that is settled by the first sale */    \
  X(NOT_NOW, 409, campaign_edit_not_now) /* this state does not lead there */                      \
  X(VAT_CLOSED, 409, campaign_edit_vat_closed) /* some were sold in a closed period, and taxed */

enum campaign_edit_result {
#define X(name, status, message) CAMPAIGN_EDIT_##name,
  CAMPAIGN_EDITS(X)
#undef X
};
const char *campaign_edit_refusal(enum campaign_edit_result result);
int campaign_edit_status(enum campaign_edit_result result);
enum message campaign_edit_message(enum campaign_edit_result result);

/* « 20 50 100 », « 20 ; 50 ; 12,50 »: sorted, each once. False: not that, or more than eight. */
bool campaign_values_read(struct str typed, struct campaign *campaign);
/* The same as people type them: "20 50 12,50". */
struct str campaign_values_text(struct ctx *ctx, const struct campaign *campaign);
/* Everything that keeps it from being sold like this: a bit for each result. Pure. */
uint32_t campaign_faults(const struct campaign *campaign, const struct zone *zone);
/* The first of them. */
enum campaign_edit_result campaign_check(const struct campaign *campaign, const struct zone *zone);
/* Inside db_write. A draft with a slug made from its name. */
enum campaign_edit_result campaign_draft(struct ctx *ctx, const struct campaign *campaign,
                                         struct campaign_id *id);
/* Inside db_write: all but its slug and state. Vouchers already sold keep their terms. */
enum campaign_edit_result campaign_change(struct ctx *ctx, const struct campaign *campaign);
/* Inside db_write: draft or suspended to open, open to suspended, any to ended. */
enum campaign_edit_result campaign_turn(struct ctx *ctx, struct campaign_id id,
                                        enum campaign_state state);

#endif
