#include "domain/accounts/plan.h"

#include "accounts_sql.h"
#include "base/fault.h"
#include "domain/accounts/plan_reasons.h"

struct known_kind {
  const char *number;
  enum message label;
  enum plan_owner owner;
};
static const struct {
  enum account_kind kind;
  struct known_kind line;
} kinds[] = {
#define X(name, number, text) {ACCOUNT_##name, PLAN_##name},
    ACCOUNT_KINDS(X)
#undef X
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct known_reason {
  enum journal journal;
  enum plan_nature nature;
  enum message label;
};
static const struct {
  enum reason reason;
  struct known_reason line;
} reasons[] = {
#define X(name, number, text) {REASON_##name, PLAN_OF_##name},
    REASONS(X)
#undef X
};

_Static_assert((int)KINDS <= (int)PLAN_KINDS_MAX, "room for every kind");
_Static_assert((int)JOURNAL_OTHER + 1 == (int)JOURNAL_COUNT, "a name for every journal");

struct plan plan_usual(struct arena *arena, enum language language) {
  struct plan plan = {.items = arena_array(arena, struct plan_line, KINDS), .count = KINDS};
  for (size_t i = 0; i < KINDS; i++)
    plan.items[i] =
        (struct plan_line){kinds[i].kind, str_from(kinds[i].line.number),
                           message_text(language, kinds[i].line.label), kinds[i].line.owner};
  for (int i = 0; i < JOURNAL_COUNT; i++)
    plan.journals[i] = message_text(language, journal_message((enum journal)i));
  return plan;
}

struct plan plan_of(struct ctx *ctx, enum language language) {
  struct plan plan = plan_usual(ctx->arena, language);
  struct accounts_plan_rows chosen = accounts_plan(ctx);
  for (size_t i = 0; i < plan.count; i++)
    for (size_t j = 0; j < chosen.count; j++)
      if (chosen.items[j].kind == (int64_t)plan.items[i].kind)
        plan.items[i].number = chosen.items[j].number;
  return plan;
}

const struct plan_line *plan_find(const struct plan *plan, enum account_kind kind) {
  for (size_t i = 0; i < plan->count; i++)
    if (plan->items[i].kind == kind) return &plan->items[i];
  must_fail("every kind has its line", __FILE__, __LINE__);
}

struct plan_reason plan_reason_of(enum reason reason) {
  for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
    if (reasons[i].reason == reason)
      return (struct plan_reason){reason, reasons[i].line.journal, reasons[i].line.nature,
                                  reasons[i].line.label};
  must_fail("every reason has its line", __FILE__, __LINE__);
}

struct str journal_code(enum journal journal) {
  static const char *const codes[] = {
#define X(name, code, message) code,
      JOURNALS(X)
#undef X
  };
  return str_from(codes[journal]);
}

enum message journal_message(enum journal journal) {
  static const enum message messages[] = {
#define X(name, code, message) MSG_##message,
      JOURNALS(X)
#undef X
  };
  return messages[journal];
}
