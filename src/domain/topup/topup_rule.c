/* What a rule gives. Pure. */
#include "base/results.h"
#include "base/text.h"
#include "domain/shop/shop_fragility.h"
#include "domain/topup/topup.h"

RESULT_REFUSAL(topup, TOPUP_RESULTS)
RESULT_STATUS(topup, TOPUP_RESULTS)
RESULT_MESSAGE(topup, TOPUP_RESULTS)
RESULT_STATUS(topup_edit, TOPUP_EDITS)
RESULT_MESSAGE(topup_edit, TOPUP_EDITS)

static int64_t least_of(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* « 33700 » or « Le Haillan », however it is written. */
static bool lives_there(struct arena *arena, struct str places, struct str place) {
  struct str wanted = text_fold(arena, place);
  while (wanted.len > 0 && places.len > 0)
    if (str_equal(text_fold(arena, str_cut(places, ',', &places)), wanted)) return true;
  return false;
}

static bool applies(struct arena *arena, const struct topup_case *one,
                    const struct topup_facts *facts) {
  switch (one->kind) {
  case TOPUP_AGE:
    return facts->age > 0 && one->from_age <= facts->age && facts->age <= one->to_age;
  case TOPUP_PLACE:
    return lives_there(arena, one->places, facts->place);
  case TOPUP_FRAGILE:
    return facts->fragility >= one->fragility;
  }
  return false;
}

static void choose(struct arena *arena, const struct topup_rule *rule,
                   const struct topup_facts *facts, struct topup_answer *answer) {
  answer->give = rule->give;
  for (size_t i = 0; i < rule->case_count; i++) {
    if (rule->cases[i].give <= answer->give || !applies(arena, &rule->cases[i], facts)) continue;
    answer->give = rule->cases[i].give;
    answer->number = (int64_t)i + 1;
  }
}

/* For so much of a voucher's value, rounded down to the cent. */
static int64_t given(const struct topup_rule *rule, int64_t give, int64_t value_minor) {
  if (rule->form == TOPUP_RATE) return value_minor * give / 10000;
  if (rule->step_minor > 0) return value_minor / rule->step_minor * give;
  return value_minor > 0 ? give : 0;
}

/* The person's ceiling cuts before the voucher's would be felt: both bound the same number. */
static int64_t below_ceilings(const struct topup_rule *rule, const struct topup_facts *facts,
                              int64_t minor, struct topup_answer *answer) {
  int64_t rest = rule->person_most_minor - facts->used_minor;
  if (rule->voucher_most_minor > 0 && minor > rule->voucher_most_minor) {
    answer->cut_voucher = true;
    minor = rule->voucher_most_minor;
  }
  if (rule->person_most_minor > 0 && minor > rest) {
    answer->cut_person = true;
    minor = rest > 0 ? rest : 0;
  }
  return minor;
}

static void measure(const struct topup_rule *rule, const struct topup_facts *facts,
                    struct topup_answer *answer) {
  if (rule->counts == TOPUP_COUNTS_MONEY) {
    answer->minor =
        below_ceilings(rule, facts, given(rule, answer->give, facts->value_minor), answer);
  } else {
    answer->counted_minor = below_ceilings(rule, facts, facts->value_minor, answer);
    answer->minor = given(rule, answer->give, answer->counted_minor);
  }
  answer->minor = least_of(answer->minor, facts->value_minor - TOPUP_PAID_LEAST_MINOR);
  if (rule->counts == TOPUP_COUNTS_MONEY) answer->counted_minor = answer->minor;
}

struct topup_answer topup_judge(struct arena *arena, const struct topup_rule *rule,
                                const struct topup_facts *facts) {
  struct topup_answer answer = {.result = TOPUP_OK};
  if (rule->form == TOPUP_NONE) return (struct topup_answer){.result = TOPUP_NOT_OFFERED};
  choose(arena, rule, facts, &answer);
  if (answer.give == 0) return (struct topup_answer){.result = TOPUP_NOT_ELIGIBLE};
  if (facts->value_minor >= rule->least_minor) measure(rule, facts, &answer);
  if (answer.minor > 0) {
    bool known = rule->person == TOPUP_ANYBODY || facts->verified;
    answer.result = known ? TOPUP_OK : TOPUP_NOT_VERIFIED;
    return answer;
  }
  return (struct topup_answer){.result =
                                   answer.cut_person ? TOPUP_CEILING_PERSON : TOPUP_BELOW_LEAST};
}

int64_t topup_most_give(const struct topup_rule *rule) {
  int64_t most = rule->give;
  for (size_t i = 0; i < rule->case_count; i++)
    if (rule->cases[i].give > most) most = rule->cases[i].give;
  return most;
}

bool topup_asks(const struct topup_rule *rule, enum topup_case_kind kind) {
  for (size_t i = 0; i < rule->case_count; i++)
    if (rule->cases[i].kind == kind) return true;
  return false;
}

/* Editing. */

enum { AGE_MAX = 120 };

static bool sound_case(const struct topup_case *one) {
  switch (one->kind) {
  case TOPUP_AGE:
    return one->from_age > 0 && one->from_age <= one->to_age && one->to_age <= AGE_MAX;
  case TOPUP_PLACE:
    return str_trim(one->places).len > 0;
  case TOPUP_FRAGILE:
    return one->fragility > 0 && one->fragility <= FRAGILITY_MOST;
  }
  return false;
}

static bool sound_give(const struct topup_rule *rule, int64_t give) {
  if (rule->form == TOPUP_RATE) return give <= TOPUP_RATE_MAX;
  return rule->step_minor == 0 || give < rule->step_minor;
}

static uint32_t bit(bool wrong, enum topup_edit_result result) {
  return wrong ? UINT32_C(1) << result : 0;
}

uint32_t topup_faults(const struct topup_rule *rule) {
  if (rule->form == TOPUP_NONE) return 0;
  enum topup_edit_result bad_give =
      rule->form == TOPUP_RATE ? TOPUP_EDIT_BAD_RATE : TOPUP_EDIT_BAD_AMOUNT;
  uint32_t faults = bit(topup_most_give(rule) <= 0 || !sound_give(rule, rule->give), bad_give);
  for (size_t i = 0; i < rule->case_count; i++)
    faults |= bit(!sound_case(&rule->cases[i]), TOPUP_EDIT_BAD_CASE) |
              bit(!sound_give(rule, rule->cases[i].give), bad_give);
  return faults |
         bit(rule->person_most_minor > 0 && rule->person == TOPUP_ANYBODY, TOPUP_EDIT_NO_PERSON) |
         bit(rule->hold_minutes < 1 || rule->hold_minutes > TOPUP_HOLD_MINUTES_MAX,
             TOPUP_EDIT_BAD_HOLD);
}
