/* The check of the books: walks every transfer of every territory in the order of ids, a page at
 * a time, beside the seals, and compares what it finds with accounts and checkpoints. Unguarded
 * accounts, some for each shop, are summed in memory, because each seal covers their sums; guarded
 * ones, one for each voucher, aside (ledger_floors.h). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/ledger/ledger_chain.h"
#include "domain/ledger/ledger_floors.h"

enum { PAGE = 4096, KINDS_MAX = 128, FLOORS_IN_MEMORY = 3 << 17 };

static const int64_t kinds[] = {
#define X(name, number, text) number,
    ACCOUNT_KINDS(X)
#undef X
};

/* Pending transfers not yet resolved, by id: open addressing like the tallies; few. */
struct open_pending {
  int64_t *ids;
  size_t count, capacity;
};

struct kind_total {
  int64_t accounts, debit_minor, credit_minor;
};

struct check {
  struct ctx *ctx;
  const struct ledger_check *wish;
  struct ledger_report *report;
  struct arena *arena; /* of one territory; the others are emptied again and again */
  struct arena *page_arena, *seal_arena, *text_arena;
  struct str territory, currency;
  struct tallies tallies; /* of the unguarded accounts */
  struct floors *floors;  /* of the guarded ones */
  struct kind_total totals[KINDS_MAX];
  struct open_pending pending;
  int64_t sealed;       /* transfers, as the seals count them */
  struct merkle merkle; /* of the stretch being walked */
  int64_t first_id;     /* of that stretch; 0: nothing in it yet */
  struct ledger_seal_page_rows seals;
  size_t next_seal;
  bool seals_end; /* the last page is at hand */
  int64_t seal_number;
  struct digest previous_hash;
  struct floor_sum floor; /* the least that has not met its account */
  bool has_floor;
  int64_t missing; /* accounts that transfers name and are not there */
};

static void destroy_arena(void *arena) {
  arena_destroy(arena);
}

static void problem(struct check *check, const char *what, int64_t id) {
  check->report->problems++;
  buf_format(check->wish->out, "%.*s: %s (%" PRId64 ")\n", STR_ARG(check->territory), what, id);
}

static void show(const struct check *check, enum ledger_stage stage, int64_t done) {
  struct ledger_progress progress = {check->territory, stage, done, check->sealed};
  if (check->wish->show) check->wish->show(check->wish->arg, &progress);
}

static void pending_open(struct check *check, int64_t id) {
  struct open_pending *open = &check->pending;
  if (open->count == open->capacity) {
    size_t capacity = open->capacity ? open->capacity * 2 : 64;
    int64_t *grown = arena_array(check->arena, int64_t, capacity);
    if (open->count) memcpy(grown, open->ids, open->count * sizeof *grown);
    open->ids = grown;
    open->capacity = capacity;
  }
  open->ids[open->count++] = id;
}

static bool pending_close(struct check *check, int64_t id) {
  struct open_pending *open = &check->pending;
  for (size_t i = open->count; i-- > 0;)
    if (open->ids[i] == id) {
      open->ids[i] = open->ids[--open->count];
      return true;
    }
  return false;
}

static void check_transfer(struct check *check, const struct ledger_page_row *t) {
  if (t->amount_minor <= 0) problem(check, "a transfer moves nothing or less", t->id.value);
  if (!str_equal(t->currency, check->currency))
    problem(check, "a transfer is in another currency than its territory", t->id.value);
  if (t->phase == PHASE_PENDING) pending_open(check, t->id.value);
  bool resolves = t->phase == PHASE_POST || t->phase == PHASE_VOID;
  if (resolves != t->has_pending_id)
    problem(check, "a transfer's phase and what it resolves disagree", t->id.value);
  else if (resolves && !pending_close(check, t->pending_id.value))
    problem(check, "a transfer resolves what is not pending", t->id.value);
}

