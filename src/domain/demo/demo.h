/* A demonstration installation made of real, open data: territories, their shops, a campaign, some
 * sales, people who may sign in, tills. Everything goes through the same doors as in earnest.
 * Refuses a database that is somebody's real installation. */
#ifndef DOMAIN_DEMO_H
#define DOMAIN_DEMO_H

#include "base/ctx.h"
#include "base/json.h"
#include "domain/person/person.h"

struct demo_sign_in {
  struct str territory, role, email, password;
};
struct demo_till {
  struct str territory, shop, token;
};
struct demo_territory {
  struct str slug, currency;
};
struct demo_voucher { /* ready to be tried at a till now */
  struct str territory, shop, code;
};

struct demo { /* what was made */
  struct demo_territory *territories;
  size_t territory_count;
  struct demo_sign_in *sign_ins;
  size_t sign_in_count;
  struct demo_till *tills;
  size_t till_count;
  struct demo_voucher *vouchers;
  size_t voucher_count;
  struct str *problems; /* of the data: refused rows */
  size_t problem_count;
};

/* Progress, for a person who waits. */
typedef void (*demo_progress)(struct str sentence);
/* Reads a file of the data folder. */
typedef struct str (*demo_file)(struct arena *arena, struct str name);

/* The installation's row must exist, as a demonstration, and no territory. Outside db_write. */
void demo_fill(struct ctx *ctx, demo_file file, demo_progress progress, struct demo *demo);
/* Sign-ins and new till tokens of a demonstration that is there already. */
void demo_again(struct ctx *ctx, struct demo *demo);
/* `count` more vouchers in the territory of ctx, spread over its shops: for measurements. */
void demo_sell(struct ctx *ctx, int64_t count, demo_progress progress);

#endif
