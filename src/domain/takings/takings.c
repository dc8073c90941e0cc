#include "domain/takings/takings.h"

#include <stdlib.h>

#include "base/fault.h"
#include "takings_sql.h"

enum { SPAN_MAX = 366 };

/* Words. */

#define X(name, word) {word, sizeof(word) - 1},
static const struct str words[] = {TAKINGS_LINES(X)};
static const struct str voucher_words[] = {TAKINGS_VOUCHER_LINES(X)};
#undef X

struct str takings_word(enum takings_line line) {
  return words[line];
}

struct str takings_voucher_word(enum takings_voucher_line line) {
  return voucher_words[line];
}

enum message takings_label(enum takings_line line) {
  static const enum message labels[] = {
      [TAKINGS_SOLD] = MSG_takings_line_sold,
      [TAKINGS_PUBLIC] = MSG_takings_line_public,
      [TAKINGS_ON_ACCOUNT] = MSG_takings_line_on_account,
      [TAKINGS_EARNED] = MSG_takings_line_earned,
      [TAKINGS_REFUNDED] = MSG_takings_line_refunded,
      [TAKINGS_TAKEN_BACK] = MSG_takings_line_taken_back,
      [TAKINGS_REMAINDER] = MSG_takings_line_remainder,
      [TAKINGS_FEES] = MSG_takings_line_fees,
      [TAKINGS_PAID] = MSG_takings_line_paid,
      [TAKINGS_RETURNED] = MSG_takings_line_returned,
      [TAKINGS_OTHER] = MSG_takings_line_other,
  };
  return labels[line];
}

enum message takings_voucher_label(enum takings_voucher_line line) {
  static const enum message labels[] = {
      [TAKINGS_VOUCHER_ISSUED] = MSG_takings_voucher_issued,
      [TAKINGS_VOUCHER_REDEEMED] = MSG_takings_voucher_redeemed,
      [TAKINGS_VOUCHER_REVERSED] = MSG_takings_voucher_reversed,
      [TAKINGS_VOUCHER_REFUNDED] = MSG_takings_voucher_refunded,
      [TAKINGS_VOUCHER_EXPIRED] = MSG_takings_voucher_expired,
      [TAKINGS_VOUCHER_OTHER] = MSG_takings_line_other,
  };
  return labels[line];
}

enum takings_line takings_line_of(int64_t reason) {
  switch (reason) {
  case REASON_VOUCHER_SOLD:
    return TAKINGS_SOLD;
  case REASON_TOP_UP:
    return TAKINGS_PUBLIC;
  case REASON_ISSUED_ON_ACCOUNT:
    return TAKINGS_ON_ACCOUNT;
  case REASON_SHOP_EARNED:
  case REASON_NEIGHBOUR_EARNED:
    return TAKINGS_EARNED;
  case REASON_SALE_REFUNDED:
  case REASON_TOP_UP_RETURNED:
  case REASON_CHEQUE_RETURNED:
  case REASON_ISSUER_CREDITED:
    return TAKINGS_REFUNDED;
  case REASON_SHOP_EARNED_BACK:
  case REASON_NEIGHBOUR_EARNED_BACK:
    return TAKINGS_TAKEN_BACK;
  case REASON_REMAINDER_TO_FUND:
  case REASON_REMAINDER_RETURNED:
    return TAKINGS_REMAINDER;
  case REASON_PROVIDER_FEE:
  case REASON_PROVIDER_FEE_BACK:
    return TAKINGS_FEES;
  case REASON_MERCHANT_PAID:
  case REASON_PROVIDER_PAID_OUT:
    return TAKINGS_PAID;
  case REASON_PAYOUT_RETURNED:
  case REASON_PROVIDER_TOOK_BACK:
    return TAKINGS_RETURNED;
  default:
    return TAKINGS_OTHER;
  }
}

