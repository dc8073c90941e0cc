#include "domain/campaign/campaign_in.h"

#include "base/buf.h"
#include "base/fault.h"
#include "base/results.h"
#include "campaign_sql.h"
#include "db/memo.h"

RESULT_REFUSAL(campaign, CAMPAIGN_RESULTS)
RESULT_STATUS(campaign, CAMPAIGN_RESULTS)
RESULT_MESSAGE(campaign, CAMPAIGN_RESULTS)

static bool is_face_value(const struct campaign *campaign, int64_t amount_minor) {
  for (size_t i = 0; i < campaign->face_value_count; i++)
    if (campaign->face_values[i] == amount_minor) return true;
  return false;
}

enum campaign_result campaign_sells(const struct campaign *campaign, struct instant now,
                                    int64_t amount_minor) {
  if (campaign->state == CAMPAIGN_STATE_ENDED || now.ms >= campaign->closes_at.ms)
    return CAMPAIGN_ENDED;
  if (campaign->state != CAMPAIGN_STATE_OPEN || now.ms < campaign->opens_at.ms)
    return CAMPAIGN_NOT_OPEN;
  if (is_face_value(campaign, amount_minor)) return CAMPAIGN_OK;
  if (campaign->max_minor == 0) return CAMPAIGN_AMOUNT_NOT_OFFERED;
  if (amount_minor < campaign->min_minor) return CAMPAIGN_AMOUNT_TOO_SMALL;
  if (amount_minor > campaign->max_minor) return CAMPAIGN_AMOUNT_TOO_LARGE;
  return CAMPAIGN_OK;
}

/* "2000,5000,10000", as stored. */
void campaign_face_values(struct campaign *campaign, struct str text) {
  while (text.len > 0) {
    must(campaign->face_value_count < CAMPAIGN_FACE_VALUES_MAX);
    struct str one = str_cut(text, ',', &text);
    must(str_to_int(one, &campaign->face_values[campaign->face_value_count++]));
  }
}

struct str campaign_stored_values(struct ctx *ctx, const struct campaign *campaign) {
  struct buf text = buf_in(ctx->arena);
  for (size_t i = 0; i < campaign->face_value_count; i++) {
    if (i > 0) buf_add_char(&text, ',');
    buf_add_int(&text, campaign->face_values[i]);
  }
  return buf_str(&text);
}

/* campaign_by_id and campaign_all have the same columns, hence the same row. */
#define CAMPAIGN_FROM(row)                                                                         \
  (struct campaign) {                                                                              \
    .id = (row)->id, .slug = (row)->slug, .name = (row)->name, .conditions = (row)->conditions,    \
    .state = (enum campaign_state)(row)->state, .min_minor = (row)->min_minor,                     \
    .max_minor = (row)->max_minor, .opens_at = (row)->opens_at, .closes_at = (row)->closes_at,     \
    .redeemable_on = (row)->redeemable_on, .expires_on = (row)->expires_on,                        \
    .measured_only = (row)->measured_only, .vat = (enum campaign_vat)(row)->vat,                   \
    .wide = (row)->wide, .test = (row)->test,                                                      \
    .remainder = (enum campaign_remainder)(row)->remainder                                         \
  }

bool campaign_find(struct ctx *ctx, struct campaign_id id, struct campaign *campaign) {
  struct campaign_by_id_row row;
  if (!campaign_by_id(ctx, id, &row)) return false;
  *campaign = CAMPAIGN_FROM(&row);
  campaign_face_values(campaign, row.face_values);
  return true;
}

static const void *all_campaigns(struct ctx *ctx, void *arg) {
  (void)arg;
  struct campaigns *list = arena_new(ctx->arena, struct campaigns);
  struct campaign_all_rows rows = campaign_all(ctx);
  *list = (struct campaigns){arena_array(ctx->arena, struct campaign, rows.count), rows.count};
  for (size_t i = 0; i < rows.count; i++) {
    list->items[i] = CAMPAIGN_FROM(&rows.items[i]);
    campaign_face_values(&list->items[i], rows.items[i].face_values);
  }
  return list;
}

