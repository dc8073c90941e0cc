/* What a place offers and how one may pay there, by OpenStreetMap's tags or by columns. */
#include "base/text.h"
#include "domain/import/import_place.h"
#include "domain/shop/shop_service.h"

static bool says_yes(struct str value) {
  static const struct str yes[] = {S("yes"),  S("only"), S("oui"), S("ja"),
                                   S("true"), S("1"),    S("x"),   S("vrai")};
  for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
    if (str_equal_ascii_case(value, yes[i])) return true;
  return false; /* nor "limited": a step at the door is no ramp */
}

struct known {
  struct str word;
  enum shop_service service;
};

static uint32_t bit(enum shop_service service) {
  return UINT32_C(1) << service;
}

static uint32_t find(const struct known *known, size_t count, struct str word) {
  for (size_t i = 0; i < count; i++)
    if (str_equal(known[i].word, word)) return bit(known[i].service);
  return 0;
}

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* https://wiki.openstreetmap.org/wiki/Key:payment, what stands behind "payment:". A telephone that
 * pays does so without contact; in France "cb" is every bank card. */
static const struct known payments[] = {
    {S("cash"), SERVICE_CASH},
    {S("coins"), SERVICE_CASH},
    {S("notes"), SERVICE_CASH},
    {S("cards"), SERVICE_CARDS},
    {S("card"), SERVICE_CARDS},
    {S("cb"), SERVICE_CARDS},
    {S("credit_cards"), SERVICE_CARDS},
    {S("debit_cards"), SERVICE_CARDS},
    {S("visa"), SERVICE_CARDS},
    {S("visa_debit"), SERVICE_CARDS},
    {S("visa_electron"), SERVICE_CARDS},
    {S("mastercard"), SERVICE_CARDS},
    {S("mastercard_debit"), SERVICE_CARDS},
    {S("maestro"), SERVICE_CARDS},
    {S("american_express"), SERVICE_CARDS},
    {S("girocard"), SERVICE_CARDS},
    {S("contactless"), SERVICE_CONTACTLESS},
    {S("mastercard_contactless"), SERVICE_CONTACTLESS},
    {S("visa_contactless"), SERVICE_CONTACTLESS},
    {S("apple_pay"), SERVICE_CONTACTLESS},
    {S("google_pay"), SERVICE_CONTACTLESS},
    {S("cheque"), SERVICE_CHEQUE},
    {S("check"), SERVICE_CHEQUE},
    {S("meal_voucher"), SERVICE_MEAL},
    {S("luncheon_voucher"), SERVICE_MEAL},
    {S("ticket_restaurant"), SERVICE_MEAL},
    {S("titres_restaurant"), SERVICE_MEAL},
    {S("edenred"), SERVICE_MEAL},
    {S("pluxee"), SERVICE_MEAL},
    {S("sodexo"), SERVICE_MEAL},
    {S("swile"), SERVICE_MEAL},
    {S("updejeuner"), SERVICE_MEAL},
};

static const struct known tags[] = {
    {S("takeaway"), SERVICE_TAKEAWAY},          {S("delivery"), SERVICE_DELIVERY},
    {S("wheelchair"), SERVICE_WHEELCHAIR},      {S("outdoor_seating"), SERVICE_OUTDOOR},
    {S("diet:vegetarian"), SERVICE_VEGETARIAN},
};

/* Each tag is looked at once: places have some twenty. */
static uint32_t of_tags(const struct import_record *record) {
  static const struct str prefix = S("payment:");
  uint32_t bits = 0;
  for (size_t i = 0; i < record->tag_count; i++) {
    const struct import_tag *tag = &record->tags[i];
    bool payment = str_starts(tag->name, prefix);
    uint32_t one = payment ? find(payments, COUNT(payments), str_skip(tag->name, prefix.len))
                           : find(tags, COUNT(tags), tag->name);
    if (one && !(bits & one) && says_yes(tag->value)) bits |= one;
  }
  return bits;
}

