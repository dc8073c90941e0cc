/* The scene with its pages: a town, a shop with its keeper, an agent, an accountant, each in a
 * browser of their own, without the network.
 *
 *   struct staff staff;
 *   staff_open(&staff);
 *   struct test_client keeper = staff_sign_in(&staff, ROLE_SHOPKEEPER);
 *   ...
 *   staff_close(&staff);
 */
#ifndef TEST_STAFF_H
#define TEST_STAFF_H

#include "domain/person/person.h"
#include "test/scene.h"
#include "web/testing.h"

struct staff {
  struct test_db *test;
  struct ctx *ctx; /* in the territory "bourg"; staff.ctx->now is the server's clock */
  struct test_web *web;
  struct campaign campaign;
  struct shop shop, other; /* the keeper's, and somebody else's */
  int people;
};

void staff_open(struct staff *staff);
void staff_close(struct staff *staff);
/* Somebody new with this role, signed in; a shopkeeper of staff.shop's merchant. */
struct test_client staff_sign_in(struct staff *staff, enum role role);
/* A browser in which nobody is signed in. */
struct test_client staff_visitor(struct staff *staff);
/* A paid voucher of the shop: its code, grouped by four. */
struct str staff_voucher(struct staff *staff, const struct shop *shop, int64_t amount_minor);
/* "code=...&amount=...", for one sprintf at a time. */
const char *staff_text(struct staff *staff, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* What stands in the first value="..." after this name of an input. */
struct str staff_input(const struct test_reply *page, const char *name);

#endif