/* The seal that covers the transfer at hand, or NULL behind the last one. */
static const struct ledger_seal_page_row *current_seal(struct check *check) {
  if (check->next_seal == check->seals.count && !check->seals_end) {
    arena_reset(check->seal_arena);
    check->ctx->arena = check->seal_arena;
    check->seals = ledger_seal_page(check->ctx, check->seal_number, PAGE);
    check->next_seal = 0;
    check->seals_end = check->seals.count < PAGE;
  }
  bool any = check->next_seal < check->seals.count;
  return any ? &check->seals.items[check->next_seal] : NULL;
}

static bool same_bytes(struct str bytes, const struct digest *digest) {
  return bytes.len == sizeof digest->bytes && memcmp(bytes.ptr, digest->bytes, bytes.len) == 0;
}

static void keep_sealed_sums(struct tallies *tallies) {
  for (size_t i = 0; i < tallies->touched_count; i++) {
    tallies->touched[i]->sealed = tallies->touched[i]->sums;
    tallies->touched[i]->sealed_count = tallies->touched[i]->count;
  }
}

/* Heads. */

static int by_hash(const void *a, const void *b) {
  const struct ledger_head *left = a, *right = b;
  return memcmp(left->hash.bytes, right->hash.bytes, sizeof left->hash.bytes);
}

static void meet_head(struct check *check, int64_t number, struct digest hash) {
  struct ledger_head *heads = check->wish->heads;
  size_t low = 0, high = check->wish->head_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (memcmp(heads[middle].hash.bytes, hash.bytes, sizeof hash.bytes) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < check->wish->head_count && digest_equal(heads[low].hash, hash); low++) {
    struct ledger_head *head = &heads[low];
    if (head->number != 0 && head->number != number) continue;
    if (head->territory.len == 0 || str_equal(head->territory, check->territory))
      head->found = true;
  }
}

static void check_heads(struct ctx *ctx, const struct ledger_check *wish,
                        struct ledger_report *report) {
  const struct ledger_head *heads = wish->heads;
  for (size_t i = 0; i < wish->head_count; i++) {
    if (heads[i].found) continue;
    report->problems++;
    buf_format(wish->out,
               "%.*s: the chain has no seal with the published head %.*s (%" PRId64 ")\n",
               STR_ARG(heads[i].territory.len > 0 ? heads[i].territory : S("any territory")),
               STR_ARG(hex_text(ctx->arena, heads[i].hash.bytes, sizeof heads[i].hash.bytes)),
               heads[i].number);
  }
}

static void check_seal(struct check *check, const struct ledger_seal_page_row *row) {
  arena_reset(check->text_arena);
  struct chain_seal seal = {
      .territory = check->ctx->territory.value,
      .number = ++check->seal_number,
      .first_id = check->first_id,
      .last_id = row->last_id.value,
      .count = (int64_t)check->merkle.count,
      .merkle_root = merkle_root(&check->merkle),
      .balance_root = tallies_root(&check->tallies, check->text_arena),
      .previous_hash = check->previous_hash,
      .sealed_at = row->sealed_at,
  };
  struct digest hash = chain_hash(&seal);
  if (row->number != seal.number) problem(check, "a seal is missing before this one", row->number);
  if (!same_bytes(row->merkle_root, &seal.merkle_root))
    problem(check, "the transfers under a seal are not those that were sealed", row->number);
  else if (!same_bytes(row->balance_root, &seal.balance_root))
    problem(check, "the balances of a seal do not follow from its transfers", row->number);
  else if (!same_bytes(row->hash, &hash))
    problem(check, "a seal does not fit the chain", row->number);
  meet_head(check, seal.number, hash);
  memcpy(check->previous_hash.bytes, row->hash.ptr,
         row->hash.len == sizeof check->previous_hash.bytes ? row->hash.len : 0);
  keep_sealed_sums(&check->tallies);
  tallies_clear_touched(&check->tallies);
  check->merkle = (struct merkle){0};
  check->first_id = 0;
  check->next_seal++;
  check->report->seals++;
}

/* Sums. */

