/* The territory's own numbers in its chart of accounts.
 *
 * Invariants
 * 1. No two kinds of accounts have the same number, chosen or proposed.
 * 2. Choices are kept together or not at all. */
#ifndef DOMAIN_ACCOUNTS_PLAN_CHOICE_H
#define DOMAIN_ACCOUNTS_PLAN_CHOICE_H

#include "domain/accounts/plan.h"

enum { PLAN_NUMBER_LEAST = 3, PLAN_NUMBER_MOST = 12 };

/* 3 to 12 digits, the first from 1 to 8: a class of the French charts of accounts. */
bool plan_number_valid(struct str number);

struct plan_choice {
  enum account_kind kind;
  struct str number;                                                   /* "": the proposed one */
  enum { PLAN_CHOICE_FINE, PLAN_CHOICE_BAD, PLAN_CHOICE_TAKEN } fault; /* the answer */
};
/* One of every kind, in the order of ACCOUNT_KINDS. False, and nothing kept, if one is at fault.
 * Opens its own db_write; ctx->person chooses and is audited. */
bool plan_choose(struct ctx *ctx, struct plan_choice *choices, size_t count);

#endif
