/* Neighbours: territories of one installation that take each other's vouchers. Who may agree, from
 * when until when, and the one bridge between two territories. It refuses to say anything of a
 * territory with which no agreement was ever confirmed. Using a voucher is domain/voucher, settling
 * is domain/netting.
 *
 * Words: an agreement is proposed by an agent of one side and confirmed or declined by an agent of
 * the other; it says whose vouchers may be used in whose shops, from which day, how long before its
 * last day either side must say so, and how much one may owe the other at most. It is about
 * vouchers for all shops that are not of a test campaign. `Here` is the ctx's territory.
 *
 * Invariants
 * 1. An agreement stands the same on both sides, each in its own territory, or on neither.
 * 2. At most one agreement of a pair is proposed or running.
 * 3. It runs only after both sides said yes, and for at least the days of notice after either said
 *    no.
 * 4. Both territories have one currency.
 * 5. What one owes the other is the same in both ledgers: an account here and its counterpart there
 *    always sum to zero. */
#ifndef DOMAIN_NEIGHBOUR_H
#define DOMAIN_NEIGHBOUR_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/ledger/ledger.h"
#include "domain/notice/notice.h"
#include "domain/territory/territory.h"

struct agreement_id {
  int64_t value;
};

enum agreement_state {
  AGREEMENT_PROPOSED = 1,
  AGREEMENT_CONFIRMED,
  AGREEMENT_DECLINED,
  AGREEMENT_WITHDRAWN
};

struct agreement {
  struct agreement_id id;
  struct territory_id neighbour;
  struct str name, slug; /* the neighbour's */
  enum agreement_state state;
  bool proposed_here, ours_there, theirs_here;
  struct day from_on;
  int64_t notice_days, ceiling_minor; /* 0: no ceiling */
  bool ends, ended_here;
  struct day ends_on;
  struct instant proposed_at, decided_at;
};
struct agreements {
  struct agreement *items;
  size_t count;
};

/* In order of precedence. */
#define AGREEMENT_RESULTS(X)                                                                       \
  X(OK, 200, agreement_ok)                                                                         \
  X(UNKNOWN, 404, agreement_unknown)                                                               \
  X(CURRENCY, 409, agreement_currency) /* francs here, euros there */                              \
  X(ALREADY, 409, agreement_already)   /* one is proposed or runs */                               \
  X(NO_DIRECTION, 422, agreement_no_direction)                                                     \
  X(BAD_DAY, 422, agreement_bad_day) /* begins before today */                                     \
  X(BAD_NOTICE, 422, agreement_bad_notice)                                                         \
  X(BAD_CEILING, 422, agreement_bad_ceiling)                                                       \
  X(OWN_PROPOSAL, 409, agreement_own_proposal) /* the other side decides */                        \
  X(DECIDED, 409, agreement_decided)                                                               \
  X(NOT_RUNNING, 409, agreement_not_running)                                                       \
  X(TOO_SOON, 422, agreement_too_soon) /* a last day within the notice */

enum agreement_result {
#define X(name, status, message) AGREEMENT_RESULT_##name,
  AGREEMENT_RESULTS(X)
#undef X
};
const char *agreement_refusal(enum agreement_result result);
int agreement_status(enum agreement_result result);
enum message agreement_message(enum agreement_result result);

enum { AGREEMENT_NOTICE_MIN = 7, AGREEMENT_NOTICE_MAX = 365 };

struct agreement_terms {
  struct territory_id neighbour;
  bool ours_there, theirs_here;
  struct day from_on;
  int64_t notice_days, ceiling_minor;
};

/* These open their own db_write, are durable when they return, and are in the log of who did what
 * on both sides; ctx->person acts. */
enum agreement_result agreement_propose(struct ctx *ctx, const struct agreement_terms *terms,
                                        struct agreement_id *id);
/* A day that has passed meanwhile becomes today. */
enum agreement_result agreement_confirm(struct ctx *ctx, struct agreement_id id);
enum agreement_result agreement_decline(struct ctx *ctx, struct agreement_id id);
/* By who proposed. */
enum agreement_result agreement_withdraw(struct ctx *ctx, struct agreement_id id);
/* By either side: not before the notice is over. What was used until then is settled after it. */
enum agreement_result agreement_end(struct ctx *ctx, struct agreement_id id, struct day last_on);

/* Reading. */

bool agreement_find(struct ctx *ctx, struct agreement_id id, struct agreement *agreement);
/* Newest first, of all neighbours, at most 100. */
struct agreements agreement_list(struct ctx *ctx);
/* Proposals of neighbours that wait for an answer from here. */
int64_t agreement_count_waiting(struct ctx *ctx);
/* Runs on this day? */
bool agreement_runs(const struct agreement *agreement, struct day day);
/* Proposed, running, or to begin. */
bool agreement_lives(const struct agreement *agreement, struct day today);
/* Territories of this currency with which none lives. */
struct territories agreement_candidates(struct ctx *ctx);
/* Every territory with which one was ever confirmed. */
struct territories neighbour_list(struct ctx *ctx);

/* Taking. */

enum neighbour_taking {
  NEIGHBOUR_TAKEN,
  NEIGHBOUR_STRANGER, /* no agreement, or not in this direction */
  NEIGHBOUR_OTHER_MONEY,
  NEIGHBOUR_NOT_YET,  /* agreement->from_on */
  NEIGHBOUR_NO_LONGER /* agreement->ends_on */
};
/* May vouchers of `home` be used here on this day? Reads the side here only. */
enum neighbour_taking neighbour_takes(struct ctx *ctx, struct territory_id home, struct day day,
                                      struct agreement *agreement);
/* Would this much more stay below what `home` may owe us? */
bool neighbour_has_room(struct ctx *ctx, const struct agreement *agreement, int64_t amount_minor);

/* The bridge: `there` is ctx in the other territory, in the same transaction, nobody signed in. The
 * one place where a request touches two territories; false, and no way over, unless an agreement
 * with it was confirmed. It lives as long as the transaction; who crosses reads and writes there
 * only what belongs to the voucher or the balance that both share. */
bool neighbour_cross(struct ctx *ctx, struct territory_id to, struct ctx *there);

/* Inside db_write: the staff of ctx's territory, or its accountants, hear of it by mail, in their
 * territory's language. */
void neighbour_tell(struct ctx *ctx, enum notice_kind kind, int64_t subject, bool accountants_only);

/* Books in both territories, inside db_write. */
struct neighbour_use {
  struct account held, payable; /* of the campaign at home, of the merchant here */
  int64_t amount_minor, cause;
  struct str shop; /* its name */
  bool back;       /* taken back */
};
/* held -> neighbour at home, neighbour -> payable here; or both back. The transfer here. */
struct transfer_id neighbour_book(struct ctx *here, struct ctx *home,
                                  const struct neighbour_use *use);

/* What the other owes us (below zero: we owe it): not yet netted, and netted but not yet paid. */
struct neighbour_balance {
  int64_t open_minor, netted_minor;
};
struct neighbour_balance neighbour_balance(struct ctx *ctx, struct territory_id neighbour);

#endif
