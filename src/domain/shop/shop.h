/* Merchants (who is paid) and their shops (where one goes): their facts and where these come
 * from. Searching them is domain/search; what they sell is elsewhere.
 *
 * Invariants
 * 1. A slug names one shop of a territory, for ever.
 * 2. A source names a shop once: an import that runs again changes rows, it adds none.
 * 3. sort_key is unique in the territory and gives the order of every list: first what helps a
 *    reader decide (an address, opening hours, a way to call), chains last, then by name.
 * 4. One merchant per SIREN; where none is known, one per shop.
 * 5. What came from elsewhere keeps its source, its date and its licence. */
#ifndef DOMAIN_SHOP_SHOP_H
#define DOMAIN_SHOP_SHOP_H

#include "base/buf.h"
#include "base/ctx.h"
#include "base/message.h"

struct shop_id {
  int64_t value;
};

struct merchant_id {
  int64_t value;
};

struct town_id {
  int64_t value;
};

struct shop {
  struct shop_id id;
  struct merchant_id merchant_id;
  struct str slug, name;
  struct str trade; /* key, domain/shop/trade.h */
  struct town_id town_id;
  struct str town; /* name */
  struct str street, postcode;
  bool has_position;
  double latitude, longitude;
  struct str phone, website;
  struct str opening_hours; /* OpenStreetMap's language, as found */
  struct str siret;
  bool siret_valid;
  struct str description;
  struct str services; /* words: takeaway delivery wheelchair outdoor ... */
  bool made_up;        /* an example, not a real shop */
  bool takes_vouchers; /* its merchant takes part in voucher campaigns */
  struct str source, source_id, licence;
  struct day source_on;
  struct instant updated_at;
  bool gone; /* closed for good: its page stays, it is in no list (domain/shop/shop_edit.h) */
  bool has_closed_at, has_confirmed_at;
  struct instant closed_at, confirmed_at; /* confirmed by its keeper */
  struct str photo, photo_text;           /* digest of its photo, or ""; what is on it */
};

struct shops {
  struct shop *items;
  size_t count;
};

struct merchant {
  struct merchant_id id;
  struct str name, siren, email, iban, account_holder;
};

struct town {
  struct town_id id;
  struct str slug, name;
  int64_t shops; /* in shop_summary() */
};

/* What an import or a shopkeeper says of a shop. Empty texts where unknown. */
struct shop_facts {
  struct str name, trade;
  struct str town, town_code; /* the town is made if the territory has none of that name */
  struct str street, postcode;
  bool has_position;
  double latitude, longitude;
  struct str phone, website, opening_hours, siret, siren, description, services;
  bool chain, made_up;
  bool unindexed; /* one of thousands: shop_index_gather() follows (shop_index.h) */
  struct str source, source_id, licence;
  struct day source_on;
};

/* The facts of a shop that a person may write by hand: `shop.edited_fields` holds the words of
 * those that the shop or an agent did, with spaces between, and no import touches them any more.
 * An address is street, postcode and town. */
#define SHOP_FIELDS(X)                                                                             \
  X(NAME, name)                                                                                    \
  X(TRADE, trade)                                                                                  \
  X(ADDRESS, address)                                                                              \
  X(POSITION, position)                                                                            \
  X(PHONE, phone)                                                                                  \
  X(WEBSITE, website)                                                                              \
  X(HOURS, hours)                                                                                  \
  X(SIRET, siret)                                                                                  \
  X(DESCRIPTION, description)                                                                      \
  X(SERVICES, services)

enum shop_field {
#define X(name, word) SHOP_FIELD_##name,
  SHOP_FIELDS(X)
#undef X
      SHOP_FIELD_COUNT
};
#define SHOP_FIELD_BIT(field) (1u << SHOP_FIELD_##field)

struct str shop_field_word(enum shop_field field);
/* Bits of the fields named in "hours phone"; unknown words are passed over. */
unsigned shop_fields_from(struct str words);
struct str shop_fields_text(struct arena *arena, unsigned fields);

#define SHOP_RESULTS(X)                                                                            \
  X(OK, 200, shop_kept)                                                                            \
  X(NO_NAME, 422, shop_no_name)                                                                    \
  X(NO_TRADE, 422, shop_no_trade)                                                                  \
  X(NO_TOWN, 422, shop_no_town)                                                                    \
  X(NO_SOURCE, 422, shop_no_source)

enum shop_result {
#define X(name, status, message) SHOP_##name,
  SHOP_RESULTS(X)
#undef X
};

int shop_result_status(enum shop_result result);
enum message shop_result_message(enum shop_result result);

/* Adds the shop or, if its source is known already, brings it up to date. Inside db_write. */
enum shop_result shop_keep(struct ctx *ctx, const struct shop_facts *facts, struct shop_id *id,
                           bool *added);
/* The merchant's word: take part in voucher campaigns or not. Inside db_write. */
void shop_take_vouchers(struct ctx *ctx, struct shop_id id, bool takes);
/* Every shop of the territory at once (demonstrations, archives). Inside db_write. */
void shop_take_vouchers_all(struct ctx *ctx, bool takes);
bool shop_find(struct ctx *ctx, struct shop_id id, struct shop *shop);
bool shop_find_by_slug(struct ctx *ctx, struct str slug, struct shop *shop);
/* The shops of a merchant, those closed for good last, else oldest first, at most 200. */
struct shops shop_list_by_merchant(struct ctx *ctx, struct merchant_id merchant);

bool merchant_find(struct ctx *ctx, struct merchant_id id, struct merchant *merchant);
/* Where the money goes; the IBAN has been checked. Inside db_write. */
void merchant_set_account(struct ctx *ctx, struct merchant_id id, struct str email, struct str iban,
                          struct str account_holder);

/* Without the number of its shops: that is in shop_summary.h. */
bool town_find_by_slug(struct ctx *ctx, struct str slug, struct town *town);

#endif
