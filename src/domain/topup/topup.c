/* A campaign's rule, kept and found. */
#include "domain/topup/topup_in.h"

#include "base/fault.h"
#include "db/memo.h"
#include "topup_sql.h"

static void keep_case(struct ctx *ctx, struct campaign_id id, int64_t number,
                      const struct topup_case *one) {
  topup_case_insert(ctx, &(struct topup_case_insert_params){.campaign_id = id,
                                                            .number = number,
                                                            .kind = one->kind,
                                                            .give = one->give,
                                                            .from_age = one->from_age,
                                                            .to_age = one->to_age,
                                                            .places = one->places,
                                                            .fragility = one->fragility});
}

static void keep_rule(struct ctx *ctx, struct campaign_id id, const struct topup_rule *rule) {
  topup_rule_set(ctx, &(struct topup_rule_set_params){
                          .campaign_id = id,
                          .form = rule->form,
                          .give = rule->give,
                          .step_minor = rule->step_minor,
                          .least_minor = rule->least_minor,
                          .counts = rule->counts ? rule->counts : TOPUP_COUNTS_VALUE,
                          .voucher_most_minor = rule->voucher_most_minor,
                          .person_most_minor = rule->person_most_minor,
                          .person = rule->person,
                          .hold_minutes = rule->hold_minutes,
                      });
  for (size_t i = 0; i < rule->case_count; i++)
    keep_case(ctx, id, (int64_t)i + 1, &rule->cases[i]);
}

enum topup_edit_result topup_keep(struct ctx *ctx, struct campaign_id id,
                                  const struct topup_rule *rule) {
  struct campaign campaign;
  uint32_t faults = topup_faults(rule);
  if (faults) return (enum topup_edit_result)__builtin_ctz(faults);
  if (!campaign_find(ctx, id, &campaign)) return TOPUP_EDIT_UNKNOWN;
  if (campaign.state == CAMPAIGN_STATE_ENDED) return TOPUP_EDIT_OVER;

  topup_cases_drop(ctx, id);
  if (rule->form == TOPUP_NONE)
    topup_rule_drop(ctx, id);
  else
    keep_rule(ctx, id, rule);
  return TOPUP_EDIT_OK;
}

static const struct topup_rule usual = {.counts = TOPUP_COUNTS_VALUE,
                                        .hold_minutes = TOPUP_HOLD_MINUTES};

void topup_find_cases(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule) {
  struct topup_cases_rows rows = topup_cases(ctx, id);
  must(rows.count <= TOPUP_CASES_MAX);
  rule->case_count = rows.count;
  for (size_t i = 0; i < rows.count; i++)
    rule->cases[i] = (struct topup_case){(enum topup_case_kind)rows.items[i].kind,
                                         rows.items[i].give,
                                         rows.items[i].from_age,
                                         rows.items[i].to_age,
                                         rows.items[i].places,
                                         rows.items[i].fragility};
}

bool topup_find(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule) {
  struct topup_rule_by_campaign_row row;
  *rule = usual;
  if (!topup_rule_by_campaign(ctx, id, &row)) return false;
  *rule = (struct topup_rule){.form = (enum topup_form)row.form,
                              .give = row.give,
                              .step_minor = row.step_minor,
                              .least_minor = row.least_minor,
                              .counts = (enum topup_counts)row.counts,
                              .voucher_most_minor = row.voucher_most_minor,
                              .person_most_minor = row.person_most_minor,
                              .person = (enum topup_person)row.person,
                              .hold_minutes = row.hold_minutes};
  if (row.cases > 0) topup_find_cases(ctx, id, rule);
  return true;
}

static const void *find_kept(struct ctx *ctx, void *arg) {
  struct topup_rule *rule = arena_new(ctx->arena, struct topup_rule);
  topup_find(ctx, *(const struct campaign_id *)arg, rule);
  return rule;
}

bool topup_shown(struct ctx *ctx, struct campaign_id id, struct topup_rule *rule) {
  struct str key = str_format(ctx->arena, "%lld", (long long)id.value);
  *rule = *(const struct topup_rule *)db_memo(ctx, key, find_kept, &id);
  return rule->form != TOPUP_NONE;
}
