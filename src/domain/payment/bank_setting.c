#include "domain/payment/bank_setting.h"

#include "bank_setting_sql.h"
#include "base/fault.h"
#include "base/results.h"
#include "db/db.h"
#include "domain/person/audit.h"

RESULT_STATUS(bank_setting, BANK_SETTING_RESULTS)
RESULT_MESSAGE(bank_setting, BANK_SETTING_RESULTS)

bool bank_setting_find(struct ctx *ctx, struct bank_setting *setting) {
  struct bank_setting_row_row row;
  *setting = (struct bank_setting){.wait_days = BANK_WAIT_DAYS};
  if (!bank_setting_row(ctx, &row)) return false;
  *setting = (struct bank_setting){
      .open = row.is_open,
      .iban = row.iban,
      .account_iban = row.account_iban,
      .bic = row.bic,
      .holder = row.holder,
      .street = row.street,
      .building = row.building,
      .postcode = row.postcode,
      .town = row.town,
      .country = row.country,
      .wait_days = row.wait_days,
      .pain_newer = row.pain_newer,
  };
  return true;
}

static enum bank_setting_result judge(struct ctx *ctx, const struct bank_setting *setting) {
  struct iban iban, account = {0};
  struct bic bic;
  if (!iban_parse(setting->iban, &iban)) return BANK_SETTING_BAD_IBAN;
  if (setting->account_iban.len > 0 && !iban_parse(setting->account_iban, &account))
    return BANK_SETTING_BAD_IBAN;
  if (iban_is_qr(&iban) && (account.text[0] == 0 || iban_is_qr(&account)))
    return BANK_SETTING_QR_ACCOUNT;
  if (ctx->currency == CURRENCY_CHF && !iban_is_swiss(&iban)) return BANK_SETTING_NOT_SWISS;
  if (setting->holder.len == 0) return BANK_SETTING_NO_HOLDER;
  if (iban_is_swiss(&iban) &&
      (setting->postcode.len == 0 || setting->town.len == 0 || setting->country.len != 2))
    return BANK_SETTING_NO_ADDRESS;
  if (setting->bic.len > 0 && !bic_parse(setting->bic, &bic)) return BANK_SETTING_BAD_BIC;
  return BANK_SETTING_OK;
}

/* Accounts are kept as the bank's files write them. */
static struct str compact(struct ctx *ctx, struct str text) {
  struct iban iban;
  return iban_parse(text, &iban) ? str_copy(ctx->arena, iban_str(&iban)) : S("");
}

static bool keep_body(struct ctx *ctx, void *arg) {
  const struct bank_setting *setting = arg;
  bank_setting_set(ctx, &(struct bank_setting_set_params){
                            .is_open = setting->open,
                            .iban = compact(ctx, setting->iban),
                            .account_iban = compact(ctx, setting->account_iban),
                            .bic = setting->bic,
                            .holder = setting->holder,
                            .street = setting->street,
                            .building = setting->building,
                            .postcode = setting->postcode,
                            .town = setting->town,
                            .country = setting->country,
                            .wait_days = setting->wait_days,
                            .pain_newer = setting->pain_newer,
                            .changed_by = ctx->person,
                            .changed_at = ctx->now,
                        });
  audit_write(ctx, S("bank.setting"), 0, iban_masked(ctx->arena, compact(ctx, setting->iban)));
  return true;
}

enum bank_setting_result bank_setting_keep(struct ctx *ctx, const struct bank_setting *setting) {
  must(setting->wait_days >= 1 && setting->wait_days <= BANK_WAIT_DAYS_MAX);
  enum bank_setting_result result = judge(ctx, setting);
  struct bank_setting copy = *setting;
  if (result == BANK_SETTING_OK) db_write(ctx, keep_body, &copy);
  return result;
}

struct reference bank_reference(const struct bank_setting *setting, struct payment_id id) {
  struct iban iban;
  bool qr = iban_parse(setting->iban, &iban) && iban_is_qr(&iban);
  return reference_of_number(qr ? REFERENCE_QRR : REFERENCE_RF, id.value);
}

struct day bank_wait_until(struct ctx *ctx, const struct bank_setting *setting,
                           struct instant created_at) {
  return (struct day){zone_day(ctx->zone, created_at).number + (int32_t)setting->wait_days};
}

struct bank_waitings bank_waiting_list(struct ctx *ctx, struct instant before) {
  struct bank_waiting_page_rows rows = bank_waiting_page(ctx, before);
  struct bank_waitings list = {arena_array(ctx->arena, struct bank_waiting, rows.count),
                               rows.count};
  for (size_t i = 0; i < rows.count; i++)
    list.items[i] = (struct bank_waiting){rows.items[i].id, rows.items[i].order_id,
                                          money_of(rows.items[i].amount_minor, ctx->currency),
                                          rows.items[i].created_at};
  return list;
}