enum takings_voucher_line takings_voucher_line_of(int64_t reason) {
  switch (reason) {
  case REASON_VOUCHER_ISSUED:
    return TAKINGS_VOUCHER_ISSUED;
  case REASON_VOUCHER_REDEEMED:
    return TAKINGS_VOUCHER_REDEEMED;
  case REASON_REDEMPTION_REVERSED:
    return TAKINGS_VOUCHER_REVERSED;
  case REASON_VOUCHER_REFUNDED:
  case REASON_CHEQUE_VALUE_OFF:
    return TAKINGS_VOUCHER_REFUNDED;
  case REASON_VOUCHER_EXPIRED:
  case REASON_VOUCHER_REVIVED:
    return TAKINGS_VOUCHER_EXPIRED;
  default:
    return TAKINGS_VOUCHER_OTHER;
  }
}

/* Walking. */

struct walk {
  void (*see)(void *arg, const struct takings_move *move);
  void *arg;
  struct shop_id shop; /* whose promise; 0: money */
};

static void see_row(void *arg, const struct takings_moves_row *row) {
  const struct walk *walk = arg;
  bool voucher = walk->shop.value != 0;
  struct takings_move move = {
      .voucher = voucher,
      .id = row->id,
      .reason = row->reason,
      .sum = {1, voucher ? -row->signed_minor : row->signed_minor},
      .at = row->created_at,
      .shop = voucher ? walk->shop : (struct shop_id){row->has_shop_id ? row->shop_id.value : 0},
      .known = {row->has_voucher_id ? row->voucher_id.value : 0},
  };
  walk->see(walk->arg, &move);
}

void takings_walk(struct ctx *ctx, const struct takings *takings,
                  void (*see)(void *arg, const struct takings_move *move), void *arg) {
  struct span_time time = span_time(ctx, takings->span);
  struct walk walk = {.see = see, .arg = arg};
  struct takings_moves_params of = {.kind = ACCOUNT_PAYABLE,
                                    .owner_id = takings->merchant.id.value,
                                    .begins_at = time.begins_at,
                                    .ends_at = time.ends_at};
  takings_moves(ctx, &of, see_row, &walk);
  of.kind = ACCOUNT_PROMISE;
  for (size_t i = 0; i < takings->shops.count; i++) {
    walk.shop = takings->shops.items[i].id;
    of.owner_id = walk.shop.value;
    takings_moves(ctx, &of, see_row, &walk);
  }
}

/* Adding up. */

static void add(struct takings_sum *sum, const struct takings_sum *more) {
  sum->count += more->count;
  sum->minor += more->minor;
}

struct adding {
  const struct zone *zone;
  struct takings *takings;
  struct takings_day *days; /* of the whole span */
};

static struct takings_shop *shop_of(struct takings *takings, struct shop_id id) {
  for (size_t i = 0; i < takings->shops.count; i++)
    if (takings->shops.items[i].id.value == id.value) return &takings->shops.items[i];
  return NULL;
}

static void add_money(struct takings *takings, struct takings_day *day,
                      const struct takings_move *move) {
  enum takings_line line = takings_line_of(move->reason);
  struct takings_shop *shop = shop_of(takings, move->shop);
  add(&takings->money.lines[line], &move->sum);
  day->balance_minor += move->sum.minor;
  bool paid = line == TAKINGS_PAID || line == TAKINGS_RETURNED;
  if (paid)
    day->paid_minor += move->sum.minor;
  else if (move->sum.minor > 0)
    day->in_minor += move->sum.minor;
  else
    day->back_minor += move->sum.minor;
  if (shop != NULL && !paid) shop->credited_minor += move->sum.minor;
}

static void see_move(void *arg, const struct takings_move *move) {
  struct adding *adding = arg;
  struct takings *takings = adding->takings;
  int32_t at = zone_day(adding->zone, move->at).number - takings->span.first.number;
  must(at >= 0 && at < SPAN_MAX);
  struct takings_day *day = &adding->days[at];
  day->on.number = takings->span.first.number + at;
  if (!move->voucher) {
    add_money(takings, day, move);
    return;
  }
  enum takings_voucher_line line = takings_voucher_line_of(move->reason);
  add(&takings->vouchers.lines[line], &move->sum);
  add(&shop_of(takings, move->shop)->vouchers.lines[line], &move->sum);
  if (line == TAKINGS_VOUCHER_REDEEMED || line == TAKINGS_VOUCHER_REVERSED)
    day->redeemed_minor -= move->sum.minor;
}

