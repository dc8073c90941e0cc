/* Values computed from tables and kept in memory until one of those changes: for what many pages
 * show and few writes touch, such as the numbers beside filters, or the order of a ranked list.
 *
 * 1. A value never outlives a commit to a table that it was read from, in its territory: it rests
 *    on the same numbers as the page cache.
 * 2. A value is immutable or guards itself, and stays readable until the ctx's arena is reset, also
 *    if it is dropped or replaced meanwhile.
 * 3. Who writes sees his own writes: inside db_write() nothing is remembered or recalled. */
#ifndef DB_MEMO_H
#define DB_MEMO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"

/* Returns what compute(ctx, arg) returned for the same `compute`, key, territory and language, or
 * calls it. It runs with a ctx->arena of its own: the value and everything that it points to must
 * come from there or be static, nothing from `arg`. It may depend on `key`, on the database, on
 * territory and language of the ctx, and on nothing else; a value that depends on the time has the
 * time in its key. A fault raised by it is the caller's. */
const void *db_memo(struct ctx *ctx, struct str key,
                    const void *(*compute)(struct ctx *ctx, void *arg), void *arg);

/* Whether that would be recalled. */
bool db_memo_knows(struct ctx *ctx, struct str key,
                   const void *(*compute)(struct ctx *ctx, void *arg));

/* The number (db_version_now()) of a commit that what this ctx reads is sure to hold: a value that
 * is added to must not take what was read before it was made. */
uint64_t db_snapshot(const struct ctx *ctx);

#endif
