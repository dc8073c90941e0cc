#include "domain/shop/shop_source.h"

#include <stdlib.h>

#include "base/csv.h"
#include "base/fault.h"
#include "domain/shop/trade.h"

enum { TEXT_MAX = 200, LONG_TEXT_MAX = 1000 };

/* The first tag of a place, in this order, whose value is a trade of our list. A place with two
 * (a bar that is a bakery in the morning) is what most people come for. */
static struct str tag_trade(const struct json *tags) {
  static const struct str keys[] = {S("amenity"), S("shop"),    S("craft"),     S("tourism"),
                                    S("office"),  S("leisure"), S("healthcare")};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    struct str rest, value = json_text(tags, keys[i]);
    value = str_trim(str_cut(value, ';', &rest));
    if (trade_find(value)) return value;
  }
  return S("");
}

/* At most so many bytes of a text that a stranger wrote, never half a letter. Longer ones than a
 * page can show would not fit into the index of the list either. */
static struct str cut(struct str text, size_t most) {
  if (text.len <= most) return text;
  while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
    most--;
  return str_take(text, most);
}

static struct str tag(const struct json *tags, struct str key) {
  return cut(str_trim(json_text(tags, key)), TEXT_MAX);
}

static struct str first_tag(const struct json *tags, struct str key, struct str other) {
  struct str text = tag(tags, key);
  return text.len > 0 ? text : tag(tags, other);
}

static struct str joined(struct arena *arena, struct str number, struct str street) {
  if (number.len == 0 || street.len == 0) return street;
  return str_format(arena, "%.*s %.*s", STR_ARG(number), STR_ARG(street));
}

/* OpenStreetMap's addresses of pages often come without a scheme. With another one than the web's
 * ("mailto:", "javascript:") it is no page. */
static struct str with_scheme(struct arena *arena, struct str website) {
  struct str rest;
  website = str_trim(str_cut(website, ';', &rest));
  if (website.len == 0 || str_starts(website, S("http://")) || str_starts(website, S("https://")))
    return website;
  if (str_find(website, S(":")) >= 0) return S("");
  return str_format(arena, "https://%.*s", STR_ARG(website));
}

static struct str services_of(struct arena *arena, const struct json *tags) {
  static const struct {
    struct str tag, word;
  } known[] = {{S("takeaway"), S("takeaway")},
               {S("delivery"), S("delivery")},
               {S("wheelchair"), S("wheelchair")},
               {S("outdoor_seating"), S("outdoor")},
               {S("diet:vegetarian"), S("vegetarian")},
               {S("payment:cards"), S("cards")},
               {S("payment:credit_cards"), S("cards")},
               {S("payment:debit_cards"), S("cards")},
               {S("payment:contactless"), S("contactless")},
               {S("payment:cash"), S("cash")},
               {S("payment:cheque"), S("cheque")},
               {S("payment:meal_voucher"), S("meal")}};
  struct buf words = buf_in(arena);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    struct str value = json_text(tags, known[i].tag);
    if (!str_equal(value, S("yes")) && !str_equal(value, S("only"))) continue;
    if (str_find(buf_str(&words), known[i].word) >= 0) continue;
    if (words.len > 0) buf_literal(&words, " ");
    buf_add(&words, known[i].word);
  }
  return buf_str(&words);
}

static void set_position(struct shop_facts *facts, const struct json *feature) {
  const struct json *geometry = json_member(feature, S("geometry"));
  const struct json *point = geometry ? json_member(geometry, S("coordinates")) : NULL;
  if (!point || point->kind != JSON_KIND_LIST || point->count < 2) return;
  const struct json *x = &point->items[0], *y = &point->items[1];
  facts->longitude = x->kind == JSON_KIND_INT ? (double)x->integer : x->real;
  facts->latitude = y->kind == JSON_KIND_INT ? (double)y->integer : y->real;
  facts->has_position = true;
}

static void set_town(struct arena *arena, struct shop_facts *facts,
                     const struct communes *communes) {
  const struct commune *commune = commune_of(arena, communes, facts);
  if (!commune) return;
  facts->town = commune->name;
  facts->town_code = commune->code;
}

