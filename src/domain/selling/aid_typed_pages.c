/* A rule of top-up as an agent types it: read, judged, written back. */
#include "domain/selling/aid.h"

#include "base/buf.h"

#define TYPED(member) offsetof(struct aid_typed, member)
#define AMOUNT(member, words)                                                                      \
  {                                                                                                \
    .name = #member, .kind = FIELD_AMOUNT, .offset = TYPED(member), .max = 100000000,              \
    .present = TYPED(has_##member), .help = (words)                                                \
  }
#define CASE(number, at)                                                                           \
  {.name = "case" #number "_kind",                                                                 \
   .kind = FIELD_CHOICE,                                                                           \
   .offset = TYPED(cases[at].kind),                                                                \
   .choices = "age|place|fragile",                                                                 \
   .present = SHAPE_ALWAYS,                                                                        \
   .help = "To whom another rate or amount is given"},                                             \
      {.name = "case" #number "_which",                                                            \
       .kind = FIELD_TEXT,                                                                         \
       .offset = TYPED(cases[at].which),                                                           \
       .max = 400,                                                                                 \
       .present = SHAPE_ALWAYS,                                                                    \
       .help = "16-25; 33000, Le Haillan; 3"},                                                     \
  {                                                                                                \
    .name = "case" #number "_give", .kind = FIELD_AMOUNT, .offset = TYPED(cases[at].give),         \
    .max = 100000000, .present = TYPED(cases[at].has_give), .help = "Percent, or an amount"        \
  }

static const struct field fields[] = {
    FIELD(struct aid_typed, form, CHOICE, .required = true, .choices = "none|rate|amount",
          .help = "How public money is counted"),
    AMOUNT(give, "Percent of the value, or an amount"),
    AMOUNT(step, "The amount for each full step of the value"),
    AMOUNT(least, "A smaller voucher gets nothing"),
    FIELD(struct aid_typed, counts, CHOICE, .choices = "value|money",
          .help = "What ceilings are about"),
    AMOUNT(voucher_most, "Ceiling for a voucher"),
    AMOUNT(person_most, "Ceiling for a person"),
    FIELD(struct aid_typed, person, CHOICE, .choices = "anybody|email|phone",
          .help = "What makes a person"),
    FIELD_GIVEN(struct aid_typed, hold, INT, has_hold, .max = 100000,
                .help = "Minutes until a reservation is released"),
    CASE(1, 0),
    CASE(2, 1),
    CASE(3, 2),
    CASE(4, 3),
    CASE(5, 4),
    CASE(6, 5),
};
const struct form aid_form = FORM("CampaignTopUp", struct aid_typed, fields);

/* Reading. */

/* The first number of "16-25", "16 à 25"; 0 where there is none. */
static int64_t next_number(struct str *text) {
  int64_t number = 0;
  size_t at = 0;
  while (at < text->len && (text->ptr[at] < '0' || text->ptr[at] > '9'))
    at++;
  for (; at < text->len && text->ptr[at] >= '0' && text->ptr[at] <= '9' && number < 100000; at++)
    number = number * 10 + (text->ptr[at] - '0');
  *text = str_skip(*text, at);
  return number;
}

static struct topup_case case_of(const struct aid_case_typed *typed) {
  struct topup_case one = {.kind = TOPUP_FRAGILE, .give = typed->give};
  struct str rest = typed->which;
  if (str_equal(typed->kind, S("age"))) {
    one.kind = TOPUP_AGE;
    one.from_age = next_number(&rest);
    one.to_age = next_number(&rest);
  } else if (str_equal(typed->kind, S("place"))) {
    one.kind = TOPUP_PLACE;
    one.places = typed->which;
  } else {
    one.fragility = next_number(&rest);
  }
  return one;
}

static enum topup_form form_of(struct str word) {
  if (str_equal(word, S("rate"))) return TOPUP_RATE;
  return str_equal(word, S("amount")) ? TOPUP_AMOUNT : TOPUP_NONE;
}

static enum topup_person person_of(struct str word) {
  if (str_equal(word, S("email"))) return TOPUP_BY_EMAIL;
  return str_equal(word, S("phone")) ? TOPUP_BY_PHONE : TOPUP_ANYBODY;
}

static const char *field_of(enum topup_edit_result result) {
  switch (result) {
  case TOPUP_EDIT_BAD_CASE:
    return "cases";
  case TOPUP_EDIT_NO_PERSON:
    return "person";
  case TOPUP_EDIT_BAD_HOLD:
    return "hold";
  default:
    return "give";
  }
}

static void refuse(struct request *request, enum topup_edit_result result) {
  struct form_problem before;
  const char *field = field_of(result);
  if (!form_problem(request, field, &before))
    form_refuse(request, field, topup_edit_message(result));
}

/* What could not be read of a case is a fault of all of them: they share one sentence. */
static bool case_unreadable(struct request *request, size_t number) {
  struct form_problem problem;
  struct str name = str_format(request->ctx->arena, "case%zu_give", number);
  return form_problem(request, str_cstr(request->ctx->arena, name), &problem);
}

struct topup_rule aid_rule_of(struct request *request, const struct aid_typed *typed) {
  bool counts_money = str_equal(typed->counts, S("money"));
  struct topup_rule rule = {.form = form_of(typed->form),
                            .give = typed->give,
                            .step_minor = typed->step,
                            .least_minor = typed->least,
                            .counts = counts_money ? TOPUP_COUNTS_MONEY : TOPUP_COUNTS_VALUE,
                            .voucher_most_minor = typed->voucher_most,
                            .person_most_minor = typed->person_most,
                            .person = person_of(typed->person),
                            .hold_minutes = typed->hold};
  if (rule.form == TOPUP_RATE) rule.step_minor = 0;
  for (size_t i = 0; i < TOPUP_CASES_MAX; i++) {
    const struct aid_case_typed *one = &typed->cases[i];
    bool chosen = one->kind.len > 0;
    bool filled = one->which.len > 0 && one->has_give;
    bool begun = one->which.len > 0 || one->has_give || case_unreadable(request, i + 1);
    if (chosen ? !filled : begun) refuse(request, TOPUP_EDIT_BAD_CASE);
    if (chosen) rule.cases[rule.case_count++] = case_of(one);
  }
  uint32_t faults = topup_faults(&rule);
  for (enum topup_edit_result one = TOPUP_EDIT_BAD_RATE; one < TOPUP_EDIT_UNKNOWN; one++)
    if (faults & UINT32_C(1) << one) refuse(request, one);
  return rule;
}

/* Writing back. */

static struct aid_case_typed case_typed(struct ctx *ctx, const struct topup_case *one) {
  struct aid_case_typed typed = {.give = one->give, .has_give = true};
  switch (one->kind) {
  case TOPUP_AGE:
    typed.kind = S("age");
    typed.which =
        str_format(ctx->arena, "%lld-%lld", (long long)one->from_age, (long long)one->to_age);
    break;
  case TOPUP_PLACE:
    typed.kind = S("place");
    typed.which = one->places;
    break;
  case TOPUP_FRAGILE:
    typed.kind = S("fragile");
    typed.which = str_format(ctx->arena, "%lld", (long long)one->fragility);
    break;
  }
  return typed;
}

struct aid_typed aid_typed_of(struct ctx *ctx, const struct topup_rule *rule) {
  static const char *const forms[] = {"none", "rate", "amount"};
  static const char *const persons[] = {"anybody", "email", "phone"};
  struct aid_typed typed = {.form = str_from(forms[rule->form]),
                            .counts = rule->counts == TOPUP_COUNTS_MONEY ? S("money") : S("value"),
                            .person = str_from(persons[rule->person]),
                            .give = rule->give,
                            .step = rule->step_minor,
                            .least = rule->least_minor,
                            .voucher_most = rule->voucher_most_minor,
                            .person_most = rule->person_most_minor,
                            .hold = rule->hold_minutes,
                            .has_give = rule->give > 0,
                            .has_step = rule->step_minor > 0,
                            .has_least = rule->least_minor > 0,
                            .has_voucher_most = rule->voucher_most_minor > 0,
                            .has_person_most = rule->person_most_minor > 0,
                            .has_hold = true};
  for (size_t i = 0; i < rule->case_count; i++)
    typed.cases[i] = case_typed(ctx, &rule->cases[i]);
  return typed;
}
