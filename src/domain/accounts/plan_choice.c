#include "domain/accounts/plan_choice.h"

#include "accounts_sql.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/person/audit.h"

bool plan_number_valid(struct str number) {
  if (number.len < PLAN_NUMBER_LEAST || number.len > PLAN_NUMBER_MOST) return false;
  if (number.ptr[0] < '1' || number.ptr[0] > '8') return false;
  for (size_t i = 1; i < number.len; i++)
    if (number.ptr[i] < '0' || number.ptr[i] > '9') return false;
  return true;
}

static struct str number_of(const struct plan *usual, const struct plan_choice *choice) {
  return choice->number.len > 0 ? choice->number : plan_find(usual, choice->kind)->number;
}

static bool judge(const struct plan *usual, struct plan_choice *choices, size_t count) {
  bool fine = true;
  for (size_t i = 0; i < count; i++) {
    struct plan_choice *choice = &choices[i];
    choice->fault = PLAN_CHOICE_FINE;
    if (choice->number.len == 0) continue;
    if (!plan_number_valid(choice->number)) choice->fault = PLAN_CHOICE_BAD;
    for (size_t j = 0; choice->fault == PLAN_CHOICE_FINE && j < count; j++)
      if (j != i && str_equal(number_of(usual, &choices[j]), choice->number))
        choice->fault = PLAN_CHOICE_TAKEN;
    fine &= choice->fault == PLAN_CHOICE_FINE;
  }
  return fine;
}

struct choosing {
  const struct plan_choice *choices;
  size_t count;
};

static bool choose_body(struct ctx *ctx, void *arg) {
  const struct choosing *choosing = arg;
  struct buf kept = buf_in(ctx->arena);
  accounts_plan_drop(ctx);
  for (size_t i = 0; i < choosing->count; i++) {
    const struct plan_choice *choice = &choosing->choices[i];
    if (choice->number.len == 0) continue;
    accounts_plan_add(ctx, &(struct accounts_plan_add_params){.kind = choice->kind,
                                                              .number = choice->number,
                                                              .changed_by = ctx->person,
                                                              .changed_at = ctx->now});
    buf_format(&kept, "%s%.*s %.*s", kept.len > 0 ? ", " : "",
               STR_ARG(account_kind_name(choice->kind)), STR_ARG(choice->number));
  }
  audit_write(ctx, S("accounts.plan"), 0, buf_str(&kept));
  return true;
}

bool plan_choose(struct ctx *ctx, struct plan_choice *choices, size_t count) {
  struct plan usual = plan_usual(ctx->arena, ctx->language);
  must(count == usual.count);
  if (!judge(&usual, choices, count)) return false;
  return db_write(ctx, choose_body, &(struct choosing){choices, count});
}
