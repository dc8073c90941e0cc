/* Blocking a voucher that was lost, stolen or got by fraud, and giving it back. Tills refuse it and
 * say why. What is left on it may still be paid back or passed on under a new code by an agent:
 * that is the way out for who lost it.
 *
 * Invariants
 * 1. Only a voucher that has not come to its end is blocked, once.
 * 2. Blocking moves no money. */
#ifndef DOMAIN_LIFE_BLOCK_H
#define DOMAIN_LIFE_BLOCK_H

#include "domain/voucher/voucher_act.h"

/* In order of precedence. */
#define BLOCK_RESULTS(X)                                                                           \
  X(OK, 200, block_ok)                                                                             \
  X(UNKNOWN, 404, block_unknown)                                                                   \
  X(ENDED, 409, block_ended)                                                                       \
  X(ALREADY, 409, block_already)                                                                   \
  X(NOT_BLOCKED, 409, block_not_blocked)                                                           \
  X(SHOP_FAILED, 409, block_shop_failed) /* thaws when its merchant does */

enum block_result {
#define X(name, status, message) BLOCK_##name,
  BLOCK_RESULTS(X)
#undef X
};
const char *block_refusal(enum block_result result);
int block_status(enum block_result result);
enum message block_message(enum block_result result);

/* "lost", "stolen", "fraud"; false: none of them. */
bool block_why_from(struct str word, enum voucher_block *why);

/* Each opens its own db_write; ctx->person acts and is audited. `note` is for colleagues. */
enum block_result block_voucher(struct ctx *ctx, struct voucher_id id, enum voucher_block why,
                                struct str note);
enum block_result block_lift(struct ctx *ctx, struct voucher_id id, struct str note);

#endif
