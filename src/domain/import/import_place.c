#include "domain/import/import_place.h"

#include <math.h>

#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/siret.h"
#include "domain/shop/trade.h"

enum { TEXT_MAX = 200, LONG_TEXT_MAX = 1000, ID_MAX = 100 };

static const enum message messages[IMPORT_REASON_COUNT] = {
#define X(name, message) [IMPORT_##name] = MSG_##message,
    IMPORT_REASONS(X)
#undef X
};

enum message import_reason_message(enum import_reason reason) {
  return messages[reason];
}

struct reading {
  struct arena *arena;
  const struct import_judge *judge;
  const struct import_record *record;
  struct import_place *place;
};

static void warn(struct reading *reading, enum import_reason reason, struct str detail) {
  struct import_place *place = reading->place;
  if (place->warning_count == IMPORT_WARNINGS_MAX) return;
  if (detail.len > TEXT_MAX) detail.len = str_utf8_prefix(str_take(detail, TEXT_MAX));
  place->warnings[place->warning_count++] = (struct import_warning){reason, detail};
}

static void refuse(struct reading *reading, enum import_reason reason, struct str detail) {
  struct import_place *place = reading->place;
  if (place->refusal != IMPORT_FINE) return; /* the first one counts */
  place->refusal = reason;
  if (detail.len > TEXT_MAX) detail.len = str_utf8_prefix(str_take(detail, TEXT_MAX));
  place->detail = detail;
}

/* One line without control characters, of at most so many bytes, never half a letter. */
static struct str clean(struct reading *reading, struct str text, size_t most) {
  bool plain = true;
  for (size_t i = 0; i < text.len && plain; i++)
    plain = (unsigned char)text.ptr[i] >= ' ';
  if (!plain) {
    struct buf spaced = buf_in(reading->arena);
    for (size_t i = 0; i < text.len; i++)
      buf_add_char(&spaced, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    text = buf_str(&spaced);
  }
  text = str_trim(text);
  if (text.len <= most) return text;
  warn(reading, IMPORT_CUT, str_take(text, str_utf8_prefix(str_take(text, 60))));
  return str_trim(str_take(text, str_utf8_prefix(str_take(text, most))));
}

static struct str first_of(struct str text) {
  struct str rest;
  return str_trim(str_cut(text, ';', &rest));
}

/* OpenStreetMap's tags. */

static struct str tag(const struct reading *reading, struct str name, struct str other) {
  struct str text = str_trim(import_tag(reading->record, name));
  return text.len > 0 || other.len == 0 ? text : str_trim(import_tag(reading->record, other));
}

/* The first tag of a place, in this order, whose value is a trade of our list. A place with two
 * (a bar that is a bakery in the morning) is what most people come for. *said is what it is
 * otherwise. */
static struct str osm_trade(const struct reading *reading, struct str *said) {
  static const struct str keys[] = {S("amenity"), S("shop"),    S("craft"),     S("tourism"),
                                    S("office"),  S("leisure"), S("healthcare")};
  *said = S("");
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    struct str value = first_of(import_tag(reading->record, keys[i]));
    const struct trade *trade = trade_find(value);
    if (trade) return trade->key;
    if (said->len == 0 && value.len > 0)
      *said = str_format(reading->arena, "%.*s=%.*s", STR_ARG(keys[i]), STR_ARG(value));
  }
  return S("");
}

static struct str joined(struct arena *arena, struct str number, struct str street) {
  if (number.len == 0 || street.len == 0) return street;
  return str_format(arena, "%.*s %.*s", STR_ARG(number), STR_ARG(street));
}

static void read_osm(struct reading *reading, struct shop_facts *facts, struct str *phone,
                     struct str *website) {
  struct str said;
  facts->name = first_of(tag(reading, S("name"), S("brand")));
  facts->trade = osm_trade(reading, &said);
  if (facts->name.len == 0) refuse(reading, IMPORT_NO_NAME, said);
  if (facts->trade.len == 0)
    refuse(reading, said.len > 0 ? IMPORT_TRADE_UNKNOWN : IMPORT_NO_TRADE, said);
  facts->town = tag(reading, S("addr:city"), S("contact:city"));
  facts->street =
      joined(reading->arena, tag(reading, S("addr:housenumber"), S("contact:housenumber")),
             tag(reading, S("addr:street"), S("contact:street")));
  if (facts->street.len == 0) facts->street = tag(reading, S("addr:place"), S(""));
  facts->postcode = tag(reading, S("addr:postcode"), S("contact:postcode"));
  facts->opening_hours = tag(reading, S("opening_hours"), S(""));
  facts->siret = tag(reading, S("ref:FR:SIRET"), S(""));
  facts->siren = tag(reading, S("ref:FR:SIREN"), S(""));
  facts->description = tag(reading, S("description:fr"), S("description"));
  facts->chain = import_tag(reading->record, S("brand")).len > 0;
  facts->source_id = reading->record->id;
  *phone = tag(reading, S("phone"), S("contact:phone"));
  *website = tag(reading, S("website"), S("contact:website"));
  if (website->len == 0) *website = tag(reading, S("url"), S(""));
}

