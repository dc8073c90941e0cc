#include "domain/ledger/ledger.h"

#include "base/fault.h"
#include "ledger_sql.h"

struct str account_kind_name(int64_t kind) {
  switch (kind) {
#define X(name, number, text)                                                                      \
  case number:                                                                                     \
    return S(text);
    ACCOUNT_KINDS(X)
#undef X
  default:
    return S("?");
  }
}

struct str reason_name(int64_t reason) {
  switch (reason) {
#define X(name, number, text)                                                                      \
  case number:                                                                                     \
    return S(text);
    REASONS(X)
#undef X
  default:
    return S("?");
  }
}

struct str phase_name(int64_t phase) {
  static const char *const names[] = {"single", "pending", "post", "void"};
  return phase >= PHASE_SINGLE && phase <= PHASE_VOID ? str_from(names[phase]) : S("?");
}

static bool guarded(struct account account) {
  return account.kind >= ACCOUNT_GUARDED;
}

static struct account open_account(struct ctx *ctx, enum account_kind kind, int64_t owner) {
  struct account_id id = {id_next(ctx->ids)};
  ledger_account_open(
      ctx,
      &(struct ledger_account_open_params){
          .id = id, .kind = kind, .owner_id = owner, .currency = currency_code(ctx->currency)});
  return (struct account){id, kind};
}

struct account ledger_account(struct ctx *ctx, enum account_kind kind, int64_t owner) {
  must(kind < ACCOUNT_GUARDED);
  struct ledger_account_find_row found;
  if (ledger_account_find(ctx, kind, owner, currency_code(ctx->currency), &found))
    return (struct account){found.id, kind};
  return open_account(ctx, kind, owner);
}

static bool are_known(const struct account_wish wishes[ACCOUNT_WISHES]) {
  for (size_t i = 0; i < ACCOUNT_WISHES; i++)
    if (wishes[i].account.id.value == 0) return false;
  return true;
}

void ledger_accounts(struct ctx *ctx, struct account_wish wishes[ACCOUNT_WISHES]) {
  struct ledger_accounts_find_row found;
  if (are_known(wishes)) return;
  must(ledger_accounts_find(
      ctx,
      &(struct ledger_accounts_find_params){.currency = currency_code(ctx->currency),
                                            .kind1 = wishes[0].kind,
                                            .owner1 = wishes[0].owner,
                                            .kind2 = wishes[1].kind,
                                            .owner2 = wishes[1].owner,
                                            .kind3 = wishes[2].kind,
                                            .owner3 = wishes[2].owner},
      &found));
  const bool has[] = {found.has_first, found.has_second, found.has_third};
  const struct account_id ids[] = {found.first, found.second, found.third};
  for (size_t i = 0; i < ACCOUNT_WISHES; i++) {
    must(wishes[i].kind < ACCOUNT_GUARDED);
    wishes[i].account = has[i] ? (struct account){ids[i], wishes[i].kind}
                               : open_account(ctx, wishes[i].kind, wishes[i].owner);
  }
}

/* The one place where a transfer is written. */
static struct transfer_id record(struct ctx *ctx, const struct transfer *transfer, enum phase phase,
                                 const struct transfer_id *pending) {
  must(transfer->amount_minor > 0);
  must(transfer->debit.id.value != transfer->credit.id.value);
  struct transfer_id id = {id_next(ctx->ids)};
  ledger_insert(ctx, &(struct ledger_insert_params){
                         .id = id,
                         .debit_id = transfer->debit.id,
                         .credit_id = transfer->credit.id,
                         .debit_kind = transfer->debit.kind,
                         .credit_kind = transfer->credit.kind,
                         .amount_minor = transfer->amount_minor,
                         .currency = currency_code(ctx->currency),
                         .reason = transfer->reason,
                         .cause_id = transfer->cause,
                         .phase = phase,
                         .has_pending_id = pending != NULL,
                         .pending_id = pending ? *pending : (struct transfer_id){0},
                         .created_at = ctx->now,
                     });
  return id;
}

/* The floor of a guarded account; others have none. */
static bool take(struct ctx *ctx, struct account account, int64_t amount_minor) {
  return !guarded(account) ||
         ledger_take(ctx, account.id, amount_minor, currency_code(ctx->currency)) == 1;
}

static void give(struct ctx *ctx, struct account account, int64_t amount_minor) {
  if (!guarded(account)) return;
  must(ledger_give(ctx, account.id, amount_minor, currency_code(ctx->currency)) == 1);
}

bool ledger_open(struct ctx *ctx, const struct transfer *first, int64_t owner) {
  must(guarded(first->credit));
  if (!take(ctx, first->debit, first->amount_minor)) return false;
  ledger_account_open(ctx, &(struct ledger_account_open_params){
                               .id = first->credit.id,
                               .kind = first->credit.kind,
                               .owner_id = owner,
                               .currency = currency_code(ctx->currency),
                               .balance_minor = first->amount_minor,
                           });
  record(ctx, first, PHASE_SINGLE, NULL);
  return true;
}

bool ledger_move(struct ctx *ctx, const struct transfer *transfer, struct transfer_id *id) {
  if (!take(ctx, transfer->debit, transfer->amount_minor)) return false;
  give(ctx, transfer->credit, transfer->amount_minor);
  struct transfer_id made = record(ctx, transfer, PHASE_SINGLE, NULL);
  if (id) *id = made;
  return true;
}

