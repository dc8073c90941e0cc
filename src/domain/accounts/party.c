/* Names and numbers of those who have accounts. */
#include "accounts_sql.h"
#include "domain/accounts/memory.h"
#include "domain/payment/payment.h"
#include "domain/shop/shop.h"
#include "domain/territory/territory.h"

static struct party nameless(struct ctx *ctx, int64_t id) {
  return (struct party){id == 0 ? S("") : id_text(ctx->arena, id), S("")};
}

static struct party merchant_party(struct ctx *ctx, int64_t id) {
  struct accounts_merchant_row row;
  if (!accounts_merchant(ctx, (struct merchant_id){id}, &row)) return nameless(ctx, id);
  return (struct party){row.siren.len > 0 ? row.siren : id_text(ctx->arena, id), row.name};
}

static struct party shop_party(struct ctx *ctx, int64_t id) {
  struct accounts_shop_row row;
  if (!accounts_shop(ctx, (struct shop_id){id}, &row)) return nameless(ctx, id);
  return (struct party){row.siret.len > 0 ? row.siret : id_text(ctx->arena, id), row.name};
}

static struct party campaign_party(struct ctx *ctx, int64_t id) {
  struct campaign campaign;
  if (!campaign_find(ctx, (struct campaign_id){id}, &campaign)) return nameless(ctx, id);
  return (struct party){campaign.slug, campaign.name};
}

static struct party funder_party(struct ctx *ctx, int64_t id) {
  struct accounts_funder_row row;
  if (!accounts_funder(ctx, id, &row)) return nameless(ctx, id);
  return (struct party){id_text(ctx->arena, id), row.name};
}

static struct party neighbour_party(struct ctx *ctx, int64_t id) {
  struct territory territory;
  if (!territory_find(ctx, (struct territory_id){id}, &territory)) return nameless(ctx, id);
  return (struct party){territory.slug, territory.name};
}

struct party party_of(struct ctx *ctx, enum plan_owner owner, int64_t id) {
  switch (owner) {
  case OWNER_TERRITORY:
    return (struct party){S(""), S("")};
  case OWNER_PROVIDER:
    return (struct party){provider_name(id), provider_name(id)};
  case OWNER_MERCHANT:
    return merchant_party(ctx, id);
  case OWNER_SHOP:
    return shop_party(ctx, id);
  case OWNER_CAMPAIGN:
  case OWNER_VOUCHER:
    return campaign_party(ctx, id);
  case OWNER_FUNDER:
    return funder_party(ctx, id);
  case OWNER_NEIGHBOUR:
    return neighbour_party(ctx, id);
  case OWNER_ISSUER:
  case OWNER_PAYMENT:
    return nameless(ctx, id);
  }
  return nameless(ctx, id);
}
