#include "domain/life/block.h"

#include "base/fault.h"
#include "base/results.h"
#include "block_sql.h"
#include "db/db.h"
#include "domain/person/audit.h"

RESULT_REFUSAL(block, BLOCK_RESULTS)
RESULT_STATUS(block, BLOCK_RESULTS)
RESULT_MESSAGE(block, BLOCK_RESULTS)

bool block_why_from(struct str word, enum voucher_block *why) {
#define X(name, number, known, message)                                                            \
  if (str_equal(word, S(known))) {                                                                 \
    *why = VOUCHER_BLOCK_##name;                                                                   \
    return true;                                                                                   \
  }
  VOUCHER_BLOCKS(X)
#undef X
  return false;
}

struct blocking {
  struct voucher_id id;
  bool lift;
  enum voucher_block why;
  struct str note;
  enum block_result result;
};

static enum block_result may(const struct blocking *blocking, const struct voucher *voucher) {
  bool failed = voucher->blocked && voucher->blocked_why == VOUCHER_BLOCK_FAILED;
  if (blocking->lift && failed) return BLOCK_SHOP_FAILED;
  if (blocking->lift) return voucher->blocked ? BLOCK_OK : BLOCK_NOT_BLOCKED;
  if (voucher->ended != VOUCHER_END_NONE) return BLOCK_ENDED;
  return voucher->blocked ? BLOCK_ALREADY : BLOCK_OK;
}

static bool block_body(struct ctx *ctx, void *arg) {
  struct blocking *blocking = arg;
  struct voucher voucher;
  blocking->result = BLOCK_UNKNOWN;
  if (!voucher_find(ctx, blocking->id, &voucher)) return false;
  if ((blocking->result = may(blocking, &voucher))) return false;
  int64_t changed = blocking->lift ? block_unset(ctx, blocking->id)
                                   : block_set(ctx, blocking->id, blocking->why, ctx->now);
  must(changed == 1);
  struct voucher_act act = {.kind = blocking->lift ? VOUCHER_ACT_UNBLOCK : VOUCHER_ACT_BLOCK,
                            .balance_minor =
                                ledger_balance(ctx, (struct account_id){voucher.id.value}),
                            .noun = blocking->why,
                            .note = blocking->note};
  voucher_act_note(ctx, &voucher, &act);
  audit_write(ctx, blocking->lift ? S("voucher.unblock") : S("voucher.block"), voucher.id.value,
              blocking->note);
  return true;
}

enum block_result block_voucher(struct ctx *ctx, struct voucher_id id, enum voucher_block why,
                                struct str note) {
  struct blocking blocking = {.id = id, .why = why, .note = note};
  db_write(ctx, block_body, &blocking);
  return blocking.result;
}

enum block_result block_lift(struct ctx *ctx, struct voucher_id id, struct str note) {
  struct blocking blocking = {.id = id, .lift = true, .note = note};
  db_write(ctx, block_body, &blocking);
  return blocking.result;
}
