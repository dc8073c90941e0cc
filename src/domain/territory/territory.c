#include "domain/territory/territory.h"

#include <string.h>

#include "base/crypto.h"
#include "base/fault.h"
#include "territory_sql.h"

static bool slug_ok(struct str slug) {
  if (slug.len == 0 || slug.len > 60) return false;
  for (size_t i = 0; i < slug.len; i++) {
    char c = slug.ptr[i];
    bool edge = i == 0 || i + 1 == slug.len;
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && !edge))) return false;
  }
  return true;
}

static bool accent_ok(struct str accent) {
  unsigned char rgb[3];
  return accent.len == 7 && accent.ptr[0] == '#' && hex_bytes(str_skip(accent, 1), rgb, 3);
}

/* "fr,de" into a set and a default. */
static bool languages_read(struct str list, struct territory *territory) {
  struct str rest = list;
  bool first = true;
  while (rest.len > 0) {
    enum language language;
    if (!language_from_code(str_trim(str_cut(rest, ',', &rest)), &language)) return false;
    if (first) territory->language = language;
    territory->has_language[language] = true;
    first = false;
  }
  return !first;
}

bool installation_find(struct ctx *ctx, struct installation *installation) {
  struct installation_row_row row;
  if (!installation_row(ctx, &row)) return false;
  must(row.master_key.len == sizeof installation->master_key);
  memcpy(installation->master_key, row.master_key.ptr, sizeof installation->master_key);
  installation->demonstration = row.demonstration;
  installation->created_at = row.created_at;
  return true;
}

void installation_create(struct ctx *ctx, bool demonstration) {
  char key[32];
  random_bytes(ctx->random, key, sizeof key);
  installation_insert(ctx, str_slice(key, sizeof key), demonstration, ctx->now);
}

enum territory_result territory_create(struct ctx *ctx, const struct territory_terms *terms,
                                       struct territory_id *id) {
  struct territory read = {.is_default = terms->is_default};
  struct territory_id_by_slug_row taken;
  if (!slug_ok(terms->slug)) return TERRITORY_BAD_SLUG;
  if (!zone_find(terms->zone)) return TERRITORY_BAD_ZONE;
  if (!languages_read(terms->languages, &read)) return TERRITORY_BAD_LANGUAGES;
  if (!accent_ok(terms->accent)) return TERRITORY_BAD_ACCENT;
  if (territory_id_by_slug(ctx, terms->slug, &taken)) return TERRITORY_SLUG_TAKEN;

  *id = (struct territory_id){id_next(ctx->ids)};
  if (terms->is_default) territory_unset_default(ctx);
  territory_insert(ctx,
                   &(struct territory_insert_params){.id = *id,
                                                     .slug = terms->slug,
                                                     .name = terms->name,
                                                     .currency = currency_code(terms->currency),
                                                     .zone = terms->zone,
                                                     .country = terms->country,
                                                     .region = terms->region,
                                                     .languages = terms->languages,
                                                     .accent = terms->accent,
                                                     .contact_email = terms->contact_email,
                                                     .debtor_name = terms->debtor_name,
                                                     .debtor_iban = terms->debtor_iban,
                                                     .debtor_bic = terms->debtor_bic,
                                                     .is_default = terms->is_default,
                                                     .created_at = ctx->now});
  return TERRITORY_OK;
}

void territory_terms(struct ctx *ctx, struct territory_id id, struct territory_terms *terms) {
  struct territory_row_row row;
  must(territory_row(ctx, id, &row));
  *terms = (struct territory_terms){.slug = row.slug,
                                    .name = row.name,
                                    .zone = row.zone,
                                    .country = row.country,
                                    .region = row.region,
                                    .languages = row.languages,
                                    .accent = row.accent,
                                    .contact_email = row.contact_email,
                                    .debtor_name = row.debtor_name,
                                    .debtor_iban = row.debtor_iban,
                                    .debtor_bic = row.debtor_bic,
                                    .is_default = row.is_default};
  must(currency_from_code(row.currency, &terms->currency));
}

enum territory_result territory_change(struct ctx *ctx, struct territory_id id,
                                       const struct territory_terms *terms) {
  struct territory read;
  if (!languages_read(terms->languages, &read)) return TERRITORY_BAD_LANGUAGES;
  if (!accent_ok(terms->accent)) return TERRITORY_BAD_ACCENT;
  if (terms->is_default) territory_unset_default(ctx);
  territory_update(ctx, &(struct territory_update_params){.id = id,
                                                          .name = terms->name,
                                                          .region = terms->region,
                                                          .languages = terms->languages,
                                                          .accent = terms->accent,
                                                          .contact_email = terms->contact_email,
                                                          .debtor_name = terms->debtor_name,
                                                          .debtor_iban = terms->debtor_iban,
                                                          .debtor_bic = terms->debtor_bic,
                                                          .is_default = terms->is_default});
  return TERRITORY_OK;
}

