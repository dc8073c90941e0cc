/* Who did what: one line per act of a signed-in person, a till or the program itself. Never
 * changed. Inside db_write, in the transaction of the act, so that neither is there alone. */
#ifndef DOMAIN_PERSON_AUDIT_H
#define DOMAIN_PERSON_AUDIT_H

#include "base/ctx.h"

struct audit_line {
  int64_t id;
  struct instant at;
  struct str person; /* name, or "" for the program */
  struct str act, detail;
  int64_t noun_id;
};

struct audit_lines {
  struct audit_line *items;
  size_t count;
};

/* act: "payout.confirm"; noun_id: what it was done to; detail: a few words, no secret. */
void audit_write(struct ctx *ctx, struct str act, int64_t noun_id, struct str detail);
/* The newest before `before` (0: from the newest), at most 50. */
struct audit_lines audit_list(struct ctx *ctx, int64_t before);

#endif
