#include <stdlib.h>

#include "base/buf.h"
#include "base/fault.h"
#include "base/money.h"
#include "base/results.h"
#include "base/text.h"
#include "campaign_sql.h"
#include "domain/campaign/campaign_in.h"
#include "domain/period/period.h"

RESULT_REFUSAL(campaign_edit, CAMPAIGN_EDITS)
RESULT_STATUS(campaign_edit, CAMPAIGN_EDITS)
RESULT_MESSAGE(campaign_edit, CAMPAIGN_EDITS)

/* Face values. */

static int by_size(const void *a, const void *b) {
  int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;
  return (first > second) - (first < second);
}

/* The next amount: up to a space or semicolon. A comma may be a decimal one, so it ends an amount
 * only where nothing follows. */
static struct str next_amount(struct str *rest) {
  size_t len = 0;
  while (len < rest->len && rest->ptr[len] != ' ' && rest->ptr[len] != ';')
    len++;
  struct str amount = str_take(*rest, len);
  *rest = str_skip(*rest, len < rest->len ? len + 1 : len);
  return str_ends(amount, S(",")) ? str_take(amount, amount.len - 1) : amount;
}

/* Sorted, each once. */
static void put_in_order(struct campaign *campaign) {
  int64_t *values = campaign->face_values;
  size_t kept = 0;
  qsort(values, campaign->face_value_count, sizeof *values, by_size);
  for (size_t i = 0; i < campaign->face_value_count; i++)
    if (kept == 0 || values[kept - 1] != values[i]) values[kept++] = values[i];
  campaign->face_value_count = kept;
}

bool campaign_values_read(struct str typed, struct campaign *campaign) {
  campaign->face_value_count = 0;
  for (struct str rest = typed; rest.len > 0;) {
    struct str amount = next_amount(&rest);
    int64_t minor;
    if (amount.len == 0) continue;
    if (campaign->face_value_count == CAMPAIGN_FACE_VALUES_MAX) return false;
    if (!money_parse(amount, &minor) || minor == 0) return false;
    campaign->face_values[campaign->face_value_count++] = minor;
  }
  put_in_order(campaign);
  return true;
}

struct str campaign_values_text(struct ctx *ctx, const struct campaign *campaign) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    int64_t minor = campaign->face_values[i];
    if (i > 0) buf_add_char(&text, ' ');
    buf_add_int(&text, minor / 100);
    if (minor % 100 > 0) buf_format(&text, ",%02d", (int)(minor % 100));
  }
  return buf_str(&text);
}

/* Rules. */

static uint32_t bit(bool wrong, enum campaign_edit_result result) {
  return wrong ? UINT32_C(1) << result : 0;
}

uint32_t campaign_faults(const struct campaign *campaign, const struct zone *zone) {
  int64_t least = campaign->min_minor, most = campaign->max_minor;
  struct day last = zone_day(zone, (struct instant){campaign->closes_at.ms - 1});
  struct day from = campaign->redeemable_on, expires = campaign->expires_on;
  return bit(campaign->name.len == 0, CAMPAIGN_EDIT_NO_NAME) |
         bit((least > 0) != (most > 0) || least > most, CAMPAIGN_EDIT_BAD_BOUNDS) |
         bit(campaign->face_value_count == 0 && most == 0, CAMPAIGN_EDIT_NOTHING_OFFERED) |
         bit(campaign->closes_at.ms <= campaign->opens_at.ms, CAMPAIGN_EDIT_CLOSES_TOO_SOON) |
         bit(expires.number < from.number || expires.number < last.number,
             CAMPAIGN_EDIT_EXPIRES_TOO_SOON);
}

enum campaign_edit_result campaign_check(const struct campaign *campaign, const struct zone *zone) {
  uint32_t faults = campaign_faults(campaign, zone);
  return faults ? (enum campaign_edit_result)__builtin_ctz(faults) : CAMPAIGN_EDIT_OK;
}

