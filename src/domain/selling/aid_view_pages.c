/* The page on a campaign's public money, drawn. */
#include "base/format.h"
#include "domain/selling/aid.h"
#include "selling_aid_html.h"

enum { CASES_FREE = 2 }; /* rows to fill in below those that are */

static void fill_fields(struct ctx *ctx, struct aid_page *view, const struct aid_typed *typed) {
  struct str sign = currency_sign(ctx->currency);
#define LINE(member, label_, help_)                                                                \
  view->member = (struct selling_field){                                                           \
      #member,      "text",                                                                        \
      MSG_##label_, MSG_##help_,                                                                   \
      .length = 20, .value = typed->has_##member ? selling_amount(ctx, typed->member) : S(""),     \
      .sign = sign}
  LINE(give, aid_give, aid_give_help);
  LINE(step, aid_step, aid_step_help);
  LINE(least, aid_least, aid_least_help);
  LINE(voucher_most, aid_voucher_most, aid_voucher_most_help);
  LINE(person_most, aid_person_most, aid_person_most_help);
  view->give.sign = view->either =
      MESSAGE(ctx->arena, ctx->language, MSG_aid_either, {"sign", sign});
#undef LINE
  view->hold = (struct selling_field){
      "hold",
      "text",
      MSG_aid_hold,
      MSG_aid_hold_help,
      .length = 6,
      .value = typed->has_hold ? str_format(ctx->arena, "%lld", (long long)typed->hold) : S("")};
}

static void fill_choices(struct aid_page *view, const struct aid_typed *typed) {
  view->rate = str_equal(typed->form, S("rate"));
  view->amount = str_equal(typed->form, S("amount"));
  view->none = !view->rate && !view->amount;
  view->by_money = str_equal(typed->counts, S("money"));
  view->by_value = !view->by_money;
  view->email = str_equal(typed->person, S("email"));
  view->phone = str_equal(typed->person, S("phone"));
  view->anybody = !view->email && !view->phone;
}

static struct str case_give(struct request *request, const struct aid_case_typed *one,
                            size_t number) {
  struct ctx *ctx = request->ctx;
  struct form_problem problem;
  struct str name = str_format(ctx->arena, "case%zu_give", number);
  if (form_problem(request, str_cstr(ctx->arena, name), &problem)) return problem.typed;
  return one->has_give ? selling_amount(ctx, one->give) : S("");
}

/* Those that are filled in, then some to fill in. */
static void fill_cases(struct request *request, struct aid_page *view,
                       const struct aid_typed *typed) {
  size_t used = 0;
  for (size_t i = 0; i < TOPUP_CASES_MAX; i++)
    if (typed->cases[i].kind.len > 0 || typed->cases[i].which.len > 0) used = i + 1;
  size_t shown = used + CASES_FREE < TOPUP_CASES_MAX ? used + CASES_FREE : TOPUP_CASES_MAX;
  view->cases = (struct aid_cases){arena_array(request->ctx->arena, struct aid_case, shown), shown};
  for (size_t i = 0; i < shown; i++) {
    const struct aid_case_typed *one = &typed->cases[i];
    view->cases.items[i] = (struct aid_case){.number = (int64_t)i + 1,
                                             .age = str_equal(one->kind, S("age")),
                                             .place = str_equal(one->kind, S("place")),
                                             .fragile = str_equal(one->kind, S("fragile")),
                                             .which = one->which,
                                             .give = case_give(request, one, i + 1)};
  }
}

/* What the rule that is kept does to the campaign's face values, for a buyer without a case. */
static void fill_examples(struct ctx *ctx, struct aid_page *view, const struct campaign *campaign,
                          const struct topup_rule *rule) {
  view->examples.items =
      arena_array(ctx->arena, struct aid_example, campaign->face_value_count + 1);
  if (rule->form == TOPUP_NONE) return;
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    struct topup_facts facts = {.value_minor = campaign->face_values[i], .verified = true};
    struct topup_answer answer = topup_judge(ctx->arena, rule, &facts);
    int64_t added = answer.result == TOPUP_OK ? answer.minor : 0;
    view->examples.items[view->examples.count++] = (struct aid_example){
        money_of(facts.value_minor, ctx->currency),
        money_of(facts.value_minor - added, ctx->currency), money_of(added, ctx->currency)};
  }
}

static struct str part_text(struct ctx *ctx, int64_t tenths) {
  struct buf text = buf_in(ctx->arena);
  format_percent(&text, ctx->language, tenths);
  return buf_str(&text);
}

