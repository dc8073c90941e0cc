/* What a record of a file means: a shop's facts, or a named reason why it is none; and what was
 * mended or left out on the way. Pure. */
#ifndef DOMAIN_IMPORT_IMPORT_PLACE_H
#define DOMAIN_IMPORT_IMPORT_PLACE_H

#include "domain/import/import_columns.h"
#include "domain/import/import_reader.h"
#include "domain/shop/commune.h"

/* Name and sentence of everything a report may say of a place. Kept by number: add at the end. */
#define IMPORT_REASONS(X)                                                                          \
  X(FINE, import_fine)                                                                             \
  X(NO_NAME, import_no_name)                                                                       \
  X(NO_TRADE, import_no_trade)                                                                     \
  X(TRADE_UNKNOWN, import_trade_unknown)                                                           \
  X(NO_TOWN, import_no_town)                                                                       \
  X(TOWN_UNKNOWN, import_town_unknown)                                                             \
  X(OUTSIDE, import_outside)                                                                       \
  X(TWICE, import_twice)                                                                           \
  X(CLOSED, import_closed)                                                                         \
  X(TOO_WIDE, import_too_wide)                                                                     \
  X(PHONE, import_bad_phone)                                                                       \
  X(WEBSITE, import_bad_website)                                                                   \
  X(SIRET, import_bad_siret)                                                                       \
  X(POSITION, import_bad_position)                                                                 \
  X(SWAPPED, import_swapped)                                                                       \
  X(NO_PLACE, import_no_place)                                                                     \
  X(CUT, import_cut)                                                                               \
  X(NEAREST, import_nearest)                                                                       \
  X(TOWN_CHANGED, import_town_changed)                                                             \
  X(JOINED, import_joined)                                                                         \
  X(MISSING, import_missing)                                                                       \
  X(REGISTER_CLOSED, import_register_closed)                                                       \
  X(HOURS, import_bad_hours)

enum import_reason {
#define X(name, message) IMPORT_##name,
  IMPORT_REASONS(X)
#undef X
      IMPORT_REASON_COUNT
};

enum message import_reason_message(enum import_reason reason);

enum { IMPORT_WARNINGS_MAX = 6 };

struct import_warning {
  enum import_reason reason;
  struct str detail; /* the value that was not understood */
};

struct import_place {
  size_t number, line;
  uint64_t at;
  struct shop_facts facts;
  unsigned gave; /* SHOP_FIELD bits of what it says */
  enum import_reason refusal;
  struct str detail;
  struct import_warning warnings[IMPORT_WARNINGS_MAX];
  size_t warning_count;
};

struct import_judge { /* what holds for every place of a file */
  enum import_format format;
  struct import_mapping mapping; /* of columns */
  struct str source, licence, country;
  struct day on;
  const struct communes *communes;
};

/* The place in `arena`. */
void import_place_read(struct arena *arena, const struct import_judge *judge,
                       const struct import_record *record, struct import_place *place);

/* Import_trade.c: a trade's key for OpenStreetMap's value, its name in one of our languages, or a
 * NAF code; "" if it is none of ours. */
struct str import_trade(struct arena *arena, struct str text);
/* For "47.24Z" or "4724Z". */
struct str import_trade_of_naf(struct str code);

/* Import_services.c: the words of SHOP_SERVICES that its tags or columns say. */
struct str import_services(struct arena *arena, const struct import_judge *judge,
                           const struct import_record *record);
/* Import_hours.c: are there none, or can they be read? */
bool import_hours_fine(struct arena *arena, struct str value);

/* Import_mend.c: what people type, in one form. False: it cannot be that. */
/* "+33 5 57 10 72 11" for "05.57.10.72.11", "0033557107211", "+33 (0)5 57 10 72 11". */
bool import_phone(struct arena *arena, struct str text, struct str country, struct str *phone);
/* With its scheme; one host name with a dot at least. */
bool import_website(struct arena *arena, struct str text, struct str *website);
/* "44,83" and "44.83". */
bool import_number(struct arena *arena, struct str text, double *number);

#endif