static struct shop_facts facts_of(struct arena *arena, const struct json *feature,
                                  const struct shop_source *source) {
  const struct json *tags = json_member(feature, S("properties"));
  if (!tags || tags->kind != JSON_KIND_OBJECT)
    fault_raise(FAULT_INPUT, "a feature has no properties");
  struct str rest, name = tag(tags, S("name"));
  struct str phone = first_tag(tags, S("phone"), S("contact:phone"));
  return (struct shop_facts){
      .name = str_trim(str_cut(name, ';', &rest)),
      .trade = tag_trade(tags),
      .town = first_tag(tags, S("addr:city"), S("contact:city")),
      .street = joined(arena, first_tag(tags, S("addr:housenumber"), S("contact:housenumber")),
                       first_tag(tags, S("addr:street"), S("contact:street"))),
      .postcode = first_tag(tags, S("addr:postcode"), S("contact:postcode")),
      .phone = str_trim(str_cut(phone, ';', &rest)),
      .website = with_scheme(arena, first_tag(tags, S("website"), S("contact:website"))),
      .opening_hours = cut(json_text(tags, S("opening_hours")), LONG_TEXT_MAX),
      .siret = tag(tags, S("ref:FR:SIRET")),
      .siren = tag(tags, S("ref:FR:SIREN")),
      .description = cut(json_text(tags, S("description")), LONG_TEXT_MAX),
      .services = services_of(arena, tags),
      .chain = json_text(tags, S("brand")).len > 0,
      .source = source->name,
      .source_id = json_text(feature, S("id")),
      .source_on = source->on,
      .licence = source->licence};
}

struct shop_facts_list shop_read_geojson(struct arena *arena, struct str text,
                                         const struct shop_source *source,
                                         const struct communes *communes) {
  struct json_error error;
  const struct json *file = json_parse(arena, text, &error);
  if (!file) fault_raise(FAULT_INPUT, "line %d: %s", error.line, error.text);
  const struct json *features = json_member(file, S("features"));
  if (!features || features->kind != JSON_KIND_LIST)
    fault_raise(FAULT_INPUT, "not a GeoJSON FeatureCollection");
  struct shop_facts_list list = {arena_array(arena, struct shop_facts, features->count),
                                 features->count};
  for (size_t i = 0; i < list.count; i++) {
    list.items[i] = facts_of(arena, &features->items[i], source);
    set_position(&list.items[i], &features->items[i]);
    set_town(arena, &list.items[i], communes);
  }
  return list;
}

static struct str cell(const struct csv *csv, const struct csv_row *row, struct str column) {
  return cut(str_trim(csv_cell(row, csv_column(csv, column))), LONG_TEXT_MAX);
}

static void set_csv_position(struct arena *arena, struct shop_facts *facts, struct str longitude,
                             struct str latitude) {
  if (longitude.len == 0 || latitude.len == 0) return;
  char *end_x, *end_y;
  const char *x = str_cstr(arena, longitude), *y = str_cstr(arena, latitude);
  facts->longitude = strtod(x, &end_x);
  facts->latitude = strtod(y, &end_y);
  facts->has_position = *end_x == 0 && *end_y == 0;
}

struct shop_facts_list shop_read_csv(struct arena *arena, struct str text,
                                     const struct shop_source *source) {
  struct csv csv = csv_read(arena, text);
  struct shop_facts_list list = {arena_array(arena, struct shop_facts, csv.count), csv.count};
  for (size_t i = 0; i < csv.count; i++) {
    const struct csv_row *row = &csv.rows[i];
    struct shop_facts *facts = &list.items[i];
    *facts = (struct shop_facts){.name = cut(cell(&csv, row, S("name")), TEXT_MAX),
                                 .trade = cell(&csv, row, S("trade")),
                                 .town = cell(&csv, row, S("town")),
                                 .street = joined(arena, cell(&csv, row, S("housenumber")),
                                                  cut(cell(&csv, row, S("street")), TEXT_MAX)),
                                 .postcode = cell(&csv, row, S("postcode")),
                                 .phone = cell(&csv, row, S("phone")),
                                 .website = with_scheme(arena, cell(&csv, row, S("website"))),
                                 .opening_hours = cell(&csv, row, S("opening_hours")),
                                 .siret = cell(&csv, row, S("siret")),
                                 .description = cell(&csv, row, S("description")),
                                 .made_up = str_ends(cell(&csv, row, S("name")), S("(exemple)")),
                                 .source = source->name,
                                 .source_id = cell(&csv, row, S("source_id")),
                                 .source_on = source->on,
                                 .licence = source->licence};
    set_csv_position(arena, facts, cell(&csv, row, S("lon")), cell(&csv, row, S("lat")));
  }
  return list;
}
