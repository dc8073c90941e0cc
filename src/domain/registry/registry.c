#include "domain/registry/registry.h"

#include "base/json.h"
#include "base/text.h"
#include "domain/shop/siret.h"

/* Numbers. */

static struct str only_digits(struct arena *arena, struct str text) {
  struct buf digits = buf_in(arena);
  for (size_t i = 0; i < text.len; i++)
    if (text.ptr[i] >= '0' && text.ptr[i] <= '9') buf_add_char(&digits, text.ptr[i]);
  return buf_str(&digits);
}

/* Nothing but figures and what people put between them. */
static bool only_figures(struct arena *arena, struct str text, size_t digits) {
  size_t between = 0;
  for (size_t i = 0; i < text.len; i++)
    between += text.ptr[i] == ' ' || text.ptr[i] == '.' || text.ptr[i] == '-';
  return only_digits(arena, text).len == digits && text.len <= digits + 2 * between;
}

enum registry_number registry_number_read(struct arena *arena, struct str typed,
                                          struct str *plain) {
  struct str text = text_fold(arena, typed), digits = only_digits(arena, text);
  *plain = S("");
  if (str_starts(text, S("che")) && uid_valid(digits)) {
    *plain = str_format(arena, "CHE%.*s", STR_ARG(digits));
    return NUMBER_UID;
  }
  if (!only_figures(arena, text, 14) || !siret_valid(digits)) return NUMBER_WRONG;
  *plain = digits;
  return NUMBER_SIRET;
}

/* France. */

struct str registry_question(struct arena *arena, struct str siret) {
  return str_format(arena, "/search?q=%.*s&page=1&per_page=1", STR_ARG(siret));
}

static const struct json *list_of(const struct json *object, struct str name) {
  const struct json *list = json_member(object, name);
  return list && list->kind == JSON_KIND_LIST ? list : NULL;
}

/* The establishment itself: the seat, or one of those that matched. */
static const struct json *find_establishment(const struct json *company, struct str siret) {
  const struct json *seat = json_member(company, S("siege"));
  if (seat && seat->kind == JSON_KIND_OBJECT && str_equal(json_text(seat, S("siret")), siret))
    return seat;
  const struct json *matching = list_of(company, S("matching_etablissements"));
  for (size_t i = 0; matching && i < matching->count; i++) {
    const struct json *one = &matching->items[i];
    if (one->kind == JSON_KIND_OBJECT && str_equal(json_text(one, S("siret")), siret)) return one;
  }
  return NULL;
}

/* What stands over the door, before what stands in the statutes. */
static struct str name_of(const struct json *company, const struct json *place) {
  const struct json *signs = list_of(place, S("liste_enseignes"));
  if (signs && signs->count > 0 && signs->items[0].kind == JSON_KIND_TEXT)
    return signs->items[0].text;
  struct str trading = json_text(place, S("nom_commercial"));
  if (trading.len > 0) return trading;
  struct str whole = json_text(company, S("nom_raison_sociale"));
  return whole.len > 0 ? whole : json_text(company, S("nom_complet"));
}

/* « 19 RUE DE LA POSTE 31700 CORNEBARRIEU » ends with postcode and town, which stand apart too. */
static struct str street_of(struct str address, struct str postcode) {
  ptrdiff_t at = postcode.len > 0 ? str_find(address, postcode) : -1;
  return at > 0 ? str_trim(str_take(address, (size_t)at)) : S("");
}

/* « RUE DE LA POSTE » is read « Rue de la Poste »: the register shouts. */
static struct str spoken(struct arena *arena, struct str text) {
  static const struct str small[] = {{"de", 2},  {"du", 2}, {"des", 3}, {"la", 2}, {"le", 2},
                                     {"les", 3}, {"et", 2}, {"sur", 3}, {"en", 2}, {"aux", 3}};
  struct buf out = buf_in(arena);
  bool first = true;
  for (struct str rest = text; rest.len > 0; first = false) {
    struct str word = str_cut(rest, ' ', &rest), lower = text_fold(arena, word);
    bool little = false, ascii = lower.len == word.len;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
      little |= !first && str_equal(lower, small[i]);
    if (!first) buf_add_char(&out, ' ');
    if (!ascii)
      buf_add(&out, word);
    else if (little || word.len == 0)
      buf_add(&out, lower);
    else {
      buf_add(&out, str_take(word, 1));
      buf_add(&out, str_skip(lower, 1));
    }
  }
  return buf_str(&out);
}

static void fill(struct arena *arena, const struct json *company, const struct json *place,
                 struct registry_entry *entry) {
  struct str address = json_text(place, S("adresse"));
  struct str postcode = json_text(place, S("code_postal"));
  entry->name = spoken(arena, name_of(company, place));
  entry->address = address;
  entry->postcode = postcode;
  entry->street = spoken(arena, street_of(address, postcode));
  entry->town = spoken(arena, json_text(place, S("libelle_commune")));
  entry->town_code = json_text(place, S("commune"));
  entry->activity = json_text(place, S("activite_principale"));
  entry->closed = str_equal(json_text(place, S("etat_administratif")), S("F"));
  if (!position_read(json_text(place, S("latitude")), json_text(place, S("longitude")),
                     &entry->position))
    entry->position.known = false;
}

enum registry_outcome registry_answer(struct arena *arena, struct str siret, struct str json,
                                      struct registry_entry *entry) {
  struct json_error error;
  *entry = (struct registry_entry){.siret = siret};
  const struct json *answer = json_parse(arena, json, &error);
  if (!answer || answer->kind != JSON_KIND_OBJECT) return REGISTRY_NONSENSE;
  const struct json *results = list_of(answer, S("results"));
  if (!results) return REGISTRY_NONSENSE;
  for (size_t i = 0; i < results->count; i++) {
    const struct json *company = &results->items[i];
    if (company->kind != JSON_KIND_OBJECT) return REGISTRY_NONSENSE;
    const struct json *place = find_establishment(company, siret);
    if (!place) continue;
    fill(arena, company, place, entry);
    return REGISTRY_FOUND;
  }
  return REGISTRY_UNKNOWN;
}