/* The days on which something moved, each with the balance at its end. */
static void set_days(struct takings *takings, struct takings_day *days) {
  int64_t balance = takings->money.opening_minor;
  takings->days.items = days;
  for (size_t i = 0; i < SPAN_MAX; i++) {
    if (days[i].on.number == 0) continue;
    balance += days[i].balance_minor;
    struct takings_day *day = &days[takings->days.count++];
    *day = days[i];
    day->balance_minor = balance;
  }
}

/* Balances. */

static int64_t balance_at(struct ctx *ctx, enum account_kind kind, int64_t owner,
                          struct instant until, int64_t *reserved_minor) {
  struct takings_balance_row row;
  must(takings_balance(ctx, kind, owner, until, &row));
  if (reserved_minor != NULL) *reserved_minor = row.reserved_minor;
  return row.balance_minor;
}

static void set_balances(struct ctx *ctx, struct takings *takings) {
  struct span_time time = span_time(ctx, takings->span);
  struct takings_money *money = &takings->money;
  int64_t merchant = takings->merchant.id.value;
  money->opening_minor = balance_at(ctx, ACCOUNT_PAYABLE, merchant, time.begins_at, NULL);
  money->closing_minor =
      balance_at(ctx, ACCOUNT_PAYABLE, merchant, time.ends_at, &money->under_way_minor);
  for (size_t i = 0; i < takings->shops.count; i++) {
    struct takings_vouchers *vouchers = &takings->shops.items[i].vouchers;
    int64_t shop = takings->shops.items[i].id.value;
    vouchers->opening_minor = -balance_at(ctx, ACCOUNT_PROMISE, shop, time.begins_at, NULL);
    vouchers->closing_minor = -balance_at(ctx, ACCOUNT_PROMISE, shop, time.ends_at, NULL);
    takings->vouchers.opening_minor += vouchers->opening_minor;
    takings->vouchers.closing_minor += vouchers->closing_minor;
  }
}

static void set_lefts(struct ctx *ctx, struct takings *takings) {
  struct takings_left_rows rows =
      takings_left(ctx, takings->merchant.id, span_time(ctx, takings->span).ends_at);
  takings->lefts.items = arena_array(ctx->arena, struct takings_left, rows.count + 1);
  for (size_t i = 0; i < rows.count; i++)
    takings->lefts.items[takings->lefts.count++] = (struct takings_left){
        rows.items[i].campaign, rows.items[i].expires_on, rows.items[i].left_minor};
}

bool takings_of(struct ctx *ctx, struct merchant_id merchant, struct span span,
                struct takings *takings) {
  *takings = (struct takings){.span = span};
  if (!merchant_find(ctx, merchant, &takings->merchant)) return false;
  struct shops shops = shop_list_by_merchant(ctx, merchant);
  takings->shops.items = arena_array(ctx->arena, struct takings_shop, shops.count + 1);
  for (size_t i = 0; i < shops.count; i++)
    takings->shops.items[takings->shops.count++] =
        (struct takings_shop){.id = shops.items[i].id, .name = shops.items[i].name};
  set_balances(ctx, takings);
  struct adding adding = {ctx->zone, takings,
                          arena_array(ctx->arena, struct takings_day, SPAN_MAX)};
  takings_walk(ctx, takings, see_move, &adding);
  set_days(takings, adding.days);
  set_lefts(ctx, takings);
  return true;
}

struct takings_merchants takings_merchants(struct ctx *ctx, struct span span) {
  struct span_time time = span_time(ctx, span);
  struct takings_of_all_rows rows = takings_of_all(ctx, time.begins_at, time.ends_at);
  struct takings_merchants list = {arena_array(ctx->arena, struct takings_merchant, rows.count + 1),
                                   rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct takings_merchant){rows.items[i].id, rows.items[i].name,
                                              rows.items[i].in_minor, rows.items[i].out_minor};
  return list;
}