/* Columns. */

static struct str cell(const struct reading *reading, enum import_column column) {
  struct str header = reading->judge->mapping.header[column];
  return header.len > 0 ? import_tag(reading->record, header) : S("");
}

static bool is_postcode(struct str word) {
  for (size_t i = 0; i < word.len; i++)
    if (word.ptr[i] < '0' || word.ptr[i] > '9') return false;
  return word.len == 5 || word.len == 4;
}

/* "12 rue des Lilas, 33000 Bordeaux": the last number that can be a postcode parts it. */
static void split_address(struct shop_facts *facts, struct str address) {
  struct str rest = address, street = address;
  while (rest.len > 0) {
    struct str after, word = str_cut(rest, ' ', &after);
    struct str bare = str_ends(word, S(",")) ? str_take(word, word.len - 1) : word;
    if (is_postcode(bare) && after.len > 0 && word.ptr > address.ptr) {
      street = str_slice(address.ptr, (size_t)(word.ptr - address.ptr));
      if (facts->postcode.len == 0) facts->postcode = bare;
      if (facts->town.len == 0) facts->town = str_trim(after);
    }
    rest = after;
  }
  street = str_trim(street);
  while (str_ends(street, S(",")) || str_ends(street, S("-")))
    street = str_trim(str_take(street, street.len - 1));
  facts->street = street;
}

/* A row without a number of its own: the same shop in the next file is the one of that name, in
 * that street. */
static struct str made_id(struct arena *arena, const struct shop_facts *facts) {
  if (facts->siret.len > 0) return str_format(arena, "siret/%.*s", STR_ARG(facts->siret));
  struct str name = text_slug(arena, facts->name), street = text_slug(arena, facts->street);
  return str_format(arena, "%.*s/%.*s/%.*s", STR_ARG(name), STR_ARG(street),
                    STR_ARG(facts->postcode.len > 0 ? facts->postcode : facts->town));
}

static void set_position(struct import_record *record, double longitude, double latitude) {
  record->has_position = true;
  record->longitude = longitude;
  record->latitude = latitude;
}

/* Two columns, or one with "44.83, -0.57", latitude first. */
static void read_position(struct reading *reading, struct import_record *record) {
  double x, y;
  struct str longitude = cell(reading, IMPORT_COLUMN_lon),
             latitude = cell(reading, IMPORT_COLUMN_lat);
  if (longitude.len == 0 && latitude.len == 0) {
    struct str both = cell(reading, IMPORT_COLUMN_position);
    latitude = str_cut(both, str_find(both, S(";")) >= 0 ? ';' : ',', &longitude);
    if (both.len == 0) return;
  }
  if (import_number(reading->arena, longitude, &x) && import_number(reading->arena, latitude, &y))
    set_position(record, x, y);
  else
    warn(reading, IMPORT_POSITION,
         str_format(reading->arena, "%.*s %.*s", STR_ARG(longitude), STR_ARG(latitude)));
}

static void read_columns(struct reading *reading, struct shop_facts *facts,
                         struct import_record *record, struct str *phone, struct str *website) {
  struct str said = cell(reading, IMPORT_COLUMN_trade);
  struct str address = cell(reading, IMPORT_COLUMN_address);
  facts->name = cell(reading, IMPORT_COLUMN_name);
  facts->trade = import_trade(reading->arena, said);
  if (reading->record->too_wide) refuse(reading, IMPORT_TOO_WIDE, S(""));
  if (facts->name.len == 0) refuse(reading, IMPORT_NO_NAME, S(""));
  if (facts->trade.len == 0)
    refuse(reading, said.len > 0 ? IMPORT_TRADE_UNKNOWN : IMPORT_NO_TRADE, said);
  facts->town = cell(reading, IMPORT_COLUMN_town);
  facts->town_code = cell(reading, IMPORT_COLUMN_town_code);
  facts->postcode = cell(reading, IMPORT_COLUMN_postcode);
  facts->street = joined(reading->arena, cell(reading, IMPORT_COLUMN_housenumber),
                         cell(reading, IMPORT_COLUMN_street));
  if (address.len > 0 && facts->street.len == 0) split_address(facts, address);
  facts->opening_hours = cell(reading, IMPORT_COLUMN_opening_hours);
  facts->siret = cell(reading, IMPORT_COLUMN_siret);
  facts->description = cell(reading, IMPORT_COLUMN_description);
  facts->made_up = str_ends(facts->name, S("(exemple)"));
  facts->source_id = cell(reading, IMPORT_COLUMN_source_id);
  read_position(reading, record);
  *phone = cell(reading, IMPORT_COLUMN_phone);
  *website = cell(reading, IMPORT_COLUMN_website);
}

