#include "domain/life/finding.h"

#include "base/crypto.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "finding_sql.h"

enum { MINUTE_MS = 60 * 1000 };

static bool ask_body(struct ctx *ctx, void *arg) {
  struct str email = voucher_address_key(ctx, *(const struct str *)arg);
  struct instant since = {ctx->now.ms - FINDING_PAUSE_MINUTES * MINUTE_MS};
  if (voucher_address_list(ctx, email, (struct voucher_id){0}).count == 0) return false;
  if (finding_mark(ctx, email, ctx->now, since) != 1) return false;
  notice_add(ctx, NOTICE_FOUND, 0, email, S(""));
  return true;
}

void finding_ask(struct ctx *ctx, struct str email) {
  db_write(ctx, ask_body, &email);
}

struct str finding_link(struct ctx *ctx, int64_t notice) {
  return capability_text(ctx, S("finding"), notice);
}

bool finding_open(struct ctx *ctx, struct str link, struct str *email, bool *late) {
  struct notice_id id;
  struct notice notice;
  *late = false;
  if (!capability_read(ctx, S("finding"), link, &id.value) || !notice_find(ctx, id, &notice) ||
      notice.kind != NOTICE_FOUND)
    return false;
  *late = ctx->now.ms > notice.created_at.ms + FINDING_LINK_MINUTES * MINUTE_MS;
  *email = notice.to_email;
  return !*late;
}