/* What people write into a column of ways to pay, folded. */
static const struct known ways[] = {
    {S("especes"), SERVICE_CASH},
    {S("liquide"), SERVICE_CASH},
    {S("cash"), SERVICE_CASH},
    {S("bar"), SERVICE_CASH},
    {S("bargeld"), SERVICE_CASH},
    {S("carte"), SERVICE_CARDS},
    {S("cartes"), SERVICE_CARDS},
    {S("cb"), SERVICE_CARDS},
    {S("carte bancaire"), SERVICE_CARDS},
    {S("cartes bancaires"), SERVICE_CARDS},
    {S("carte bleue"), SERVICE_CARDS},
    {S("card"), SERVICE_CARDS},
    {S("cards"), SERVICE_CARDS},
    {S("karte"), SERVICE_CARDS},
    {S("karten"), SERVICE_CARDS},
    {S("sans contact"), SERVICE_CONTACTLESS},
    {S("contactless"), SERVICE_CONTACTLESS},
    {S("kontaktlos"), SERVICE_CONTACTLESS},
    {S("cheque"), SERVICE_CHEQUE},
    {S("cheques"), SERVICE_CHEQUE},
    {S("check"), SERVICE_CHEQUE},
    {S("scheck"), SERVICE_CHEQUE},
    {S("titre restaurant"), SERVICE_MEAL},
    {S("titres restaurant"), SERVICE_MEAL},
    {S("titres restaurants"), SERVICE_MEAL},
    {S("ticket restaurant"), SERVICE_MEAL},
    {S("tickets restaurant"), SERVICE_MEAL},
    {S("tickets restaurants"), SERVICE_MEAL},
    {S("cheque dejeuner"), SERVICE_MEAL},
    {S("meal"), SERVICE_MEAL},
    {S("meal vouchers"), SERVICE_MEAL},
    {S("lunch vouchers"), SERVICE_MEAL},
};

static bool parts(char c) {
  return c == ',' || c == ';' || c == '|' || c == '/' || c == '+';
}

/* "CB, espèces / Titres-restaurant" */
static uint32_t of_ways(struct arena *arena, struct str text) {
  uint32_t bits = 0;
  for (size_t from = 0; from < text.len;) {
    size_t to = from;
    while (to < text.len && !parts(text.ptr[to]))
      to++;
    bits |= find(ways, COUNT(ways), text_fold(arena, str_slice(text.ptr + from, to - from)));
    from = to + 1;
  }
  return bits;
}

static uint32_t of_columns(struct arena *arena, const struct import_judge *judge,
                           const struct import_record *record) {
  static const struct {
    enum import_column column;
    enum shop_service service;
  } columns[] = {{IMPORT_COLUMN_takeaway, SERVICE_TAKEAWAY},
                 {IMPORT_COLUMN_delivery, SERVICE_DELIVERY},
                 {IMPORT_COLUMN_wheelchair, SERVICE_WHEELCHAIR}};
  uint32_t bits = 0;
  for (size_t i = 0; i < COUNT(columns); i++) {
    struct str header = judge->mapping.header[columns[i].column];
    if (header.len > 0 && says_yes(import_tag(record, header))) bits |= bit(columns[i].service);
  }
  struct str header = judge->mapping.header[IMPORT_COLUMN_payment];
  struct str text = header.len > 0 ? import_tag(record, header) : S("");
  return text.len > 0 ? bits | of_ways(arena, text) : bits;
}

struct str import_services(struct arena *arena, const struct import_judge *judge,
                           const struct import_record *record) {
  uint32_t bits =
      judge->format == IMPORT_FORMAT_CSV ? of_columns(arena, judge, record) : of_tags(record);
  struct buf words = buf_in(arena);
  if (bits == 0) return S("");
  for (enum shop_service service = 0; service < SERVICE_COUNT; service++) {
    if (!(bits & bit(service))) continue;
    if (words.len > 0) buf_add_char(&words, ' ');
    buf_add(&words, shop_service_word(service));
  }
  return buf_str(&words);
}