/* The register's own columns (Insee, "StockEtablissement", dessin du fichier). "[ND]" is what may
 * not be published. */

static struct str sirene(const struct reading *reading, const char *name) {
  struct str text = str_trim(import_tag(reading->record, str_from(name)));
  return str_equal(text, S("[ND]")) ? S("") : text;
}

static void read_sirene(struct reading *reading, struct shop_facts *facts,
                        struct import_record *record) {
  double x, y;
  struct str naf = sirene(reading, "activitePrincipaleEtablissement");
  static const char *const names[] = {"enseigne1Etablissement", "denominationUsuelleEtablissement",
                                      "denominationUniteLegale", "nomUniteLegale"};
  for (size_t i = 0; i < sizeof names / sizeof *names && facts->name.len == 0; i++)
    facts->name = sirene(reading, names[i]);
  facts->siret = facts->source_id = sirene(reading, "siret");
  facts->siren = sirene(reading, "siren");
  facts->trade = import_trade_of_naf(naf);
  if (str_equal(sirene(reading, "etatAdministratifEtablissement"), S("F")))
    refuse(reading, IMPORT_CLOSED, sirene(reading, "dateDebut"));
  if (facts->trade.len == 0) refuse(reading, IMPORT_TRADE_UNKNOWN, naf);
  if (facts->name.len == 0) refuse(reading, IMPORT_NO_NAME, facts->siret);
  struct str street = str_trim(str_format(reading->arena, "%.*s %.*s",
                                          STR_ARG(sirene(reading, "typeVoieEtablissement")),
                                          STR_ARG(sirene(reading, "libelleVoieEtablissement"))));
  struct str number = str_trim(
      str_format(reading->arena, "%.*s %.*s", STR_ARG(sirene(reading, "numeroVoieEtablissement")),
                 STR_ARG(sirene(reading, "indiceRepetitionEtablissement"))));
  facts->street = joined(reading->arena, number, street);
  facts->postcode = sirene(reading, "codePostalEtablissement");
  facts->town = sirene(reading, "libelleCommuneEtablissement");
  facts->town_code = sirene(reading, "codeCommuneEtablissement");
  if (import_number(reading->arena, sirene(reading, "longitude"), &x) &&
      import_number(reading->arena, sirene(reading, "latitude"), &y))
    set_position(record, x, y);
}

/* What all have in common. */

static void take_position(struct reading *reading, struct shop_facts *facts,
                          const struct import_record *record) {
  double x = record->longitude, y = record->latitude;
  if (!record->has_position) return;
  struct str both = str_format(reading->arena, "%.7g, %.7g", y, x);
  if (fabs(y) > 90 && fabs(x) <= 90) {
    warn(reading, IMPORT_SWAPPED, both);
    x = record->latitude;
    y = record->longitude;
  }
  bool null_island = fabs(x) < 1e-6 && fabs(y) < 1e-6;
  facts->has_position =
      isfinite(x) && isfinite(y) && fabs(x) <= 180 && fabs(y) <= 90 && !null_island;
  facts->longitude = x;
  facts->latitude = y;
  if (!facts->has_position) warn(reading, IMPORT_POSITION, both);
}

static struct str digits_only(struct arena *arena, struct str text) {
  struct buf digits = buf_in(arena);
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] >= '0' && text.ptr[i] <= '9') buf_add_char(&digits, text.ptr[i]);
  return buf_str(&digits);
}

/* A number that fails its check stays for a person to look at, but says nothing to the program. */
static void take_siret(struct reading *reading, struct shop_facts *facts) {
  struct str said = first_of(facts->siret);
  facts->siret = said;
  if (said.len == 0) return;
  facts->siret = digits_only(reading->arena, said);
  if (!siret_valid(facts->siret)) warn(reading, IMPORT_SIRET, said);
  if (facts->siret.len > 14) facts->siret = S("");
}

static void take_contact(struct reading *reading, struct shop_facts *facts, struct str phone,
                         struct str website) {
  struct arena *arena = reading->arena;
  if (phone.len > 0 && !import_phone(arena, phone, reading->judge->country, &facts->phone)) {
    warn(reading, IMPORT_PHONE, phone);
    facts->phone = S("");
  }
  if (website.len > 0 && !import_website(arena, website, &facts->website)) {
    warn(reading, IMPORT_WEBSITE, website);
    facts->website = S("");
  }
}

