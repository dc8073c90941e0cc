#include "domain/moderation/moderation.h"

#include "base/results.h"
#include "domain/notice/notice.h"
#include "moderation_sql.h"

RESULT_STATUS(moderation, MODERATION_RESULTS)
RESULT_MESSAGE(moderation, MODERATION_RESULTS)

struct case_id moderation_add(struct ctx *ctx, const struct moderation *one) {
  struct case_id id = {id_next(ctx->ids)};
  moderation_insert(ctx,
                    &(struct moderation_insert_params){.id = id,
                                                       .kind = one->kind,
                                                       .shop = one->shop,
                                                       .subject = one->subject,
                                                       .field = one->field,
                                                       .old_value = one->old_value,
                                                       .new_value = one->new_value,
                                                       .comment = one->comment,
                                                       .name = one->name,
                                                       .email = one->email,
                                                       .language = language_code(one->language),
                                                       .created_at = ctx->now});
  return id;
}

static struct moderation of_row(const struct moderation_row_row *row) {
  struct moderation one = {.id = row->id,
                           .kind = (enum case_kind)row->kind,
                           .state = (enum case_state)row->state,
                           .shop = row->shop,
                           .subject = row->subject,
                           .field = row->field,
                           .old_value = row->old_value,
                           .new_value = row->new_value,
                           .comment = row->comment,
                           .name = row->name,
                           .email = row->email,
                           .answer = row->answer,
                           .created_at = row->created_at};
  if (!language_from_code(row->language, &one.language)) one.language = LANGUAGE_FR;
  return one;
}

bool moderation_find(struct ctx *ctx, struct case_id id, struct moderation *one) {
  struct moderation_row_rows rows = moderation_row(ctx, id);
  if (rows.count == 1) *one = of_row(&rows.items[0]);
  return rows.count == 1;
}

struct moderations moderation_open(struct ctx *ctx, struct case_id after) {
  struct moderation_row_rows rows = moderation_page(ctx, after);
  struct moderations list = {arena_array(ctx->arena, struct moderation, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = of_row(&rows.items[i]);
  return list;
}

int64_t moderation_waiting(struct ctx *ctx) {
  struct moderation_count_row row;
  return moderation_count(ctx, &row) ? row.count : 0;
}

/* In the language in which it was sent. */
static void tell(struct ctx *ctx, const struct moderation *one) {
  enum language language = ctx->language;
  if (one->email.len == 0) return;
  ctx->language = one->language;
  notice_add(ctx, NOTICE_ENTRY_ANSWER, one->id.value, one->email, one->name);
  ctx->language = language;
}

static enum moderation_result set(struct ctx *ctx, const struct moderation *one,
                                  enum case_state state, struct str answer) {
  int64_t changed = moderation_set(ctx, &(struct moderation_set_params){.id = one->id,
                                                                        .state = state,
                                                                        .answer = answer,
                                                                        .decided_at = ctx->now,
                                                                        .decided_by = ctx->person});
  if (changed == 0) return MODERATION_ALREADY_DECIDED;
  tell(ctx, one);
  return MODERATION_OK;
}

enum moderation_result moderation_decide(struct ctx *ctx, struct case_id id, enum case_state state,
                                         struct str answer) {
  struct moderation one;
  if (!moderation_find(ctx, id, &one)) return MODERATION_UNKNOWN;
  if (one.state > CASE_ASKED) return MODERATION_ALREADY_DECIDED;
  if (state == CASE_REFUSED && answer.len == 0) return MODERATION_NO_REASON;
  return set(ctx, &one, state, answer);
}

enum moderation_result moderation_ask(struct ctx *ctx, struct case_id id, struct str question) {
  struct moderation one;
  if (!moderation_find(ctx, id, &one)) return MODERATION_UNKNOWN;
  if (one.state > CASE_ASKED) return MODERATION_ALREADY_DECIDED;
  if (question.len == 0) return MODERATION_NO_REASON;
  if (one.email.len == 0) return MODERATION_NO_ADDRESS;
  return set(ctx, &one, CASE_ASKED, question);
}

void moderation_settle(struct ctx *ctx, enum case_kind kind, int64_t subject,
                       enum case_state state) {
  moderation_set_subject(ctx, &(struct moderation_set_subject_params){.kind = kind,
                                                                      .subject = subject,
                                                                      .state = state,
                                                                      .decided_at = ctx->now,
                                                                      .decided_by = ctx->person});
}