bool ledger_reserve(struct ctx *ctx, const struct transfer *transfer, struct transfer_id *id) {
  must(!guarded(transfer->credit));
  if (!take(ctx, transfer->debit, transfer->amount_minor)) return false;
  *id = record(ctx, transfer, PHASE_PENDING, NULL);
  return true;
}

static bool resolve(struct ctx *ctx, struct transfer_id pending, enum phase phase) {
  struct ledger_pending_row row;
  if (!ledger_pending(ctx, pending, &row)) return false;
  struct transfer transfer = {
      .debit = {row.debit_id, (enum account_kind)row.debit_kind},
      .credit = {row.credit_id, (enum account_kind)row.credit_kind},
      .amount_minor = row.amount_minor,
      .reason = (enum reason)row.reason,
      .cause = row.cause_id,
  };
  if (phase == PHASE_VOID) give(ctx, transfer.debit, transfer.amount_minor);
  record(ctx, &transfer, phase, &pending);
  return true;
}

bool ledger_post(struct ctx *ctx, struct transfer_id pending) {
  return resolve(ctx, pending, PHASE_POST);
}

bool ledger_void(struct ctx *ctx, struct transfer_id pending) {
  return resolve(ctx, pending, PHASE_VOID);
}

/* The account, without opening it. */
static bool find_account(struct ctx *ctx, enum account_kind kind, int64_t owner,
                         struct account_id *id) {
  must(kind < ACCOUNT_GUARDED);
  struct ledger_account_find_row found;
  if (!ledger_account_find(ctx, kind, owner, currency_code(ctx->currency), &found)) return false;
  *id = found.id;
  return true;
}

static struct transfer_id sealed_until(struct ctx *ctx) {
  struct ledger_seal_head_row head;
  return ledger_seal_head(ctx, &head) ? head.last_id : (struct transfer_id){0};
}

struct ledger_sums ledger_sums(struct ctx *ctx, enum account_kind kind, int64_t owner) {
  struct ledger_sums sums = {0};
  struct account_id id;
  if (!find_account(ctx, kind, owner, &id)) return sums;
  struct ledger_checkpoint_row sealed;
  if (ledger_checkpoint(ctx, id, &sealed))
    sums = (struct ledger_sums){sealed.debit_minor, sealed.credit_minor, sealed.debit_pending_minor,
                                sealed.credit_pending_minor};
  struct transfer_id after = sealed_until(ctx);
  struct ledger_debit_tail_row debit;
  struct ledger_credit_tail_row credit;
  must(ledger_debit_tail(ctx, id, after, &debit));
  must(ledger_credit_tail(ctx, id, after, &credit));
  sums.debit_minor += debit.final_minor;
  sums.debit_pending_minor += debit.pending_minor;
  sums.credit_minor += credit.final_minor;
  sums.credit_pending_minor += credit.pending_minor;
  return sums;
}

struct ledger_owners ledger_owners(struct ctx *ctx, enum account_kind kind, int64_t after_owner) {
  must(kind < ACCOUNT_GUARDED);
  struct ledger_owner_sums_params asked = {.kind = kind,
                                           .currency = currency_code(ctx->currency),
                                           .after_owner = after_owner,
                                           .sealed_id = sealed_until(ctx)};
  struct ledger_owner_sums_rows rows = ledger_owner_sums(ctx, &asked);
  struct ledger_owners owners = {arena_array(ctx->arena, struct ledger_owner, rows.count + 1),
                                 rows.count};
  for (size_t i = 0; i < rows.count; i++)
    owners.items[i] = (struct ledger_owner){rows.items[i].owner_id,
                                            {rows.items[i].debit_minor, rows.items[i].credit_minor,
                                             rows.items[i].debit_pending_minor,
                                             rows.items[i].credit_pending_minor}};
  return owners;
}

int64_t ledger_balance(struct ctx *ctx, struct account_id id) {
  struct ledger_balance_of_row row;
  return ledger_balance_of(ctx, id, &row) ? row.balance_minor : 0;
}

/* Merges the two sides, newest first. */
struct ledger_entries ledger_list(struct ctx *ctx, enum account_kind kind, int64_t owner,
                                  struct transfer_id before, size_t limit) {
  must(limit <= 200);
  struct ledger_entries list = {arena_array(ctx->arena, struct ledger_entry, limit), 0};
  struct account_id id;
  if (!find_account(ctx, kind, owner, &id)) return list;
  if (before.value == 0) before.value = INT64_MAX;
  struct ledger_debit_entries_rows out = ledger_debit_entries(ctx, id, before, (int64_t)limit);
  struct ledger_credit_entries_rows in = ledger_credit_entries(ctx, id, before, (int64_t)limit);
  for (size_t o = 0, i = 0; list.count < limit && (o < out.count || i < in.count);) {
    bool take_in = o == out.count || (i < in.count && in.items[i].id.value > out.items[o].id.value);
#define ENTRY(row, sign)                                                                           \
  (struct ledger_entry){(row).id,                                                                  \
                        (enum reason)(row).reason,                                                 \
                        (enum phase)(row).phase,                                                   \
                        (sign) * (row).amount_minor,                                               \
                        (row).cause_id,                                                            \
                        (row).created_at}
    list.items[list.count++] = take_in ? ENTRY(in.items[i], 1) : ENTRY(out.items[o], -1);
#undef ENTRY
    if (take_in)
      i++;
    else
      o++;
  }
  return list;
}
