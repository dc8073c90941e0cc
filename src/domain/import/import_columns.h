/* Which column of a CSV file says what: guessed from the header, corrected by a person, remembered
 * with the source by the columns' names, so that their order may change. */
#ifndef DOMAIN_IMPORT_IMPORT_COLUMNS_H
#define DOMAIN_IMPORT_IMPORT_COLUMNS_H

#include "base/csv.h"
#include "base/message.h"

#define IMPORT_COLUMNS(X)                                                                          \
  X(name, import_column_name)                                                                      \
  X(trade, import_column_trade)                                                                    \
  X(source_id, import_column_source_id)                                                            \
  X(address, import_column_address)                                                                \
  X(housenumber, import_column_housenumber)                                                        \
  X(street, import_column_street)                                                                  \
  X(postcode, import_column_postcode)                                                              \
  X(town, import_column_town)                                                                      \
  X(town_code, import_column_town_code)                                                            \
  X(lon, import_column_lon)                                                                        \
  X(lat, import_column_lat)                                                                        \
  X(position, import_column_position)                                                              \
  X(phone, import_column_phone)                                                                    \
  X(website, import_column_website)                                                                \
  X(opening_hours, import_column_opening_hours)                                                    \
  X(siret, import_column_siret)                                                                    \
  X(description, import_column_description)                                                        \
  X(takeaway, import_column_takeaway)                                                              \
  X(delivery, import_column_delivery)                                                              \
  X(wheelchair, import_column_wheelchair)                                                          \
  X(payment, import_column_payment)

enum import_column {
#define X(name, message) IMPORT_COLUMN_##name,
  IMPORT_COLUMNS(X)
#undef X
      IMPORT_COLUMN_COUNT
};

struct import_mapping {
  struct str header[IMPORT_COLUMN_COUNT]; /* the name of the column, or "" */
};

struct str import_column_word(enum import_column column);
enum message import_column_message(enum import_column column);
/* From the names of columns in French, German and English, as portals and chambers write them. */
struct import_mapping import_mapping_guess(struct arena *arena, const struct csv_row *header);
/* Lines of word, tab, name of the column. */
struct str import_mapping_text(struct arena *arena, const struct import_mapping *mapping);
struct import_mapping import_mapping_from(struct str text);
/* Columns that this header does not have are left out. */
void import_mapping_limit(struct import_mapping *mapping, const struct csv_row *header);

#endif
