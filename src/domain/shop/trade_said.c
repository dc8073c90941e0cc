/* Which trade somebody means: by its key, its name in any of our languages, or what else people
 * call it. */
#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"
#include "base/text.h"
#include "domain/shop/trade.h"
#include "domain/shop/trade_house.h"

enum { NAMES_BYTES = 4 << 20, NAMES_MAX = 2000 };

static const struct {
  struct str key, names;
} house[] = {
#define X(trade, names) {S(trade), S(names)},
    TRADE_HOUSE(X)
#undef X
};

struct str trade_house_names(struct str key) {
  for (size_t i = 0; i < sizeof house / sizeof *house; i++)
    if (str_equal(house[i].key, key)) return house[i].names;
  return S("");
}

/* All names, folded, sorted once. A trade's own name comes before what others are called. */
struct name {
  struct str said, trade;
  size_t order;
};
static struct {
  struct arena *arena; /* kept for ever */
  struct name *items;
  size_t count;
} names;

static int compare_names(const void *a, const void *b) {
  const struct name *left = a, *right = b;
  int order = str_compare(left->said, right->said);
  return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

static void add_name(struct str name, struct str trade) {
  must(names.count < NAMES_MAX);
  names.items[names.count] = (struct name){text_fold(names.arena, name), trade, names.count};
  names.count++;
}

static void sort_names(void) {
  struct trades trades = trade_list();
  names.arena = arena_create(NAMES_BYTES);
  names.items = arena_array(names.arena, struct name, NAMES_MAX);
  for (size_t i = 0; i < trades.count; i++)
    for (int language = 0; language < LANGUAGE_COUNT; language++)
      add_name(trades.items[i].name[language], trades.items[i].key);
  for (size_t i = 0; i < sizeof house / sizeof *house; i++)
    for (struct str rest = house[i].names; rest.len > 0;)
      add_name(str_cut(rest, '|', &rest), house[i].key);
  qsort(names.items, names.count, sizeof *names.items, compare_names);
}

static struct str by_name(struct str folded) {
  size_t low = 0, high = names.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (str_compare(names.items[middle].said, folded) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  bool found = low < names.count && str_equal(names.items[low].said, folded);
  return found ? names.items[low].trade : S("");
}

static struct str without_plural(struct arena *arena, struct str folded) {
  struct buf text = buf_in(arena);
  while (folded.len > 0) {
    struct str word = str_cut(folded, ' ', &folded);
    if (text.len > 0) buf_add_char(&text, ' ');
    buf_add(&text, word.len > 3 && str_ends(word, S("s")) ? str_take(word, word.len - 1) : word);
  }
  return buf_str(&text);
}

struct str trade_said(struct arena *arena, struct str text) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  const struct trade *trade = trade_find(text);
  if (trade) return trade->key;
  pthread_once(&once, sort_names);
  struct str folded = text_fold(arena, text);
  struct str found = by_name(folded);
  return found.len > 0 ? found : by_name(without_plural(arena, folded));
}
