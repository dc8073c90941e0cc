/* Between the files of this module. */
#ifndef DOMAIN_COUNTER_COUNTER_IN_H
#define DOMAIN_COUNTER_COUNTER_IN_H

#include "counter_sql.h"
#include "domain/counter/counter.h"

/* The row of one, or false. */
static inline bool box_row(struct ctx *ctx, struct box_id id, struct box_by_id_row *row) {
  struct box_by_id_rows rows = box_by_id(ctx, id);
  if (rows.count > 0) *row = rows.items[0];
  return rows.count > 0;
}
static inline bool sale_row(struct ctx *ctx, struct sale_id id, struct sale_by_id_row *row) {
  struct sale_by_id_rows rows = sale_by_id(ctx, id);
  if (rows.count > 0) *row = rows.items[0];
  return rows.count > 0;
}

/* Cash of an open box, float and all, from its sales and deposits. */
int64_t box_expected_minor(struct ctx *ctx, struct box_id id, int64_t float_minor);
/* Inside db_write: what nobody has used of a cheque's vouchers is worth nothing any more and is
 * taken back from whoever was credited; they are blocked. Returns what of its money is lost. */
int64_t cheque_take_back(struct ctx *ctx, struct sale_id id, struct str reason);
/* Inside db_write: the desk's cash account. */
struct account desk_account(struct ctx *ctx);

#endif