static void fill_envelope(struct ctx *ctx, struct aid_page *view, const struct campaign *campaign) {
  struct envelope envelope;
  struct funders funders = funder_list(ctx);
  view->has_envelope = envelope_find(ctx, campaign->id, &envelope);
  view->left = envelope.left;
  view->reserved = envelope.reserved;
  view->used = envelope.used;
  view->put_in = envelope.filled;
  view->put_in_cents = envelope.filled.minor;
  view->may_return = view->over && envelope.left.minor > 0;
  view->shares.items = arena_array(ctx->arena, struct aid_share, envelope.share_count + 1);
  for (size_t i = 0; i < envelope.share_count; i++)
    view->shares.items[view->shares.count++] =
        (struct aid_share){envelope.shares[i].funder.name, envelope.shares[i].filled,
                           envelope.shares[i].emptied, part_text(ctx, envelope.shares[i].tenths)};
  view->funders.items = arena_array(ctx->arena, struct aid_funder, funders.count + 1);
  for (size_t i = 0; i < funders.count; i++)
    view->funders.items[view->funders.count++] = (struct aid_funder){funders.items[i].name};
}

static void fill_sum(struct ctx *ctx, struct aid_page *view, const struct aid_filling *filling) {
  static const struct aid_filling nothing = {0};
  const struct aid_filling *typed = filling ? filling : &nothing;
  view->funder = (struct selling_field){
      "funder",         "text",        MSG_aid_funder,        MSG_aid_funder_help,
      .required = true, .length = 120, .value = typed->funder};
  view->sum = (struct selling_field){"amount",
                                     "text",
                                     MSG_aid_sum,
                                     MSG_aid_sum_help,
                                     .required = true,
                                     .length = 20,
                                     .sign = currency_sign(ctx->currency),
                                     .value = typed->has_amount ? selling_amount(ctx, typed->amount)
                                                                : S("")};
}

static struct str sentence_of(struct request *request, const char *field) {
  struct form_problem problem;
  if (!form_problem(request, field, &problem)) return S("");
  return form_problem_text(request->ctx->arena, request->ctx->language, &problem);
}

static void add_problem(struct request *request, struct aid_page *view, struct str place,
                        enum message label, struct str sentence) {
  struct ctx *ctx = request->ctx;
  if (sentence.len == 0) return;
  view->problems.items[view->problems.count++] = (struct selling_problem){
      place, MESSAGE(ctx->arena, ctx->language, MSG_selling_problem,
                     {"field", message_text(ctx->language, label)}, {"problem", sentence})};
}

/* Beside each field what is wrong with it, and all of it above the form. */
static void fill_problems(struct request *request, struct aid_page *view) {
  struct selling_field *lines[] = {&view->give,         &view->step,        &view->least,
                                   &view->voucher_most, &view->person_most, &view->hold,
                                   &view->funder,       &view->sum};
  enum { LINES = sizeof lines / sizeof *lines, OTHERS = 2 };
  view->problems.items = arena_array(request->ctx->arena, struct selling_problem, LINES + OTHERS);
  for (size_t i = 0; i < LINES; i++) {
    struct form_problem problem;
    if (!form_problem(request, lines[i]->name, &problem)) continue;
    if (lines[i]->value.len == 0) lines[i]->value = problem.typed;
    lines[i]->error = sentence_of(request, lines[i]->name);
    add_problem(request, view, str_from(lines[i]->name), lines[i]->label, lines[i]->error);
  }
  view->person_error = sentence_of(request, "person");
  view->cases_error = sentence_of(request, "cases");
  add_problem(request, view, S("person"), MSG_aid_person, view->person_error);
  add_problem(request, view, S("case1_kind"), MSG_aid_cases, view->cases_error);
}

void aid_draw(struct request *request, struct response *response,
              const struct aid_drawing *drawing) {
  struct ctx *ctx = request->ctx;
  const struct campaign *campaign = drawing->campaign;
  struct topup_rule rule;
  struct aid_page view = {.frame = page_frame_titled(request, SECTION_DESK, MSG_aid_title),
                          .id = id_text(ctx->arena, campaign->id.value),
                          .name = campaign->name,
                          .over = campaign->state == CAMPAIGN_STATE_ENDED,
                          .saved = str_equal(drawing->done, S("regle")),
                          .filled = str_equal(drawing->done, S("enveloppe")),
                          .emptied = str_equal(drawing->done, S("rendu")),
                          .refusal = drawing->refusal};
  topup_find(ctx, campaign->id, &rule);
  struct aid_typed kept = aid_typed_of(ctx, &rule);
  const struct aid_typed *typed = drawing->typed ? drawing->typed : &kept;
  fill_choices(&view, typed);
  fill_fields(ctx, &view, typed);
  fill_cases(request, &view, typed);
  fill_examples(ctx, &view, campaign, &rule);
  fill_envelope(ctx, &view, campaign);
  fill_sum(ctx, &view, drawing->filling);
  if (drawing->typed || drawing->filling) fill_problems(request, &view);
  struct html_out out = response_out(request, response, drawing->status);
  selling_aid_html(&out, &view);
}
