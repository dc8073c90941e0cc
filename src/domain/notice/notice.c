#include "domain/notice/notice.h"

#include "notice_sql.h"

enum { MAX_TRIES = 12 };

const char *notice_state_name(enum notice_state state) {
  static const char *const names[] = {"", "waiting", "sent", "failed"};
  return names[state];
}

void notice_add(struct ctx *ctx, enum notice_kind kind, int64_t subject, struct str to_email,
                struct str to_name) {
  notice_insert(ctx, &(struct notice_insert_params){
                         .id = {id_next(ctx->ids)},
                         .kind = kind,
                         .subject_id = subject,
                         .to_email = to_email,
                         .to_name = to_name,
                         .language = language_code(ctx->language),
                         .next_try_at = ctx->now,
                         .created_at = ctx->now,
                     });
}

static enum language language_of(struct str code) {
  enum language language = LANGUAGE_FR;
  language_from_code(code, &language);
  return language;
}

bool notice_find(struct ctx *ctx, struct notice_id id, struct notice *notice) {
  struct notice_by_id_row row;
  if (!notice_by_id(ctx, id, &row)) return false;
  *notice = (struct notice){ctx->territory,
                            id,
                            (enum notice_kind)row.kind,
                            row.subject_id,
                            row.to_email,
                            row.to_name,
                            language_of(row.language),
                            (enum notice_state)row.state,
                            row.tries,
                            row.failure,
                            row.created_at};
  return true;
}

struct notices notice_list(struct ctx *ctx, struct notice_id before) {
  if (before.value == 0) before.value = INT64_MAX;
  struct notice_page_rows rows = notice_page(ctx, before);
  struct notices list = {arena_array(ctx->arena, struct notice, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct notice_page_row *row = &rows.items[i];
    list.items[i] = (struct notice){ctx->territory,
                                    row->id,
                                    (enum notice_kind)row->kind,
                                    row->subject_id,
                                    row->to_email,
                                    row->to_name,
                                    language_of(row->language),
                                    (enum notice_state)row->state,
                                    row->tries,
                                    row->failure,
                                    row->created_at};
  }
  return list;
}

int64_t notice_count_waiting(struct ctx *ctx) {
  struct notice_waiting_row row;
  return notice_waiting(ctx, &row) ? row.count : 0;
}

struct notices notice_due(struct ctx *ctx, bool phones) {
  struct notice_due_page_rows rows = notice_due_page(ctx, ctx->now, phones);
  struct notices list = {arena_array(ctx->arena, struct notice, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    const struct notice_due_page_row *row = &rows.items[i];
    list.items[i] = (struct notice){row->territory_id,
                                    row->id,
                                    (enum notice_kind)row->kind,
                                    row->subject_id,
                                    row->to_email,
                                    row->to_name,
                                    language_of(row->language),
                                    NOTICE_WAITING,
                                    row->tries,
                                    S(""),
                                    row->created_at};
  }
  return list;
}

void notice_sent(struct ctx *ctx, struct notice_id id) {
  notice_set(ctx, &(struct notice_set_params){.id = id,
                                              .state = NOTICE_SENT,
                                              .tries = 1,
                                              .next_try_at = ctx->now,
                                              .failure = S(""),
                                              .has_sent_at = true,
                                              .sent_at = ctx->now});
}

/* 1, 2, 4, ... minutes, at most half a day. */
static int64_t wait_ms(int64_t tries) {
  int64_t minutes = INT64_C(1) << (tries < 10 ? tries : 10);
  return (minutes < 720 ? minutes : 720) * 60000;
}

void notice_failed(struct ctx *ctx, const struct notice *notice, struct str failure,
                   bool permanent) {
  int64_t tries = notice->tries + 1;
  bool last = permanent || tries >= MAX_TRIES;
  notice_set(ctx, &(struct notice_set_params){
                      .id = notice->id,
                      .state = last ? NOTICE_FAILED : NOTICE_WAITING,
                      .tries = tries,
                      .next_try_at = {ctx->now.ms + wait_ms(notice->tries)},
                      .failure = str_take(failure, 300),
                  });
}
