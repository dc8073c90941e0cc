/* What waits for an agent: entries that shopkeepers registered, claims of listed shops, corrections
 * that anybody proposed. It keeps the queue; what a decision does is for the rooms whose noun it is
 * about.
 *
 * Invariants
 * 1. A case is decided once: waiting or asked, then approved or refused.
 * 2. Who sent it, if known, is told by mail: the question, the reason, the yes. */
#ifndef DOMAIN_MODERATION_MODERATION_H
#define DOMAIN_MODERATION_MODERATION_H

#include "domain/shop/shop_edit.h"

struct case_id {
  int64_t value;
};

enum case_kind {
  CASE_REGISTRATION = 1,
  CASE_CLAIM = 2,
  CASE_CORRECTION = 3,
  CASE_PHOTO = 4 /* one that an agent took away: refused from the beginning, told with its reason */
};
enum case_state { CASE_WAITING = 1, CASE_ASKED = 2, CASE_APPROVED = 3, CASE_REFUSED = 4 };

struct moderation {
  struct case_id id;
  enum case_kind kind;
  enum case_state state;
  struct shop_id shop;                             /* 0: not listed yet */
  int64_t subject;                                 /* registration or claim, or 0 */
  struct str field, old_value, new_value, comment; /* of a correction */
  struct str name;                                 /* of the shop, as it was then */
  struct str email;                                /* of who sent it, or "" */
  enum language language;
  struct str answer; /* the agent's reason or question */
  struct instant created_at;
};
struct moderations {
  struct moderation *items;
  size_t count;
};

/* Fields that anybody may correct; `other` has only a comment. */
#define CORRECTION_FIELDS(X)                                                                       \
  X(name, NAME)                                                                                    \
  X(trade, TRADE)                                                                                  \
  X(street, ADDRESS)                                                                               \
  X(phone, PHONE)                                                                                  \
  X(website, WEBSITE)                                                                              \
  X(hours, HOURS)                                                                                  \
  X(position, POSITION)

#define MODERATION_RESULTS(X)                                                                      \
  X(OK, 200, moderation_ok)                                                                        \
  X(UNKNOWN, 404, moderation_unknown)                                                              \
  X(ALREADY_DECIDED, 409, moderation_already_decided)                                              \
  X(NO_REASON, 422, moderation_no_reason)   /* a refusal and a question have words */              \
  X(NO_ADDRESS, 409, moderation_no_address) /* nobody to ask */                                    \
  X(BAD_VALUE, 409, moderation_bad_value)   /* the corrected fact cannot be so */

enum moderation_result {
#define X(name, status, message) MODERATION_##name,
  MODERATION_RESULTS(X)
#undef X
};
int moderation_status(enum moderation_result result);
enum message moderation_message(enum moderation_result result);

/* Waits from now on; id and state are made here. Inside db_write. */
struct case_id moderation_add(struct ctx *ctx, const struct moderation *one);
bool moderation_find(struct ctx *ctx, struct case_id id, struct moderation *one);
/* Open ones, oldest first, at most 50, later than `after` (0: from the oldest). */
struct moderations moderation_open(struct ctx *ctx, struct case_id after);
int64_t moderation_waiting(struct ctx *ctx); /* counted up to 1,000 */
/* From open to approved or refused; the sender hears of it. Inside db_write. */
enum moderation_result moderation_decide(struct ctx *ctx, struct case_id id, enum case_state state,
                                         struct str answer);
/* Asks the sender by mail; the case stays open. Inside db_write. */
enum moderation_result moderation_ask(struct ctx *ctx, struct case_id id, struct str question);
/* An open case about this subject, decided elsewhere: closed without a mail. Inside db_write. */
void moderation_settle(struct ctx *ctx, enum case_kind kind, int64_t subject,
                       enum case_state state);

/* A correction: proposed by anybody (own db_write), applied by an agent's approval (inside
 * db_write). */

/* What was typed, as it will be kept: a trade by its key, in whatever language it was named. False:
 * this field cannot be so. */
bool correction_read(struct ctx *ctx, struct str field, struct str typed, struct str *value);
/* The other way: a kept value in the reader's language. */
struct str correction_text(struct ctx *ctx, struct str field, struct str value);
/* What the shop says of this field now, as it is kept. */
struct str correction_now(struct ctx *ctx, const struct shop *shop, struct str field);
/* A value that correction_read() gave. */
struct case_id correction_propose(struct ctx *ctx, const struct shop *shop, struct str field,
                                  struct str value, struct str comment, struct str email);
enum moderation_result correction_apply(struct ctx *ctx, const struct moderation *one);

#endif
