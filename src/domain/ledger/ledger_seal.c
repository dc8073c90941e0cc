/* Sealing: everything is read and hashed outside the write, so that buyers never wait for the
 * chain; the write itself only adds the seal and moves the checkpoints. */
#include <string.h>

#include "base/fault.h"
#include "db/db.h"
#include "domain/ledger/ledger_chain.h"

enum { SEAL_TRANSFERS = 2048 };

struct sealing {
  struct chain_seal seal;
  struct digest hash;
  struct tallies tallies;
};

static struct str bytes_of(const struct digest *digest) {
  return str_slice((const char *)digest->bytes, sizeof digest->bytes);
}

/* Starts a tally of the guarded kind at nothing and of the others at their checkpoint. */
static void load_checkpoint(struct ctx *ctx, struct tallies *tallies, struct account_id id,
                            int64_t kind) {
  size_t known = tallies->count;
  struct tally *tally = tally_of(tallies, id.value, kind);
  if (tallies->count == known || kind >= ACCOUNT_GUARDED) return;
  struct ledger_checkpoint_row row;
  if (!ledger_checkpoint(ctx, id, &row)) return;
  tally->sums = (struct ledger_sums){row.debit_minor, row.credit_minor, row.debit_pending_minor,
                                     row.credit_pending_minor};
  tally->count = row.transfer_count;
}

/* The oldest transfers that are old enough, without a gap: an id below a sealed one must never
 * commit later, see ledger_seal. */
static size_t count_ripe(const struct ledger_page_rows *rows, struct instant until) {
  size_t ripe = 0;
  while (ripe < rows->count && rows->items[ripe].created_at.ms <= until.ms)
    ripe++;
  return ripe;
}

static bool write_seal(struct ctx *ctx, void *arg) {
  struct sealing *sealing = arg;
  int64_t next =
      ledger_seal_insert(ctx, &(struct ledger_seal_insert_params){
                                  .number = sealing->seal.number,
                                  .first_id = {sealing->seal.first_id},
                                  .last_id = {sealing->seal.last_id},
                                  .transfer_count = sealing->seal.count,
                                  .merkle_root = bytes_of(&sealing->seal.merkle_root),
                                  .balance_root = bytes_of(&sealing->seal.balance_root),
                                  .previous_hash = bytes_of(&sealing->seal.previous_hash),
                                  .hash = bytes_of(&sealing->hash),
                                  .sealed_at = sealing->seal.sealed_at,
                              });
  if (next == 0) return false; /* another process sealed meanwhile */
  for (size_t i = 0; i < sealing->tallies.touched_count; i++) {
    const struct tally *t = sealing->tallies.touched[i];
    if (t->kind >= ACCOUNT_GUARDED) continue;
    ledger_checkpoint_set(ctx, &(struct ledger_checkpoint_set_params){
                                   .account_id = {t->account},
                                   .debit_minor = t->sums.debit_minor,
                                   .credit_minor = t->sums.credit_minor,
                                   .debit_pending_minor = t->sums.debit_pending_minor,
                                   .credit_pending_minor = t->sums.credit_pending_minor,
                                   .transfer_count = t->count,
                               });
  }
  return true;
}

static void read_head(struct ctx *ctx, struct chain_seal *seal) {
  struct ledger_seal_head_row head = {0};
  if (ledger_seal_head(ctx, &head)) {
    must(head.hash.len == sizeof seal->previous_hash.bytes);
    memcpy(seal->previous_hash.bytes, head.hash.ptr, head.hash.len);
  }
  seal->number = head.number + 1;
  seal->first_id = head.last_id.value; /* of the seal before, until a transfer is found */
}

int64_t ledger_seal(struct ctx *ctx, int64_t lag_ms) {
  struct sealing sealing = {.tallies = {.arena = ctx->arena}};
  struct chain_seal *seal = &sealing.seal;
  read_head(ctx, seal);
  struct ledger_page_rows rows =
      ledger_page(ctx, (struct transfer_id){seal->first_id}, SEAL_TRANSFERS);
  size_t count = count_ripe(&rows, (struct instant){ctx->now.ms - lag_ms});
  if (count == 0) return 0;
  struct merkle merkle = {0};
  for (size_t i = 0; i < count; i++) {
    const struct ledger_page_row *t = &rows.items[i];
    load_checkpoint(ctx, &sealing.tallies, t->debit_id, t->debit_kind);
    load_checkpoint(ctx, &sealing.tallies, t->credit_id, t->credit_kind);
    tallies_add(&sealing.tallies, t);
    merkle_add(&merkle, chain_leaf(t));
  }
  seal->territory = ctx->territory.value;
  seal->first_id = rows.items[0].id.value;
  seal->last_id = rows.items[count - 1].id.value;
  seal->count = (int64_t)count;
  seal->merkle_root = merkle_root(&merkle);
  seal->balance_root = tallies_root(&sealing.tallies, ctx->arena);
  seal->sealed_at = ctx->now;
  sealing.hash = chain_hash(seal);
  return db_write(ctx, write_seal, &sealing) ? seal->count : 0;
}
