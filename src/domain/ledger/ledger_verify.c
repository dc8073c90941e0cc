/* The check of the books: walks every transfer of every territory in the order of ids, a page at
 * a time, beside the seals, and compares what it finds with accounts and checkpoints. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/ledger/ledger_chain.h"

enum { PAGE = 4096 };

/* Pending transfers not yet resolved, by id: open addressing like the tallies; few. */
struct open_pending {
  int64_t *ids;
  size_t count, capacity;
};

struct check {
  struct ctx *ctx;
  struct buf *out;
  struct ledger_report *report;
  struct arena *arena; /* of one territory */
  struct str territory, currency;
  struct tallies tallies;
  struct open_pending pending;
  struct merkle merkle; /* of the stretch being walked */
  int64_t first_id;     /* of that stretch; 0: nothing in it yet */
  struct ledger_seal_page_rows seals;
  size_t next_seal;
  bool seals_end; /* the last page is at hand */
  int64_t seal_number;
  struct digest previous_hash;
  struct ledger_head *heads; /* sorted by hash */
  size_t head_count;
};

static void destroy_arena(void *arena) {
  arena_destroy(arena);
}

static void problem(struct check *check, const char *what, int64_t id) {
  check->report->problems++;
  buf_format(check->out, "%.*s: %s (%" PRId64 ")\n", STR_ARG(check->territory), what, id);
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
    check->ctx->arena = check->arena;
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
  size_t low = 0, high = check->head_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (memcmp(check->heads[middle].hash.bytes, hash.bytes, sizeof hash.bytes) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low < check->head_count && digest_equal(check->heads[low].hash, hash); low++) {
    struct ledger_head *head = &check->heads[low];
    if (head->number != 0 && head->number != number) continue;
    if (head->territory.len == 0 || str_equal(head->territory, check->territory))
      head->found = true;
  }
}

static void check_heads(struct ctx *ctx, const struct ledger_head *heads, size_t count,
                        struct ledger_report *report, struct buf *out) {
  for (size_t i = 0; i < count; i++) {
    if (heads[i].found) continue;
    report->problems++;
    buf_format(out, "%.*s: the chain has no seal with the published head %.*s (%" PRId64 ")\n",
               STR_ARG(heads[i].territory.len > 0 ? heads[i].territory : S("any territory")),
               STR_ARG(hex_text(ctx->arena, heads[i].hash.bytes, sizeof heads[i].hash.bytes)),
               heads[i].number);
  }
}

static void check_seal(struct check *check, const struct ledger_seal_page_row *row) {
  struct chain_seal seal = {
      .territory = check->ctx->territory.value,
      .number = ++check->seal_number,
      .first_id = check->first_id,
      .last_id = row->last_id.value,
      .count = (int64_t)check->merkle.count,
      .merkle_root = merkle_root(&check->merkle),
      .balance_root = tallies_root(&check->tallies, check->arena),
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

static void walk_transfer(struct check *check, const struct ledger_page_row *t) {
  check_transfer(check, t);
  tallies_add(&check->tallies, t);
  merkle_add(&check->merkle, chain_leaf(t));
  if (check->first_id == 0) check->first_id = t->id.value;
  check->report->transfers++;
  const struct ledger_seal_page_row *seal = current_seal(check);
  if (seal && t->id.value >= seal->last_id.value) check_seal(check, seal);
}

static void walk_transfers(struct check *check, struct arena *page_arena) {
  struct transfer_id after = {0};
  for (;;) {
    arena_reset(page_arena);
    check->ctx->arena = page_arena;
    struct ledger_page_rows rows = ledger_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++)
      walk_transfer(check, &rows.items[i]);
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].id;
  }
  check->report->unsealed += (int64_t)check->merkle.count;
  const struct ledger_seal_page_row *left = current_seal(check);
  if (left) problem(check, "a seal covers transfers that are not there", left->number);
}

static void check_account(struct check *check, const struct ledger_account_page_row *row) {
  struct tally *tally = tally_of(&check->tallies, row->id.value, row->kind);
  check->report->accounts++;
  int64_t balance = tally->sums.credit_minor - tally->sums.debit_minor;
  if (tally->kind != row->kind) problem(check, "an account changed its kind", row->id.value);
  if (!str_equal(row->currency, check->currency))
    problem(check, "an account is in another currency than its territory", row->id.value);
  int64_t reserved = row->kind >= ACCOUNT_GUARDED ? tally->sums.debit_pending_minor : 0;
  if (row->kind >= ACCOUNT_GUARDED && row->balance_minor != balance - reserved)
    problem(check, "a guarded balance is not the sum of its transfers", row->id.value);
  if (row->kind >= ACCOUNT_GUARDED && balance < reserved)
    problem(check, "a guarded account is below zero", row->id.value);
  if (row->kind == ACCOUNT_SUSPENSE && balance < tally->sums.debit_pending_minor)
    problem(check, "a suspense account owes", row->id.value);
}