static struct kind_total *total_of(struct check *check, int64_t kind) {
  static struct kind_total nobodys;
  return kind >= 0 && kind < KINDS_MAX ? &check->totals[kind] : &nobodys;
}

static void sum_debit(struct check *check, const struct ledger_page_row *t) {
  int64_t final = 0, pending = 0;
  transfer_apply(t->phase, t->amount_minor, &final, &pending);
  total_of(check, t->debit_kind)->debit_minor += final;
  if (t->debit_kind < ACCOUNT_GUARDED)
    tallies_debit(&check->tallies, t);
  else
    floors_add(check->floors, &(struct floor_sum){.account = t->debit_id.value,
                                                  .balance_minor = -final,
                                                  .reserved_minor = pending,
                                                  .kind = (int32_t)t->debit_kind});
}

static void sum_credit(struct check *check, const struct ledger_page_row *t) {
  int64_t final = 0, pending = 0;
  transfer_apply(t->phase, t->amount_minor, &final, &pending);
  total_of(check, t->credit_kind)->credit_minor += final;
  if (t->credit_kind < ACCOUNT_GUARDED)
    tallies_credit(&check->tallies, t);
  else
    floors_add(check->floors, &(struct floor_sum){.account = t->credit_id.value,
                                                  .balance_minor = final,
                                                  .kind = (int32_t)t->credit_kind});
}

static void walk_transfer(struct check *check, const struct ledger_page_row *t) {
  check_transfer(check, t);
  sum_debit(check, t);
  sum_credit(check, t);
  merkle_add(&check->merkle, chain_leaf(t));
  if (check->first_id == 0) check->first_id = t->id.value;
  check->report->transfers++;
  const struct ledger_seal_page_row *seal = current_seal(check);
  if (seal && t->id.value >= seal->last_id.value) check_seal(check, seal);
}

static void walk_transfers(struct check *check) {
  struct transfer_id after = {0};
  int64_t before = check->report->transfers;
  for (;;) {
    arena_reset(check->page_arena);
    check->ctx->arena = check->page_arena;
    struct ledger_page_rows rows = ledger_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++)
      walk_transfer(check, &rows.items[i]);
    show(check, LEDGER_STAGE_TRANSFERS, check->report->transfers - before);
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].id;
  }
  check->report->unsealed += (int64_t)check->merkle.count;
  const struct ledger_seal_page_row *left = current_seal(check);
  if (left) problem(check, "a seal covers transfers that are not there", left->number);
}

/* Accounts. */

static void miss(struct check *check, int64_t kind) {
  check->missing++;
  total_of(check, kind)->accounts++;
}

/* What transfers did to a guarded account of this id. Those with lesser ids have no account. */
static struct floor_sum floor_of(struct check *check, int64_t account) {
  while (check->has_floor && check->floor.account < account) {
    if (!tally_find(&check->tallies, check->floor.account)) miss(check, check->floor.kind);
    check->has_floor = floors_next(check->floors, &check->floor);
  }
  struct floor_sum sum = {.account = account};
  if (!check->has_floor || check->floor.account != account) return sum;
  sum = check->floor;
  check->has_floor = floors_next(check->floors, &check->floor);
  return sum;
}

/* The sums of an account, wherever they stand: in both places if transfers disagree on its kind. */
struct met {
  int64_t kind, balance_minor, reserved_minor;
  bool mixed;
};

static struct met meet(struct check *check, const struct ledger_account_page_row *row) {
  struct floor_sum floor = floor_of(check, row->id.value);
  struct tally *tally = tally_find(&check->tallies, row->id.value);
  struct met met = {row->kind, floor.balance_minor, floor.reserved_minor, floor.mixed != 0};
  if (floor.kind != 0) met.kind = floor.kind;
  if (!tally) return met;
  tally->there = true;
  met.balance_minor += tally->sums.credit_minor - tally->sums.debit_minor;
  met.reserved_minor += tally->sums.debit_pending_minor;
  met.mixed = met.mixed || tally->mixed || floor.kind != 0;
  met.kind = tally->kind;
  return met;
}

