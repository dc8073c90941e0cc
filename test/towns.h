/* Two towns of one installation, neighbours: "bourg" with its pages (test/staff.h) and "ville",
 * each with a shop and a campaign for all shops. */
#ifndef TEST_TOWNS_H
#define TEST_TOWNS_H

#include "domain/neighbour/neighbour.h"
#include "test/staff.h"

struct towns {
  struct staff staff; /* in bourg */
  struct territory bourg, ville;
  struct ctx *here, *there; /* in bourg, in ville */
  struct shop rose;         /* of ville */
};

void towns_open(struct towns *towns);
void towns_close(struct towns *towns);
/* They take each other's vouchers from today on. */
void towns_agree(struct towns *towns);
struct campaign towns_campaign(struct ctx *ctx);
/* A paid voucher for all shops of that side. */
struct voucher_id towns_voucher(struct ctx *ctx, int64_t amount_minor);
struct voucher_answer towns_redeem(struct ctx *ctx, const struct shop *shop, struct voucher_id id,
                                   int64_t amount_minor, struct str nonce);

#endif