struct campaigns campaign_list(struct ctx *ctx) {
  return *(const struct campaigns *)db_memo(ctx, S(""), all_campaigns, NULL);
}

static bool open_at(const struct campaign *campaign, struct instant now) {
  return campaign->state == CAMPAIGN_STATE_OPEN && campaign->opens_at.ms <= now.ms &&
         now.ms < campaign->closes_at.ms;
}

static bool selling(struct ctx *ctx, const struct campaign_selling_params *params,
                    struct campaign *campaign) {
  struct campaign_by_id_row row;
  if (!campaign_selling(ctx, params, &row)) return false;
  *campaign = CAMPAIGN_FROM(&row);
  campaign_face_values(campaign, row.face_values);
  return true;
}

bool campaign_rehearsed(struct ctx *ctx, bool wide, struct campaign *campaign) {
  return selling(ctx,
                 &(struct campaign_selling_params){
                     .now = ctx->now, .measured = true, .for_all = wide, .test = true},
                 campaign);
}

bool campaign_current(struct ctx *ctx, struct campaign *campaign) {
  return campaign_current_for(ctx, true, campaign);
}

bool campaign_current_for(struct ctx *ctx, bool measured, struct campaign *campaign) {
  return selling(ctx, &(struct campaign_selling_params){.now = ctx->now, .measured = measured},
                 campaign);
}

bool campaign_shown(struct ctx *ctx, struct campaign *campaign) {
  return campaign_shown_for(ctx, true, campaign);
}

bool campaign_shown_for(struct ctx *ctx, bool measured, struct campaign *campaign) {
  struct campaigns list = campaign_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    if (list.items[i].test || !open_at(&list.items[i], ctx->now)) continue;
    if (list.items[i].wide || (list.items[i].measured_only && !measured)) continue;
    *campaign = list.items[i];
    return true;
  }
  return false;
}

bool campaign_wide(struct ctx *ctx, struct campaign *campaign) {
  return selling(
      ctx, &(struct campaign_selling_params){.now = ctx->now, .measured = true, .for_all = true},
      campaign);
}

bool campaign_shown_wide(struct ctx *ctx, struct campaign *campaign) {
  struct campaigns list = campaign_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    if (!list.items[i].wide || list.items[i].test || !open_at(&list.items[i], ctx->now)) continue;
    *campaign = list.items[i];
    return true;
  }
  return false;
}

bool campaign_latest(struct ctx *ctx, struct campaign *campaign) {
  struct campaigns list = campaign_list(ctx);
  for (size_t i = 0; i < list.count; i++) {
    if (list.items[i].state == CAMPAIGN_STATE_DRAFT || list.items[i].wide || list.items[i].test)
      continue;
    *campaign = list.items[i];
    return true;
  }
  return false;
}

struct campaign_id campaign_create(struct ctx *ctx, const struct campaign *campaign) {
  struct campaign_id id = {id_next(ctx->ids)};
  campaign_insert(
      ctx, &(struct campaign_insert_params){
               .id = id,
               .slug = campaign->slug,
               .name = campaign->name,
               .conditions = campaign->conditions,
               .state = campaign->state,
               .face_values = campaign_stored_values(ctx, campaign),
               .min_minor = campaign->min_minor,
               .max_minor = campaign->max_minor,
               .opens_at = campaign->opens_at,
               .closes_at = campaign->closes_at,
               .redeemable_on = campaign->redeemable_on,
               .expires_on = campaign->expires_on,
               .measured_only = campaign->measured_only,
               .vat = campaign->vat ? campaign->vat : CAMPAIGN_VAT_MULTI,
               .wide = campaign->wide,
               .test = campaign->test,
               .remainder = campaign->remainder ? campaign->remainder : CAMPAIGN_REMAINDER_KEPT,
               .created_at = ctx->now,
           });
  return id;
}
