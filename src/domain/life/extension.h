/* A later last day for many vouchers at once: those of a campaign or of all, of one shop or any,
 * that would end within some days; those that have expired too, where the rule allows it and the
 * money is still there (expiry.h). First all are counted, so that whoever decides sees how many
 * they are and what they are worth; then they are changed and their holders told.
 *
 * Invariants
 * 1. A last day moves later only.
 * 2. counting -> ready -> running -> done, or dropped before it runs. Each step is written with
 *    what it did: killed and begun anew, no voucher is changed or written to twice.
 * 3. What is changed may differ from what was counted by what happened in between. */
#ifndef DOMAIN_LIFE_EXTENSION_H
#define DOMAIN_LIFE_EXTENSION_H

#include "domain/voucher/voucher_act.h"

struct extension_id {
  int64_t value;
};

/* In order of precedence. */
#define EXTENSION_RESULTS(X)                                                                       \
  X(OK, 200, extension_ok)                                                                         \
  X(UNKNOWN, 404, extension_unknown)                                                               \
  X(NO_CAMPAIGN, 422, extension_no_campaign)                                                       \
  X(NO_SHOP, 422, extension_no_shop)                                                               \
  X(BAD_DAYS, 422, extension_bad_days) /* the first after the last */                              \
  X(DAY_MISSING, 422, extension_day_missing)                                                       \
  X(TOO_SOON, 422, extension_too_soon) /* the new day is over */                                   \
  X(NO_REASON, 422, extension_no_reason)                                                           \
  X(NOT_NOW, 409, extension_not_now) /* this state does not lead there */                          \
  X(NOBODY, 409, extension_nobody)   /* there is no such voucher */

enum extension_result {
#define X(name, status, message) EXTENSION_RESULT_##name,
  EXTENSION_RESULTS(X)
#undef X
};
const char *extension_refusal(enum extension_result result);
int extension_status(enum extension_result result);
enum message extension_message(enum extension_result result);

enum extension_state {
  EXTENSION_COUNTING = 1,
  EXTENSION_READY = 2,
  EXTENSION_RUNNING = 3,
  EXTENSION_DONE = 4,
  EXTENSION_DROPPED = 5
};

struct extension_sum {
  int64_t count, minor;
};

struct extension {
  struct extension_id id;
  struct campaign_id campaign; /* 0: all */
  struct shop_id shop;         /* 0: any, those of all shops included */
  bool has_first, has_last;
  struct day first_on, last_on; /* ends within these */
  bool revive;
  struct day until_on; /* the new last day; 0: not said */
  struct str reason;
  enum extension_state state;
  /* Counted, then done: alive; expired and alive again; expired for good. */
  struct extension_sum alive, revived, lost;
  struct person_id asked_by;
  struct instant asked_at;
};
struct extensions {
  struct extension *items;
  size_t count;
};

/* Each opens its own db_write; ctx->person is audited. Small ones are counted, or done, when these
 * return; the job goes on with large ones. */
enum extension_result extension_ask(struct ctx *ctx, const struct extension *wish,
                                    struct extension_id *id);
enum extension_result extension_confirm(struct ctx *ctx, struct extension_id id);
enum extension_result extension_drop(struct ctx *ctx, struct extension_id id);

/* Goes on with what is under way, at most some thousand vouchers. Returns how many it looked at. */
int64_t extension_round(struct ctx *ctx);

bool extension_find(struct ctx *ctx, struct extension_id id, struct extension *extension);
/* Newest first, at most 100. */
struct extensions extension_list(struct ctx *ctx);

#endif
