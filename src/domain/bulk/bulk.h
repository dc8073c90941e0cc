/* Vouchers given away in number: an employer, a welfare office or a tourist office sends a list of
 * people and amounts; one agent reads it in, another lets it go. Each line becomes a voucher and,
 * if there is an address, a mail. The issuer owes the sum: its account says how much until it pays.
 *
 * Invariants
 * 1. A line becomes one voucher at most, also when the work is cut off and begun again.
 * 2. Who read a list in does not let it go.
 * 3. What an issuer owes is what was issued for it less what it paid, by the ledger.
 * 4. A line with a problem is never issued; the others are, or none if the list is dropped.
 * 5. The terms are the issuer's own, and hold whatever becomes of the campaign.
 * 6. Whose shop fails meanwhile is stopped where it is, and says so; once the failure was taken
 *    back, the rest may follow. */
#ifndef DOMAIN_BULK_BULK_H
#define DOMAIN_BULK_BULK_H

#include "domain/checkout/checkout.h"

struct issuer_id {
  int64_t value;
};
struct bulk_id {
  int64_t value;
};

enum { BULK_LINES_MAX = 5000, BULK_AMOUNT_MAX_MINOR = 100000 };

#define BULK_STATES(X)                                                                             \
  X(READ, 1, bulk_state_read) /* waits for the second pair of eyes */                              \
  X(ISSUING, 2, bulk_state_issuing)                                                                \
  X(ISSUED, 3, bulk_state_issued)                                                                  \
  X(DROPPED, 4, bulk_state_dropped)                                                                \
  X(STOPPED, 5, bulk_state_stopped) /* its shop failed half way: what is issued is issued */
enum bulk_state {
#define X(name, number, message) BULK_##name = number,
  BULK_STATES(X)
#undef X
};
enum message bulk_state_message(enum bulk_state state);

/* In order of precedence. */
#define BULK_RESULTS(X)                                                                            \
  X(OK, 200, bulk_ok)                                                                              \
  X(UNKNOWN, 404, bulk_unknown)                                                                    \
  X(NO_ISSUER, 422, bulk_no_issuer)                                                                \
  X(NO_FILE, 422, bulk_no_file)                                                                    \
  X(UNREADABLE, 422, bulk_unreadable) /* no table, or without its columns */                       \
  X(NO_LINES, 422, bulk_no_lines)                                                                  \
  X(TOO_MANY, 422, bulk_too_many)                                                                  \
  X(NO_CAMPAIGN, 422, bulk_no_campaign) /* a draft, or over */                                     \
  X(NO_SHOP, 422, bulk_no_shop)         /* its vouchers are of one shop: which? */                 \
  X(SHOP_FAILED, 409, bulk_shop_failed) /* its vouchers are frozen: these would be, too */         \
  X(STOPPED_HALF_WAY, 409, bulk_stopped)                                                           \
  X(BAD_EMAIL, 422, bulk_bad_email) /* of the issuer */                                            \
  X(BAD_DAYS, 422, bulk_bad_days)                                                                  \
  X(ALREADY_DECIDED, 409, bulk_already_decided)                                                    \
  X(SAME_PERSON, 409, bulk_same_person)                                                            \
  X(NOTHING_LEFT, 409, bulk_nothing_left) /* every line has a problem */                           \
  X(NOT_OWED, 409, bulk_not_owed)         /* more than the issuer owes, or nothing */

enum bulk_result {
#define X(name, status, message) BULK_RESULT_##name,
  BULK_RESULTS(X)
#undef X
};
int bulk_status(enum bulk_result result);
enum message bulk_message(enum bulk_result result);

#define BULK_PROBLEMS(X)                                                                           \
  X(NONE, bulk_problem_none)                                                                       \
  X(NO_NAME, bulk_problem_no_name)                                                                 \
  X(NO_AMOUNT, bulk_problem_no_amount)                                                             \
  X(AMOUNT_TOO_LARGE, bulk_problem_amount_too_large)                                               \
  X(BAD_EMAIL, bulk_problem_bad_email)                                                             \
  X(TWICE, bulk_problem_twice) /* the same name and address stand above, however they are spelt */

enum bulk_problem {
#define X(name, message) BULK_PROBLEM_##name,
  BULK_PROBLEMS(X)
#undef X
};
enum message bulk_problem_message(enum bulk_problem problem);

/* Issuers. */

struct issuer {
  struct issuer_id id;
  struct str name, email;
  struct money issued, paid, owed;
};
struct issuers {
  struct issuer *items;
  size_t count;
};
/* By name, at most 200, with their accounts. */
struct issuers issuer_list(struct ctx *ctx);
bool issuer_find(struct ctx *ctx, struct issuer_id id, struct issuer *issuer);
/* Opens its own db_write. The one of this name, made if there is none. */
enum bulk_result issuer_keep(struct ctx *ctx, struct str name, struct str email,
                             struct issuer_id *id);
/* Opens its own db_write; audited. Money that lies in suspense since it came by transfer is the
 * issuer's; the line of the bank says how much of it there is. */
enum bulk_result issuer_pay(struct ctx *ctx, struct issuer_id id, int64_t bank_line);

/* Lists. */

struct bulk_terms {
  struct issuer_id issuer_id;
  struct campaign_id campaign_id;
  struct str shop; /* slug; "" where the campaign is for all shops */
  struct day redeemable_on, expires_on;
};
/* Opens its own db_write: keeps the lines of a CSV with the columns name (nom), amount (montant)
 * and, if there are, email (courriel), message; judged, none issued. */
enum bulk_result bulk_read(struct ctx *ctx, const struct bulk_terms *terms, struct str csv,
                           struct bulk_id *id);
/* Lets it go. Each hundred lines are a transaction of their own; called again, it goes on where it
 * was cut off. Durable when it returns. */
enum bulk_result bulk_issue(struct ctx *ctx, struct bulk_id id);
enum bulk_result bulk_drop(struct ctx *ctx, struct bulk_id id);

struct bulk {
  struct bulk_id id;
  struct issuer issuer;
  struct campaign_id campaign_id;
  struct shop_id shop_id;
  struct day redeemable_on, expires_on;
  enum bulk_state state;
  struct person_id prepared_by;
  struct instant prepared_at;
  int64_t lines, good, issued; /* how many; of these without a problem; of these issued */
  struct money amount;         /* of the good ones */
  struct money issued_amount;  /* of the issued ones */
};
struct bulks {
  struct bulk *items;
  size_t count;
};
bool bulk_find(struct ctx *ctx, struct bulk_id id, struct bulk *bulk);
/* Newest first, at most 50. */
struct bulks bulk_list(struct ctx *ctx);

struct bulk_line {
  int64_t number;
  struct str name, email, message;
  struct money amount;
  enum bulk_problem problem;
  bool issued;
  struct order_id order_id;
};
struct bulk_lines {
  struct bulk_line *items;
  size_t count;
};
/* In their order, after that number, at most 200; all, or only those with a problem. */
struct bulk_lines bulk_line_list(struct ctx *ctx, struct bulk_id id, int64_t after,
                                 bool only_wrong);

#endif