static void walk_accounts(struct check *check, struct arena *page_arena) {
  struct account_id after = {INT64_MIN};
  size_t met = check->tallies.count;
  int64_t before = check->report->accounts;
  for (;;) {
    arena_reset(page_arena);
    check->ctx->arena = page_arena;
    struct ledger_account_page_rows rows = ledger_account_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++)
      check_account(check, &rows.items[i]);
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].id;
  }
  size_t opened = (size_t)(check->report->accounts - before);
  if (check->tallies.count > opened)
    problem(check, "transfers name accounts that are not there",
            (int64_t)(check->tallies.count - opened));
  must(check->tallies.count >= met);
}

static void walk_checkpoints(struct check *check, struct arena *page_arena) {
  struct account_id after = {INT64_MIN};
  for (;;) {
    arena_reset(page_arena);
    check->ctx->arena = page_arena;
    struct ledger_checkpoint_page_rows rows = ledger_checkpoint_page(check->ctx, after, PAGE);
    for (size_t i = 0; i < rows.count; i++) {
      const struct ledger_checkpoint_page_row *row = &rows.items[i];
      const struct tally *tally = tally_of(&check->tallies, row->account_id.value, 0);
      if (row->debit_minor != tally->sealed.debit_minor ||
          row->credit_minor != tally->sealed.credit_minor ||
          row->debit_pending_minor != tally->sealed.debit_pending_minor ||
          row->credit_pending_minor != tally->sealed.credit_pending_minor ||
          row->transfer_count != tally->sealed_count)
        problem(check, "a checkpoint is not the sum of the sealed transfers",
                row->account_id.value);
    }
    if (rows.count < PAGE) break;
    after = rows.items[rows.count - 1].account_id;
  }
}

static void add_decimal(struct check *check, int64_t minor) {
  struct str text = money_decimal(check->arena, minor < 0 ? -minor : minor);
  buf_format(check->out, " %15s%.*s", minor < 0 ? "-" : "", STR_ARG(text));
}

/* One line per account kind: how many, debits, credits, balance, pending. */
static void print_totals(struct check *check) {
  struct ledger_sums all = {0};
  static const int64_t kinds[] = {
#define X(name, number, text) number,
      ACCOUNT_KINDS(X)
#undef X
  };
  for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
    struct ledger_sums sums = {0};
    int64_t count = 0;
    for (size_t i = 0; i < check->tallies.capacity; i++) {
      const struct tally *tally = &check->tallies.slots[i];
      if (tally->account == 0 || tally->kind != kinds[k]) continue;
      count++;
      sums.debit_minor += tally->sums.debit_minor;
      sums.credit_minor += tally->sums.credit_minor;
      sums.debit_pending_minor += tally->sums.debit_pending_minor;
    }
    all.debit_minor += sums.debit_minor;
    all.credit_minor += sums.credit_minor;
    struct str name = account_kind_name(kinds[k]);
    buf_format(check->out, "%-16.*s %-9.*s %8" PRId64 " accounts", STR_ARG(check->territory),
               STR_ARG(name), count);
    buf_format(check->out, "  debit");
    add_decimal(check, sums.debit_minor);
    buf_format(check->out, "  credit");
    add_decimal(check, sums.credit_minor);
    buf_format(check->out, "  balance");
    add_decimal(check, sums.credit_minor - sums.debit_minor);
    buf_format(check->out, "  %.*s\n", STR_ARG(check->currency));
  }
  if (all.debit_minor != all.credit_minor) problem(check, "debits and credits differ", 0);
}

struct verifying {
  struct ledger_head *heads;
  size_t head_count;
  struct ledger_report report;
  struct buf *out;
};

static void check_territory(struct ctx *ctx, const struct ledger_territories_row *territory,
                            struct verifying *verifying) {
  struct arena *arena = arena_create((size_t)16 << 30), *page = arena_create((size_t)64 << 20);
  arena_defer(ctx->arena, destroy_arena, arena);
  arena_defer(ctx->arena, destroy_arena, page);
  struct ctx inner = *ctx;
  inner.territory = (struct territory_id){territory->id};
  struct check check = {.ctx = &inner,
                        .out = verifying->out,
                        .report = &verifying->report,
                        .arena = arena,
                        .territory = territory->slug,
                        .currency = territory->currency,
                        .tallies = {.arena = arena},
                        .heads = verifying->heads,
                        .head_count = verifying->head_count};
  walk_transfers(&check, page);
  walk_accounts(&check, page);
  walk_checkpoints(&check, page);
  print_totals(&check);
  ctx->connection = inner.connection;
  verifying->report.territories++;
}

struct ledger_report ledger_verify_heads(struct ctx *ctx, struct ledger_head *heads, size_t count,
                                         struct buf *out) {
  struct verifying verifying = {.heads = heads, .head_count = count, .out = out};
  struct ledger_territories_rows territories = ledger_territories(ctx);
  if (count > 0) qsort(heads, count, sizeof *heads, by_hash);
  for (size_t i = 0; i < territories.count; i++)
    check_territory(ctx, &territories.items[i], &verifying);
  check_heads(ctx, heads, count, &verifying.report, out);
  return verifying.report;
}

struct ledger_report ledger_verify(struct ctx *ctx, struct buf *out) {
  return ledger_verify_heads(ctx, NULL, 0, out);
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