/* "tous-ensemble", "tous-ensemble-2" if that is taken. */
static struct str free_slug(struct ctx *ctx, struct str name) {
  struct str slug = text_slug(ctx->arena, name), wanted = slug;
  struct campaign_slug_taken_row row;
  for (int number = 2; campaign_slug_taken(ctx, wanted, &row); number++)
    wanted = str_format(ctx->arena, "%.*s-%d", STR_ARG(slug), number);
  return wanted;
}

enum campaign_edit_result campaign_draft(struct ctx *ctx, const struct campaign *campaign,
                                         struct campaign_id *id) {
  enum campaign_edit_result result = campaign_check(campaign, ctx->zone);
  if (result != CAMPAIGN_EDIT_OK) return result;
  struct campaign draft = *campaign;
  draft.slug = free_slug(ctx, campaign->name);
  draft.state = CAMPAIGN_STATE_DRAFT;
  *id = campaign_create(ctx, &draft);
  return CAMPAIGN_EDIT_OK;
}

/* What a closed period has declared as taxed, or not yet, stays so. Closed days are sealed and
 * summed by day of sale. */
static bool sold_in_closed_period(struct ctx *ctx, struct campaign_id id) {
  struct campaign_sold_until_row row;
  struct day last;
  return period_closed_until(ctx, &last) && campaign_sold_until(ctx, id, last, &row);
}

enum campaign_edit_result campaign_change(struct ctx *ctx, const struct campaign *campaign) {
  struct campaign before;
  enum campaign_edit_result result = campaign_check(campaign, ctx->zone);
  if (result != CAMPAIGN_EDIT_OK) return result;
  if (!campaign_find(ctx, campaign->id, &before)) return CAMPAIGN_EDIT_UNKNOWN;
  if (campaign->vat != before.vat && sold_in_closed_period(ctx, campaign->id))
    return CAMPAIGN_EDIT_VAT_CLOSED;
  int64_t changed = campaign_update(
      ctx, &(struct campaign_update_params){.id = campaign->id,
                                            .name = campaign->name,
                                            .conditions = campaign->conditions,
                                            .face_values = campaign_stored_values(ctx, campaign),
                                            .min_minor = campaign->min_minor,
                                            .max_minor = campaign->max_minor,
                                            .opens_at = campaign->opens_at,
                                            .closes_at = campaign->closes_at,
                                            .redeemable_on = campaign->redeemable_on,
                                            .expires_on = campaign->expires_on,
                                            .measured_only = campaign->measured_only,
                                            .vat = campaign->vat,
                                            .wide = campaign->wide,
                                            .test = campaign->test,
                                            .remainder = campaign->remainder});
  if (changed == 1) return CAMPAIGN_EDIT_OK;
  return before.state == CAMPAIGN_STATE_ENDED ? CAMPAIGN_EDIT_OVER : CAMPAIGN_EDIT_SOLD;
}

static bool leads_to(enum campaign_state was, enum campaign_state state) {
  switch (state) {
  case CAMPAIGN_STATE_OPEN:
    return was == CAMPAIGN_STATE_DRAFT || was == CAMPAIGN_STATE_SUSPENDED;
  case CAMPAIGN_STATE_SUSPENDED:
    return was == CAMPAIGN_STATE_OPEN;
  case CAMPAIGN_STATE_ENDED:
    return true;
  case CAMPAIGN_STATE_DRAFT:
    break;
  }
  return false;
}

enum campaign_edit_result campaign_turn(struct ctx *ctx, struct campaign_id id,
                                        enum campaign_state state) {
  struct campaign before;
  if (!campaign_find(ctx, id, &before)) return CAMPAIGN_EDIT_UNKNOWN;
  if (before.state == CAMPAIGN_STATE_ENDED) return CAMPAIGN_EDIT_OVER;
  if (!leads_to(before.state, state)) return CAMPAIGN_EDIT_NOT_NOW;
  must(campaign_set_state(ctx, id, before.state, state) == 1);
  return CAMPAIGN_EDIT_OK;
}
