#include "domain/shop/trade.h"

#include <pthread.h>

#include "domain/shop/trade_list.h"
#include "domain/shop/trade_synonyms.h"

static const struct trade list[] = {
#define X(key, fr, de, en)                                                                         \
  {S(key), {[LANGUAGE_FR] = S(fr), [LANGUAGE_DE] = S(de), [LANGUAGE_EN] = S(en)}},
    TRADE_LIST(X)
#undef X
};

struct trades trade_list(void) {
  return (struct trades){list, sizeof list / sizeof *list};
}

const struct trade *trade_find(struct str key) {
  size_t low = 0, high = sizeof list / sizeof *list;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = str_compare(list[middle].key, key);
    if (order == 0) return &list[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

uint16_t trade_number(struct str key) {
  uint32_t hash = UINT32_C(2166136261);
  for (size_t i = 0; i < key.len; i++)
    hash = (hash ^ (unsigned char)key.ptr[i]) * UINT32_C(16777619);
  return (uint16_t)(hash >> 16 ^ hash);
}

enum { NUMBER_SLOTS = 1024 }; /* four times as many as there are trades */
static const struct trade *by_number[NUMBER_SLOTS];

static void number_trades(void) {
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    size_t at = trade_number(list[i].key) % NUMBER_SLOTS;
    while (by_number[at])
      at = (at + 1) % NUMBER_SLOTS;
    by_number[at] = &list[i];
  }
}

const struct trade *trade_by_number(uint16_t number) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, number_trades);
  size_t at = number % NUMBER_SLOTS;
  while (by_number[at] && trade_number(by_number[at]->key) != number)
    at = (at + 1) % NUMBER_SLOTS;
  return by_number[at];
}

struct str trade_name(struct str key, enum language language) {
  const struct trade *trade = trade_find(key);
  return trade ? trade->name[language] : key;
}

struct str trade_synonyms(struct str key) {
  static const struct {
    struct str key, names;
  } synonyms[] = {
#define X(trade, names) {S(trade), S(names)},
      TRADE_SYNONYMS(X)
#undef X
  };
  for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
    if (str_equal(synonyms[i].key, key)) return synonyms[i].names;
  return S("");
}

static const struct {
  struct str key, pattern;
} patterns[] = {
    {S("restaurant"), S("restaurant")},
    {S("fast_food"), S("restaurant")},
    {S("food_court"), S("restaurant")},
    {S("cafe"), S("cafe")},
    {S("coffee"), S("cafe")},
    {S("tea"), S("cafe")},
    {S("internet_cafe"), S("cafe")},
    {S("bar"), S("bar")},
    {S("pub"), S("bar")},
    {S("biergarten"), S("bar")},
    {S("wine"), S("bar")},
    {S("alcohol"), S("bar")},
    {S("bakery"), S("bakery")},
    {S("pastry"), S("bakery")},
    {S("confectionery"), S("bakery")},
    {S("chocolate"), S("bakery")},
    {S("ice_cream"), S("bakery")},
    {S("cheese"), S("food")},
    {S("butcher"), S("food")},
    {S("greengrocer"), S("food")},
    {S("deli"), S("food")},
    {S("convenience"), S("food")},
    {S("supermarket"), S("food")},
    {S("seafood"), S("food")},
    {S("caterer"), S("food")},
    {S("farm"), S("food")},
    {S("books"), S("books")},
    {S("stationery"), S("books")},
    {S("newsagent"), S("books")},
    {S("clothes"), S("fashion")},
    {S("shoes"), S("fashion")},
    {S("bag"), S("fashion")},
    {S("jewelry"), S("fashion")},
    {S("watches"), S("fashion")},
    {S("perfumery"), S("fashion")},
    {S("hairdresser"), S("fashion")},
    {S("florist"), S("flowers")},
    {S("garden_centre"), S("flowers")},
    {S("bicycle"), S("craft")},
    {S("carpenter"), S("craft")},
    {S("plumber"), S("craft")},
    {S("pottery"), S("craft")},
    {S("shoe_repair"), S("craft")},
    {S("hardware"), S("craft")},
};

struct str trade_pattern(struct str key) {
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    if (str_equal(patterns[i].key, key)) return patterns[i].pattern;
  return S("shop");
}
