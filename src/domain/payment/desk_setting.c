#include "domain/payment/desk_setting.h"

#include "base/fault.h"
#include "db/db.h"
#include "desk_setting_sql.h"
#include "domain/person/audit.h"

bool desk_setting_find(struct ctx *ctx, struct desk_setting *setting) {
  struct desk_setting_row_row row;
  *setting = (struct desk_setting){.difference_minor = DESK_DIFFERENCE_MINOR};
  if (!desk_setting_row(ctx, &row)) return false;
  *setting = (struct desk_setting){row.is_open, row.difference_minor};
  return true;
}

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct desk_setting *setting = arg;
  desk_setting_set(ctx, &(struct desk_setting_set_params){setting->open, setting->difference_minor,
                                                          ctx->person, ctx->now});
  audit_write(ctx, S("counter.setting"), 0, setting->open ? S("+") : S("-"));
  return true;
}

void desk_setting_keep(struct ctx *ctx, const struct desk_setting *setting) {
  must(setting->difference_minor >= 0);
  struct desk_setting copy = *setting;
  db_write(ctx, keep_body, &copy);
}
