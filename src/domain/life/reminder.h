/* Reminding holders before the last day of a voucher: sixty, thirty and seven days.
 *
 * Invariants
 * 1. A voucher is reminded of once at each step, also if the job runs anew or is killed: how far it
 *    has come is written with the mails. A step missed is made up until the next one is due.
 * 2. Nobody hears of a voucher that is empty, blocked or ended, nor of one sold since the step's
 *    day. */
#ifndef DOMAIN_LIFE_REMINDER_H
#define DOMAIN_LIFE_REMINDER_H

#include "base/ctx.h"
#include "base/time.h"

/* The step that holds so many days before the end: 7, 30, 60, or 0 for none. Pure. */
int64_t reminder_step(int64_t days_left);

/* Writes what is due, at most some thousand, in small writes. Returns how many vouchers it looked
 * at. */
int64_t reminder_round(struct ctx *ctx);

#endif
