/* From transfers to sums. What a transfer does to a voucher's figures is one row of a table; the
 * roll-up and the pages read it alike. */
#include <stdlib.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/figures/figures_in.h"
#include "figures_sql.h"

enum { PAGE = 4096, PAGE_BYTES = 8 << 20, TAIL_MAX = 50000, CHANGES = 2, GRAINS = 3 };

/* One transfer. */

static int64_t *sum_of(struct figures_sums *sums, enum reason reason) {
  switch (reason) {
  case REASON_VOUCHER_ISSUED:
    return &sums->worth_minor;
  case REASON_VOUCHER_REDEEMED:
    return &sums->redeemed_minor;
  case REASON_REDEMPTION_REVERSED:
    return &sums->reversed_minor;
  case REASON_VOUCHER_REFUNDED:
  case REASON_CHEQUE_VALUE_OFF:
    return &sums->refunded_minor;
  case REASON_VOUCHER_EXPIRED:
  case REASON_VOUCHER_REVIVED: /* it had expired, and has not after all */
    return &sums->expired_minor;
  default:
    return NULL;
  }
}

static bool is_final(int64_t phase) {
  return phase == PHASE_SINGLE || phase == PHASE_POST;
}

/* A voucher for all shops was used here, or was not after all. */
static struct figures_change used_here(const struct figures_transfers_row *row, struct day on) {
  int64_t times = row->reason == REASON_REDEMPTION_REVERSED ? -1 : 1;
  return (struct figures_change){
      .shop = row->used_at,
      .campaign = row->campaign_id,
      .on = on,
      .sums = {.used_count = times, .used_minor = times * row->amount_minor},
  };
}

/* From one voucher to another: the second's side. */
static struct figures_change moved_to(struct ctx *ctx, const struct figures_transfers_row *row) {
  struct figures_voucher_row voucher;
  must(figures_voucher(ctx, (struct voucher_id){row->credit_id.value}, &voucher));
  return (struct figures_change){.shop = voucher.shop_id,
                                 .campaign = voucher.campaign_id,
                                 .on = zone_day(ctx->zone, voucher.issued_at),
                                 .sums = {.moved_minor = row->amount_minor}};
}

/* Nothing, a voucher's figures, or those of two vouchers or shops. */
static size_t changes_of(struct ctx *ctx, const struct figures_transfers_row *row,
                         struct figures_change changes[CHANGES]) {
  if (!row->has_campaign_id || !is_final(row->phase)) return 0;
  struct figures_change change = {.shop = row->shop_id,
                                  .campaign = row->campaign_id,
                                  .on = zone_day(ctx->zone, row->issued_at)};
  bool out = row->debit_kind == ACCOUNT_VOUCHER, in = row->credit_kind == ACCOUNT_VOUCHER;
  int64_t *sum = sum_of(&change.sums, (enum reason)row->reason);
  if (sum)
    *sum = row->reason == REASON_VOUCHER_REVIVED ? -row->amount_minor : row->amount_minor;
  else
    change.sums.moved_minor = out ? -row->amount_minor : row->amount_minor;
  if (row->reason == REASON_VOUCHER_ISSUED) {
    change.sums.voucher_count = 1;
    change.sums.top_up_minor = row->top_up_minor;
  }
  changes[0] = change;
  if (out && in) changes[1] = moved_to(ctx, row);
  if (row->has_used_at) changes[1] = used_here(row, change.on);
  return (out && in) || row->has_used_at ? 2 : 1;
}

/* Reading. */

static struct figures_mark_find_row mark_of(struct ctx *ctx) {
  struct figures_mark_find_row row = {0};
  figures_mark_find(ctx, &row);
  return row;
}

static void destroy(void *arena) {
  arena_destroy(arena);
}

/* Pages are read into memory of their own, one after the other: fifty thousand transfers would not
 * fit into a request's. */
void figures_visit_tail(struct ctx *ctx,
                        void (*visit)(void *arg, const struct figures_change *change), void *arg) {
  struct arena *own = ctx->arena, *pages = arena_create(PAGE_BYTES);
  arena_defer(own, destroy, pages);
  struct transfer_id after = mark_of(ctx).transfer_id;
  int64_t count = PAGE;
  for (int64_t read = 0; read < TAIL_MAX && count == PAGE; read += PAGE) {
    ctx->arena = pages;
    struct figures_transfers_rows page =
        figures_transfers(ctx, after, (struct transfer_id){INT64_MAX}, PAGE);
    for (size_t i = 0; i < page.count; i++) {
      struct figures_change changes[CHANGES];
      ctx->arena = pages;
      size_t changed = changes_of(ctx, &page.items[i], changes);
      ctx->arena = own;
      for (size_t n = 0; n < changed; n++)
        visit(arg, &changes[n]);
    }
    ctx->arena = own;
    count = (int64_t)page.count;
    if (count > 0) after = page.items[count - 1].id;
    arena_reset(pages);
  }
}

bool figures_mark(struct ctx *ctx, struct figures_mark *mark) {
  struct figures_mark_find_row row = mark_of(ctx);
  struct figures_seal_row seal;
  if (row.seal_number == 0 || !figures_seal(ctx, row.seal_number, &seal)) return false;
  *mark = (struct figures_mark){
      .seal = row.seal_number,
      .hash = hex_text(ctx->arena, (const unsigned char *)seal.hash.ptr, seal.hash.len),
      .sealed_at = seal.sealed_at,
      .last = row.transfer_id};
  return true;
}

bool figures_oldest_unsealed(struct ctx *ctx, struct instant *at) {
  struct figures_unsealed_row row;
  if (!figures_unsealed(ctx, mark_of(ctx).transfer_id, &row)) return false;
  *at = row.created_at;
  return true;
}

