/* A territory is the tenant: the area and the public body that runs the scheme, with its host
 * names, currency, time zone and languages. This room knows nothing of what happens in one.
 *
 * Words: the installation is the whole program with its database; it has one master key and is
 * either a demonstration or real.
 *
 * Invariants
 * 1. A host name belongs to at most one territory; an unknown host belongs to none.
 * 2. A slug is lower-case letters, digits and inner hyphens: it stands in a host name.
 * 3. There is at most one default territory; localhost and bare addresses show it. */
#ifndef DOMAIN_TERRITORY_TERRITORY_H
#define DOMAIN_TERRITORY_TERRITORY_H

#include "base/ctx.h"
#include "base/message.h"

struct territory {
  struct territory_id id;
  struct str slug, name;
  enum currency currency;
  const struct zone *zone;
  struct str country; /* FR, CH, MC */
  struct str region;  /* whose holidays it keeps: "33", "VD", or "" */
  bool has_language[LANGUAGE_COUNT];
  enum language language; /* the first of its languages */
  struct str accent;      /* "#7a1f3d" */
  struct str contact_email;
  struct str debtor_name, debtor_iban, debtor_bic; /* who pays the merchants, for the bank */
  bool is_default;
};

struct territories {
  struct territory *items;
  size_t count;
};

/* Name, HTTP status, message key, in order of precedence. */
#define TERRITORY_RESULTS(X)                                                                       \
  X(OK, 200, territory_created)                                                                    \
  X(BAD_SLUG, 422, territory_bad_slug)                                                             \
  X(BAD_ZONE, 422, territory_bad_zone)                                                             \
  X(BAD_LANGUAGES, 422, territory_bad_languages)                                                   \
  X(BAD_ACCENT, 422, territory_bad_accent)                                                         \
  X(SLUG_TAKEN, 409, territory_slug_taken)                                                         \
  X(HOST_TAKEN, 409, territory_host_taken)                                                         \
  X(HOST_UNKNOWN, 404, territory_host_unknown)

enum territory_result {
#define X(name, status, message) TERRITORY_##name,
  TERRITORY_RESULTS(X)
#undef X
};

struct territory_terms { /* what a new territory says of itself */
  struct str slug, name;
  enum currency currency;
  struct str zone; /* IANA name */
  struct str country;
  struct str region;    /* French department, Swiss canton, or "" */
  struct str languages; /* "fr,de": the first is the default */
  struct str accent;    /* "#rrggbb" */
  struct str contact_email;
  struct str debtor_name, debtor_iban, debtor_bic;
  bool is_default;
};

struct installation {
  unsigned char master_key[32];
  bool demonstration;
  struct instant created_at;
};

/* The installation's row; false before the first start. */
bool installation_find(struct ctx *ctx, struct installation *installation);
/* Makes the row with a new master key. Inside db_write. */
void installation_create(struct ctx *ctx, bool demonstration);

/* Inside db_write. A new default takes the place of the old one. */
enum territory_result territory_create(struct ctx *ctx, const struct territory_terms *terms,
                                       struct territory_id *id);
/* What it says of itself now; what was never said is "". */
void territory_terms(struct ctx *ctx, struct territory_id id, struct territory_terms *terms);
/* Its slug, currency, country and zone stay: links, accounts and days hang on them. Inside
 * db_write. */
enum territory_result territory_change(struct ctx *ctx, struct territory_id id,
                                       const struct territory_terms *terms);
/* Gives the territory another host name ("bons.example.org", without port); the first is the one
 * for links in mails until another is chosen. Inside db_write. */
enum territory_result territory_add_host(struct ctx *ctx, struct territory_id id, struct str host);
/* Takes one from ctx's territory. Inside db_write. */
enum territory_result territory_drop_host(struct ctx *ctx, struct str host);

/* Of its host names, the one for links in mails and on papers. Of ctx's territory; inside db_write.
 */
enum territory_result territory_choose_host(struct ctx *ctx, struct str host);

bool territory_find(struct ctx *ctx, struct territory_id id, struct territory *territory);
/* By an exact host name, by <slug>.localhost, or the default for localhost and addresses. */
bool territory_find_by_host(struct ctx *ctx, struct str host, struct territory *territory);
bool territory_find_by_slug(struct ctx *ctx, struct str slug, struct territory *territory);
/* Its host name for links in mails: the one that was chosen, else the first in the alphabet;
 * without one of its own, <slug>.localhost. */
struct str territory_host(struct ctx *ctx, const struct territory *territory);
/* All of them, by name. */
struct territories territory_list(struct ctx *ctx);
/* Sets ctx->territory, currency, zone and language: what the server does for a request, for
 * commands, jobs and tests. */
void territory_enter(struct ctx *ctx, const struct territory *territory);

int territory_status(enum territory_result result);
enum message territory_message(enum territory_result result);

#endif
