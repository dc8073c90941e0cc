#include "domain/import/import_columns.h"

#include "base/text.h"

static const struct str words[IMPORT_COLUMN_COUNT] = {
#define X(name, message) [IMPORT_COLUMN_##name] = S(#name),
    IMPORT_COLUMNS(X)
#undef X
};

static const enum message messages[IMPORT_COLUMN_COUNT] = {
#define X(name, message) [IMPORT_COLUMN_##name] = MSG_##message,
    IMPORT_COLUMNS(X)
#undef X
};

/* Folded names of columns, best first, between bars. */
static const struct str known[IMPORT_COLUMN_COUNT] = {
    [IMPORT_COLUMN_name] =
        S("|name|nom|enseigne|nom commerce|nom du commerce|nom enseigne|nom commercial|denomination"
          "|raison sociale|etablissement|nom etablissement|nom de l etablissement|commerce|libelle"
          "|title|titre|bezeichnung|geschaft|geschaftsname|firma|firmenname|shop|shop name|"),
    [IMPORT_COLUMN_trade] =
        S("|trade|type|categorie|category|activite|metier|type de commerce|type commerce"
          "|secteur d activite|code naf|naf|code ape|ape|shop|amenity|branche|kategorie|gewerbe"
          "|sous categorie|nature|"),
    [IMPORT_COLUMN_source_id] =
        S("|source id|id|identifiant|identifier|reference|ref|gid|objectid|osm id|recordid|uid"
          "|nummer|num|"),
    [IMPORT_COLUMN_address] = S("|adresse|address|adresse complete|full address|anschrift"
                                "|adresse postale|"),
    [IMPORT_COLUMN_housenumber] = S("|housenumber|numero|numero voie|num voie|n|no|hausnummer"
                                    "|numero de voie|house number|"),
    [IMPORT_COLUMN_street] =
        S("|street|rue|voie|n et rue|numero et rue|nom voie|libelle voie|adresse 1|adresse1|strasse"
          "|nom de la voie|adresse ligne 1|"),
    [IMPORT_COLUMN_postcode] = S("|postcode|code postal|cp|codepostal|zip|zip code|postal code|plz"
                                 "|postleitzahl|npa|code post|"),
    [IMPORT_COLUMN_town] = S("|town|ville|commune|city|localite|nom commune|libelle commune|ort"
                             "|stadt|gemeinde|"),
    [IMPORT_COLUMN_town_code] = S("|town code|code insee|insee|code commune|codecommune|"
                                  "code commune insee|bfs nr|"),
    [IMPORT_COLUMN_lon] = S("|lon|longitude|lng|long|x wgs84|lange|langengrad|x|"),
    [IMPORT_COLUMN_lat] = S("|lat|latitude|y wgs84|breite|breitengrad|y|"),
    [IMPORT_COLUMN_position] = S("|position|geo point 2d|geo point|geopoint|coordonnees|coordinates"
                                 "|coordonnees gps|gps|point geo|geolocalisation|koordinaten|"),
    [IMPORT_COLUMN_phone] = S("|phone|telephone|tel|numero de telephone|telefon|phone number"
                              "|telephone fixe|"),
    [IMPORT_COLUMN_website] = S("|website|site|site web|site internet|url|web|www|internet"
                                "|webseite|homepage|lien|"),
    [IMPORT_COLUMN_opening_hours] = S("|opening hours|horaires|heures d ouverture|hours"
                                      "|horaires d ouverture|offnungszeiten|"),
    [IMPORT_COLUMN_siret] = S("|siret|numero siret|n siret|num siret|no siret|"),
    [IMPORT_COLUMN_description] = S("|description|descriptif|presentation|commentaire"
                                    "|beschreibung|"),
    [IMPORT_COLUMN_takeaway] = S("|takeaway|a emporter|vente a emporter|click and collect"
                                 "|click collect|retrait|zum mitnehmen|"),
    [IMPORT_COLUMN_delivery] = S("|delivery|livraison|lieferung|lieferdienst|"),
    [IMPORT_COLUMN_wheelchair] = S("|wheelchair|accessibilite|accessible pmr|pmr|acces pmr"
                                   "|rollstuhl|barrierefrei|"),
    [IMPORT_COLUMN_payment] = S("|payment|moyens de paiement|moyen de paiement|paiement|paiements"
                                "|modes de paiement|zahlungsmittel|zahlung|payment methods|"),
};

struct str import_column_word(enum import_column column) {
  return words[column];
}

enum message import_column_message(enum import_column column) {
  return messages[column];
}

/* How well a column's name suits: 0 not at all, else the more the earlier it stands in the list. */
static size_t suits(struct arena *arena, enum import_column column, struct str name) {
  struct buf spaced = buf_in(arena);
  buf_add_char(&spaced, '|');
  for (size_t i = 0; i < name.len; i++)
    buf_add_char(&spaced, name.ptr[i] == '_' ? ' ' : name.ptr[i]);
  struct str folded = text_fold(arena, str_skip(buf_str(&spaced), 1));
  ptrdiff_t at = str_find(known[column], str_format(arena, "|%.*s|", STR_ARG(folded)));
  return at < 0 || folded.len == 0 ? 0 : 1000 - (size_t)at;
}

struct import_mapping import_mapping_guess(struct arena *arena, const struct csv_row *header) {
  struct import_mapping mapping = {0};
  for (int column = 0; column < IMPORT_COLUMN_COUNT; column++) {
    size_t best = 0;
    for (size_t i = 0; i < header->count; i++) {
      size_t fit = suits(arena, (enum import_column)column, header->cells[i]);
      if (fit > best) mapping.header[column] = header->cells[i];
      if (fit > best) best = fit;
    }
  }
  return mapping;
}

struct str import_mapping_text(struct arena *arena, const struct import_mapping *mapping) {
  struct buf text = buf_in(arena);
  for (int column = 0; column < IMPORT_COLUMN_COUNT; column++) {
    struct str name = mapping->header[column];
    if (name.len == 0 || str_find(name, S("\n")) >= 0) continue;
    buf_format(&text, "%.*s\t%.*s\n", STR_ARG(words[column]), STR_ARG(name));
  }
  return buf_str(&text);
}

struct import_mapping import_mapping_from(struct str text) {
  struct import_mapping mapping = {0};
  while (text.len > 0) {
    struct str name, line = str_cut(text, '\n', &text), word = str_cut(line, '\t', &name);
    for (int column = 0; column < IMPORT_COLUMN_COUNT; column++)
      if (str_equal(word, words[column])) mapping.header[column] = name;
  }
  return mapping;
}

void import_mapping_limit(struct import_mapping *mapping, const struct csv_row *header) {
  for (int column = 0; column < IMPORT_COLUMN_COUNT; column++) {
    bool there = false;
    for (size_t i = 0; i < header->count; i++)
      there = there || str_equal(header->cells[i], mapping->header[column]);
    if (!there) mapping->header[column] = S("");
  }
}