static void check_account(struct check *check, const struct ledger_account_page_row *row) {
  struct met met = meet(check, row);
  bool guarded = row->kind >= ACCOUNT_GUARDED;
  int64_t reserved = guarded ? met.reserved_minor : 0;
  check->report->accounts++;
  total_of(check, met.kind)->accounts++;
  if (met.kind != row->kind || met.mixed)
    problem(check, "an account changed its kind", row->id.value);
  if (!str_equal(row->currency, check->currency))
    problem(check, "an account is in another currency than its territory", row->id.value);
  if (guarded && row->balance_minor != met.balance_minor - reserved)
    problem(check, "a guarded balance is not the sum of its transfers", row->id.value);
  if (guarded && met.balance_minor < reserved)
    problem(check, "a guarded account is below zero", row->id.value);
  if (row->kind == ACCOUNT_SUSPENSE && met.balance_minor < met.reserved_minor)
    problem(check, "a suspense account owes", row->id.value);
}

/* After all accounts: what has met none. */
static void check_missing(struct check *check) {
  floor_of(check, INT64_MAX);
  if (check->has_floor) miss(check, check->floor.kind);
  for (size_t i = 0; i < check->tallies.capacity; i++) {
    const struct tally *tally = &check->tallies.slots[i];
    if (tally->account != 0 && !tally->there) miss(check, tally->kind);
  }
  if (check->missing > 0)
    problem(check, "transfers name accounts that are not there", check->missing);
}

static void walk_accounts(struct check *check) {
  struct account_id after = {INT64_MIN};
  int64_t before = check->report->accounts;
  check->has_floor = floors_next(check->floors, &check->floor);
  for (;;) {
    arena_reset(check->page_arena);
    check->ctx->arena = check->page_arena;
    struct ledger_account_page_rows rows = ledger_account_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++)
      check_account(check, &rows.items[i]);
    show(check, LEDGER_STAGE_ACCOUNTS, check->report->accounts - before);
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].id;
  }
  check_missing(check);
}

static void check_checkpoint(struct check *check, const struct ledger_checkpoint_page_row *row) {
  static const struct tally nothing;
  const struct tally *tally = tally_find(&check->tallies, row->account_id.value);
  if (!tally) tally = &nothing;
  if (row->debit_minor != tally->sealed.debit_minor ||
      row->credit_minor != tally->sealed.credit_minor ||
      row->debit_pending_minor != tally->sealed.debit_pending_minor ||
      row->credit_pending_minor != tally->sealed.credit_pending_minor ||
      row->transfer_count != tally->sealed_count)
    problem(check, "a checkpoint is not the sum of the sealed transfers", row->account_id.value);
}

static void walk_checkpoints(struct check *check) {
  struct account_id after = {INT64_MIN};
  for (;;) {
    arena_reset(check->page_arena);
    check->ctx->arena = check->page_arena;
    struct ledger_checkpoint_page_rows rows = ledger_checkpoint_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++)
      check_checkpoint(check, &rows.items[i]);
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].account_id;
  }
}

/* Totals. */

static void add_decimal(struct check *check, int64_t minor) {
  struct str text = money_decimal(check->arena, minor < 0 ? -minor : minor);
  buf_format(check->wish->out, " %15s%.*s", minor < 0 ? "-" : "", STR_ARG(text));
}

/* One line per account kind: how many, debits, credits, balance. */
static void print_totals(struct check *check) {
  int64_t debit_minor = 0, credit_minor = 0;
  struct buf *out = check->wish->out;
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
    const struct kind_total *total = total_of(check, kinds[k]);
    debit_minor += total->debit_minor;
    credit_minor += total->credit_minor;
    struct str name = account_kind_name(kinds[k]);
    buf_format(out, "%-16.*s %-9.*s %8" PRId64 " accounts", STR_ARG(check->territory),
               STR_ARG(name), total->accounts);
    buf_format(out, "  debit");
    add_decimal(check, total->debit_minor);
    buf_format(out, "  credit");
    add_decimal(check, total->credit_minor);
    buf_format(out, "  balance");
    add_decimal(check, total->credit_minor - total->debit_minor);
    buf_format(out, "  %.*s\n", STR_ARG(check->currency));
  }
  if (debit_minor != credit_minor) problem(check, "debits and credits differ", 0);
}

