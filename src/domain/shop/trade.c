#include "domain/shop/trade.h"

#include "domain/shop/trade_list.h"

static const struct trade list[] = {
#define X(key, fr, de, en) {S(key), {[LANGUAGE_FR] = S(fr), [LANGUAGE_DE] = S(de), [LANGUAGE_EN] = S(en)}},
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

struct str trade_name(struct str key, enum language language) {
  const struct trade *trade = trade_find(key);
  return trade ? trade->name[language] : key;
}
