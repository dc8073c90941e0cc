/* Top-up: how much public money pays of a voucher. A rule is data that an agent fills in; what it
 * gives is a pure function of the voucher and of what the buyer says of himself. It refuses to
 * touch money: the envelope does that (envelope.h).
 *
 * Words. A voucher of value A is paid by the buyer (P) and topped up by public money (T); A = P +
 * T. A rule gives a rate of the value, or an amount; a case gives another one to people of an age,
 * of a place, or in shops that are fragile. Ceilings hold for a voucher and for a person, and count
 * either the value that is topped up or the public money; a person is a verified address.
 *
 * Invariants
 * 1. The top-up is a whole number of cents, rounded down: the public purse never pays a part of a
 *    cent too much, and P + T is A exactly.
 * 2. The buyer pays at least TOPUP_PAID_LEAST_MINOR.
 * 3. Of all cases that apply the one that gives most counts, of equals the first; the rule's own
 *    rate or amount counts if no case gives more.
 * 4. Above a ceiling a voucher is topped up for the part below it. Only a person who has nothing
 *    left is refused.
 * 5. Age and place are the buyer's word of honour and are not kept; the order keeps which case
 *    applied, with its rate. */
#ifndef DOMAIN_TOPUP_H
#define DOMAIN_TOPUP_H

#include "base/ctx.h"
#include "base/message.h"
#include "domain/campaign/campaign.h"

enum topup_form { TOPUP_NONE, TOPUP_RATE, TOPUP_AMOUNT };
enum topup_counts { TOPUP_COUNTS_VALUE = 1, TOPUP_COUNTS_MONEY };
enum topup_person { TOPUP_ANYBODY, TOPUP_BY_EMAIL, TOPUP_BY_PHONE };
enum topup_case_kind { TOPUP_AGE = 1, TOPUP_PLACE, TOPUP_FRAGILE };

enum {
  TOPUP_CASES_MAX = 6,
  TOPUP_RATE_MAX = 9000, /* basis points */
  TOPUP_PAID_LEAST_MINOR = 100,
  TOPUP_HOLD_MINUTES = 15,
  TOPUP_HOLD_MINUTES_MAX = 1440
};

struct topup_case {
  enum topup_case_kind kind;
  int64_t give;             /* in the rule's form */
  int64_t from_age, to_age; /* reached this year, both included */
  struct str places;        /* "33000, 33700, Le Haillan" */
  int64_t fragility;        /* the shop's score, at least */
};

struct topup_rule {
  enum topup_form form;
  int64_t give;        /* basis points of the value; or minor units */
  int64_t step_minor;  /* the amount for each full step of the value; 0: once a voucher */
  int64_t least_minor; /* a voucher below gets nothing; 0: no such bound */
  enum topup_counts counts;
  int64_t voucher_most_minor, person_most_minor; /* 0: no ceiling */
  enum topup_person person;                      /* who has a ceiling of his own */
  int64_t hold_minutes;
  struct topup_case cases[TOPUP_CASES_MAX];
  size_t case_count;
};

/* In order of precedence. */
#define TOPUP_RESULTS(X)                                                                           \
  X(OK, 200, topup_ok)                                                                             \
  X(NOT_OFFERED, 409, topup_not_offered)   /* the campaign adds nothing */                         \
  X(BELOW_LEAST, 409, topup_below_least)   /* a larger voucher would get something */              \
  X(NOT_ELIGIBLE, 409, topup_not_eligible) /* only for others */                                   \
  X(NOT_VERIFIED, 409, topup_not_verified) /* whose ceiling would it count against? */             \
  X(CEILING_PERSON, 409, topup_ceiling_person)                                                     \
  X(ENVELOPE_EMPTY, 409, topup_envelope_empty)                                                     \
  X(CHANGED, 409, topup_changed) /* it is not what the buyer saw */

enum topup_result {
#define X(name, status, message) TOPUP_##name,
  TOPUP_RESULTS(X)
#undef X
};
const char *topup_refusal(enum topup_result result);
int topup_status(enum topup_result result);
enum message topup_message(enum topup_result result);

struct topup_facts {
  int64_t value_minor; /* of the voucher */
  int64_t age;         /* that the buyer reaches this year; 0: not said */
  struct str place;    /* postcode or commune, as typed; "": not said */
  int64_t fragility;   /* of the shop, 0 where it is for all shops */
  bool verified;
  int64_t used_minor; /* of the person's ceiling, in what it counts */
};

struct topup_answer {
  enum topup_result result;
  int64_t minor;                /* T; what it would be, also where the person is not verified yet */
  int64_t counted_minor;        /* what it takes of the person's ceiling */
  int64_t number, give;         /* of the case, 0: the rule itself; and what it gives */
  bool cut_voucher, cut_person; /* by a ceiling */
};

/* What the rule adds. The arena is for folding what was typed. Pure. */
struct topup_answer topup_judge(struct arena *arena, const struct topup_rule *rule,
                                const struct topup_facts *facts);
/* The most that any buyer may get for such a voucher: for « jusqu’à 25 % ». Pure. */
int64_t topup_most_give(const struct topup_rule *rule);
/* Does it ask the buyer for his age, his place? */
bool topup_asks(const struct topup_rule *rule, enum topup_case_kind kind);

/* Editing. In order of precedence. */
#define TOPUP_EDITS(X)                                                                             \
  X(OK, 200, topup_edit_ok)                                                                        \
  X(BAD_RATE, 422, topup_edit_bad_rate)     /* 0,01 % to 90 % */                                   \
  X(BAD_AMOUNT, 422, topup_edit_bad_amount) /* none, or not less than the step */                  \
  X(BAD_CASE, 422, topup_edit_bad_case)     /* an age band, place or score is missing or wrong */  \
  X(NO_PERSON, 422, topup_edit_no_person)   /* a ceiling for whom? */                              \
  X(BAD_HOLD, 422, topup_edit_bad_hold)                                                            \
  X(UNKNOWN, 404, topup_edit_unknown)                                                              \
  X(OVER, 409, topup_edit_over)

enum topup_edit_result {
#define X(name, status, message) TOPUP_EDIT_##name,
  TOPUP_EDITS(X)
#undef X
};
int topup_edit_status(enum topup_edit_result result);
enum message topup_edit_message(enum topup_edit_result result);

/* Everything that is wrong with it: a bit for each result. Pure. */
uint32_t topup_faults(const struct topup_rule *rule);
/* Inside db_write. TOPUP_NONE takes the rule away. Later sales only; what is reserved stays. */
enum topup_edit_result topup_keep(struct ctx *ctx, struct campaign_id id,
                                  const struct topup_rule *rule);
/* False, and the usual values, if the campaign adds nothing. */
bool topup_find(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule);
/* The same from memory, for pages. */
bool topup_shown(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule);

#endif
