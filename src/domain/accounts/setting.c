#include "domain/accounts/setting.h"

#include "accounts_sql.h"
#include "db/db.h"
#include "domain/person/audit.h"
#include "domain/shop/siret.h"

struct str accounts_siren(struct ctx *ctx) {
  struct accounts_setting_row_row row;
  return accounts_setting_row(ctx, &row) ? row.siren : S("");
}

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct str *siren = arg;
  accounts_setting_set(ctx, *siren, ctx->person, ctx->now);
  audit_write(ctx, S("accounts.setting"), 0, *siren);
  return true;
}

bool accounts_siren_keep(struct ctx *ctx, struct str siren) {
  if (siren.len > 0 && !siren_valid(siren)) return false;
  return db_write(ctx, keep_body, &siren);
}