enum territory_result territory_add_host(struct ctx *ctx, struct territory_id id, struct str host) {
  struct territory_id_by_host_row taken;
  if (territory_id_by_host(ctx, host, &taken)) return TERRITORY_HOST_TAKEN;
  territory_host_insert(ctx, host, id);
  return TERRITORY_OK;
}

enum territory_result territory_drop_host(struct ctx *ctx, struct str host) {
  return territory_host_delete(ctx, host) == 1 ? TERRITORY_OK : TERRITORY_HOST_UNKNOWN;
}

enum territory_result territory_choose_host(struct ctx *ctx, struct str host) {
  struct territory_id_by_host_row row;
  if (!territory_id_by_host(ctx, host, &row) || row.id.value != ctx->territory.value)
    return TERRITORY_HOST_UNKNOWN;
  territory_host_set_main(ctx, host);
  return TERRITORY_OK;
}

static bool find(struct ctx *ctx, struct territory_id id, struct territory *territory) {
  struct territory_row_row row;
  if (!territory_row(ctx, id, &row)) return false;
  *territory = (struct territory){.id = row.id,
                                  .slug = row.slug,
                                  .name = row.name,
                                  .zone = zone_find(row.zone),
                                  .country = row.country,
                                  .region = row.region,
                                  .accent = row.accent,
                                  .contact_email = row.contact_email,
                                  .debtor_name = row.debtor_name,
                                  .debtor_iban = row.debtor_iban,
                                  .debtor_bic = row.debtor_bic,
                                  .is_default = row.is_default};
  must(territory->zone != NULL);
  must(currency_from_code(row.currency, &territory->currency));
  must(languages_read(row.languages, territory));
  return true;
}

bool territory_find(struct ctx *ctx, struct territory_id id, struct territory *territory) {
  return find(ctx, id, territory);
}

bool territory_find_by_slug(struct ctx *ctx, struct str slug, struct territory *territory) {
  struct territory_id_by_slug_row row;
  return territory_id_by_slug(ctx, slug, &row) && find(ctx, row.id, territory);
}

/* A bare address, as a health check or a person on the same machine types it. */
static bool is_here(struct str host) {
  if (str_equal(host, S("localhost")) || host.len == 0) return true;
  for (size_t i = 0; i < host.len; i++) {
    char c = host.ptr[i];
    bool address = (c >= '0' && c <= '9') || c == '.' || c == ':' || c == '[' || c == ']';
    if (!address) return false;
  }
  return true;
}

bool territory_find_by_host(struct ctx *ctx, struct str host, struct territory *territory) {
  struct territory_id_by_host_row by_host;
  if (territory_id_by_host(ctx, host, &by_host)) return find(ctx, by_host.id, territory);
  if (str_ends(host, S(".localhost")))
    return territory_find_by_slug(ctx, str_take(host, host.len - S(".localhost").len), territory);
  struct territory_id_by_default_row by_default;
  return is_here(host) && territory_id_by_default(ctx, &by_default) &&
         find(ctx, by_default.id, territory);
}

struct str territory_host(struct ctx *ctx, const struct territory *territory) {
  struct territory_host_of_row row;
  if (territory_host_of(ctx, territory->id, &row)) return row.host;
  return str_format(ctx->arena, "%.*s.localhost", STR_ARG(territory->slug));
}

struct territories territory_list(struct ctx *ctx) {
  struct territory_ids_rows rows = territory_ids(ctx);
  struct territories list = {arena_array(ctx->arena, struct territory, rows.count), 0};
  for (size_t i = 0; i < rows.count; i++)
    if (find(ctx, rows.items[i].id, &list.items[list.count])) list.count++;
  return list;
}

void territory_enter(struct ctx *ctx, const struct territory *territory) {
  ctx->territory = territory->id;
  ctx->currency = territory->currency;
  ctx->zone = territory->zone;
  ctx->language = territory->language;
}

int territory_status(enum territory_result result) {
  static const int statuses[] = {
#define X(name, status, message) [TERRITORY_##name] = status,
      TERRITORY_RESULTS(X)
#undef X
  };
  return statuses[result];
}

enum message territory_message(enum territory_result result) {
  static const enum message messages[] = {
#define X(name, status, message) [TERRITORY_##name] = MSG_##message,
      TERRITORY_RESULTS(X)
#undef X
  };
  return messages[result];
}
