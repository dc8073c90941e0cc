#include "domain/joining/confirmation.h"

#include "base/crypto.h"
#include "base/fault.h"
#include "confirmation_sql.h"
#include "db/db.h"
#include "domain/notice/notice.h"
#include "domain/person/audit.h"

enum { AGAIN_DAYS = 30, LINK_DAYS = 60, MONTH_DAYS = 30, DAY_S = 86400, ID_SYMBOLS = 13 };

static struct instant days_ago(struct ctx *ctx, int64_t days) {
  return (struct instant){ctx->now.ms - days * DAY_S * 1000};
}

int64_t confirmation_period(struct ctx *ctx) {
  struct confirmation_months_row setting;
  return confirmation_months(ctx, &setting) ? setting.months : 0;
}

void confirmation_set_period(struct ctx *ctx, int64_t months) {
  must(months >= 0 && months <= CONFIRM_MONTHS_MAX);
  confirmation_set_months(ctx, months);
}

struct asking {
  struct confirmation_due_rows due;
};

static bool ask_body(struct ctx *ctx, void *arg) {
  const struct asking *asking = arg;
  for (size_t i = 0; i < asking->due.count; i++) {
    const struct confirmation_due_row *shop = &asking->due.items[i];
    confirmation_asked(ctx, shop->id, ctx->now);
    notice_add(ctx, NOTICE_STILL_RIGHT, shop->id.value, shop->email, shop->merchant);
  }
  return true;
}

int64_t confirmation_ask_round(struct ctx *ctx, const struct territory *territory) {
  int64_t months = confirmation_period(ctx);
  (void)territory;
  if (months == 0) return 0;
  struct asking asking = {
      confirmation_due(ctx, days_ago(ctx, months * MONTH_DAYS), days_ago(ctx, AGAIN_DAYS))};
  if (asking.due.count > 0) db_write(ctx, ask_body, &asking);
  return (int64_t)asking.due.count;
}

/* "<id><day><mac>": the day says until when it answers. */
struct str confirmation_link(struct ctx *ctx, struct shop_id id) {
  struct day until = {zone_day(ctx->zone, ctx->now).number + LINK_DAYS};
  struct str text =
      str_format(ctx->arena, "%.*s%d", STR_ARG(id_text(ctx->arena, id.value)), (int)until.number);
  return str_format(ctx->arena, "%.*s-%.*s", STR_ARG(text),
                    STR_ARG(mac_text(ctx, S("still right"), text)));
}

bool confirmation_from_link(struct ctx *ctx, struct str link, struct shop_id *id) {
  struct str mac, text = str_cut(link, '-', &mac);
  int64_t until;
  return mac_verify(ctx, S("still right"), text, mac) &&
         id_from_text(str_take(text, ID_SYMBOLS), &id->value) &&
         str_to_int(str_skip(text, ID_SYMBOLS), &until) &&
         zone_day(ctx->zone, ctx->now).number <= until;
}

static bool answer_body(struct ctx *ctx, void *arg) {
  const struct shop_id *id = arg;
  shop_confirm(ctx, *id);
  audit_write(ctx, S("shop.confirm"), id->value, S(""));
  return true;
}

void confirmation_answer(struct ctx *ctx, struct shop_id id) {
  db_write(ctx, answer_body, &id);
}