static void take_town(struct reading *reading, struct shop_facts *facts) {
  enum commune_match match;
  const struct commune *commune =
      commune_of(reading->arena, reading->judge->communes, facts, &match);
  struct str said = facts->town.len > 0 ? facts->town : facts->postcode;
  if (match == COMMUNE_UNSAID) refuse(reading, IMPORT_NO_TOWN, S(""));
  if (match == COMMUNE_UNKNOWN) refuse(reading, IMPORT_TOWN_UNKNOWN, said);
  if (match == COMMUNE_OUTSIDE) refuse(reading, IMPORT_OUTSIDE, said);
  if (!commune) return;
  bool renamed = facts->town.len > 0 && match != COMMUNE_NAMED;
  if (renamed)
    warn(reading, IMPORT_TOWN_CHANGED, facts->town);
  else if (match == COMMUNE_NEAREST)
    warn(reading, IMPORT_NEAREST, commune->name);
  facts->town = commune->name;
  facts->town_code = commune->code;
  if (facts->postcode.len == 0 && str_find(commune->postcodes, S("|")) < 0)
    facts->postcode = commune->postcodes;
}

/* Opening hours stay as they came, readable or not: the page shows the words, and a later reader
 * may understand more. */
static void take_hours(struct reading *reading, const struct shop_facts *facts) {
  if (!import_hours_fine(reading->arena, facts->opening_hours))
    warn(reading, IMPORT_HOURS, facts->opening_hours);
}

static unsigned given(const struct shop_facts *facts) {
  unsigned fields = SHOP_FIELD_BIT(NAME) | SHOP_FIELD_BIT(TRADE) | SHOP_FIELD_BIT(ADDRESS);
  if (facts->has_position) fields |= SHOP_FIELD_BIT(POSITION);
  if (facts->phone.len > 0) fields |= SHOP_FIELD_BIT(PHONE);
  if (facts->website.len > 0) fields |= SHOP_FIELD_BIT(WEBSITE);
  if (facts->opening_hours.len > 0) fields |= SHOP_FIELD_BIT(HOURS);
  if (facts->siret.len > 0) fields |= SHOP_FIELD_BIT(SIRET);
  if (facts->description.len > 0) fields |= SHOP_FIELD_BIT(DESCRIPTION);
  if (facts->services.len > 0) fields |= SHOP_FIELD_BIT(SERVICES);
  return fields;
}

static void clean_texts(struct reading *reading, struct shop_facts *facts) {
  facts->name = clean(reading, facts->name, TEXT_MAX);
  facts->street = clean(reading, facts->street, TEXT_MAX);
  facts->town = clean(reading, facts->town, ID_MAX);
  facts->postcode = clean(reading, facts->postcode, 12);
  facts->opening_hours = clean(reading, facts->opening_hours, LONG_TEXT_MAX);
  facts->description = clean(reading, facts->description, LONG_TEXT_MAX);
  facts->source_id = clean(reading, facts->source_id, ID_MAX);
}

void import_place_read(struct arena *arena, const struct import_judge *judge,
                       const struct import_record *record, struct import_place *place) {
  struct reading reading = {arena, judge, record, place};
  struct import_record position = *record;
  struct str phone = S(""), website = S("");
  bool columns = judge->format == IMPORT_FORMAT_CSV,
       sirene_file = judge->format == IMPORT_FORMAT_SIRENE;
  *place = (struct import_place){.number = record->number, .line = record->line, .at = record->at};
  struct shop_facts *facts = &place->facts;
  if (columns)
    read_columns(&reading, facts, &position, &phone, &website);
  else if (sirene_file)
    read_sirene(&reading, facts, &position);
  else
    read_osm(&reading, facts, &phone, &website);
  if (!sirene_file) facts->services = import_services(arena, judge, record);
  clean_texts(&reading, facts);
  if (facts->name.len == 0) refuse(&reading, IMPORT_NO_NAME, S("")); /* nothing was left of it */
  take_hours(&reading, facts);
  take_siret(&reading, facts);
  take_position(&reading, facts, &position);
  take_contact(&reading, facts, phone, website);
  if (facts->source_id.len == 0) facts->source_id = made_id(arena, facts);
  take_town(&reading, facts);
  if (!facts->has_position && facts->street.len == 0) warn(&reading, IMPORT_NO_PLACE, facts->town);
  facts->source = judge->source;
  facts->source_on = judge->on;
  facts->licence = judge->licence;
  place->gave = given(facts);
}
