#include "domain/person/pairing.h"

#include "base/base32.h"
#include "base/crypto.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "pairing_sql.h"

RESULT_STATUS(pairing, PAIRING_RESULTS)
RESULT_MESSAGE(pairing, PAIRING_RESULTS)

enum { CODE_BITS = 5 * PAIRING_CODE_LEN, MINUTE_MS = 60000 };

static struct str digest_text(struct arena *arena, struct str code) {
  struct digest digest = digest_of(code);
  return str_copy(arena, str_slice((const char *)digest.bytes, sizeof digest.bytes));
}

struct making {
  struct shop_id shop;
  struct str device, code;
};

static bool make_body(struct ctx *ctx, void *arg) {
  struct making *making = arg;
  making->code = token_new(ctx->arena, ctx->random, CODE_BITS);
  return pairing_insert(ctx, &(struct pairing_insert_params){
                                 .id = id_next(ctx->ids),
                                 .shop = making->shop,
                                 .name = making->device,
                                 .code_digest = digest_text(ctx->arena, making->code),
                                 .made_by = ctx->person,
                                 .made_at = ctx->now,
                                 .expires_at = {ctx->now.ms + PAIRING_MINUTES * MINUTE_MS},
                             }) == 1;
}

struct str pairing_make(struct ctx *ctx, struct shop_id shop, struct str device) {
  struct making making = {.shop = shop, .device = device};
  while (!db_write(ctx, make_body, &making)) { /* two codes alike: once in 2^40 */
  }
  return making.code;
}

static struct str issue(struct ctx *ctx, struct shop_id shop, struct str device,
                        struct till_id *till) {
  struct str token = bearer_issue(ctx, shop, device, till);
  audit_write(ctx, S("till.paired"), till->value, device);
  return token;
}

/* As its symbols, in capitals, or "". */
static struct str code_read(struct ctx *ctx, struct str typed) {
  struct buf code = buf_in(ctx->arena);
  for (size_t i = 0; i < typed.len; i++) {
    if (typed.ptr[i] == ' ' || typed.ptr[i] == '-') continue;
    int value = base32_value(typed.ptr[i]);
    if (value < 0) return S("");
    buf_add_char(&code, base32_symbol((unsigned)value));
  }
  return code.len == PAIRING_CODE_LEN ? buf_str(&code) : S("");
}

struct taking {
  struct str code;
  struct paired paired;
};

static bool take_body(struct ctx *ctx, void *arg) {
  struct taking *taking = arg;
  struct paired *paired = &taking->paired;
  struct pairing_row_row row;
  *paired = (struct paired){.result = PAIRING_UNKNOWN_CODE};
  if (!pairing_row(ctx, digest_text(ctx->arena, taking->code), &row)) return false;
  paired->result = PAIRING_CODE_USED;
  if (row.has_till_id) return false;
  paired->result = PAIRING_CODE_EXPIRED;
  if (row.expires_at.ms < ctx->now.ms) return false;
  paired->token = issue(ctx, row.shop, row.name, &paired->till);
  paired->result = PAIRING_CODE_USED;
  if (pairing_close(ctx, row.id, paired->till) != 1) return false;
  paired->result = PAIRING_OK;
  return true;
}

struct paired pairing_take(struct ctx *ctx, struct str code) {
  struct taking taking = {.code = code_read(ctx, code), .paired = {.result = PAIRING_UNKNOWN_CODE}};
  if (taking.code.len > 0) db_write(ctx, take_body, &taking);
  return taking.paired;
}

struct issuing {
  struct shop_id shop;
  struct str device, token;
};

static bool here_body(struct ctx *ctx, void *arg) {
  struct issuing *issuing = arg;
  struct till_id till;
  issuing->token = issue(ctx, issuing->shop, issuing->device, &till);
  return true;
}

struct str pairing_here(struct ctx *ctx, struct shop_id shop, struct str device) {
  struct issuing issuing = {.shop = shop, .device = device};
  db_write(ctx, here_body, &issuing);
  return issuing.token;
}