/* Rolling up. */

struct cell { /* a row of figure_sum */
  enum figures_grain grain;
  struct figures_change change;
};
struct rolling {
  int64_t seal;
  struct transfer_id last;
  struct cell *cells;
  size_t cell_count;
  struct figures_flow_add_params *flows;
  size_t flow_count;
};

static int compare(const int64_t (*keys)[2], size_t count) {
  for (size_t i = 0; i < count; i++)
    if (keys[i][0] != keys[i][1]) return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

static int by_cell(const void *left, const void *right) {
  const struct cell *a = left, *b = right;
  const int64_t keys[][2] = {{a->grain, b->grain},
                             {a->change.shop.value, b->change.shop.value},
                             {a->change.campaign.value, b->change.campaign.value},
                             {a->change.on.number, b->change.on.number}};
  return compare(keys, sizeof keys / sizeof *keys);
}

static int by_flow(const void *left, const void *right) {
  const struct figures_flow_add_params *a = left, *b = right;
  const int64_t keys[][2] = {{a->day_on.number, b->day_on.number},
                             {a->reason, b->reason},
                             {a->debit_kind, b->debit_kind},
                             {a->credit_kind, b->credit_kind},
                             {a->phase, b->phase}};
  return compare(keys, sizeof keys / sizeof *keys);
}

static struct cell cell_in(enum figures_grain grain, const struct figures_change *change) {
  struct cell cell = {grain, *change};
  if (grain == GRAIN_SHOP) cell.change.on = (struct day){0};
  if (grain == GRAIN_DAY) cell.change.shop = (struct shop_id){0};
  return cell;
}

static void gather(struct ctx *ctx, const struct figures_transfers_rows *rows,
                   struct rolling *rolling) {
  rolling->cells = arena_array(ctx->arena, struct cell, rows->count * CHANGES * GRAINS);
  rolling->flows = arena_array(ctx->arena, struct figures_flow_add_params, rows->count);
  for (size_t i = 0; i < rows->count; i++) {
    const struct figures_transfers_row *row = &rows->items[i];
    struct figures_change changes[CHANGES];
    size_t count = changes_of(ctx, row, changes);
    for (size_t n = 0; n < count; n++)
      for (int grain = 0; grain < GRAINS; grain++)
        rolling->cells[rolling->cell_count++] = cell_in((enum figures_grain)grain, &changes[n]);
    rolling->flows[rolling->flow_count++] =
        (struct figures_flow_add_params){.day_on = zone_day(ctx->zone, row->created_at),
                                         .reason = row->reason,
                                         .debit_kind = row->debit_kind,
                                         .credit_kind = row->credit_kind,
                                         .phase = row->phase,
                                         .transfer_count = 1,
                                         .amount_minor = row->amount_minor};
  }
}

/* Equal ones become one. */
static void merge(struct rolling *rolling) {
  size_t cells = 0, flows = 0;
  if (rolling->cell_count > 0)
    qsort(rolling->cells, rolling->cell_count, sizeof *rolling->cells, by_cell);
  for (size_t i = 0; i < rolling->cell_count; i++) {
    struct cell *cell = &rolling->cells[i], *last = &rolling->cells[cells - 1];
    if (cells > 0 && by_cell(cell, last) == 0)
      figures_sums_add(&last->change.sums, &cell->change.sums);
    else
      rolling->cells[cells++] = *cell;
  }
  qsort(rolling->flows, rolling->flow_count, sizeof *rolling->flows, by_flow);
  for (size_t i = 0; i < rolling->flow_count; i++) {
    struct figures_flow_add_params *flow = &rolling->flows[i], *last = &rolling->flows[flows - 1];
    if (flows > 0 && by_flow(flow, last) == 0) {
      last->transfer_count++;
      last->amount_minor += flow->amount_minor;
    } else {
      rolling->flows[flows++] = *flow;
    }
  }
  rolling->cell_count = cells;
  rolling->flow_count = flows;
}

static bool roll_body(struct ctx *ctx, void *arg) {
  const struct rolling *rolling = arg;
  if (figures_mark_move(ctx, rolling->seal, rolling->last) == 0) return false;
  for (size_t i = 0; i < rolling->cell_count; i++) {
    const struct figures_change *change = &rolling->cells[i].change;
    struct figures_add_params params = {.grain = rolling->cells[i].grain,
                                        .shop_id = change->shop,
                                        .campaign_id = change->campaign,
                                        .day_on = change->on,
#define X(name) .name = change->sums.name,
                                        FIGURES_SUMS(X)
#undef X
    };
    figures_add(ctx, &params);
  }
  for (size_t i = 0; i < rolling->flow_count; i++)
    figures_flow_add(ctx, &rolling->flows[i]);
  return true;
}

int64_t figures_roll(struct ctx *ctx) {
  struct figures_mark_find_row from = mark_of(ctx);
  struct rolling rolling = {.seal = from.seal_number + 1};
  struct figures_seal_row seal;
  if (!figures_seal(ctx, rolling.seal, &seal)) return 0;
  struct figures_transfers_rows rows = figures_transfers(ctx, from.transfer_id, seal.last_id, PAGE);
  must(rows.count > 0 && rows.count < PAGE); /* a seal holds fewer */
  rolling.last = seal.last_id;
  gather(ctx, &rows, &rolling);
  merge(&rolling);
  return db_write(ctx, roll_body, &rolling) ? (int64_t)rows.count : 0;
}

void figures_forget(struct ctx *ctx) {
  figures_forget_mark(ctx);
  figures_forget_sums(ctx);
  figures_forget_flows(ctx);
}