static void check_territory(struct ctx *ctx, const struct ledger_territories_row *territory,
                            const struct ledger_check *wish, struct ledger_report *report) {
  struct arena *arenas[4];
  struct arena *life = arena_create((size_t)1 << 20); /* of the others */
  arena_defer(ctx->arena, destroy_arena, life);
  for (size_t i = 0; i < 4; i++) {
    arenas[i] = arena_create((size_t)16 << 30);
    arena_defer(life, destroy_arena, arenas[i]);
  }
  struct ctx inner = *ctx;
  inner.territory = (struct territory_id){territory->id};
  struct check check = {.ctx = &inner,
                        .wish = wish,
                        .report = report,
                        .arena = arenas[0],
                        .page_arena = arenas[1],
                        .seal_arena = arenas[2],
                        .text_arena = arenas[3],
                        .territory = territory->slug,
                        .currency = territory->currency,
                        .tallies = {.arena = arenas[0]},
                        .floors = floors_open(arenas[0], FLOORS_IN_MEMORY)};
  struct ledger_sealed_count_row sealed;
  if (ledger_sealed_count(&inner, &sealed)) check.sealed = sealed.transfers;
  walk_transfers(&check);
  walk_accounts(&check);
  walk_checkpoints(&check);
  print_totals(&check);
  ctx->connection = inner.connection;
  report->territories++;
  arena_reset(life);
}

struct ledger_report ledger_check(struct ctx *ctx, const struct ledger_check *wish) {
  struct ledger_report report = {0};
  struct ledger_territories_rows territories = ledger_territories(ctx);
  if (wish->head_count > 0) qsort(wish->heads, wish->head_count, sizeof *wish->heads, by_hash);
  for (size_t i = 0; i < territories.count; i++)
    check_territory(ctx, &territories.items[i], wish, &report);
  check_heads(ctx, wish, &report);
  return report;
}

struct ledger_report ledger_verify(struct ctx *ctx, struct buf *out) {
  return ledger_check(ctx, &(struct ledger_check){.out = out});
}

void ledger_export(struct ctx *ctx, void (*write)(void *arg, struct str piece), void *arg) {
  struct arena *page = arena_create((size_t)64 << 20);
  arena_defer(ctx->arena, destroy_arena, page);
  struct ctx inner = *ctx;
  inner.arena = page;
  write(arg, S("id,at,reason,cause,phase,resolves,debit_kind,debit_account,credit_kind,"
               "credit_account,amount,currency\n"));
  struct transfer_id after = {0};
  for (;;) {
    arena_reset(page);
    struct ledger_page_rows rows = ledger_page(&inner, after, PAGE);
    struct buf csv = buf_in(page);
    for (size_t i = 0; i < rows.count; i++) {
      const struct ledger_page_row *t = &rows.items[i];
      buf_format(&csv, "%" PRId64 ",%.*s,%.*s,%" PRId64 ",%.*s,", t->id.value,
                 STR_ARG(instant_iso(page, t->created_at)), STR_ARG(reason_name(t->reason)),
                 t->cause_id, STR_ARG(phase_name(t->phase)));
      if (t->has_pending_id) buf_add_int(&csv, t->pending_id.value);
      buf_format(&csv, ",%.*s,%" PRId64 ",%.*s,%" PRId64 ",%.*s,%.*s\n",
                 STR_ARG(account_kind_name(t->debit_kind)), t->debit_id.value,
                 STR_ARG(account_kind_name(t->credit_kind)), t->credit_id.value,
                 STR_ARG(money_decimal(page, t->amount_minor)), STR_ARG(t->currency));
    }
    write(arg, buf_str(&csv));
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].id;
  }
  ctx->connection = inner.connection;
}
